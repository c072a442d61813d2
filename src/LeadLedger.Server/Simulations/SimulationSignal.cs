namespace LeadLedger.Server.Simulations;

/// <summary>Tells this node's runner that there is something to do; other nodes find it when they look.</summary>
internal sealed class SimulationSignal : IDisposable
{
    private readonly SemaphoreSlim _raised = new(0, 1);

    public void Raise()
    {
        try
        {
            _raised.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is raised already.
        }
    }

    /// <summary>Waits until it is raised, for so long at most.</summary>
    public async Task Wait(TimeSpan atMost, CancellationToken cancellation)
    {
        try
        {
            await _raised.WaitAsync(atMost, cancellation);
        }
        catch (OperationCanceledException)
        {
            // Whoever waits looks for itself whether it is to stop.
        }
    }

    public void Dispose() => _raised.Dispose();
}
