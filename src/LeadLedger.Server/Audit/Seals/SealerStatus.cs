using LeadLedger.EventStore.Sealing;

namespace LeadLedger.Server.Audit.Seals;

/// <summary>What the sealer of this node is at.</summary>
public enum SealerState
{
    /// <summary>It hasn't reached the database yet.</summary>
    Starting,

    /// <summary>It seals.</summary>
    Sealing,

    /// <summary>Another node does; this one takes over when that one stops.</summary>
    StandingBy,

    /// <summary>The database couldn't be reached or refused; it is tried again.</summary>
    Faulted,

    /// <summary>What is kept of the seal can't be gone on with: a person has to look.</summary>
    Stopped,
}

/// <summary>The sealer's state for health and metrics, and for whoever waits for a seal.</summary>
public sealed class SealerStatus
{
    private long _events;
    private volatile SignedCheckpoint? _latest;
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public SealerState State { get; private set; }

    /// <summary>What is wrong, in a sentence without any payload; null if nothing is.</summary>
    public string? Reason { get; private set; }

    /// <summary>Events that this node has sealed since its start.</summary>
    public long Events => Interlocked.Read(ref _events);

    /// <summary>The newest checkpoint that this node has made or seen.</summary>
    public SignedCheckpoint? Latest => _latest;

    /// <summary>
    /// Completes when there is a checkpoint newer than one of this size, or when the time has passed.
    /// </summary>
    public async Task WaitForNewer(
        long treeSize, TimeSpan patience, TimeProvider clock, CancellationToken cancellation)
    {
        using var late = new CancellationTokenSource(patience, clock);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation, late.Token);
        while (!ended.IsCancellationRequested)
        {
            var next = Volatile.Read(ref _next);
            if (Latest is { } latest && latest.Checkpoint.TreeSize > treeSize)
                return;
            await next.Task.WaitAsync(ended.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    internal void Is(SealerState state, string? reason = null) => (State, Reason) = (state, reason);

    internal void Saw(SignedCheckpoint? latest, int events = 0)
    {
        Interlocked.Add(ref _events, events);
        if (latest is null || latest.Checkpoint == _latest?.Checkpoint)
            return;
        _latest = latest;
        Interlocked.Exchange(ref _next, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
    }
}
