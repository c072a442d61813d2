using LeadLedger.Server.Http;

namespace LeadLedger.Server.Running.Embedded;

/// <summary>
/// Starts the embedded PostgreSQL again when it dies while this process serves, on the port it had: everything that
/// reads the ledger knows that one. Between tries it pauses longer and longer, because a server that dies at once would
/// otherwise be started all day. One that is alive and doesn't answer is left alone.
/// </summary>
internal sealed partial class EmbeddedSupervisor(
    EmbeddedPostgres postgres, TimeProvider clock, ILogger<EmbeddedSupervisor> logger) : BackgroundService
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    /// <summary>Who has lived that long isn't dying at each start.</summary>
    private static readonly TimeSpan LongLife = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var (pause, died) = (FirstPause, clock.GetTimestamp());
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(BetweenLooks, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stoppingToken.IsCancellationRequested || await postgres.IsAlive(stoppingToken))
                continue;
            if (clock.GetElapsedTime(died) > LongLife)
                pause = FirstPause;
            died = clock.GetTimestamp();
            await Revive(pause, stoppingToken);
            await Task.Delay(pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    private async Task Revive(TimeSpan pause, CancellationToken cancellation)
    {
        LogDied(postgres.Port);
        try
        {
            if (await postgres.Revive(cancellation))
                LogRevived(postgres.Port);
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested)
        {
            // Somebody has its port, its disk is full: the next try may do better, and the service goes on saying 503.
            LogNotRevived(pause, LastResort.SafeWords(fault));
        }
        catch (OperationCanceledException)
        {
            // The service ends, and whoever starts it next starts the server too.
        }
    }

    [LoggerMessage(
        LogEvents.EmbeddedDied, LogLevel.Error, "The embedded PostgreSQL (port {Port}) has died: starting it again.")]
    private partial void LogDied(int port);

    [LoggerMessage(LogEvents.EmbeddedRunsAgain, LogLevel.Warning, "The embedded PostgreSQL runs again on port {Port}.")]
    private partial void LogRevived(int port);

    [LoggerMessage(
        LogEvents.EmbeddedNotStarted, LogLevel.Error,
        "The embedded PostgreSQL couldn't be started; trying again in {Pause}: {Failure}")]
    private partial void LogNotRevived(TimeSpan pause, string failure);
}
