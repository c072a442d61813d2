using LeadLedger.EventStore;

namespace LeadLedger.Server.ReadModels.Projecting;

/// <summary>
/// Reads the feed, decoded. While what was read is projected, what follows is read already: reading and decoding cost
/// about as much as writing, and there is more than one core.
/// </summary>
/// <param name="store">Where the feed is.</param>
/// <param name="after">A position.</param>
/// <param name="readsOn">
/// Whether the store may tell of what this process appends meanwhile without asking the database, as the projector wants
/// it. Read models that are made anew, or held against those in use, are made of what is stored.
/// </param>
internal sealed class FeedPages(IEventStore store, long after, bool readsOn = false)
{
    /// <summary>What a transaction of the projector takes at most: it mustn't hold up the views for long.</summary>
    public const int Large = 5_000;

    // The payloads of one reading are garbage when it is decoded, and the youngest garbage is the cheapest.
    private const int AtOnce = 1_000;

    // So much is read while a transaction is written: about what the largest takes, or writing it leaves reading idle.
    private const int ReadAhead = 16;

    private readonly Queue<Task<Reading?>> _ahead = [];

    private bool _hasRead;

    /// <summary>What was read up to: the last event's position, or the mark if there was none after it.</summary>
    public long Cursor { get; private set; } = after;

    /// <summary>The end of the settled ledger when the last page was read.</summary>
    public long HighWaterMark { get; private set; }

    /// <summary>Whether there is more than what was read last, as far as is known.</summary>
    public bool IsBehind => Cursor < HighWaterMark;

    /// <summary>Begins to read what will be asked for first.</summary>
    public void Begin(CancellationToken cancellation)
    {
        _ahead.Enqueue(Unasked(async () => await Read(Cursor, AtOnce, cancellation), cancellation));
        KeepReading(null, cancellation);
    }

    /// <summary>The next page; one without a last position says that the end was reached.</summary>
    public Task<DecodedPage> Next(CancellationToken cancellation) => Next(null, cancellation);

    /// <summary>The next page, of so many events at most unless it was read already, and nothing ahead of it.</summary>
    /// <param name="alone">How many; null: as many as are read quickest, and those that follow meanwhile.</param>
    public async Task<DecodedPage> Next(int? alone, CancellationToken cancellation)
    {
        var read = await Known() ?? await Read(Cursor, alone ?? AtOnce, cancellation);
        var page = await read.Decoded;
        HighWaterMark = read.Mark;
        Cursor = page.NextPosition;
        // What follows on an event that can't be read is of no use.
        if (page.Fault is not null)
            _ahead.Clear();
        else if (read.HasMore && alone is null)
            KeepReading(read, cancellation);
        return page;
    }

    private void KeepReading(Reading? after, CancellationToken cancellation)
    {
        var last = _ahead.LastOrDefault() ?? Task.FromResult(after);
        while (_ahead.Count < ReadAhead)
            _ahead.Enqueue(last = After(last, cancellation));
    }

    private async Task<Reading?> Known()
    {
        if (!_ahead.TryDequeue(out var known))
            return null;
        var read = await known;
        // Where the end was seen, only a new look at the mark can tell of more.
        if (read is null)
            _ahead.Clear();
        return read;
    }

    private Task<Reading?> After(Task<Reading?> before, CancellationToken cancellation) => Unasked(
        async () => await before is { HasMore: true } read
            ? await Read(read.NextPosition, AtOnce, cancellation)
            : null,
        cancellation);

    private static Task<Reading?> Unasked(Func<Task<Reading?>> read, CancellationToken cancellation)
    {
        var reading = Task.Run(read, cancellation);
        // If the page before it fails nobody asks for this one: its own fault is then nobody's either.
        _ = reading.ContinueWith(
            static abandoned => _ = abandoned.Exception,
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted,
            TaskScheduler.Default);
        return reading;
    }

    private async Task<Reading> Read(long position, int atOnce, CancellationToken cancellation)
    {
        // The first page shows that the ledger is the one that is projected, and where it stands.
        var page = await (readsOn && _hasRead
            ? store.ReadOnToProject(position, atOnce, cancellation)
            : store.ReadFeedToProject(position, atOnce, cancellation));
        _hasRead = true;
        return new Reading(
            Task.Run(() => Decode(page), cancellation),
            page.NextPosition,
            page.HighWaterMark,
            HasMore: page.Events.Count > 0 && page.NextPosition < page.HighWaterMark);
    }

    private static DecodedPage Decode(FeedPage page)
    {
        var decoded = DecodedPage.Decode(page);
        page.Release();
        return decoded;
    }

    /// <summary>A page that was read; the next one is asked for while it is being decoded.</summary>
    private sealed record Reading(Task<DecodedPage> Decoded, long NextPosition, long Mark, bool HasMore);
}
