using System.Threading.Channels;

namespace LeadLedger.EventStore.Appending;

/// <summary>
/// Where appends wait for their group. Bounded in number and in time: nobody waits at the door, and what wasn't taken
/// into a group in time is withdrawn (ADR-0011). What can't share the coming group is set aside and goes first into
/// the next.
/// </summary>
internal sealed class AppendQueue(EventStoreOptions options)
{
    private readonly Channel<PendingAppend> _waiting = Channel.CreateBounded<PendingAppend>(
        new BoundedChannelOptions(options.AppendQueue)
        {
            // An idle writer then starts on the turn of the caller that woke it: one change of threads less.
            AllowSynchronousContinuations = true,
        });

    // The writer takes and the sweep withdraws: once a group and a few times a second. Callers never meet it.
    private readonly Lock _gate = new();
    private readonly Queue<PendingAppend> _setAside = [];
    private readonly AppendGroup _group = new(options);

    /// <summary>How many wait; a moment later it may be another number.</summary>
    public int Length => _waiting.Reader.Count + _setAside.Count;

    /// <summary>False when so many wait that no more are let in.</summary>
    public bool TryEnqueue(PendingAppend pending) => _waiting.Writer.TryWrite(pending);

    public bool IsClosed => _isClosed;
    private volatile bool _isClosed;

    /// <summary>No more is let in; what was is still handed out.</summary>
    public void Close()
    {
        _isClosed = true;
        _waiting.Writer.TryComplete();
    }

    /// <summary>Waits until something waits, or has just been withdrawn.</summary>
    /// <returns>False when nothing waits and nothing will come.</returns>
    public ValueTask<bool> WaitForAny()
    {
        lock (_gate)
        {
            _group.Clear();
            if (_setAside.Count > 0)
                return ValueTask.FromResult(true);
        }
        return _waiting.Reader.WaitToReadAsync();
    }

    /// <summary>The next group, in the order of stream ids; empty when all that waited was withdrawn.</summary>
    /// <returns>Good until the next wait.</returns>
    public List<PendingAppend> Take()
    {
        lock (_gate)
        {
            _group.Clear();
            for (var i = _setAside.Count; i > 0; i--)
                Offer(_setAside.Dequeue());
            // What is set aside is bounded too: a stream that everybody appends to at once mustn't empty the queue.
            while (!_group.IsFull && _setAside.Count < options.AppendQueue && _waiting.Reader.TryRead(out var pending))
                Offer(pending);
            _group.Members.Sort(static (a, b) => a.Append.StreamId.CompareTo(b.Append.StreamId));
            return _group.Members;
        }
    }

    /// <summary>Answers those whose patience has come to its end.</summary>
    /// <param name="now">On the clock of <see cref="PendingAppend.Since"/>.</param>
    /// <param name="untaken">Why those weren't taken that weren't.</param>
    public void Sweep(long now, Func<Exception> untaken)
    {
        var latest = now - (long)options.QueuePatience.TotalMilliseconds;
        lock (_gate)
        {
            for (var i = _setAside.Count; i > 0; i--)
            {
                var pending = _setAside.Dequeue();
                if (pending.Since > latest)
                    _setAside.Enqueue(pending);
                else
                    pending.Withdraw(untaken());
            }
            // They stand in the order in which they came.
            while (_waiting.Reader.TryPeek(out var oldest) && oldest.Since <= latest)
            {
                if (_waiting.Reader.TryRead(out oldest))
                    oldest.Withdraw(untaken());
            }
            SweepTheGroup(now);
        }
    }

    /// <summary>
    /// Those under way are answered, but not given up: what was sent is finished, and a repeat tells the truth.
    /// </summary>
    private void SweepTheGroup(long now)
    {
        var latest = now - (long)options.AnswerPatience.TotalMilliseconds;
        foreach (var member in _group.Members)
        {
            if (member.Since <= latest && !member.Task.IsCompleted)
            {
                member.TrySetException(new EventStoreOutcomeUnknownException(
                    "The database hasn't said yet whether this was written."));
            }
        }
    }

    private void Offer(PendingAppend pending)
    {
        if (_group.IsFull || !_group.TryAdd(pending))
            _setAside.Enqueue(pending);
    }
}
