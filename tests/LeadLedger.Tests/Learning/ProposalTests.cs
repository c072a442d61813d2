using System.Globalization;
using System.Net;
using System.Text.Json;
using LeadLedger.Domain.Agreements;
using LeadLedger.Server.Agreements;
using LeadLedger.Tests.Months;

namespace LeadLedger.Tests.Learning;

/// <summary>Next month's terms as the data would have them, over HTTP and into the agreement.</summary>
public sealed class ProposalTests
{
    private static readonly Goal Derived = new(
        GoalKind.Count, 20, new GoalDerivation(new RevenueDerivation(100_000m, 0.5m, 0.25m, 40_000m)));

    [Fact]
    public async Task What_the_cohort_speaks_against_is_replaced_and_the_draft_is_accepted_as_it_is()
    {
        await using var scene = await MonthScene.Signed(Adjusted);
        await Sell(scene);
        await Declare(scene, "2027-05", "north", 2, 5);
        await Declare(scene, "2027-05", "south", 1, 20);

        var proposal = await Proposal(scene, "2027-06");
        Assert.Equal(
            "2027-04 2027-05 1 terms 41 40 1 0 12",
            Joined(proposal.GetProperty("cohort"),
                "from", "to", "cycleMonths", "cycleFrom", "handoffs", "decided", "censored", "takenBack", "won"));
        Assert.Equal(
            [
                "valuation[0].closeRate 0.03 0.3 0.18074845 0.45430019 40 0.3 differs",
                "valuation[0].averageSale 100000 50000 43363.7948 56636.2052 12 50000 differs",
                "valuation[1].closeRate 0.01 - - - 0 0.01 tooFew",
                "valuation[1].averageSale 100000 - - - 0 100000 tooFew",
                "goal.derivedFrom.revenue.leadToOpportunity 0.5 0.3 0.18074845 0.45430019 40 0.3 differs",
                "goal.derivedFrom.revenue.opportunityToSale 0.25 1 0.75750599 1 12 0.25 tooFew",
                "goal.derivedFrom.revenue.averageSale 40000 50000 43363.7948 56636.2052 12 50000 differs",
                "goal.amount 20 - - - 0 27 follows",
                "salesCapacity.reps - 3 - - 1 3 declared",
                "salesCapacity.leadsPerRep - 10 - - 1 10 declared",
                "salesCycleMonths 1 0.0657 0.0657 1 12 1 agrees",
                "cadences[0].attempts 5 7 - - 12 7 differs",
            ],
            proposal.GetProperty("values").EnumerateArray().Select(value => Joined(
                value, "field", "assumed", "observed", "low", "high", "count", "proposed", "reason")));
        Assert.Equal(8, proposal.GetProperty("changes").GetInt32());

        var proposed = await scene.Company.Marketing.Post($"{scene.Address}/terms", proposal.GetProperty("draft"));
        var terms = proposed.Expect(HttpStatusCode.Created).Json.GetProperty("terms");
        Assert.Equal("2 2027-06", Joined(terms, "version", "effectiveFrom"));
        Assert.Equal("27", Joined(terms.GetProperty("goal"), "amount"));
        var differences = await scene.Closer.Get($"{scene.Address}/terms/2/differences");
        Assert.DoesNotContain(
            differences.Expect(HttpStatusCode.OK).Json.GetProperty("items").EnumerateArray(),
            item => item.GetProperty("path").GetString() is "parties" or "curve" or "review" or "timeZone");
    }

    [Fact]
    public async Task Evidence_equals_what_the_views_say()
    {
        await using var scene = await MonthScene.Signed(Adjusted);
        await Sell(scene);
        var first = (await Proposal(scene, "2027-06")).GetProperty("values")[0];
        await using var command = scene.Api.Database.Bi.CreateCommand("""
            select observed_close_rate || ' ' || close_rate_low || ' ' || close_rate_high || ' ' || decided
            from bi_v1.calibration where level = 'conversionAction' and month = date '2027-06-01'
            """);
        Assert.Equal(
            await command.ExecuteScalarAsync(), Joined(first, "observed", "low", "high", "count"));
    }

    [Fact]
    public async Task Without_leads_or_a_cycle_everything_stays_as_it_is()
    {
        await using var scene = await MonthScene.Signed();
        scene.MoveTo("2027-03-02T09:00Z");
        var proposal = await Proposal(scene, "2027-04");
        Assert.False(proposal.TryGetProperty("cohort", out _));
        Assert.Equal(0, proposal.GetProperty("changes").GetInt32());
        (await scene.Company.Marketing.Post($"{scene.Address}/terms", proposal.GetProperty("draft")))
            .Expect(HttpStatusCode.Created);
        var differences = await scene.Closer.Get($"{scene.Address}/terms/2/differences");
        Assert.Equal(
            ["effectiveFrom"],
            differences.Expect(HttpStatusCode.OK).Json.GetProperty("items").EnumerateArray()
                .Select(item => item.GetProperty("path").GetString()));
    }

    [Fact]
    public async Task A_month_without_terms_has_nothing_to_start_from()
    {
        await using var scene = await MonthScene.Signed();
        (await scene.Closer.Get($"{scene.Address}/proposals/2027-02")).ExpectProblem(409, "no-terms-in-force-in-month");
        (await scene.Closer.Get($"{scene.Address}/proposals/march")).ExpectProblem(400, "path-is-not-valid");
    }

    [Fact]
    public async Task Capacity_by_days_is_what_the_pacing_of_the_month_says()
    {
        await using var scene = await MonthScene.Signed(terms => Adjusted(terms) with
        {
            SalesCapacity = new SalesCapacity(2, 31),
            Calendar = new BusinessCalendar(
                "office",
                [.. Enumerable.Range(1, 5).Select(day => new OpenHours((DayOfWeek)day, new(9, 0), new(17, 0)))],
                [new Holiday(new DateOnly(2027, 3, 26), "Good Friday")]),
        });
        scene.MoveTo("2027-03-02T09:00Z");
        await scene.HandOffMany(4);
        await Same();
        await Declare(scene, "2027-03", "north", 2, 5);
        await Declare(scene, "2027-03", "south", 1, 20);
        await Declare(scene, "2027-03", "south", 1, 12);
        await Same();

        async Task Same()
        {
            var days = (await scene.Read("2027-03", "/pacing")).GetProperty("days").EnumerateArray().Select(day =>
                Joined(day, "day", "capacity", "capacityCumulative", "actualExceedsCapacity"));
            await using var command = scene.Api.Database.Bi.CreateCommand("""
                select day || ' ' || trim_scale(round(capacity, 4)) || ' ' || trim_scale(round(capacity_cumulative, 4))
                  || ' ' || case when day > date '2027-03-02' then '-' else exceeded::text end
                from bi_v1.capacity where month = date '2027-03-01' order by day
                """);
            await using var reader = await command.ExecuteReaderAsync();
            var rows = new List<string>();
            while (await reader.ReadAsync())
                rows.Add(reader.GetString(0));
            Assert.Equal(days, rows);
        }
    }

    private static ProposeTermsRequest Adjusted(ProposeTermsRequest terms) =>
        terms with { SalesCycleMonths = 1, Goal = Derived };

    // Twelve of forty are won in April, after seven calls, for 40,000 and 60,000 in turn; May has one that is open.
    private static async Task Sell(MonthScene scene)
    {
        scene.MoveTo("2027-04-02T08:00Z");
        var leads = new List<string>();
        for (var lead = 0; lead < 40; lead++)
            leads.Add(await scene.HandOff());
        foreach (var (i, lead) in leads.Take(12).Index())
        {
            for (var call = 0; call < 7; call++)
                await scene.Call(lead, "voicemail");
        }
        scene.MoveTo("2027-04-04T08:00Z");
        foreach (var (i, lead) in leads.Take(12).Index())
        {
            (await scene.Company.Seller.Post(
                $"{lead}/outcome", new { outcome = "won", amount = i % 2 == 0 ? 40_000m : 60_000m }))
                .Expect(HttpStatusCode.Created);
        }
        scene.MoveTo("2027-05-10T08:00Z");
        await scene.HandOff();
    }

    private static async Task Declare(MonthScene scene, string month, string team, int reps, int each) =>
        (await scene.Company.Manager.Post(
            $"{scene.Address}/months/{month}/sales-capacity", new { team, reps, leadsPerRep = each }))
            .Expect(HttpStatusCode.Created);

    private static async Task<JsonElement> Proposal(MonthScene scene, string month)
    {
        var position = await scene.LastPosition();
        var answer = await scene.Closer.Get(
            $"{scene.Address}/proposals/{month}",
            ("Ledger-Min-Position", position.ToString(CultureInfo.InvariantCulture)));
        return answer.Expect(HttpStatusCode.OK).Json;
    }

    private static string Joined(JsonElement it, params string[] fields) => string.Join(
        ' ', fields.Select(field => !it.TryGetProperty(field, out var value) ? "-" : value.ValueKind switch
        {
            JsonValueKind.Number => value.GetDecimal().ToString("0.########", CultureInfo.InvariantCulture),
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            _ => value.GetString(),
        }));
}
