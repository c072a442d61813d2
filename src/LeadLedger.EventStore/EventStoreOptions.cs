namespace LeadLedger.EventStore;

/// <summary>Bounds and patience of <see cref="PostgresEventStore"/>.</summary>
public sealed record EventStoreOptions
{
    /// <summary>How many appends, and how many reads of streams, may wait; more are refused at the door.</summary>
    public int AppendQueue { get; init; } = 16_384;

    /// <summary>
    /// How long an append may wait until it is taken into a group, and a read until it is begun. Then it is withdrawn:
    /// nothing of it was or will be written.
    /// </summary>
    public TimeSpan QueuePatience { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How long the caller of an append that was sent waits in all before hearing that its outcome isn't known; what
    /// was sent is finished all the same. A read that was begun is given up then.
    /// </summary>
    public TimeSpan AnswerPatience { get; init; } = TimeSpan.FromSeconds(10);

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

    /// <summary>The most payload bytes in one page of the feed, unless a single event has more.</summary>
    public int BytesPerFeedPage { get; init; } = 8 * 1024 * 1024;

    /// <summary>
    /// How long a statement waits for a row or a version that another writer holds, before it gives way and is tried
    /// again in parts. Shorter than PostgreSQL's deadlock_timeout (1 s), so that in a deadlock with a foreign writer,
    /// who writes the event first and locks the stream later, it is us who step back.
    /// </summary>
    public TimeSpan LockPatience { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long any statement may take.</summary>
    public TimeSpan StatementPatience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long to try to reach the database again, and to find out what became of a statement that was under way,
    /// before this is given up. Callers don't wait longer than <see cref="AnswerPatience"/> for it.
    /// </summary>
    public TimeSpan ReconnectPatience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often one append is tried in all, where a rival or a lost connection undid a try.</summary>
    public int AppendAttempts { get; init; } = 4;

    /// <summary>The shortest time between two notifications to other nodes.</summary>
    public TimeSpan NotifyInterval { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Whether to wake other nodes and be woken by them; else only the poll tells of theirs.</summary>
    public bool WakeOtherNodes { get; init; } = true;
}
