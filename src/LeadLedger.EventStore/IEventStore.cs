namespace LeadLedger.EventStore;

/// <summary>
/// The port to the ledger: streams of events, appended under optimistic concurrency and read back by stream or,
/// across all streams, by position. It knows no leads. Narrow on purpose, so that an adapter over Marten itself
/// can stand in for our engine (ADR-0001).
/// </summary>
public interface IEventStore
{
    /// <summary>
    /// Appends to one stream, all events or none. Concurrent calls share a round trip and a commit (group commit).
    /// Completes only once the commit is durable. A version conflict or a failed guard is an
    /// <see cref="AppendResult"/>, never an exception. A repeat shows as a version conflict: who then reads the stream
    /// finds the event's id in it. Cancelling helps while the append waits for its turn; once it is being written its
    /// outcome is awaited.
    /// </summary>
    /// <exception cref="EventStoreBusyException">It wasn't its turn in time; nothing was written.</exception>
    /// <exception cref="EventStoreContendedException">Rivals were faster each time; nothing was written.</exception>
    /// <exception cref="EventStoreUnavailableException">The database can't be used; nothing was written.</exception>
    /// <exception cref="EventStoreOutcomeUnknownException">It was sent; nobody can tell what became of it.</exception>
    /// <exception cref="UnstorableEventException">PostgreSQL can't store this; nothing was written.</exception>
    Task<AppendResult> Append(StreamAppend append, CancellationToken cancellation = default);

    /// <summary>
    /// Reads a stream from its first event up to <paramref name="bound"/>. A stream that isn't there is an empty one
    /// at version 0. Concurrent reads share a round trip.
    /// </summary>
    /// <exception cref="EventStoreBusyException">It wasn't its turn in time.</exception>
    /// <exception cref="EventStoreUnavailableException">The database can't be used, or not in time.</exception>
    Task<StreamSlice> ReadStream(Guid streamId, StreamBound bound = default, CancellationToken cancellation = default);

    /// <summary>
    /// Reads all of a stream as deciding on it needs it: of the metadata only the first event's and that of the event
    /// whose repeat is being decided, if it is there. Asking another event for its metadata is a bug.
    /// </summary>
    /// <param name="streamId">The stream.</param>
    /// <param name="eventId">The id that the first event would have that is to be decided.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <inheritdoc cref="ReadStream" path="/exception"/>
    Task<StreamSlice> ReadToDecide(Guid streamId, Guid eventId, CancellationToken cancellation = default) =>
        ReadStream(streamId, StreamBound.All, cancellation);

    /// <summary>
    /// One page of the whole ledger in position order: events after <paramref name="afterPosition"/>, never beyond the
    /// safe high-water mark, at most <paramref name="maxEvents"/> and as many bytes as the store's options say. An empty
    /// page says that the reader has caught up with <see cref="FeedPage.HighWaterMark"/>.
    /// </summary>
    Task<FeedPage> ReadFeed(long afterPosition, int maxEvents, CancellationToken cancellation = default);

    /// <summary>
    /// The same for who projects: of the metadata only that of imported events, so that it is known which those are.
    /// Who has read all payloads of a page should say so (<see cref="FeedPage.Release"/>).
    /// </summary>
    /// <inheritdoc cref="ReadFeed(long, int, CancellationToken)"/>
    Task<FeedPage> ReadFeedToProject(long afterPosition, int maxEvents, CancellationToken cancellation = default) =>
        ReadFeed(afterPosition, maxEvents, cancellation);

    /// <summary>
    /// The same for who goes on from what they have read of this store before, and whose connection has led to the same
    /// server ever since: what this process itself has appended meanwhile may be told without asking the database.
    /// </summary>
    /// <inheritdoc cref="ReadFeed(long, int, CancellationToken)"/>
    Task<FeedPage> ReadOnToProject(long afterPosition, int maxEvents, CancellationToken cancellation = default) =>
        ReadFeedToProject(afterPosition, maxEvents, cancellation);

    /// <summary>
    /// The same of what a filter lets through. A page looks through a bounded stretch of the ledger, so it may be empty
    /// though there is more: <see cref="FeedPage.NextPosition"/> says up to where it has looked, and the reader has
    /// caught up once that is the mark.
    /// </summary>
    /// <inheritdoc cref="ReadFeed(long, int, CancellationToken)"/>
    async Task<FeedPage> ReadFeed(
        long afterPosition, int maxEvents, FeedFilter filter, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var page = await ReadFeed(afterPosition, maxEvents, cancellation).ConfigureAwait(false);
        return page with { Events = [.. page.Events.Where(filter.LetsThrough)] };
    }

    /// <summary>
    /// The position up to which the ledger is settled: every position at or below it is either a committed event or
    /// will never be one.
    /// </summary>
    Task<long> ReadHighWaterMark(CancellationToken cancellation = default);

    /// <summary>
    /// Completes when this process or another node may have appended after <paramref name="afterPosition"/>, or when
    /// <paramref name="patience"/> has passed (the poll behind the wake-ups).
    /// </summary>
    Task WaitForAppend(long afterPosition, TimeSpan patience, CancellationToken cancellation = default);
}

/// <summary>What is to be appended to one stream, decided at <paramref name="ExpectedVersion"/>.</summary>
/// <param name="StreamId">The stream.</param>
/// <param name="StreamType">Its kind, stored once with it: <c>lead</c>, <c>agreement</c>, <c>panel</c> …</param>
/// <param name="ExpectedVersion">The version that was decided on; 0 starts the stream.</param>
/// <param name="Events">At least one event, in order.</param>
/// <param name="Guards">Other streams that must still be at a version when this is committed.</param>
/// <param name="WrappedKey">The stream's personal-data key, wrapped, to be kept with its first event.</param>
/// <param name="ErasesKey">
/// The stream's personal-data key is destroyed in the same statement, and the stream is kept in mind as one that has
/// none any more.
/// </param>
public sealed record StreamAppend(
    Guid StreamId,
    string StreamType,
    long ExpectedVersion,
    IReadOnlyList<NewEvent> Events,
    IReadOnlyList<StreamGuard> Guards,
    WrappedKey? WrappedKey = null,
    bool ErasesKey = false);

/// <summary>Another stream must still be at this version, or the append is refused.</summary>
public readonly record struct StreamGuard(Guid StreamId, long Version);

/// <summary>A personal-data key as it is stored: encrypted under the named master key.</summary>
public sealed record WrappedKey(string MasterKeyId, byte[] Ciphertext);

/// <summary>An event that has no position yet.</summary>
/// <param name="Id">Unique; derived from the idempotency key, so that a repeat is recognised.</param>
/// <param name="Type">The stored name (Marten's alias), snake_case.</param>
/// <param name="Data">The payload as UTF-8 JSON: exactly the payload, no envelope.</param>
/// <param name="Metadata">Who, when and why.</param>
public sealed record NewEvent(Guid Id, string Type, ReadOnlyMemory<byte> Data, EventMetadata Metadata);

/// <summary>What every event carries beside its payload.</summary>
/// <param name="Actor">The token's subject; <c>unknown</c> for an event of a foreign writer without one.</param>
/// <param name="Role">The role in which the actor acted.</param>
/// <param name="OccurredAt">The caller's word for when it happened, UTC.</param>
/// <param name="CorrelationId">The request or job that this belongs to.</param>
/// <param name="CausationId">What made it happen: an event's id or a command's.</param>
/// <param name="IdempotencyKey">The caller's key for the command.</param>
/// <param name="RequestHash">A keyed hash of the request, so that a key used again with another body is seen.</param>
/// <param name="Imported">True for history taken over from another system: nobody here witnessed it.</param>
public sealed record EventMetadata(
    string Actor,
    string? Role,
    DateTimeOffset OccurredAt,
    string? CorrelationId = null,
    string? CausationId = null,
    string? IdempotencyKey = null,
    string? RequestHash = null,
    bool Imported = false);

/// <summary>An event as it stands in the ledger.</summary>
/// <param name="Position">Its place in the whole ledger: growing, with holes.</param>
/// <param name="Version">Its place in its stream: 1, 2, 3 … without a hole.</param>
/// <param name="RecordedAt">The database's time when it was written, never before the stream's last.</param>
/// <param name="Metadata">Null where it wasn't read; who then asks for it is refused.</param>
public sealed record RecordedEvent(
    Guid Id,
    Guid StreamId,
    long Version,
    long Position,
    string Type,
    ReadOnlyMemory<byte> Data,
    DateTimeOffset RecordedAt,
    EventMetadata? Metadata)
{
    private readonly EventMetadata? _metadata = Metadata;

    /// <summary>Who, when and why.</summary>
    /// <exception cref="InvalidOperationException">It wasn't read with the event.</exception>
    public EventMetadata Metadata =>
        _metadata ?? throw new InvalidOperationException("This event was read without its metadata.");

    /// <summary>Whether it is history from another system; of a stream that is read to decide it isn't known.</summary>
    public bool IsImported => _metadata is { Imported: true };

    /// <summary>Not its payload: a log line must not show a person.</summary>
    public override string ToString() => $"{Type} {StreamId} {Version}";
}

/// <summary>Up to which event a stream is read: all (default), a version, or a recorded-at time, inclusive.</summary>
public readonly record struct StreamBound(long? Version, DateTimeOffset? RecordedAt)
{
    /// <summary>Everything there is.</summary>
    public static StreamBound All => default;

    /// <summary>Up to and including a version.</summary>
    public static StreamBound AtVersion(long version) => new(version, null);

    /// <summary>Up to and including a recorded-at time.</summary>
    public static StreamBound AsKnownAt(DateTimeOffset recordedAt) => new(null, recordedAt);
}

/// <summary>A stream as read.</summary>
/// <param name="Version">The version of the last event in <paramref name="Events"/>; 0 if there is none.</param>
/// <param name="Events">From the first event on, in order.</param>
/// <param name="Key">The stream's personal-data key; null if it never had one or it was erased.</param>
public sealed record StreamSlice(Guid StreamId, long Version, IReadOnlyList<RecordedEvent> Events, WrappedKey? Key)
{
    /// <summary>Everything of a stream that isn't there.</summary>
    public static StreamSlice Empty(Guid streamId) => new(streamId, 0, [], null);
}

/// <summary>One page of the feed.</summary>
/// <param name="Events">In position order.</param>
/// <param name="NextPosition">What to ask for next: the last event's position, or the mark if there was none.</param>
/// <param name="HighWaterMark">The safe mark under which the page was read.</param>
public sealed record FeedPage(IReadOnlyList<RecordedEvent> Events, long NextPosition, long HighWaterMark)
{
    internal Reading.Payloads? Payloads { get; init; }

    /// <summary>
    /// Gives back the memory of the payloads of what was read to project: they must not be looked at any more. Nobody
    /// has to: what isn't given back is collected.
    /// </summary>
    public void Release() => Payloads?.Release();
}

/// <summary>Which events of the feed are asked for; what is null lets all through.</summary>
/// <param name="StreamId">Of one stream.</param>
/// <param name="Types">Of any of these stored names.</param>
/// <param name="Actor">By one actor.</param>
/// <param name="From">Recorded at this time or later.</param>
/// <param name="Until">Recorded before this time.</param>
public sealed record FeedFilter(
    Guid? StreamId, IReadOnlyList<string>? Types, string? Actor, DateTimeOffset? From, DateTimeOffset? Until)
{
    /// <summary>Whether it lets all through.</summary>
    public bool IsEmpty => this is { StreamId: null, Types: null, Actor: null, From: null, Until: null };

    /// <summary>Whether it lets an event through.</summary>
    public bool LetsThrough(RecordedEvent recorded)
    {
        ArgumentNullException.ThrowIfNull(recorded);
        return (StreamId is null || recorded.StreamId == StreamId)
            && (Types is null || Types.Contains(recorded.Type))
            && (Actor is null || recorded.Metadata.Actor == Actor)
            && !(recorded.RecordedAt < From)
            && !(recorded.RecordedAt >= Until);
    }
}

/// <summary>How an append ended. A closed hierarchy.</summary>
public abstract record AppendResult
{
    private AppendResult() { }

    /// <summary>Durable.</summary>
    /// <param name="Version">The stream's new version.</param>
    /// <param name="Position">The position of the last event appended.</param>
    /// <param name="RecordedAt">The time stamped on the events.</param>
    public sealed record Appended(long Version, long Position, DateTimeOffset RecordedAt) : AppendResult
    {
        /// <summary>
        /// The positions of the appended events, in order. Other streams' events may lie between them, so only the
        /// store can tell them; one that can't has just the last.
        /// </summary>
        public IReadOnlyList<long> Positions { get; init; } = [Position];

        /// <summary>The position of the event with this version; a later one's if it can't be told.</summary>
        public long PositionOf(long version)
        {
            var fromTheEnd = (int)(Version - version) + 1;
            return fromTheEnd <= Positions.Count ? Positions[^fromTheEnd] : Position;
        }
    }

    /// <summary>The stream had moved on (or, for version 0, was there already). Nothing was written.</summary>
    public sealed record VersionConflict(long ActualVersion) : AppendResult;

    /// <summary>A guarded stream had moved on. Nothing was written.</summary>
    public sealed record GuardFailed(Guid StreamId, long ActualVersion) : AppendResult;
}

/// <summary>The database couldn't be reached or refused the work; nothing of the append was written.</summary>
public sealed class EventStoreUnavailableException : Exception
{
    public EventStoreUnavailableException() { }
    public EventStoreUnavailableException(string message) : base(message) { }
    public EventStoreUnavailableException(string message, Exception inner) : base(message, inner) { }

    /// <summary>It is this one append that the database refuses; others go on.</summary>
    public bool IsOfThisAppendAlone { get; init; }
}
