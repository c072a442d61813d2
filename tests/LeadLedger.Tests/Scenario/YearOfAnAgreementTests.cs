using System.Net;
using System.Text.Json;
using LeadLedger.Domain;
using LeadLedger.Domain.Agreements;
using LeadLedger.Tests.Fixtures;
using static LeadLedger.Tests.Scenario.ScorecardFigures;

namespace LeadLedger.Tests.Scenario;

/// <summary>
/// A year of one agreement, as both sides would live it: signed, revised, a season's weights, a holiday, a missed
/// month, the carry-over, the trigger, the end. Every figure was reckoned by hand beside the line that asserts it.
/// </summary>
public sealed partial class YearOfAnAgreementTests(ApiFixture api) : IClassFixture<ApiFixture>
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
        Assert.Empty(await _year.BandDays(new Month(2027, 1)));
        await The_posts_of_January_are_slow();
    }

    private async Task The_posts_of_January_are_slow()
    {
        // 003: 250 posts of 3 hours are 750 hours for 1,250 leads; at one hour each 500 would be free.
        var velocity = await _year.Marketing.Get($"{_year.Of(new(2027, 1))}/marketing-velocity");
        Assert.Equal(
            1.6667m,
            velocity.Expect(HttpStatusCode.OK).Json.GetProperty("all").GetProperty("leadsPerHour").GetDecimal());
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
        await What_is_told_late_of_March_is_booked_in_April(month, card);
    }

    private async Task What_is_told_late_of_March_is_booked_in_April(Month month, JsonElement card)
    {
        // March's card stays as it was issued.
        _year.It_is("2027-04-05 09:00");
        await _year.Late_e_book("2027-03-30 11:00");
        var after = await MidMarketYear.Until(
            async () => (await _year.Manager.Get($"{_year.Of(month)}/scorecard")).Json,
            found => found.GetProperty("adjustments").GetArrayLength() == 1);
        Assert.Equal(card.GetProperty("issued").GetRawText(), after.GetProperty("issued").GetRawText());
        var restated = after.GetProperty("restated").GetProperty("marketing");
        Assert.Equal(241_000m, restated.GetProperty("gross").GetDecimal());
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
}
