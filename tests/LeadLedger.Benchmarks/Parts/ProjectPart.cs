using System.Diagnostics;
using LeadLedger.EventStore;
using LeadLedger.Server.ReadModels.Building;
using LeadLedger.Server.ReadModels.Projecting;

namespace LeadLedger.Benchmarks.Parts;

/// <summary>
/// All read models made anew from a ledger of leads' lives, against reading the same feed and doing nothing; and
/// against appending with 32 callers, which projecting has to outrun.
/// </summary>
internal static class ProjectPart
{
    private const int Events = 200_000;
    private const int Callers = 32;

    public static async Task<IReadOnlyList<Figure>> Measure(Bench bench)
    {
        await using var database = await bench.Server.MakeDatabase(bench.Cancellation);
        await using var other = await bench.Server.MakeDatabase(bench.Cancellation);
        var events = await LeadLives.Append(database.Store, Events, bench.Cancellation);
        await Bench.UntilWarm(() => AppendPart.Ours(bench.ForWarmUp, other, Callers));
        await Bench.UntilWarm(async () =>
        {
            await Read(bench, database, events);
            await Project(bench, database, events);
        });

        var figure = Figure.AtLeast("project, against reading the feed", 0.4);
        var race = Figure.AtLeast($"project, against append, {Callers} callers", 1);
        for (var run = 0; run < bench.Runs; run++)
        {
            var reading = await Read(bench, database, events);
            var projecting = await Project(bench, database, events);
            figure.Add(projecting, reading);
            race.Add(projecting, await AppendPart.Ours(bench, other, Callers));
        }
        return [figure, race];
    }

    private static async Task<double> Read(Bench bench, BenchDatabase database, int events)
    {
        await database.Settle(bench.Cancellation);
        var clock = Stopwatch.StartNew();
        var read = 0;
        var position = 0L;
        FeedPage page;
        do
        {
            page = await database.Store.ReadFeed(position, FeedPages.Large, bench.Cancellation);
            position = page.NextPosition;
            read += page.Events.Count;
        }
        while (page.Events.Count > 0);
        var seconds = clock.Elapsed.TotalSeconds;
        if (read != events)
            throw new InvalidOperationException($"The feed had {read} events.");
        return read / seconds;
    }

    private static async Task<double> Project(Bench bench, BenchDatabase database, int events)
    {
        var builds = new ReadModelBuilds(database.Service);
        await builds.EnsureActive(bench.Cancellation);
        await database.Settle(bench.Cancellation);
        var clock = Stopwatch.StartNew();
        await new Rebuild(database.Service, database.Store, builds).Run(null, bench.Cancellation);
        var seconds = clock.Elapsed.TotalSeconds;
        await builds.DropRetired(TimeSpan.Zero, bench.Cancellation);
        return events / seconds;
    }
}
