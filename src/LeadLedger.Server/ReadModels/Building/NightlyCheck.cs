using LeadLedger.Server.Http;
using LeadLedger.Server.Running;
using Npgsql;

namespace LeadLedger.Server.ReadModels.Building;

/// <summary>
/// Once a night, at the hour that the settings name, has one node make the read models anew at low speed and compare
/// them with those in use; and knows what came of the last time, whichever node it was.
/// </summary>
public sealed partial class NightlyCheck(
    NpgsqlDataSource database,
    ShadowCheck check,
    CheckStatus status,
    Settings settings,
    TimeProvider clock,
    ILogger<NightlyCheck> logger) : BackgroundService
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan AfterAFault = TimeSpan.FromMinutes(10);

    /// <summary>Whether a check is to begin now: within its hour, once a day.</summary>
    /// <param name="hour">The hour in UTC; null: never.</param>
    /// <param name="lastEnded">When the last one was through.</param>
    internal static bool IsDue(int? hour, DateTimeOffset now, DateTimeOffset? lastEnded) =>
        hour is { } at && now.UtcDateTime.Hour == at
            && !(lastEnded?.UtcDateTime >= now.UtcDateTime.Date.AddHours(at));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var pause = BetweenLooks;
            try
            {
                await Turn(stoppingToken);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (CheckImpossibleException)
            {
                // Another node is at it, or a version is being changed.
            }
            catch (Exception fault)
            {
                // It must outlive every fault of the database, and not begin anew all the time.
                LogInterrupted(LastResort.SafeWords(fault), fault.StackTrace);
                pause = AfterAFault;
            }
            await Task.Delay(pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task Turn(CancellationToken cancellation)
    {
        status.Last = await LastCheck.Read(database, cancellation);
        if (!IsDue(settings.CheckHour, clock.GetUtcNow(), status.Last?.EndedAt))
            return;
        Tell(await check.Run(gently: true, cancellation: cancellation));
        status.Last = await LastCheck.Read(database, cancellation);
    }

    private void Tell(BuildDifferences differences)
    {
        if (differences.Parted.Count == 0)
            LogEqual(differences.Position, differences.Tables);
        foreach (var table in differences.Parted)
        {
            LogParted(
                differences.Position,
                table.Table,
                DifferencesText.Rows(table),
                DifferencesText.Columns(table),
                table.Samples.Count == 0 ? "-" : table.Samples[0].KeyForLog);
        }
    }

    [LoggerMessage(LogEvents.ReadModelsChecked, LogLevel.Information,
        "The read models were checked at position {Position}: {Tables} tables are what the events say.")]
    private partial void LogEqual(long position, int tables);

    [LoggerMessage(LogEvents.ReadModelsParted, LogLevel.Error,
        "The read models aren't what the events say: at position {Position} table {Table} differs in {Rows} rows, "
        + "columns {Columns}, the first at {Key}.")]
    private partial void LogParted(long position, string table, long rows, string columns, string key);

    [LoggerMessage(LogEvents.CheckInterrupted, LogLevel.Warning,
        "Checking the read models was interrupted; it is tried again within its hour: {Failure}\n{Stack}")]
    private partial void LogInterrupted(string failure, string? stack);
}
