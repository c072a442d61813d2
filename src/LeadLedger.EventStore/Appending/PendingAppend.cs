namespace LeadLedger.EventStore.Appending;

/// <summary>
/// An append on its way, and the promise of its answer in one object. Whoever awaits it goes on elsewhere than on the
/// writer's own turn.
/// </summary>
internal sealed class PendingAppend(StreamAppend append, byte[][] headers, int bytes)
    : TaskCompletionSource<AppendResult>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    private const int Waiting = 0, Taken = 1, Withdrawn = 2;
    private int _state;

    public StreamAppend Append => append;

    /// <summary>The headers of each event, encoded on the caller's turn rather than on the writer's.</summary>
    public byte[][] Headers => headers;

    /// <summary>Payload and headers, to bound a group by.</summary>
    public int Bytes => bytes;

    /// <summary>What is remembered of it for whoever listens; null while nobody does.</summary>
    public AppendWatch? Watch { get; } = EventStoreMetrics.BeginWatch();

    public long NewVersion { get; } = append.ExpectedVersion + append.Events.Count;

    /// <summary>When it came, in milliseconds of <see cref="Environment.TickCount64"/>: coarse, and free.</summary>
    public long Since { get; } = Environment.TickCount64;

    /// <summary>How often it had to be sent again through no fault of its own.</summary>
    public int Setbacks { get; set; }

    /// <summary>Takes it into a group; from then on it can't be withdrawn. False if it was.</summary>
    public bool TryTake() => Interlocked.CompareExchange(ref _state, Taken, Waiting) == Waiting;

    /// <summary>Gives it up, if it hasn't been sent yet: then nothing of it will be written.</summary>
    public void Withdraw(CancellationToken cancellation)
    {
        if (Interlocked.CompareExchange(ref _state, Withdrawn, Waiting) == Waiting)
            TrySetCanceled(cancellation);
    }

    /// <summary>Gives it up with a reason, if it hasn't been sent yet.</summary>
    public void Withdraw(Exception reason)
    {
        if (Interlocked.CompareExchange(ref _state, Withdrawn, Waiting) == Waiting)
            TrySetException(reason);
    }

    private readonly long[] _positions = new long[append.Events.Count];
    private DateTimeOffset _recordedAt;
    private int _placed;

    /// <summary>Whether all of it was seen to be written, by a statement that still has to end well.</summary>
    public bool IsPlaced => _placed == _positions.Length;

    /// <summary>Notes where its next event was written; they are told in order.</summary>
    public void Place(long position, DateTimeOffset recordedAt)
    {
        _positions[_placed++] = position;
        _recordedAt = recordedAt;
    }

    /// <summary>Forgets where a statement had placed it that then failed.</summary>
    public void Displace() => _placed = 0;

    /// <summary>One of its events, as who projects reads it back: of the metadata only that of imported ones.</summary>
    public RecordedEvent Recorded(int number)
    {
        var e = append.Events[number];
        return new RecordedEvent(
            e.Id, append.StreamId, append.ExpectedVersion + 1 + number, _positions[number], e.Type, e.Data, _recordedAt,
            e.Metadata.Imported ? e.Metadata : null);
    }

    /// <summary>Answers that it is durable where it was placed.</summary>
    /// <returns>The last position.</returns>
    public long AnswerAppended()
    {
        TrySetResult(new AppendResult.Appended(NewVersion, _positions[^1], _recordedAt) { Positions = _positions });
        return _positions[^1];
    }
}
