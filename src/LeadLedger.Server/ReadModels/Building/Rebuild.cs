using LeadLedger.EventStore;
using LeadLedger.Server.ReadModels.Projecting;
using Npgsql;

namespace LeadLedger.Server.ReadModels.Building;

/// <summary>How far a rebuild has come.</summary>
/// <param name="Position">The last event's that is in the new build.</param>
/// <param name="Target">The end of the ledger as last seen.</param>
public readonly record struct RebuildProgress(long Position, long Target);

/// <summary>
/// Makes the read models anew from the first event on while the build in use serves, then shows the new one in its
/// place. Interrupted, the next one goes on where it was.
/// </summary>
public sealed class Rebuild(NpgsqlDataSource database, IEventStore store, ReadModelBuilds builds)
{
    // Nobody sees the new build yet, so that many events can go in at once: the more, the fewer rows are written twice.
    private const int EventsATransaction = 16_000;

    /// <summary>Rebuilds and switches.</summary>
    /// <returns>The build that is shown now.</returns>
    /// <exception cref="RebuildUnderWayException">Somebody else is rebuilding.</exception>
    /// <exception cref="UnprojectableEventException">An event stands in the way; the old build stays.</exception>
    public async Task<ReadModelBuild> Run(
        IProgress<RebuildProgress>? progress = null, CancellationToken cancellation = default)
    {
        await builds.EnsureActive(cancellation);
        await using var alone = await SessionLock.TryTake(database, Exclusive.Rebuilding, cancellation)
            ?? throw new RebuildUnderWayException();
        var build = await builds.StartOrResume(cancellation);
        await using var session = await ProjectingSession.Begin(alone.Connection, build, cancellation);
        var pages = new FeedPages(store, session.Position);
        using var watch = RebuildWatch.Begin();
        await CatchUp(long.MaxValue);
        await builds.MakeIndexes(build, cancellation);
        await CatchUp(long.MaxValue);
        await builds.Switch(build, CatchUp, cancellation);
        return build;

        // To the end of the ledger, or at least to a position that is held elsewhere and so is settled.
        async Task CatchUp(long position)
        {
            while (session.Position < position)
            {
                var page = await pages.Next(cancellation);
                await session.Take(page, cancellation);
                if (session.Taken < EventsATransaction && page.Fault is null && pages.IsBehind)
                    continue;
                await session.Write(cancellation);
                if (page.Fault is not null || !pages.IsBehind)
                    await session.Finish();
                if (page.Fault is not null)
                    throw page.Fault;
                var reached = new RebuildProgress(session.Position, pages.HighWaterMark);
                watch.At(reached);
                progress?.Report(reached);
                if (page.LastPosition is null && position == long.MaxValue)
                    break;
            }
        }
    }
}

/// <summary>Another rebuild is under way, here or on another node.</summary>
public sealed class RebuildUnderWayException : Exception
{
    public RebuildUnderWayException() : base("Another rebuild of the read models is under way.") { }
    public RebuildUnderWayException(string message) : base(message) { }
    public RebuildUnderWayException(string message, Exception inner) : base(message, inner) { }
}
