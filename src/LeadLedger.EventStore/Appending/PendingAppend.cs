namespace LeadLedger.EventStore.Appending;

/// <summary>
/// An append on its way, and the promise of its answer in one object. Whoever awaits it goes on elsewhere than on the
/// writer's own turn.
/// </summary>
internal sealed class PendingAppend : TaskCompletionSource<AppendResult>
{
    private const int Waiting = 0, Taken = 1, Withdrawn = 2;
    private int _state;

    public PendingAppend(StreamAppend append, byte[][] headers, int bytes)
        : base(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        Append = append;
        Headers = headers;
        Bytes = bytes;
    }

    public StreamAppend Append { get; }

    /// <summary>The headers of each event, encoded on the caller's turn rather than on the writer's.</summary>
    public byte[][] Headers { get; }

    /// <summary>Payload and headers, to bound a group by.</summary>
    public int Bytes { get; }

    /// <summary>How many times it was sent.</summary>
    public int Attempts { get; set; }

    public long NewVersion => Append.ExpectedVersion + Append.Events.Count;

    /// <summary>Takes it into a group; from then on it can't be withdrawn. False if it was.</summary>
    public bool TryTake() => Interlocked.CompareExchange(ref _state, Taken, Waiting) == Waiting;

    /// <summary>Gives it up, if it hasn't been sent yet: then nothing of it will be written.</summary>
    public void Withdraw(CancellationToken cancellation)
    {
        if (Interlocked.CompareExchange(ref _state, Withdrawn, Waiting) == Waiting)
            TrySetCanceled(cancellation);
    }

    /// <summary>Whether an event of it was seen to be written, in a statement that still has to end well.</summary>
    public bool IsPlaced { get; private set; }

    private long _position;
    private List<long>? _positions;
    private DateTimeOffset _recordedAt;

    public void Place(long position, DateTimeOffset recordedAt)
    {
        IsPlaced = true;
        _position = Math.Max(_position, position);
        _recordedAt = recordedAt;
        if (Append.Events.Count > 1)
            (_positions ??= new List<long>(Append.Events.Count)).Add(position);
    }

    /// <summary>Forgets where a statement had placed it that then failed.</summary>
    public void Displace()
    {
        IsPlaced = false;
        _position = 0;
        _positions = null;
    }

    /// <summary>Answers that it is durable where it was placed.</summary>
    public long AnswerAppended()
    {
        var appended = new AppendResult.Appended(NewVersion, _position, _recordedAt);
        if (_positions is { } positions && positions.Count == Append.Events.Count)
        {
            // They rise with the versions, in whatever order their rows came back.
            positions.Sort();
            appended = appended with { Positions = positions };
        }
        TrySetResult(appended);
        return _position;
    }
}
