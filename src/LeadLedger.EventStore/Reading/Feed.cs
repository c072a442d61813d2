using System.Collections.Concurrent;
using LeadLedger.EventStore.Appending;
using LeadLedger.EventStore.WakeUp;
using Npgsql;

namespace LeadLedger.EventStore.Reading;

/// <summary>The ledger in position order, never beyond the mark up to which it is settled.</summary>
internal sealed class Feed : IAsyncDisposable
{
    private readonly SemaphoreSlim _free;
    private readonly ConcurrentBag<FeedConnection> _connections = [];
    private readonly EventStoreOptions _options;
    private readonly AppendSignal _signal;

    // Observations are made and taken in one after the other: one made earlier must not be taken in later.
    private readonly SemaphoreSlim _observing = new(1);
    private readonly HighWaterMark _mark = new();
    private readonly OwnEvents _ownEvents;
    private LedgerPlace _place;

    public Feed(NpgsqlDataSource database, EventStoreOptions options, AppendSignal signal)
    {
        _signal = signal;
        _options = options;
        _free = new SemaphoreSlim(options.FeedReaders);
        _ownEvents = new OwnEvents(options.BytesPerFeedPage);
        for (var i = 0; i < options.FeedReaders; i++)
            _connections.Add(new FeedConnection(database, options));
    }

    /// <summary>The mark as last reckoned, without a look at the database.</summary>
    public long Settled => Volatile.Read(ref _settled);
    private long _settled;

    /// <summary>The newest position that was heard of before the mark was last reckoned.</summary>
    public long HeardOf => Volatile.Read(ref _heardOf);
    private long _heardOf;

    /// <summary>This process's writer has committed; to be told before the next group of it is written.</summary>
    public void Committed(OwnCommit commit, List<PendingAppend> members)
    {
        _ownEvents.Add(commit.Place, members);
        Volatile.Write(ref _own, commit);
    }

    private OwnCommit _own = OwnCommit.None;

    /// <summary>A page of what this process has committed itself; null unless what comes next is.</summary>
    public FeedPage? ReadOwn(long after, int maxEvents)
    {
        var events = _ownEvents.Take(after, maxEvents, out var hasMore);
        if (events.Count == 0)
            return null;
        var last = events[^1].Position;
        return new FeedPage(events, last, Math.Max(Settled, hasMore ? last + 1 : last));
    }

    /// <param name="after">A position.</param>
    /// <param name="maxEvents">The most that a page has.</param>
    /// <param name="toProject">Without the metadata of what isn't imported.</param>
    /// <param name="cancellation">Ends it.</param>
    public Task<FeedPage> Read(long after, int maxEvents, bool toProject, CancellationToken cancellation) =>
        WithConnection(async (connection, token) =>
        {
            var mark = Settled;
            if (mark <= after)
                mark = await Observe(connection, token).ConfigureAwait(false);
            var payloads = toProject ? new Payloads() : null;
            var events = mark <= after
                ? []
                : await connection.ReadPage(after, mark, maxEvents, payloads, token).ConfigureAwait(false);
            var next = events.Count > 0 ? events[^1].Position : Math.Max(after, mark);
            if (toProject && next >= mark)
                _ownEvents.Follow(connection.Place, next);
            return new FeedPage(events, next, mark) { Payloads = payloads };
        }, cancellation);

    /// <summary>The same of what a filter lets through, out of a bounded stretch.</summary>
    public Task<FeedPage> Read(long after, int maxEvents, FeedFilter filter, CancellationToken cancellation) =>
        WithConnection(async (connection, token) =>
        {
            var mark = Settled;
            if (mark <= after)
                mark = await Observe(connection, token).ConfigureAwait(false);
            if (mark <= after)
                return new FeedPage([], Math.Max(after, mark), mark);
            // A stream is found by its own index, however far apart its events lie.
            var upTo = filter.StreamId is null ? Math.Min(mark, after + FilteredFeed.Stretch) : mark;
            var (events, isWhole) = await FilteredFeed
                .Read(connection, new(after, upTo, maxEvents), filter, token).ConfigureAwait(false);
            return new FeedPage(events, isWhole ? upTo : events[^1].Position, mark);
        }, cancellation);

    public Task<long> ReadMark(CancellationToken cancellation) => WithConnection(Observe, cancellation);

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in _connections)
            await connection.DisposeAsync().ConfigureAwait(false);
        _free.Dispose();
        _observing.Dispose();
    }

    private async Task<long> Observe(FeedConnection connection, CancellationToken cancellation)
    {
        await _observing.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            var heardOf = _signal.Position;
            await connection.Observe(_mark, Volatile.Read(ref _own), cancellation).ConfigureAwait(false);
            Volatile.Write(ref _settled, _mark.Settled);
            Volatile.Write(ref _heardOf, heardOf);
            return _mark.Settled;
        }
        finally
        {
            _observing.Release();
        }
    }

    /// <summary>
    /// Runs on a free connection; once more on a new one if the first turns out to be broken. Both together, and the
    /// wait for another's observation, take no longer than any statement may.
    /// </summary>
    private async Task<T> WithConnection<T>(
        Func<FeedConnection, CancellationToken, Task<T>> read, CancellationToken cancellation)
    {
        if (!await _free.WaitAsync(_options.QueuePatience, cancellation).ConfigureAwait(false))
            throw new EventStoreBusyException("Too many read the feed.");
        _connections.TryTake(out var connection);
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        bounded.CancelAfter(_options.StatementPatience);
        try
        {
            try
            {
                return await Run(connection!, read, bounded.Token).ConfigureAwait(false);
            }
            catch (Exception fault) when (IsBroken(fault, bounded.Token))
            {
                await connection!.Abandon().ConfigureAwait(false);
                return await Run(connection, read, bounded.Token).ConfigureAwait(false);
            }
        }
        catch (Exception fault) when (IsBroken(fault, cancellation))
        {
            await connection!.Abandon().ConfigureAwait(false);
            throw new EventStoreUnavailableException("The feed couldn't be read.", fault);
        }
        finally
        {
            _connections.Add(connection!);
            _free.Release();
        }
    }

    private async Task<T> Run<T>(
        FeedConnection connection,
        Func<FeedConnection, CancellationToken, Task<T>> read,
        CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(_options.ReconnectPatience);
        if (await connection.Open(patience.Token).ConfigureAwait(false))
            await ForgetUnlessOf(connection.Place, cancellation).ConfigureAwait(false);
        return await read(connection, cancellation).ConfigureAwait(false);
    }

    /// <summary>
    /// A new connection may lead to a server promoted in place of another, with a shorter ledger: then the mark is
    /// reckoned anew, from nothing. One more to the same ledger changes nothing.
    /// </summary>
    private async Task ForgetUnlessOf(LedgerPlace place, CancellationToken cancellation)
    {
        await _observing.WaitAsync(cancellation).ConfigureAwait(false);
        if (place != _place)
        {
            _place = place;
            _mark.Reset();
            Volatile.Write(ref _settled, 0);
            Volatile.Write(ref _own, OwnCommit.None);
            _ownEvents.Forget();
        }
        _observing.Release();
    }

    private static bool IsBroken(Exception fault, CancellationToken cancellation) =>
        Patience.IsOfTheConnection(fault) && !cancellation.IsCancellationRequested;
}
