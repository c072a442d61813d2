using System.Net;
using System.Text.Json;
using LeadLedger.Domain.Agreements;
using LeadLedger.Tests.Fixtures;
using LeadLedger.Tests.Leads;
using static LeadLedger.Tests.Simulations.MonthSimulations;

namespace LeadLedger.Tests.Simulations;

/// <summary>What comes out of a month under other terms, beside what the read models have of it.</summary>
public sealed class MonthSimulationTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task Under_its_own_terms_a_month_comes_out_as_the_read_models_have_it()
    {
        var company = await new SignedAgreement(api).Sign();
        await FillMonth(company);

        var job = await Done(company, await Ask(company, new { version = 1 }));

        var result = job.GetProperty("result");
        var (real, simulated) = (result.GetProperty("real"), result.GetProperty("simulated"));
        Assert.Equal(real.GetRawText(), simulated.GetRawText());
        Assert.Equal(0, result.GetProperty("refused").GetArrayLength());
        Assert.Equal(0, result.GetProperty("moot").GetInt64() + result.GetProperty("takenAsRecorded").GetInt64());
        Assert.Equal(5, result.GetProperty("leads").GetInt32());
        await AssertTotalsOfTheReadModels(company, real.GetProperty("totals"), Position(result));
        await AssertCurveOfTheReadModels(company, real.GetProperty("curve"), Position(result));
        Assert.Equal(
            await Promises(company),
            new[] { "firstResponses", "cadences", "rulings" }.Select(name => Kept(Totals(real).GetProperty(name))));
    }

    [Fact]
    public async Task Under_a_draft_it_has_other_totals_and_another_curve_and_says_the_difference()
    {
        var company = await new SignedAgreement(api).Sign();
        await FillMonth(company);
        var draft = company.Proposal with
        {
            Goal = new Goal(GoalKind.Count, 62),
            Valuation = [new ValuationRow(null, null, null, 0.1m, 10_000m)],
            ResponseTimes = [],
            ReasonCodes = [new ReasonCode("no-need", "No need.", "need")],
        };

        var job = await Done(company, await Ask(company, new { draft }));

        var result = job.GetProperty("result");
        var (real, simulated) = (result.GetProperty("real"), result.GetProperty("simulated"));
        Assert.Equal(5_000m, simulated.GetProperty("totals").GetProperty("grossValue").GetDecimal());
        Assert.Equal(
            5_000m - real.GetProperty("totals").GetProperty("grossValue").GetDecimal(),
            result.GetProperty("differences").GetProperty("grossValue").GetDecimal());
        Assert.Equal(0, simulated.GetProperty("totals").GetProperty("rejected").GetInt32());
        Assert.Equal(0, Totals(simulated).GetProperty("firstResponses").GetProperty("promised").GetInt32());
        Assert.Equal(-2, result.GetProperty("differences").GetProperty("rejected").GetInt32());
        var refused = Assert.Single(result.GetProperty("refused").EnumerateArray().ToList());
        Assert.Equal("rejection-needs-a-reason-in-force", refused.GetProperty("code").GetString());
        Assert.Equal(2, refused.GetProperty("count").GetInt32());
        Assert.Equal(2, refused.GetProperty("positions").GetArrayLength());
        Assert.True(result.GetProperty("moot").GetInt64() > 0);
        var last = simulated.GetProperty("curve").EnumerateArray().Last();
        Assert.Equal(62m, last.GetProperty("plannedCumulative").GetDecimal());
        Assert.Equal("count", simulated.GetProperty("goalKind").GetString());
        var lastReal = real.GetProperty("curve").EnumerateArray().Last();
        Assert.Equal(300_000m, lastReal.GetProperty("plannedCumulative").GetDecimal());
        var goal = job.GetProperty("terms").GetProperty("draft").GetProperty("goal");
        Assert.Equal(62m, goal.GetProperty("amount").GetDecimal());
    }

    [Fact]
    public async Task Nothing_is_written_to_the_ledger_and_the_read_models_stay_as_they_are()
    {
        const string Everything = "select count(*), max(seq_id), (select last_value from ledger.mt_events_sequence) "
            + "from ledger.mt_events";
        var company = await new SignedAgreement(api).Sign();
        await FillMonth(company);
        var position = (await Done(company, await Ask(company, new { version = 1 }))).GetProperty("result");
        var before = (await Rows.Of(api.Database.Admin, Everything), await ReadModels(company, Position(position)));

        await Done(company, await Ask(company, new { draft = company.Proposal with { ResponseTimes = [] } }));

        Assert.Equal(before.Item1, await Rows.Of(api.Database.Admin, Everything));
        Assert.Equal(before.Item2, await ReadModels(company, Position(position)));
    }

    /// <summary>Four days' worth of everything: kept, missed, rejected and judged both ways, won, returned.</summary>
    private async Task FillMonth(SignedAgreement company)
    {
        var won = await company.HandOff();
        await Attempt(company, won);
        (await company.Seller.Post($"{won}/milestones", new { milestone = "opportunityOpened" }))
            .Expect(HttpStatusCode.Created);
        (await company.Seller.Post($"{won}/outcome", new { outcome = "won", amount = 1234.5m }))
            .Expect(HttpStatusCode.Created);
        var (upheld, overturned) = (
            await company.Reject(await company.HandOff()),
            await company.Reject(await company.HandOff(action: "e-book")));
        foreach (var (review, verdict) in new[] { (upheld, "upheld"), (overturned, "overturned") })
        {
            await company.Vote(review, company.Member, verdict);
            (await company.VoteAndRule(review, verdict)).Expect(HttpStatusCode.Created);
        }
        await company.HandOff();
        var late = await company.HandOff();
        api.Clock.Advance(TimeSpan.FromMinutes(61));
        await Attempt(company, late);
        await UntilWatched(company, breaches: 3);
    }

    /// <summary>The watch records what was missed, and the read models show it.</summary>
    private async Task UntilWatched(SignedAgreement company, int breaches)
    {
        using var bounded = new CancellationTokenSource(Patience);
        while (await Rows.Of(api.Database.Bi, $"select count(*) from bi_v1.breach where agreement_id = '{company.Id}'")
            is [var count] && count != $"{breaches}")
            await Task.Delay(20, bounded.Token);
    }

    private static async Task Attempt(SignedAgreement company, string lead) =>
        (await company.Seller.Post($"{lead}/contact-attempts", new { channel = "phone", outcome = "noAnswer" }))
        .Expect(HttpStatusCode.Created);

    private static JsonElement Totals(JsonElement side) => side.GetProperty("totals");

    private static decimal Restated(JsonElement sums, string name) =>
        sums.GetProperty(name).GetProperty("restated").GetDecimal();

    private static long Position(JsonElement result) => result.GetProperty("position").GetInt64();

    private static async Task AssertTotalsOfTheReadModels(SignedAgreement company, JsonElement ours, long position)
    {
        var month = company.Month;
        var answer = await company.Manager.Get(
            $"/v1/agreements/{company.Id}/months/{month}/totals", ("Ledger-Min-Position", $"{position}"));
        var sums = answer.Expect(HttpStatusCode.OK).Json.GetProperty("totals")[0].GetProperty("sums");
        foreach (var name in new[] { "grossCount", "netCount", "grossValue", "netValue" })
            Assert.Equal(Restated(sums, name), ours.GetProperty(name).GetDecimal());
        var names = new[]
        {
            "contactedInTime", "contactedLate", "contacted", "rejected", "upheld", "overturned", "withdrawn",
            "underReview", "opened", "won", "lost", "returned", "open", "revenue",
        };
        foreach (var name in names)
            Assert.Equal((name, sums.GetProperty(name).GetDecimal()), (name, ours.GetProperty(name).GetDecimal()));
        Assert.Equal(1234.5m, ours.GetProperty("revenue").GetDecimal());
    }

    private static async Task AssertCurveOfTheReadModels(SignedAgreement company, JsonElement ours, long position)
    {
        var answer = await company.Manager.Get(
            $"/v1/agreements/{company.Id}/months/{company.Month}/pacing",
            ("Ledger-Min-Position", $"{position}"));
        var days = answer.Expect(HttpStatusCode.OK).Json.GetProperty("days").EnumerateArray().ToList();
        Assert.Equal(days.Count, ours.GetArrayLength());
        foreach (var (day, own) in days.Zip(ours.EnumerateArray()))
        {
            Assert.Equal(day.GetProperty("day").GetString(), own.GetProperty("day").GetString());
            var (gross, net) = (day.GetProperty("grossRestated"), day.GetProperty("netRestated"));
            Assert.Equal(gross.GetProperty("count").GetInt32(), own.GetProperty("grossCount").GetInt32());
            Assert.Equal(net.GetProperty("value").GetDecimal(), own.GetProperty("netValue").GetDecimal());
            foreach (var name in new[] { "plannedCumulative", "bandLow", "bandHigh", "actualGross", "varianceGross" })
                Assert.Equal(Maybe(day, name), Maybe(own, name));
        }

        static decimal? Maybe(JsonElement of, string name) =>
            of.TryGetProperty(name, out var value) ? value.GetDecimal() : null;
    }

    private async Task<List<string>> Promises(SignedAgreement company) => await Rows.Of(
        api.Database.Bi,
        $"""
        select sum(promised), sum(kept), sum(missed), sum(lapsed), sum(open) from bi_v1.promise_day
        where agreement_id = '{company.Id}' group by promise
        order by array_position(array['firstResponse', 'cadence', 'ruling'], promise)
        """);

    private static string Kept(JsonElement it) => string.Join(
        '|', new[] { "promised", "kept", "missed", "lapsed", "open" }.Select(name => it.GetProperty(name).GetInt32()));

    private async Task<string> ReadModels(SignedAgreement company, long position)
    {
        var totals = await company.Manager.Get(
            $"/v1/agreements/{company.Id}/months/{company.Month}/totals",
            ("Ledger-Min-Position", $"{position}"));
        var handoffs = await Rows.Of(
            api.Database.Bi, $"select h.* from bi_v1.handoff h where agreement_id = '{company.Id}' order by lead_id");
        return totals.Text + string.Join('\n', handoffs);
    }
}
