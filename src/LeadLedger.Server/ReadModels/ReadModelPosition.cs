namespace LeadLedger.Server.ReadModels;

/// <summary>
/// How far the public views have come, as this process knows it, and waiting for them to come further: what
/// <c>Ledger-Min-Position</c> stands on.
/// </summary>
public sealed class ReadModelPosition
{
    private long _position;
    private TaskCompletionSource _moved = Fresh();

    /// <summary>The position up to which every view has been moved forward.</summary>
    public long Position => Volatile.Read(ref _position);

    /// <summary>The views stand at a position now; after a crash of the database it can be an earlier one.</summary>
    public void Set(long position)
    {
        if (Interlocked.Exchange(ref _position, position) != position)
            Interlocked.Exchange(ref _moved, Fresh()).TrySetResult();
    }

    /// <summary>Waits until the views have come at least so far.</summary>
    /// <param name="position">As a command's <c>Ledger-Position</c> said.</param>
    /// <param name="patience">How long at most.</param>
    /// <param name="cancellation">Stops the waiting.</param>
    /// <returns>False if they haven't by then.</returns>
    public async Task<bool> WaitFor(long position, TimeSpan patience, CancellationToken cancellation = default)
    {
        if (Position >= position)
            return true;
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        bounded.CancelAfter(patience);
        while (true)
        {
            // Take the signal first, then look: a move in between completes the one that was taken.
            var moved = Volatile.Read(ref _moved).Task;
            if (Position >= position)
                return true;
            await moved.WaitAsync(bounded.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellation.ThrowIfCancellationRequested();
            if (bounded.IsCancellationRequested)
                return Position >= position;
        }
    }

    private static TaskCompletionSource Fresh() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
