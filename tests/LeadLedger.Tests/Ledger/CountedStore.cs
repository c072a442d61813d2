using LeadLedger.EventStore;

namespace LeadLedger.Tests.Ledger;

/// <summary>The real store, with its round trips counted.</summary>
internal sealed class CountedStore(IEventStore store) : IEventStore
{
    private int _appends;
    private int _reads;
    private int _readOn;

    /// <summary>Appends and stream reads since the last question.</summary>
    public (int Appends, int Reads) Spent() =>
        (Interlocked.Exchange(ref _appends, 0), Interlocked.Exchange(ref _reads, 0));

    /// <summary>How often somebody read on who need not be told out of the database.</summary>
    public int ReadOn => _readOn;

    public Task<AppendResult> Append(StreamAppend append, CancellationToken cancellation = default)
    {
        Interlocked.Increment(ref _appends);
        return store.Append(append, cancellation);
    }

    public Task<StreamSlice> ReadStream(
        Guid streamId, StreamBound bound = default, CancellationToken cancellation = default)
    {
        Interlocked.Increment(ref _reads);
        return store.ReadStream(streamId, bound, cancellation);
    }

    public Task<StreamSlice> ReadToDecide(Guid streamId, Guid eventId, CancellationToken cancellation = default)
    {
        Interlocked.Increment(ref _reads);
        return store.ReadToDecide(streamId, eventId, cancellation);
    }

    public Task<FeedPage> ReadFeed(long afterPosition, int maxEvents, CancellationToken cancellation = default) =>
        store.ReadFeed(afterPosition, maxEvents, cancellation);

    public Task<FeedPage> ReadFeedToProject(
        long afterPosition, int maxEvents, CancellationToken cancellation = default) =>
        store.ReadFeedToProject(afterPosition, maxEvents, cancellation);

    public Task<FeedPage> ReadOnToProject(
        long afterPosition, int maxEvents, CancellationToken cancellation = default)
    {
        Interlocked.Increment(ref _readOn);
        return store.ReadOnToProject(afterPosition, maxEvents, cancellation);
    }

    public Task<long> ReadHighWaterMark(CancellationToken cancellation = default) =>
        store.ReadHighWaterMark(cancellation);

    public Task WaitForAppend(long afterPosition, TimeSpan patience, CancellationToken cancellation = default) =>
        store.WaitForAppend(afterPosition, patience, cancellation);
}
