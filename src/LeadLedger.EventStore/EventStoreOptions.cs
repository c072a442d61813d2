namespace LeadLedger.EventStore;

/// <summary>Bounds and patience of <see cref="PostgresEventStore"/>.</summary>
public sealed record EventStoreOptions
{
    /// <summary>How many appends may wait for the writer; further callers wait before they are let in.</summary>
    public int AppendQueue { get; init; } = 4096;

    /// <summary>The most events that one statement writes, unless a single append has more.</summary>
    public int EventsPerGroup { get; init; } = 2000;

    /// <summary>The most payload bytes that one statement writes, unless a single append has more.</summary>
    public int BytesPerGroup { get; init; } = 4 * 1024 * 1024;

    /// <summary>Connections that read streams.</summary>
    public int StreamReaders { get; init; } = 2;

    /// <summary>The most streams that one query reads.</summary>
    public int StreamsPerRead { get; init; } = 256;

    /// <summary>Connections that read the feed and its mark.</summary>
    public int FeedReaders { get; init; } = 2;

    /// <summary>
    /// How long a statement waits for a row or a version that another writer holds, before it gives way and is tried
    /// again in parts. Shorter than PostgreSQL's deadlock_timeout (1 s), so that in a deadlock with a foreign writer,
    /// who writes the event first and locks the stream later, it is us who step back.
    /// </summary>
    public TimeSpan LockPatience { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long any statement may take.</summary>
    public TimeSpan StatementPatience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long to try to reach the database again before a caller hears that it is unavailable, or, where a statement
    /// was under way, that the outcome is unknown.
    /// </summary>
    public TimeSpan ReconnectPatience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often one append is tried in all, where a rival or a lost connection undid a try.</summary>
    public int AppendAttempts { get; init; } = 4;

    /// <summary>The shortest time between two notifications to other nodes.</summary>
    public TimeSpan NotifyInterval { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Whether to wake other nodes and be woken by them; else only the poll tells of theirs.</summary>
    public bool WakeOtherNodes { get; init; } = true;
}
