using LeadLedger.EventStore;

namespace LeadLedger.Server.ReadModels.Projecting;

/// <summary>
/// Reads the feed page by page, decoded. While a page is projected the one after it is read already: reading and
/// decoding cost about as much as writing, and there is more than one core.
/// </summary>
internal sealed class FeedPages(IEventStore store, long after)
{
    /// <summary>Enough that a page's own costs don't matter, few enough to be held several times over.</summary>
    public const int Large = 5_000;

    private Task<(DecodedPage Page, long Mark)>? _ahead;

    /// <summary>What was read up to: the last event's position, or the mark if there was none after it.</summary>
    public long Cursor { get; private set; } = after;

    /// <summary>The end of the settled ledger when the last page was read.</summary>
    public long HighWaterMark { get; private set; }

    /// <summary>The next page; one without a last position says that the end was reached.</summary>
    public async Task<DecodedPage> Next(int maxEvents, CancellationToken cancellation)
    {
        var (page, mark) = await (_ahead ?? Read(Cursor, maxEvents, cancellation));
        _ahead = null;
        HighWaterMark = mark;
        Cursor = page.NextPosition;
        if (page.Fault is null && page.LastPosition is { } last && last < mark)
            _ahead = Ahead(maxEvents, cancellation);
        return page;
    }

    private Task<(DecodedPage, long)> Ahead(int maxEvents, CancellationToken cancellation)
    {
        var reading = Task.Run(() => Read(Cursor, maxEvents, cancellation), cancellation);
        // If the page before it fails nobody asks for this one: its own fault is then nobody's either.
        _ = reading.ContinueWith(
            static abandoned => _ = abandoned.Exception,
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted,
            TaskScheduler.Default);
        return reading;
    }

    private async Task<(DecodedPage, long)> Read(long position, int maxEvents, CancellationToken cancellation)
    {
        var page = await store.ReadFeed(position, maxEvents, cancellation);
        return (DecodedPage.Decode(page), page.HighWaterMark);
    }
}
