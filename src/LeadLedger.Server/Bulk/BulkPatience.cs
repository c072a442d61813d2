using System.Diagnostics;
using LeadLedger.EventStore;
using LeadLedger.Server.Http;

namespace LeadLedger.Server.Bulk;

/// <summary>
/// One bulk's patience with the ledger. A slow one is waited for: the sender is slowed down by that, which is what a
/// bulk is for. One that can't be used, or is slow for longer, is given up by the whole bulk: the lines that come after
/// are answered at once, because each would only wait for the same (ADR-0011).
/// </summary>
/// <param name="withASlowLedger">How long a line is tried again.</param>
internal sealed class BulkPatience(TimeSpan withASlowLedger)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private volatile Problem? _givenUp;

    /// <summary>What lines are answered with that aren't tried any more; null while they are.</summary>
    public Problem? GivenUp => _givenUp;

    /// <summary>
    /// Does it, and again where that may help: what was too slow to be answered is recognised as done if it was.
    /// </summary>
    public async Task<T> With<T>(Func<Task<T>> act)
    {
        var since = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                return await act();
            }
            catch (Exception slow) when (slow is EventStoreBusyException or EventStoreOutcomeUnknownException)
            {
                if (_givenUp is not null || Stopwatch.GetElapsedTime(since) >= withASlowLedger)
                {
                    // What isn't tried is certainly not written, whatever became of this one.
                    _givenUp ??= Problems.ServiceBusy;
                    throw;
                }
            }
            catch (EventStoreUnavailableException fault) when (!fault.IsOfThisAppendAlone)
            {
                _givenUp ??= Problems.LedgerUnavailable;
                throw;
            }
            await Task.Delay(Pause);
        }
    }
}
