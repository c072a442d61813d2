using System.Net;
using System.Text.Json;
using LeadLedger.Domain;
using LeadLedger.Domain.Agreements;

namespace LeadLedger.Tests.Months;

/// <summary>What sales can take and what marketing puts in is declared for a month, and used in it.</summary>
public sealed class CapacityAndEffortTests
{
    [Fact]
    public async Task Capacity_is_the_terms_until_teams_declare_it_and_stands_beside_the_pacing()
    {
        await using var scene = await MonthScene.Signed(
            terms => terms with { SalesCapacity = new SalesCapacity(2, 31) });
        scene.MoveTo("2027-03-02T09:00Z");
        Assert.Equal((62, 2m, false), await Capacity(scene, ""));
        await Declare(scene, "north", 2, 5);
        await Declare(scene, "south", 1, 21);
        // 31 leads on 31 days are what is planned; the calendar has no hours, so every day counts.
        Assert.Equal((31, 1m, false), await Capacity(scene, ""));
        await Declare(scene, "south", 1, 20);
        Assert.Equal((30, 0.9677m, true), await Capacity(scene, ""));
        // On the day before nobody had declared anything.
        Assert.Equal((62, 2m, false), await Capacity(scene, "?asOf=2027-03-01"));

        await scene.HandOffMany(2);
        var day = (await scene.Read("2027-03", "/pacing")).GetProperty("days")[1];
        Assert.True(day.GetProperty("actualExceedsCapacity").GetBoolean());
        Assert.Equal(1.9355m, day.GetProperty("capacityCumulative").GetDecimal());
    }

    [Fact]
    public async Task Declaring_the_same_again_changes_nothing_and_every_log_of_effort_counts()
    {
        await using var scene = await MonthScene.Signed();
        scene.MoveTo("2027-03-02T09:00Z");
        await Declare(scene, "north", 2, 5);
        var before = await scene.LastOfMonths();
        await Declare(scene, "north", 2, 5);
        Assert.Equal(before, await scene.LastOfMonths());
        await Declare(scene, "north", 3, 5);
        await Declare(scene, "north", 2, 5);
        Assert.Equal(10, (await scene.Read("2027-03")).GetProperty("capacityInLeads").GetInt32());

        var blogs = new { assetKind = "blog-post", made = 20, hours = 60.5m, leads = 100 };
        await Log(scene, blogs);
        await Log(scene, blogs);
        await Log(scene, new { assetKind = "webinar", made = 1, hours = 29m, leads = 10 });
        var key = ("Idempotency-Key", "webinar-2");
        await Log(scene, new { assetKind = "webinar", made = 1, hours = 50m, leads = 30 }, key);
        await Log(scene, new { assetKind = "webinar", made = 1, hours = 50m, leads = 30 }, key);
        var velocity = await scene.Read("2027-03", "/marketing-velocity");
        Assert.Equal(
            ["blog-post 40 121 200 3.025 5 1.6529", "webinar 2 79 40 39.5 20 0.5063"],
            velocity.GetProperty("kinds").EnumerateArray().Select(kind =>
                $"{kind.GetProperty("assetKind").GetString()} {Velocity(kind)}"));
        Assert.Equal("42 200 240 4.7619 5.7143 1.2", Velocity(velocity.GetProperty("all")));
    }

    [Fact]
    public async Task Each_says_what_is_theirs_to_say()
    {
        await using var scene = await MonthScene.Signed();
        scene.MoveTo("2027-03-02T09:00Z");
        var month = $"{scene.Address}/months/2027-03";
        var blogs = new { assetKind = "blog-post", made = 1, hours = 1m, leads = 1 };
        var nobody = new { team = "north", reps = -1, leadsPerRep = 1 };
        var stranger = scene.Api.As("stranger", Role.Marketing, Role.SalesManager);
        (await stranger.Post($"{month}/sales-capacity", new { team = "north", reps = 1, leadsPerRep = 1 }))
            .ExpectProblem(403, "declaring-capacity-needs-a-sales-manager");
        (await stranger.Post($"{month}/marketing-effort", blogs)).ExpectProblem(403, "logging-effort-needs-marketing");
        (await scene.Company.Manager.Post($"{month}/sales-capacity", nobody))
            .ExpectProblem(422, "declared-capacity-is-out-of-range");
        (await scene.Company.Marketing.Post($"{month}/marketing-effort", blogs with { hours = 0 }))
            .ExpectProblem(422, "effort-is-out-of-range");
        (await scene.Company.Marketing.Post($"{scene.Address}/months/2027-04/marketing-effort", blogs))
            .ExpectProblem(409, "month-has-not-begun");
        (await scene.Company.Marketing.Post($"{scene.Address}/months/2027-02/marketing-effort", blogs))
            .ExpectProblem(409, "no-terms-in-force-in-month");
        Assert.Equal(
            HttpStatusCode.BadRequest,
            (await scene.Company.Manager.Post($"{scene.Address}/months/0001-01/sales-capacity", new { })).Status);
    }

    [Fact]
    public async Task The_last_month_of_the_calendar_has_its_plan_like_any_other()
    {
        await using var scene = await MonthScene.Signed();
        scene.MoveTo("2027-03-02T09:00Z");
        var days = (await scene.Read("9999-12", "/pacing")).GetProperty("days");
        Assert.Equal(31, days.GetArrayLength());
        Assert.Equal(31, days[30].GetProperty("plannedCumulative").GetDecimal());
        (await scene.Closer.Get($"{scene.Address}/months/9999-12/scorecard")).Expect(HttpStatusCode.OK);
        (await scene.Closer.Get($"{scene.Address}/months/0001-01/scorecard")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_week_is_reported_with_both_sides_promises()
    {
        await using var scene = await MonthScene.Signed(
            terms => terms with { Cadences = [], SalesCapacity = new SalesCapacity(1, 62) });
        scene.MoveTo("2027-03-07T09:00Z");
        await scene.Call(await scene.HandOff());
        await scene.HandOffMany(2);
        scene.MoveTo("2027-03-08T09:00Z");
        await scene.HandOff();
        var reports = await scene.Until(
            "2027-03", it => Promises(it, 0).StartsWith("3 1 2", StringComparison.Ordinal), "/status-reports");
        Assert.Equal(
            [
                "1 2027-03-01 2027-03-07 True: 7 planned, 3 delivered, -4 in all below; 3 of 14 sent",
                "2 2027-03-08 2027-03-14 False: 7 planned, 1 delivered, -10 in all ; 1 of 14 sent",
                "3 2027-03-15 2027-03-21 False: 7 planned, 0 delivered, -17 in all ; 0 of 14 sent",
                "4 2027-03-22 2027-03-31 False: 10 planned, 0 delivered, -27 in all ; 0 of 20 sent",
            ],
            reports.GetProperty("weeks").EnumerateArray().Select(Week));
        Assert.Equal(
            ["3 1 2 0", "1 0 0 1", "0 0 0 0", "0 0 0 0"],
            Enumerable.Range(0, 4).Select(it => Promises(reports, it)));
    }

    [Fact]
    public async Task A_week_of_a_month_without_terms_is_over_when_its_days_are()
    {
        await using var scene = await MonthScene.Signed();
        scene.MoveTo("2027-02-21T22:30Z");
        // It is the 21st in Zurich still; March, whose terms are signed, hasn't begun.
        Assert.Equal("True True False False", await Over(scene, "2027-02"));
        Assert.Equal("True True True True", await Over(scene, "2027-01"));
        Assert.Equal("False False False False", await Over(scene, "2027-03"));
    }

    private static async Task<string> Over(MonthScene scene, string month) => string.Join(
        ' ',
        (await scene.Read(month, "/status-reports")).GetProperty("weeks").EnumerateArray()
            .Select(week => week.GetProperty("isOver")));

    private static string Week(JsonElement week)
    {
        var marketing = week.GetProperty("marketing");
        var standing = marketing.TryGetProperty("standing", out var known) ? known.GetString() : "";
        return $"{week.GetProperty("week")} {week.GetProperty("from")} {week.GetProperty("to")} "
            + $"{week.GetProperty("isOver")}: "
            + $"{Number(marketing, "planned")} planned, {Number(marketing, "delivered")} delivered, "
            + $"{Number(marketing, "varianceCumulative")} in all {standing}; "
            + $"{week.GetProperty("handedOff")} of {Number(week, "capacity")} sent";
    }

    private static string Promises(JsonElement reports, int week)
    {
        var promises = reports.GetProperty("weeks")[week].GetProperty("firstResponses");
        return string.Join(' ', new[] { "promised", "kept", "missed", "open" }.Select(it => promises.GetProperty(it)));
    }

    private static string Velocity(JsonElement kind) => string.Join(
        ' ',
        new[] { "made", "hours", "leads", "hoursEach", "leadsEach", "leadsPerHour" }.Select(it => Number(kind, it)));

    private static string Number(JsonElement row, string field) =>
        row.GetProperty(field).GetDecimal().ToString("0.####", System.Globalization.CultureInfo.InvariantCulture);

    private static async Task<(int Month, decimal Day, bool? TooLittle)> Capacity(MonthScene scene, string asOf)
    {
        var pacing = await scene.Read("2027-03", $"/pacing{asOf}");
        var day = pacing.GetProperty("days")[30];
        return (
            pacing.GetProperty("capacityInLeads").GetInt32(),
            day.GetProperty("capacity").GetDecimal(),
            day.GetProperty("plannedExceedsCapacity").GetBoolean());
    }

    private static async Task Declare(MonthScene scene, string team, int reps, int leadsPerRep) =>
        (await scene.Company.Manager.Post(
            $"{scene.Address}/months/2027-03/sales-capacity", new { team, reps, leadsPerRep }))
            .Expect(HttpStatusCode.Created);

    private static async Task Log(MonthScene scene, object effort, params (string, string)[] headers) =>
        (await scene.Company.Marketing.Post($"{scene.Address}/months/2027-03/marketing-effort", effort, headers))
            .Expect(HttpStatusCode.Created);
}
