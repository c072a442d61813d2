using System.Data.Common;
using LeadLedger.EventStore;
using Npgsql;

namespace LeadLedger.Server.Erasing;

/// <summary>
/// Before a node serves: keys of erased persons that a backup brought back are destroyed again, the list outside the
/// database gets what it lacks, and what only the list knows is told to the operator: such a database was restored from
/// before those erasures, and waits for <c>leadledger erasures apply</c>.
/// </summary>
internal sealed partial class ErasuresAtStart(
    NpgsqlDataSource database, IEventStore store, ErasureListPlace place, ILogger<ErasuresAtStart> logger)
    : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Compare(cancellationToken);
        }
        catch (Exception failure) when (failure is DbException or IOException or UnauthorizedAccessException
                                            or EventStoreUnavailableException or TimeoutException)
        {
            // What is erased is closed by the ledger itself: serving needn't wait for this.
            LogUncompared(logger, failure.GetType().Name);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task Compare(CancellationToken cancellation)
    {
        var vault = new KeyVault(database);
        if (await vault.DestroyErased(cancellation) is > 0 and var destroyed)
            LogDestroyed(logger, destroyed);
        if (await place.Find(database, cancellation) is not { } list)
            return;
        var inLedger = await vault.ReadErased(cancellation);
        var listed = list.Read().Select(erasure => erasure.LeadId).ToHashSet();
        foreach (var lead in inLedger.Where(lead => !listed.Contains(lead)))
        {
            if (ErasureCertificate.Of(await store.ReadStream(lead, StreamBound.All, cancellation)) is { } certificate)
                list.Keep(certificate.Listed);
        }
        listed.ExceptWith(inLedger);
        if (listed.Count > 0)
            LogUnknown(logger, listed.Count, list.Path);
    }

    [LoggerMessage(LogEvents.KeysOfErasedDestroyed, LogLevel.Warning,
        "{Count} keys of erased persons were there again, as after a restore, and were destroyed again.")]
    private static partial void LogDestroyed(ILogger logger, int count);

    [LoggerMessage(LogEvents.ErasuresUnknown, LogLevel.Error,
        "{Count} erasures on the list {Path} aren't in the ledger, as after a restore. Run: leadledger erasures apply")]
    private static partial void LogUnknown(ILogger logger, int count, string path);

    [LoggerMessage(LogEvents.ErasuresUncompared, LogLevel.Warning,
        "The erasures of the ledger couldn't be compared with the list outside the database: {Failure}")]
    private static partial void LogUncompared(ILogger logger, string failure);
}
