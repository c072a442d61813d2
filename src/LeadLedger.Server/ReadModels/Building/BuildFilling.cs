using LeadLedger.EventStore;
using LeadLedger.Server.ReadModels.Projecting;
using Npgsql;

namespace LeadLedger.Server.ReadModels.Building;

/// <summary>How far a rebuild has come.</summary>
/// <param name="Position">The last event's that is in the new build.</param>
/// <param name="Target">The end of the ledger as last seen.</param>
public readonly record struct RebuildProgress(long Position, long Target);

/// <summary>Fills a build that nobody is shown yet with the events after those that are in it.</summary>
internal sealed class BuildFilling : IAsyncDisposable
{
    /// <summary>So near to the end that the rest can be made while whoever projects is held.</summary>
    private const long Near = 200;

    private const int MostRounds = 20;

    private readonly ProjectingSession _session;
    private readonly IEventStore _store;
    private readonly Pace _pace;
    private readonly Action<RebuildProgress>? _progress;
    private FeedPages _pages;

    private BuildFilling(
        ProjectingSession session, IEventStore store, FeedPages? pages, Pace pace, Action<RebuildProgress>? progress)
    {
        (_session, _store, _pace, _progress) = (session, store, pace, progress);
        _pages = pages?.Cursor == session.Position ? pages : new FeedPages(store, session.Position);
    }

    /// <summary>The last event's that is in the build.</summary>
    public long Position => _session.Position;

    /// <summary>Begins on a connection that is its own from now on.</summary>
    /// <param name="pages">The feed from where the build is, if it is being read already.</param>
    public static async Task<BuildFilling> Begin(
        NpgsqlConnection connection,
        IEventStore store,
        ReadModelBuild build,
        FeedPages? pages,
        Pace pace,
        Action<RebuildProgress>? progress,
        CancellationToken cancellation) =>
        new(await ProjectingSession.Begin(connection, build, cancellation), store, pages, pace, progress);

    /// <summary>
    /// To the end of the ledger, or so near to it as can be while people append; resting where that is asked for.
    /// </summary>
    /// <exception cref="UnprojectableEventException">An event stands in the way.</exception>
    public Task ToTheEnd(CancellationToken cancellation) => ComeNear(_store.ReadHighWaterMark, cancellation);

    /// <summary>As far as a position that is settled, resting where that is asked for, and no further.</summary>
    /// <exception cref="UnprojectableEventException">An event stands in the way.</exception>
    public Task UpTo(long position, CancellationToken cancellation) =>
        Fill(position, exactly: true, rests: true, cancellation);

    /// <summary>As far as a position that is settled and no further, at once: somebody is held meanwhile.</summary>
    /// <exception cref="UnprojectableEventException">An event stands in the way.</exception>
    public Task ExactlyTo(long position, CancellationToken cancellation) =>
        Fill(position, exactly: true, rests: false, cancellation);

    /// <summary>As far as a position that is settled or further, at once: somebody is held meanwhile.</summary>
    /// <exception cref="UnprojectableEventException">An event stands in the way.</exception>
    public Task AtLeastTo(long position, CancellationToken cancellation) =>
        Fill(position, exactly: false, rests: false, cancellation);

    /// <summary>
    /// So near to the build in use, and no further, that the rest can be made while whoever projects it is held.
    /// </summary>
    /// <exception cref="UnprojectableEventException">An event stands in the way.</exception>
    public Task ComeNear(ReadModelBuilds builds, CancellationToken cancellation) =>
        ComeNear(builds.ActivePosition, cancellation);

    public ValueTask DisposeAsync() => _session.DisposeAsync();

    private async Task ComeNear(Func<CancellationToken, Task<long>> where, CancellationToken cancellation)
    {
        for (var round = 0; round < MostRounds; round++)
        {
            var position = await where(cancellation);
            if (position - Position < (_pace.MakesWay ? Near : 1))
                return;
            await UpTo(position, cancellation);
        }
    }

    private async Task Fill(long until, bool exactly, bool rests, CancellationToken cancellation)
    {
        while (_session.Position < until)
        {
            var begun = Pace.Begin();
            var makesWay = rests && _pace.MakesWay;
            int? alone = makesWay ? _pace.EventsATransaction : null;
            var page = await Next(alone, exactly ? until : long.MaxValue, cancellation);
            await _session.Take(page, cancellation);
            var isThrough = page.Fault is not null || !_pages.IsBehind || page.LastPosition == until;
            if (!makesWay && !isThrough && _session.Taken < _pace.EventsATransaction)
                continue;
            var taken = _session.Taken;
            await _session.Write(cancellation);
            if (isThrough || makesWay)
                await _session.Finish();
            if (page.Fault is not null)
                throw page.Fault;
            _progress?.Invoke(new RebuildProgress(_session.Position, _pages.HighWaterMark));
            // No event has the position itself: one that was drawn and never used.
            if (page.LastPosition is null && _pages.Cursor >= until)
                break;
            if (rests && _session.Position < until)
                await _pace.RestAfter(taken, begun, cancellation);
        }
        if (exactly)
            _pages = new FeedPages(_store, _session.Position);
    }

    /// <summary>The next page, cut off behind a position where it goes beyond.</summary>
    private async Task<DecodedPage> Next(int? alone, long until, CancellationToken cancellation)
    {
        var page = await _pages.Next(alone, cancellation);
        // All that comes before is in it, foreign events too, so that the position itself has been reached.
        return page.LastPosition > until ? page.Before(until + 1) with { LastPosition = until } : page;
    }
}
