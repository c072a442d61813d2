namespace LeadLedger.Server.Running;

/// <summary>
/// Work that outlives every fault for as long as the node runs: it is begun again, after pauses that double while one
/// fault follows another.
/// </summary>
internal static class Unceasing
{
    public static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);

    /// <summary>Ends, without a fault, once the node stops.</summary>
    /// <param name="turn">Returns to be begun again at once; any exception is a fault, unless the node stops.</param>
    /// <param name="tell">Tells of a fault and, given the pause that is due, says which there shall be.</param>
    public static async Task Repeat(
        Func<CancellationToken, Task> turn,
        Func<Exception, TimeSpan, TimeSpan> tell,
        TimeProvider clock,
        CancellationToken stopping)
    {
        var pause = FirstPause;
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await turn(stopping);
                pause = FirstPause;
                continue;
            }
            catch (Exception) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                pause = tell(fault, pause);
            }
            await Task.Delay(pause, clock, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            pause = Longer(pause);
        }
    }

    private static TimeSpan Longer(TimeSpan pause) =>
        pause < FirstPause ? FirstPause : pause * 2 < LongestPause ? pause * 2 : LongestPause;
}
