using System.Net;
using System.Text.Json;
using LeadLedger.Domain;
using LeadLedger.Domain.Agreements;
using LeadLedger.Tests.Bulk;
using static LeadLedger.Tests.Scenario.ScorecardFigures;

namespace LeadLedger.Tests.Scenario;

/// <summary>February: a trade fair's weights, a missed goal, and what the reports of its weeks tell.</summary>
public sealed partial class YearOfAnAgreementTests
{
    private async Task February_has_a_fair_and_is_missed()
    {
        var month = new Month(2027, 2);
        _year.It_is("2027-02-02 09:00");
        var capacity = new { team = "north", reps = 5, leadsPerRep = 10 };
        (await _year.Manager.Post($"{_year.Of(month)}/sales-capacity", capacity)).Expect(HttpStatusCode.Created);
        _year.It_is("2027-02-06 10:00");
        var books = await _year.E_books(40, assignee: "ben");

        // Nobody calls within 24 hours: forty breaches, with the true deadline, owed by ben. One call was made in time
        // and told of within the hour of grace, so that one wasn't any.
        _year.It_is("2027-02-07 10:00:30");
        await MidMarketYear.Until(
            async () => (await _year.Manager.Get($"{_year.Of(month)}/scorecard")).Json,
            card => card.GetProperty("restated").GetProperty("sales").GetProperty("firstResponses")
                .GetProperty("missed").GetInt32() == 40);
        _year.It_is("2027-02-07 10:20");
        await _year.Seller.Bulk([MidMarketYear.Attempt(books[0], MidMarketYear.At("2027-02-07 09:50"))]);
        _year.It_is("2027-02-16 10:00");
        await _year.Demo_requests(40);

        // A pacing curve as it stood on the evening of the 12th: 12 of 38 weights planned, 40 leads of 1,000 delivered.
        var stood = (await _year.Marketing.Get($"{_year.Of(month)}/pacing?asOf=2027-02-12")).Expect(HttpStatusCode.OK);
        var twelfth = stood.Json.GetProperty("days").EnumerateArray()
            .Single(day => day.GetProperty("day").GetString() == "2027-02-12");
        Assert.Equal(63_157.89m, twelfth.GetProperty("plannedCumulative").GetDecimal());
        Assert.Equal(40_000m, twelfth.GetProperty("actualNet").GetDecimal());
        await February_is_closed(month);
        await Four_reports_tell_of_February(month);
    }

    private async Task February_is_closed(Month month)
    {
        _year.It_is("2027-02-20 09:00");
        await _year.Sign(_year.Terms(new Month(2027, 3)) with
        {
            Goal = new Goal(GoalKind.LeadValue, 200_000m),
            Curve = new Curve(CurveShape.BusinessDays, [], [], 0.1m, 0.1m),
        });
        _year.It_is("2027-03-01 12:00");
        var card = await _year.Close(month);
        var issued = card.GetProperty("issued");

        // 40 × 1,000 + 40 × 3,000; outside of the band on 4–5, 12–18 and 25–28.
        Marketing(
            issued, goal: 200_000, carriedIn: 0, gross: 160_000, net: 160_000, shortfall: 40_000, carriedOut: 40_000,
            days: 13, missed: 1);
        Promises(issued.GetProperty("sales").GetProperty("firstResponses"), promised: 80, kept: 41, missed: 39);
        Promises(issued.GetProperty("sales").GetProperty("cadences"), promised: 80, kept: 40, missed: 40);
        Assert.Equal(
            ["ada 40/40", "ben 1/40"],
            issued.GetProperty("people").EnumerateArray().Select(person =>
                $"{person.GetProperty("person").GetString()} {person.GetProperty("firstResponses").GetProperty("kept")}"
                + $"/{person.GetProperty("firstResponses").GetProperty("promised")}"));
        Assert.Equal(
            ["goalMissed marketing 200000 160000", "outOfBand marketing 12 13",
             "firstResponsesMissed sales 0.9 0.5125", "firstResponsesMissed sales ben 0.9 0.025"],
            Strikes(card));
        Assert.Equal(
            ["2027-02-04 below", "2027-02-06 inBand", "2027-02-12 below", "2027-02-16 above", "2027-02-19 inBand",
             "2027-02-25 below"],
            await _year.BandDays(month));
    }

    private async Task Four_reports_tell_of_February(Month month)
    {
        var reports = (await _year.Marketing.Get($"{_year.Of(month)}/status-reports")).Expect(HttpStatusCode.OK).Json
            .GetProperty("weeks").EnumerateArray().ToList();

        // Of 38 weights 7, 14, 31 and 38 have passed; 50 leads that sales can take are 2.5 on each of 20 business days.
        Assert.Equal(
            ["36842.11 40000 inBand 40/12.5 1/40", "73684.21 40000 below 0/12.5 0/0",
             "163157.89 160000 inBand 40/12.5 40/40", "200000 160000 below 0/12.5 0/0"],
            reports.Select(week =>
            {
                var (marketing, responses) = (week.GetProperty("marketing"), week.GetProperty("firstResponses"));
                return $"{Figure(marketing, "plannedCumulative")} {Figure(marketing, "deliveredCumulative")} "
                    + $"{marketing.GetProperty("standing").GetString()} "
                    + $"{Figure(week, "handedOff")}/{Figure(week, "capacity")} "
                    + $"{Figure(responses, "kept")}/{Figure(responses, "promised")}";
            }));

        static string Figure(JsonElement of, string name) => of.GetProperty(name).GetDecimal().ToString("0.##", null);
    }
}
