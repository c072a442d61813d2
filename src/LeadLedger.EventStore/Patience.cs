using Npgsql;

namespace LeadLedger.EventStore;

/// <summary>Trying again with growing pauses for as long as it makes sense.</summary>
internal static class Patience
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(20);
    public static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    /// <returns>Null when it went well; else what it failed with when the time was up.</returns>
    public static async Task<Exception?> KeepTrying(TimeSpan within, Func<CancellationToken, ValueTask> act)
    {
        using var patience = new CancellationTokenSource(within);
        var pause = FirstPause;
        while (true)
        {
            try
            {
                await act(patience.Token).ConfigureAwait(false);
                return null;
            }
            catch (Exception fault) when (IsOfTheConnection(fault) || fault is EventStoreUnavailableException)
            {
                if (patience.IsCancellationRequested)
                    return fault;
            }
            await Task.Delay(pause, CancellationToken.None).ConfigureAwait(false);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    /// <summary>Whether it is the database or the way to it that failed, rather than our own code.</summary>
    public static bool IsOfTheConnection(Exception fault) => fault
        is NpgsqlException or IOException or InvalidOperationException
        or OperationCanceledException or TimeoutException;
}
