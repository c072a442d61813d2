using System.Net;
using System.Text.Json;
using LeadLedger.Domain;
using LeadLedger.Domain.Agreements;
using LeadLedger.Tests.Bulk;
using LeadLedger.Tests.Fixtures;

namespace LeadLedger.Tests.Scenario;

/// <summary>
/// A year of one agreement, as both sides would live it: signed, revised, a season's weights, a holiday, a missed
/// month, the carry-over, the trigger, the end. Every figure was reckoned by hand beside the line that asserts it.
/// </summary>
public sealed class YearOfAnAgreementTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private readonly MidMarketYear _year = new(api);

    [Fact]
    public async Task A_year_of_one_agreement_comes_out_as_both_sides_signed_it()
    {
        _year.It_is("2026-12-15 10:00");
        await _year.Draft();
        await _year.Sign(_year.Terms(new Month(2027, 1)));
        await January_is_kept_to_the_cent();
        await February_has_a_fair_and_is_missed();
        await March_has_Easter_and_makes_up_for_it();
        await Six_months_go_well_without_a_curve();
        await Three_months_running_are_missed();
        await The_manager_ends_it_without_notice();
    }

    private async Task January_is_kept_to_the_cent()
    {
        // Ten demo requests (30,000) every third day keep within a tenth of the goal (30,000) of the straight line.
        for (var day = 2; day <= 29; day += 3)
        {
            _year.It_is($"2027-01-{day:00} 10:00");
            var leads = await _year.Demo_requests(day == 29 ? 11 : 10);
            if (day == 29)
                await _year.Reject_and_uphold(leads[0], ruledAt: "2027-01-30 10:00");
        }
        _year.It_is("2027-01-31 09:00");
        await _year.Marketing.Post(
            $"{_year.Of(new(2027, 1))}/marketing-effort",
            new { assetKind = "blog-post", made = 250, hours = 750, leads = 1250 });

        // The parties look at the terms every month (004): a smaller goal, and a fair whose days weigh three times.
        await _year.Sign(_year.Terms(new Month(2027, 2)) with
        {
            Goal = new Goal(GoalKind.LeadValue, 200_000m),
            Curve = new Curve(
                CurveShape.Straight,
                [],
                [new DateWeight("Trade fair", new(2027, 2, 15), new(2027, 2, 19), 3m)],
                0.1m,
                0.1m),
        });
        _year.It_is("2027-02-01 12:00");
        var card = await _year.Close(new Month(2027, 1));
        var issued = card.GetProperty("issued");

        // 101 × 3,000, of which one was taken back by the panel.
        Marketing(
            issued, goal: 300_000, carriedIn: 0, gross: 303_000, net: 300_000, shortfall: 0, carriedOut: 0, days: 0,
            missed: 0);
        Promises(issued.GetProperty("sales").GetProperty("firstResponses"), promised: 101, kept: 101, missed: 0);
        Promises(issued.GetProperty("sales").GetProperty("cadences"), promised: 101, kept: 101, missed: 0);
        Promises(issued.GetProperty("rulings"), promised: 1, kept: 1, missed: 0);
        Assert.Empty(Strikes(card));
        Assert.Empty(await BandDays(new Month(2027, 1)));

        // 003: 250 posts of 3 hours are 750 hours for 1,250 leads; at one hour each 500 would be free.
        var velocity = await _year.Marketing.Get($"{_year.Of(new(2027, 1))}/marketing-velocity");
        Assert.Equal(
            1.6667m,
            velocity.Expect(HttpStatusCode.OK).Json.GetProperty("all").GetProperty("leadsPerHour").GetDecimal());
    }

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
            await BandDays(month));
        await Four_reports_tell_of_February(month);
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

    private async Task March_has_Easter_and_makes_up_for_it()
    {
        var month = new Month(2027, 3);
        foreach (var day in new[] { 1, 8, 15, 22, 30 })
        {
            _year.It_is($"2027-03-{day:00} 15:00");
            await _year.Demo_requests(16);
        }
        _year.It_is("2027-03-31 18:00");
        await _year.Sign(_year.Terms(new Month(2027, 4)) with
        {
            Goal = new Goal(GoalKind.LeadValue, 200_000m),
            Curve = null,
            Strikes = new StrikeTerms(GoalMissed: true, null, 0.9m, null, PerPerson: true),
        });

        // Good Friday and Easter Monday are no business days: 19 of 21 by Maundy Thursday, and by Tuesday morning too.
        var pacing = (await _year.Marketing.Get($"{_year.Of(month)}/pacing")).Expect(HttpStatusCode.OK).Json;
        var planned = pacing.GetProperty("days").EnumerateArray()
            .ToDictionary(
                day => day.GetProperty("day").GetString()!,
                day => day.GetProperty("plannedCumulative").GetDecimal());
        Assert.Equal(180_952.38m, planned["2027-03-25"]);
        Assert.Equal(180_952.38m, planned["2027-03-29"]);
        Assert.Equal(190_476.19m, planned["2027-03-30"]);

        _year.It_is("2027-04-01 12:00");
        var card = await _year.Close(month);
        Marketing(
            card.GetProperty("issued"), goal: 200_000, carriedIn: 40_000, gross: 240_000, net: 240_000, shortfall: 0,
            carriedOut: 0, days: 12, missed: 0);
        Assert.Empty(Strikes(card));

        // An e-book of March that is told of in April is booked in April; March's card stays as it was issued.
        _year.It_is("2027-04-05 09:00");
        await _year.Late_e_book("2027-03-30 11:00");
        var after = await MidMarketYear.Until(
            async () => (await _year.Manager.Get($"{_year.Of(month)}/scorecard")).Json,
            found => found.GetProperty("adjustments").GetArrayLength() == 1);
        Assert.Equal(card.GetProperty("issued").GetRawText(), after.GetProperty("issued").GetRawText());
        Assert.Equal(241_000m, after.GetProperty("restated").GetProperty("marketing").GetProperty("gross").GetDecimal());
        var adjustment = after.GetProperty("adjustments")[0];
        Assert.Equal("2027-03-30", adjustment.GetProperty("factDay").GetString());
        Assert.Equal("2027-04-05", adjustment.GetProperty("bookedDay").GetString());
    }

    private async Task Six_months_go_well_without_a_curve()
    {
        for (var month = new Month(2027, 4); month <= new Month(2027, 9); month = month.AddMonths(1))
        {
            _year.It_is($"{month}-08 10:00");
            await _year.Demo_requests(67);
            _year.It_is($"{month.AddMonths(1)}-01 12:00");
            var card = await _year.Close(month);

            // 67 × 3,000, and in April the e-book of March.
            var booked = month == new Month(2027, 4) ? 202_000 : 201_000;
            Marketing(
                card.GetProperty("issued"), goal: 200_000, carriedIn: 0, gross: booked, net: booked, shortfall: 0,
                carriedOut: 0, days: null, missed: 0);
            Assert.DoesNotContain(Strikes(card), strike => strike.Contains("marketing", StringComparison.Ordinal));
        }
    }

    private async Task Three_months_running_are_missed()
    {
        (int Demos, decimal CarriedIn, decimal Shortfall, decimal CarriedOut)[] months =
        [
            (50, 0, 50_000, 50_000),
            // 250,000 were due; of the 160,000 that were missing no more is carried over than half of the goal.
            (30, 50_000, 160_000, 100_000),
            (30, 100_000, 210_000, 100_000),
        ];
        for (var i = 0; i < months.Length; i++)
        {
            var month = new Month(2027, 10 + i);
            _year.It_is($"{month}-08 10:00");
            await _year.Demo_requests(months[i].Demos);
            _year.It_is($"{month.AddMonths(1)}-01 12:00");
            var card = await _year.Close(month);
            Marketing(
                card.GetProperty("issued"), goal: 200_000, carriedIn: months[i].CarriedIn,
                gross: months[i].Demos * 3_000, net: months[i].Demos * 3_000, shortfall: months[i].Shortfall,
                carriedOut: months[i].CarriedOut, days: null, missed: i + 1);
            Assert.Equal(
                i == 2 ? "2027-10 2027-11 2027-12" : "",
                card.TryGetProperty("missedMonths", out var missed)
                    ? string.Join(' ', missed.EnumerateArray().Select(which => which.GetString())) : "");
        }
    }

    private async Task The_manager_ends_it_without_notice()
    {
        _year.It_is("2028-01-05 10:00");
        var agreement = await _year.Manager.Get(_year.Address);
        var withNotice = await _year.Manager.Post(
            $"{_year.Address}/termination", new { endsWith = "2028-01", reason = "Goals missed." },
            ("If-Match", agreement.Etag!));
        withNotice.ExpectProblem(422, "termination-is-too-early", "endsWith");
        var ended = await _year.Manager.Post(
            $"{_year.Address}/termination",
            new { endsWith = "2028-01", reason = "Goals missed three months running.", triggeredIn = "2027-12" },
            ("If-Match", agreement.Etag!));
        ended.Expect(HttpStatusCode.Created);
        await _year.Demo_requests(1);
        _year.It_is("2028-02-01 00:00");
        Assert.Equal("no-terms-in-force-at-handoff", await _year.Refused_demo_request());
    }

    private static void Marketing(
        JsonElement scorecard, decimal goal, decimal carriedIn, decimal gross, decimal net, decimal shortfall,
        decimal carriedOut, int? days, int missed)
    {
        var marketing = scorecard.GetProperty("marketing");
        Assert.Equal(
            (goal, carriedIn, goal + carriedIn, gross, net, net >= goal, shortfall, carriedOut, days, missed),
            (Amount("goal"), Amount("carriedIn"), Amount("due"), Amount("gross"), Amount("net"),
                marketing.GetProperty("goalReached").GetBoolean(), Amount("shortfall"), Amount("carriedOut"),
                marketing.TryGetProperty("daysOutOfBand", out var outside) ? outside.GetInt32() : null,
                marketing.GetProperty("missedRunning").GetInt32()));

        decimal Amount(string name) => marketing.GetProperty(name).GetDecimal();
    }

    private static void Promises(JsonElement promises, int promised, int kept, int missed) => Assert.Equal(
        (promised, kept, missed),
        (promises.GetProperty("promised").GetInt32(), promises.GetProperty("kept").GetInt32(),
            promises.GetProperty("missed").GetInt32()));

    private static List<string> Strikes(JsonElement card) =>
    [
        .. card.GetProperty("strikes").EnumerateArray().Select(strike => string.Join(' ', new[]
        {
            strike.GetProperty("cause").GetString(),
            strike.GetProperty("party").GetString(),
            strike.TryGetProperty("person", out var person) ? person.GetString() : null,
            strike.GetProperty("promised").GetRawText(),
            strike.GetProperty("kept").GetRawText(),
        }.Where(word => word is not null))),
    ];

    private async Task<List<string>> BandDays(Month month)
    {
        var account = (await _year.Marketing.Get(_year.Of(month))).Expect(HttpStatusCode.OK).Json;
        return
        [
            .. account.GetProperty("bandChanges").EnumerateArray().Select(change =>
                $"{change.GetProperty("day").GetString()} {change.GetProperty("standing").GetString()}"),
        ];
    }
}
