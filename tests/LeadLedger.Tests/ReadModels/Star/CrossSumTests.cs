using LeadLedger.Domain.Leads;
using LeadLedger.Server.ReadModels.Building;

namespace LeadLedger.Tests.ReadModels.Star;

/// <summary>All of <c>bi_v1</c> tells one story, at every instant at which somebody looks.</summary>
public sealed class CrossSumTests
{
    private const int Cuts = 12;
    private const int Begun = 500;

    // As much is written beside each cut, and no more: a ledger that grows without end makes each cut slower than the
    // last.
    private const int BesideEach = 40;

    [Fact]
    public async Task Every_cross_sum_is_right_in_every_cut_while_the_ledger_is_written_projected_and_switched()
    {
        await using var database = await ReadModelDatabase.Make();
        await RandomHistory.Append(database.Ledger, seed: 71, events: Begun);
        await database.Project();
        using var done = new CancellationTokenSource();
        var cuts = new List<CrossSums>();
        var writing = LedgerUnderLoad.Repeat(
            () => database.Ledger.Events.Count < Begun + BesideEach * (cuts.Count + 1)
                ? RandomHistory.Continue(database.Ledger, database.Ledger.Events.Count + 1)
                : Task.Delay(1),
            done.Token);
        var projecting = LedgerUnderLoad.Repeat(() => LedgerUnderLoad.ProjectActive(database, pageSize: 5), done.Token);
        var builds = new List<int>();
        while (cuts.Select(cut => cut.Position).Distinct().Count() < Cuts)
        {
            cuts.Add(await CrossSums.Read(database.Bi));
            // The views move to a new build in the middle of it, too.
            if (cuts.Count == Cuts / 2)
                builds.Add((await new Rebuild(database.Service, database.Store, database.Builds).Run()).Number);
        }
        await done.CancelAsync();
        await Task.WhenAll(writing, projecting);

        Assert.Equal([2], builds);
        Assert.Equal(cuts.Select(cut => cut.Position).Order(), cuts.Select(cut => cut.Position));
        Assert.Empty(cuts.SelectMany(cut => cut.Disagreements()));
        Assert.All(cuts, cut => AssertTold(database.Ledger, cut));
        Assert.All(cuts[^1].Tellers(), figure => Assert.True(figure.Value > 1, $"Nobody else tells {figure.Key}."));
    }

    [Fact]
    public async Task A_sum_that_is_off_by_one_is_found()
    {
        await using var database = await ReadModelDatabase.Make();
        await RandomHistory.Append(database.Ledger, seed: 72, events: 200);
        await database.Project();
        Assert.Empty((await CrossSums.Read(database.Bi)).Disagreements());

        await database.Execute("""
            update readmodel_1.lead_value_totals set rejected = rejected + 1
            where ctid = (select min(ctid) from readmodel_1.lead_value_totals)
            """);

        // The rejections that are still open are what is left of all of them: those are off too.
        Assert.Equal(
            ["rejected", "under review"],
            (await CrossSums.Read(database.Bi)).Disagreements()
                .Select(it => it.Split(": ")[1].Split(" of ")[0]).Order());
    }

    /// <summary>And it is the story of the events up to that position.</summary>
    private static void AssertTold(LedgerOfHand ledger, CrossSums cut)
    {
        var events = ledger.Events.Where(it => it.Position <= cut.Position).Select(it => it.Event).ToList();
        var handoffs = events.OfType<LeadHandedOff>().Select(it => it.Handoff)
            .Concat(events.OfType<LeadHandedOffAgain>().Select(it => it.Handoff))
            .ToList();
        Assert.Equal(handoffs.Count, cut.Of("fact_handoff", "handoffs"));
        Assert.Equal(handoffs.Sum(it => it.Value.Amount), cut.Of("lead_value_totals", "handoff value"));
        Assert.Equal(events.OfType<ContactAttempted>().Count(), cut.Of("fact_contact_attempt", "attempts"));
        Assert.Equal(events.OfType<LeadRejected>().Count(), cut.Of("fact_rejection", "rejected"));
        Assert.Equal(
            events.OfType<RulingIssued>().Count(it => it.Verdict == Verdict.Upheld), cut.Of("fact_ruling", "upheld"));
        Assert.Equal(events.OfType<DealWon>().Sum(it => it.Amount), cut.Of("fact_outcome", "revenue"));
        Assert.Equal(events.OfType<LeadHandedOff>().Count(), cut.Of("lead", "leads"));
    }
}
