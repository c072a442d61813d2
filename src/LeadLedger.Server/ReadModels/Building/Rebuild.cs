using LeadLedger.EventStore;
using LeadLedger.Server.Http;
using LeadLedger.Server.ReadModels.Projecting;
using Npgsql;

namespace LeadLedger.Server.ReadModels.Building;

/// <summary>
/// Makes the read models anew from the first event on while the build in use serves, then shows the new one in its
/// place. Interrupted, the next one goes on where it was.
/// </summary>
public sealed class Rebuild(NpgsqlDataSource database, IEventStore store, ReadModelBuilds builds)
{
    /// <summary>How long the comparison waits for a build in use that is behind the new one.</summary>
    private static readonly TimeSpan PatienceWithProjector = TimeSpan.FromSeconds(30);

    /// <summary>Rebuilds and switches.</summary>
    /// <returns>The build that is shown now.</returns>
    /// <exception cref="RebuildUnderWayException">Somebody else is rebuilding.</exception>
    /// <exception cref="UnprojectableEventException">An event stands in the way; the old build stays.</exception>
    public async Task<ReadModelBuild> Run(
        IProgress<RebuildProgress>? progress = null, CancellationToken cancellation = default) =>
        (await Run(new RebuildOrder(Compare: false, Show: true), progress, cancellation)).Made;

    /// <summary>Rebuilds; compares with the build in use and switches where that is asked for.</summary>
    /// <returns>What was made, and what differs in it.</returns>
    /// <exception cref="RebuildUnderWayException">Somebody else is rebuilding.</exception>
    /// <exception cref="UnprojectableEventException">An event stands in the way; the old build stays.</exception>
    public async Task<RebuildOutcome> Run(
        RebuildOrder order, IProgress<RebuildProgress>? progress = null, CancellationToken cancellation = default)
    {
        await builds.EnsureActive(cancellation);
        await using var alone = await SessionLock.TryTake(database, Exclusive.Rebuilding, cancellation)
            ?? throw new RebuildUnderWayException();
        var pace = await Pace.Full(database, cancellation);
        var pages = await BeginToRead(pace, cancellation);
        var build = await builds.StartOrResume(cancellation);
        using var watch = RebuildWatch.Begin();
        // Entry by entry indexes cost more than sorted at the end, but nobody has to put up with the sorting.
        if (pace.MakesWay)
            await builds.MakeIndexes(build, pace, cancellation);
        await using var filling = await BuildFilling.Begin(
            alone.Connection, store, build, pages, pace, Tell, cancellation);
        var outcome = new RebuildOutcome(build, null, null);
        if (order.Compare)
        {
            await filling.UpTo(await builds.ActivePosition(cancellation), cancellation);
            await builds.MakeIndexes(build, pace, cancellation);
            await filling.ComeNear(builds, cancellation);
            outcome = await Compare(build, filling, pace, cancellation);
        }
        if (!order.Show)
            return outcome;
        await filling.ToTheEnd(cancellation);
        await builds.MakeIndexes(build, pace, cancellation);
        await filling.ToTheEnd(cancellation);
        await builds.Switch(build, position => filling.AtLeastTo(position, cancellation), cancellation);
        return outcome;

        void Tell(RebuildProgress reached)
        {
            watch.At(reached);
            progress?.Report(reached);
        }
    }

    /// <summary>A new build takes the ledger from its first event: that is read while its tables are still made.</summary>
    private async Task<FeedPages?> BeginToRead(Pace pace, CancellationToken cancellation)
    {
        if (pace.MakesWay || await builds.Interrupted(cancellation) is not null)
            return null;
        var pages = new FeedPages(store, 0);
        pages.Begin(cancellation);
        return pages;
    }

    private async Task<RebuildOutcome> Compare(
        ReadModelBuild build, BuildFilling filling, Pace pace, CancellationToken cancellation)
    {
        try
        {
            await using var cut = await BuildCut.Take(database, builds, filling, PatienceWithProjector, cancellation);
            return cut is null
                ? new RebuildOutcome(build, null, "The build in use is behind the new one, and nobody projects it.")
                : new RebuildOutcome(build, await new BuildComparison(cut, build, pace).Run(cancellation), null);
        }
        catch (PostgresException fault)
        {
            // What can't be compared is shown all the same: the old build may be of any shape.
            return new RebuildOutcome(build, null, LastResort.SafeWords(fault));
        }
    }
}

/// <summary>What a rebuild is to do beside building.</summary>
/// <param name="Compare">Compare it with the build in use, at one position.</param>
/// <param name="Show">Show it in the views; else it is left for the next rebuild, which goes on from it.</param>
public sealed record RebuildOrder(bool Compare, bool Show);

/// <summary>What came of a rebuild.</summary>
/// <param name="Differences">What differs from the build in use; null where it wasn't compared.</param>
/// <param name="NotCompared">Why it couldn't be compared, if it was to be.</param>
public sealed record RebuildOutcome(ReadModelBuild Made, BuildDifferences? Differences, string? NotCompared);

/// <summary>Another rebuild is under way, here or on another node.</summary>
public sealed class RebuildUnderWayException : Exception
{
    public RebuildUnderWayException() : base("Another rebuild of the read models is under way.") { }
    public RebuildUnderWayException(string message) : base(message) { }
    public RebuildUnderWayException(string message, Exception inner) : base(message, inner) { }
}
