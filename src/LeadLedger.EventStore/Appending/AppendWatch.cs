using System.Diagnostics;

namespace LeadLedger.EventStore.Appending;

/// <summary>What is remembered of an append on its way while somebody listens.</summary>
/// <param name="arrived">When it was handed in, by <see cref="Stopwatch"/>.</param>
/// <param name="caller">The span in which it was handed in, if any.</param>
internal sealed class AppendWatch(long arrived, ActivityContext caller)
{
    private bool _taken;

    public ActivityContext Caller => caller;

    /// <summary>How long it waited to be sent; null when it has been told already, because it is sent again.</summary>
    public TimeSpan? TakeWait(long sentAt)
    {
        if (_taken)
            return null;
        _taken = true;
        return Stopwatch.GetElapsedTime(arrived, sentAt);
    }
}
