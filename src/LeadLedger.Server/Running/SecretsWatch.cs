using LeadLedger.Server.Ledger;

namespace LeadLedger.Server.Running;

/// <summary>
/// Goes on with the master keys of the secrets file as it is, so that they can be rotated while nodes serve
/// (docs/erasure.md). A file that can't be read changes nothing.
/// </summary>
internal sealed partial class SecretsWatch(Settings settings, LedgerSecrets secrets, ILogger<SecretsWatch> logger)
    : BackgroundService
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var file = Secrets.FileOf(settings);
        var seen = File.GetLastWriteTimeUtc(file);
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(BetweenLooks, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            var written = File.GetLastWriteTimeUtc(file);
            if (written == seen || !File.Exists(file))
                continue;
            seen = written;
            Take(file);
        }
    }

    private void Take(string file)
    {
        try
        {
            var ring = Secrets.Of(file).Ring;
            secrets.Take(ring);
            LogTaken(logger, ring.Current, ring.Keys.Count);
        }
        catch (Exception unusable) when (unusable is SettingsException or IOException)
        {
            LogUnusable(logger, unusable.GetType().Name);
        }
    }

    [LoggerMessage(LogEvents.MasterKeysTaken, LogLevel.Information,
        "The secrets file has changed: the current master key is {Current}, of {Count}.")]
    private static partial void LogTaken(ILogger logger, string current, int count);

    [LoggerMessage(LogEvents.MasterKeysUnusable, LogLevel.Error,
        "The secrets file has changed and can't be used ({Failure}): the master keys stay as they were.")]
    private static partial void LogUnusable(ILogger logger, string failure);
}
