namespace LeadLedger.EventStore.WakeUp;

/// <summary>
/// Wakes whoever waits for new events. Signalled after each commit of this process and by what other nodes tell; costs
/// nearly nothing while nobody waits.
/// </summary>
internal sealed class AppendSignal
{
    private TaskCompletionSource? _waiting;
    private long _position;

    /// <summary>The newest position heard of.</summary>
    public long Position => Volatile.Read(ref _position);

    /// <summary>There may be something new, up to this position.</summary>
    public void Raise(long position)
    {
        var known = Position;
        while (position > known)
        {
            var before = Interlocked.CompareExchange(ref _position, position, known);
            if (before == known)
                break;
            known = before;
        }
        Interlocked.Exchange(ref _waiting, null)?.TrySetResult();
    }

    /// <summary>Completes with the next <see cref="Raise"/>. Take it before you look whether to wait.</summary>
    public Task Next()
    {
        while (true)
        {
            var waiting = Volatile.Read(ref _waiting);
            if (waiting is not null)
                return waiting.Task;
            var mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (Interlocked.CompareExchange(ref _waiting, mine, null) is null)
                return mine.Task;
        }
    }
}
