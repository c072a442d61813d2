using LeadLedger.EventStore.Appending;
using LeadLedger.EventStore.Reading;
using LeadLedger.EventStore.WakeUp;
using Npgsql;

namespace LeadLedger.EventStore;

/// <summary>
/// The ledger in PostgreSQL, laid out as Marten 9 lays it out (ADR-0001). Keeps a handful of connections of its own:
/// one that writes and one that helps it when many wait, some that read streams and the feed, one that listens. The data
/// source must lead straight to a primary: a pooler between would hide which process serves a connection.
/// </summary>
public sealed class PostgresEventStore : IEventStore, IAsyncDisposable
{
    // What it takes to get a statement going is little beside this many events; two groups of fewer cost more than one.
    private const int EventsWorthAGroup = 32;

    // How long to leave a transaction of another writer that still runs below the newest position.
    private static readonly TimeSpan UnsettledPause = TimeSpan.FromMilliseconds(10);

    private readonly AppendSignal _signal = new();
    private readonly AppendWriter _writer;
    private readonly AppendWriter _second;
    private readonly StreamReads _streams;
    private readonly Feed _feed;
    private readonly NodeWakeUp? _nodes;

    // One for all that wait: a timer for each would cost more than most of them wait.
    private readonly Timer _sweep;

    /// <param name="database">Connections as <c>leadledger_service</c>; stays the caller's to dispose of.</param>
    /// <param name="options">Bounds and patience.</param>
    public PostgresEventStore(NpgsqlDataSource database, EventStoreOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(database);
        options ??= new EventStoreOptions();
        _nodes = options.WakeOtherNodes ? new NodeWakeUp(database, options, _signal) : null;
        _writer = new AppendWriter(database, options, Committed);
        _second = new AppendWriter(database, options, Committed);
        _streams = new StreamReads(database, options);
        _feed = new Feed(database, options, _signal);
        var between = TimeSpan.FromMilliseconds(Math.Clamp(options.QueuePatience.TotalMilliseconds / 8, 10, 250));
        _sweep = new Timer(_ => Sweep(Environment.TickCount64), null, between, between);
    }

    /// <inheritdoc/>
    public Task<AppendResult> Append(StreamAppend append, CancellationToken cancellation = default) =>
        EventStoreMetrics.Append(WriterFor(append), append, cancellation);

    /// <summary>
    /// One writer makes the largest groups. Where enough waits behind the group under way to be one itself, the second
    /// writes it beside the first; and only streams that begin go there: who moves one on has been told of it
    /// (ADR-0003).
    /// </summary>
    private AppendWriter WriterFor(StreamAppend append)
    {
        if (append.ExpectedVersion > 0)
            return _writer;
        var waiting = _writer.Waiting;
        return (long)waiting * append.Events.Count >= EventsWorthAGroup && _second.Waiting < waiting
            ? _second
            : _writer;
    }

    /// <inheritdoc/>
    public Task<StreamSlice> ReadStream(
        Guid streamId, StreamBound bound = default, CancellationToken cancellation = default) =>
        EventStoreMetrics.Read(_streams, new PendingRead(streamId, bound, toDecide: null), cancellation);

    /// <inheritdoc/>
    public Task<StreamSlice> ReadToDecide(
        Guid streamId, Guid eventId, CancellationToken cancellation = default) =>
        EventStoreMetrics.Read(_streams, new PendingRead(streamId, StreamBound.All, eventId), cancellation);

    /// <inheritdoc/>
    public Task<FeedPage> ReadFeed(long afterPosition, int maxEvents, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(afterPosition);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxEvents);
        return _feed.Read(afterPosition, maxEvents, toProject: false, cancellation);
    }

    /// <inheritdoc/>
    public Task<FeedPage> ReadFeed(
        long afterPosition, int maxEvents, FeedFilter filter, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentOutOfRangeException.ThrowIfNegative(afterPosition);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxEvents);
        return filter.IsEmpty
            ? ReadFeed(afterPosition, maxEvents, cancellation)
            : _feed.Read(afterPosition, maxEvents, filter, cancellation);
    }

    /// <inheritdoc/>
    public Task<FeedPage> ReadFeedToProject(
        long afterPosition, int maxEvents, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(afterPosition);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxEvents);
        return _feed.Read(afterPosition, maxEvents, toProject: true, cancellation);
    }

    /// <inheritdoc/>
    public Task<FeedPage> ReadOnToProject(
        long afterPosition, int maxEvents, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(afterPosition);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxEvents);
        return _feed.ReadOwn(afterPosition, maxEvents) is { } page
            ? Task.FromResult(page)
            : ReadFeedToProject(afterPosition, maxEvents, cancellation);
    }

    /// <inheritdoc/>
    public Task<long> ReadHighWaterMark(CancellationToken cancellation = default) => _feed.ReadMark(cancellation);

    /// <inheritdoc/>
    public async Task WaitForAppend(long afterPosition, TimeSpan patience, CancellationToken cancellation = default)
    {
        var next = _signal.Next();
        var heardOf = _signal.Position;
        if (_feed.Settled > afterPosition || heardOf > Math.Max(afterPosition, _feed.HeardOf))
            return;
        // There is something newer, and a look at the mark since then has shown that it isn't settled yet.
        if (heardOf > afterPosition && patience > UnsettledPause)
            patience = UnsettledPause;
        await next.WaitAsync(patience, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellation.ThrowIfCancellationRequested();
    }

    /// <summary>Finishes the appends that were let in, then closes every connection.</summary>
    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync().ConfigureAwait(false);
        await _second.DisposeAsync().ConfigureAwait(false);
        await _streams.DisposeAsync().ConfigureAwait(false);
        // The last to wait were bounded by it too.
        await _sweep.DisposeAsync().ConfigureAwait(false);
        await _feed.DisposeAsync().ConfigureAwait(false);
        if (_nodes is not null)
            await _nodes.DisposeAsync().ConfigureAwait(false);
    }

    private void Sweep(long now)
    {
        _writer.Sweep(now);
        _second.Sweep(now);
        _streams.Sweep(now);
    }

    private void Committed(OwnCommit commit, List<PendingAppend> members)
    {
        // Nothing is committed before there is a feed: the constructor makes both.
        _feed.Committed(commit, members);
        _signal.Raise(commit.Position);
        _nodes?.Tell(commit.Position);
    }
}
