using System.Diagnostics;
using LeadLedger.EventStore;
using LeadLedger.Server.Http;

namespace LeadLedger.Server.Bulk;

/// <summary>
/// One bulk's patience with the ledger. A busy one is waited for: the sender is slowed down by that, which is what a
/// bulk is for. One that can't be used is given up by the whole bulk: the lines that come after are answered at once,
/// because each would only wait for the same (ADR-0011).
/// </summary>
internal sealed class BulkPatience
{
    private static readonly TimeSpan WithABusyLedger = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private volatile Problem? _givenUp;

    /// <summary>What lines are answered with that aren't tried any more; null while they are.</summary>
    public Problem? GivenUp => _givenUp;

    /// <summary>Does it, again while the ledger is busy. Fails as it fails.</summary>
    public async Task<T> With<T>(Func<Task<T>> act)
    {
        var since = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                return await act();
            }
            catch (EventStoreBusyException)
            {
                if (_givenUp is not null || Stopwatch.GetElapsedTime(since) > WithABusyLedger)
                {
                    _givenUp ??= Problems.ServiceBusy;
                    throw;
                }
            }
            catch (Exception fault) when (IsOfTheLedger(fault))
            {
                // What isn't tried is certainly not written, whatever became of this one.
                _givenUp ??= Problems.LedgerUnavailable;
                throw;
            }
            await Task.Delay(Pause);
        }
    }

    private static bool IsOfTheLedger(Exception fault) => fault
        is EventStoreUnavailableException { IsOfThisAppendAlone: false }
        or EventStoreOutcomeUnknownException;
}
