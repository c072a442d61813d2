using System.Globalization;
using System.Net;
using System.Text.Json;
using LeadLedger.Domain.Agreements;
using LeadLedger.Server.Agreements;
using LeadLedger.Tests.Leads;

namespace LeadLedger.Tests.Months;

/// <summary>Two months of an agreement, from the first handoff to the trigger that lets either side end it.</summary>
public sealed class AccountTests
{
    /// <summary>No cadence: what sales owes is a first response within an hour.</summary>
    private static readonly Func<ProposeTermsRequest, ProposeTermsRequest> WithConsequences = terms => terms with
    {
        Cadences = [],
        Review = terms.Review! with { Quorum = 1 },
        Strikes = new StrikeTerms(
            GoalMissed: true, DaysOutOfBand: 5, FirstResponseShare: 0.9m, CadenceShare: null, PerPerson: true),
        Compensation = new CompensationTerms(0.5m, 0.2m),
        Termination = new TerminationTerms(1, 2),
    };

    [Fact]
    public async Task A_missed_month_is_carried_over_and_the_second_one_running_fires_the_trigger()
    {
        await using var scene = await MonthScene.Signed(WithConsequences);
        await March(scene);
        scene.MoveTo("2027-04-02T08:00Z");
        var march = await scene.CloseWithScorecard("2027-03");
        await AssertMarch(scene, march);

        // Reported after the closing: it is booked when it was reported, and March stays as it was told.
        scene.MoveTo("2027-04-05T10:00Z");
        await scene.HandOff("ben", occurredAt: "2027-03-30T10:00Z");
        var adjusted = await scene.Until(
            "2027-03", it => it.GetProperty("adjustments").GetArrayLength() == 1, "/scorecard");
        Assert.Equal(march.GetProperty("issued").GetRawText(), adjusted.GetProperty("issued").GetRawText());
        Assert.Equal(march.GetProperty("strikes").GetRawText(), adjusted.GetProperty("strikes").GetRawText());
        Assert.Equal(
            "2027-03-30 2027-04-05 1 3000",
            Line(adjusted.GetProperty("adjustments")[0], "factDay", "bookedDay", "count", "amount"));
        Assert.Equal("21 20", Line(adjusted.GetProperty("restated").GetProperty("marketing"), "gross", "net"));
        Assert.Equal((20, 21), await GrossCount(scene, "2027-03"));
        Assert.Equal((1, 0), await GrossCount(scene, "2027-04"));

        // 31 and the 6 of March are due, 1 came: of the 36 missing half is too much to be carried over.
        scene.MoveTo("2027-05-02T10:00Z");
        var april = await scene.CloseWithScorecard("2027-04");
        Assert.Equal(
            "31 6 37 1 False 36 6.2 2",
            Line(april.GetProperty("issued").GetProperty("marketing"), "goal", "carriedIn", "due", "net", "goalReached",
                "shortfall", "carriedOut", "missedRunning"));
        Assert.Equal(
            ["2027-03", "2027-04"], april.GetProperty("missedMonths").EnumerateArray().Select(it => it.GetString()));
        await End(scene);
    }

    [Fact]
    public async Task Watching_again_adds_nothing_to_a_closed_month()
    {
        await using var scene = await MonthScene.Signed(WithConsequences);
        scene.MoveTo("2027-04-02T08:00Z");
        (await scene.Close("2027-03")).Expect(HttpStatusCode.Created);
        await WatchManyTimes(scene, turns: 20);
        await scene.Until("2027-03", it => it.TryGetProperty("issued", out _), "/scorecard");
        await scene.HandOff(occurredAt: "2027-03-31T10:00Z");
        await WatchManyTimes(scene, turns: 20);
        await scene.Until("2027-03", it => it.GetProperty("adjustments").GetArrayLength() == 1);
        var before = await scene.LastOfMonths();
        await WatchManyTimes(scene, turns: 2);
        Assert.Equal(before, await scene.LastOfMonths());
        await using var issued = scene.Api.Database.Admin.CreateCommand("""
            select concat_ws(' ', count(*) filter (where type = 'scorecard_issued'),
              count(*) filter (where type = 'strike_given'), count(*) filter (where type = 'adjustment_booked'))
            from ledger.mt_events
            """);
        Assert.Equal("1 2 1", await issued.ExecuteScalarAsync());
    }

    /// <summary>Four other nodes' watches at once, which know nothing of each other.</summary>
    private static Task WatchManyTimes(MonthScene scene, int turns) =>
        Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            var watch = scene.AnotherWatch();
            for (var turn = 0; turn < turns; turn++)
                await watch.Turn(CancellationToken.None);
        })));

    [Fact]
    public async Task Months_are_closed_in_order_each_once_it_is_over()
    {
        await using var scene = await MonthScene.Signed();
        (await scene.Close("2027-02")).ExpectProblem(409, "no-terms-in-force-in-month");
        // April begins at 22:00 UTC, and what was done until then may be reported for an hour.
        scene.MoveTo("2027-03-31T22:30Z");
        (await scene.Close("2027-03")).ExpectProblem(409, "month-is-not-over");
        scene.MoveTo("2027-05-01T08:00Z");
        (await scene.Close("2027-04")).ExpectProblem(409, "earlier-month-is-open");
        (await scene.Close("2027-03")).Expect(HttpStatusCode.Created);
        (await scene.Close("2027-03")).ExpectProblem(409, "month-is-closed-already");
        (await scene.Close("2027-04")).Expect(HttpStatusCode.Created);
        (await scene.Close("2027-05")).ExpectProblem(409, "month-is-not-over");
    }

    /// <summary>
    /// 12 leads on the 2nd: of ada's 10 she calls 8 within the hour, of ben's 2 one is called; 8 that are nobody's on
    /// the 20th, all called. One of ada's is rejected on the 20th, and the panel agrees.
    /// </summary>
    private static async Task March(MonthScene scene)
    {
        scene.MoveTo("2027-03-02T09:00Z");
        List<string> leads = [];
        for (var lead = 0; lead < 12; lead++)
            leads.Add(await scene.HandOff(lead < 10 ? "ada" : "ben"));
        foreach (var lead in leads[..8].Append(leads[11]))
            await scene.Call(lead);
        scene.MoveTo("2027-03-02T11:00Z");
        foreach (var lead in leads[8..11])
            await scene.Call(lead);
        scene.MoveTo("2027-03-20T09:00Z");
        for (var lead = 0; lead < 8; lead++)
            await scene.Call(await scene.HandOff(assignee: null));
        var review = await scene.Company.Reject(leads[0]);
        var voted = await scene.Company.Vote(review, scene.Company.Chair, "upheld");
        var ruling = new
        {
            verdict = "upheld",
            rootCause = "qualification",
            rationale = "There is no budget.",
            nextStep = new
            {
                what = "Ask.",
                owner = scene.Company.Person("mia"),
                dueAt = MonthScene.At("2027-04-20T09:00Z"),
            },
        };
        (await scene.Company.Chair.Post($"{review.Address}/ruling", ruling, ("If-Match", voted.Etag!)))
            .Expect(HttpStatusCode.Created);
    }

    private static async Task AssertMarch(MonthScene scene, JsonElement march)
    {
        var issued = march.GetProperty("issued");
        // 31 were due and 19 came: half of the 12 missing is carried over. Above the band from the 2nd to the 8th,
        // below it from the 16th to the 19th and from the 23rd on: 7 + 4 + 9 days.
        Assert.Equal(
            "31 0 31 20 19 False 12 6 20 1",
            Line(issued.GetProperty("marketing"), "goal", "carriedIn", "due", "gross", "net", "goalReached",
                "shortfall", "carriedOut", "daysOutOfBand", "missedRunning"));
        Assert.Equal("20 17 3 0 0 0.85", Promises(issued.GetProperty("sales").GetProperty("firstResponses")));
        Assert.Equal("0 0 0 0 0 ", Promises(issued.GetProperty("sales").GetProperty("cadences")));
        Assert.Equal(
            [
                $"{scene.Company.Person("ada")}: 10 8 2 0 0 0.8",
                $"{scene.Company.Person("ben")}: 2 1 1 0 0 0.5",
                ": 8 8 0 0 0 1",
            ],
            issued.GetProperty("people").EnumerateArray().Select(it =>
                $"{Text(it, "person")}: {Promises(it.GetProperty("firstResponses"))}"));
        Assert.Equal("1 1 0 0 0 1", Promises(issued.GetProperty("rulings")));
        Assert.Equal(
            [
                "marketing  goalMissed 31 19",
                "marketing  outOfBand 5 20",
                "sales  firstResponsesMissed 0.9 0.85",
                $"sales {scene.Company.Person("ada")} firstResponsesMissed 0.9 0.8",
                $"sales {scene.Company.Person("ben")} firstResponsesMissed 0.9 0.5",
            ],
            march.GetProperty("strikes").EnumerateArray().Select(it =>
                Line(it, "party", "person", "cause", "promised", "kept")));
        Assert.False(march.TryGetProperty("missedMonths", out _));
        await scene.Read("2027-03", "/scorecard");
        await using var account = scene.Api.Database.Bi.CreateCommand("""
            select concat_ws(' ', m.goal_kind, trim_scale(m.net), trim_scale(m.carried_out), m.days_out_of_band,
              m.first_responses_kept, m.rulings_promised, m.strikes, m.termination_triggered, p.first_responses_missed)
            from bi_v1.agreement_month m
            join bi_v1.scorecard_person p
              on p.agreement_id = m.agreement_id and p.month = m.month and p.person like 'ada%'
            where m.month = '2027-03-01'
            """);
        Assert.Equal("count 19 6 20 17 1 5 f 2", await account.ExecuteScalarAsync());
    }

    /// <summary>The terms ask for a month's notice; the trigger does without.</summary>
    private static async Task End(MonthScene scene)
    {
        var seen = (await scene.Company.Manager.Get(scene.Address)).Etag!;
        var untriggered = new { endsWith = "2027-05", reason = "Missed twice.", triggeredIn = "2027-03" };
        Assert.Equal(
            HttpStatusCode.Conflict,
            (await scene.Company.Manager.Post($"{scene.Address}/termination", untriggered, ("If-Match", seen))).Status);
        var triggered = new { endsWith = "2027-05", reason = "Missed twice.", triggeredIn = "2027-04" };
        (await scene.Company.Manager.Post($"{scene.Address}/termination", triggered, ("If-Match", seen)))
            .Expect(HttpStatusCode.Created);
    }

    private static async Task<(int Booked, int Restated)> GrossCount(MonthScene scene, string month)
    {
        var totals = (await scene.Read(month, "/totals")).GetProperty("totals");
        var count = totals[0].GetProperty("sums").GetProperty("grossCount");
        return ((int)count.GetProperty("booked").GetDecimal(), (int)count.GetProperty("restated").GetDecimal());
    }

    private static string Promises(JsonElement promises) =>
        Line(promises, "promised", "kept", "missed", "lapsed", "open", "keptShare");

    private static string Line(JsonElement row, params string[] fields) =>
        string.Join(' ', fields.Select(field => Text(row, field)));

    private static string Text(JsonElement row, string field)
    {
        if (!row.TryGetProperty(field, out var value))
            return "";
        // 6.0 is 6.
        return value.ValueKind == JsonValueKind.Number
            ? value.GetDecimal().ToString("0.####", CultureInfo.InvariantCulture)
            : value.ToString();
    }
}
