using Npgsql;

namespace LeadLedger.Server.Running.Database;

/// <summary>
/// The database by the settings: the embedded one, started or joined for as long as this is held, or the operator's
/// server. Every verb that touches the ledger opens one of these.
/// </summary>
public sealed class LedgerDatabase : IAsyncDisposable
{
    private readonly Settings _settings;
    private readonly EmbeddedPostgres? _embedded;

    private LedgerDatabase(Settings settings, EmbeddedPostgres? embedded)
    {
        _settings = settings;
        _embedded = embedded;
    }

    /// <summary>The connection string that the service works with: never a superuser's.</summary>
    public string Service => _embedded?.ServiceConnectionString ?? _settings.Database!;

    /// <summary>The connection string of migrations, or null if none was named.</summary>
    public string? Owner => _embedded?.OwnerConnectionString ?? _settings.DatabaseOwner;

    /// <summary>The connection string of whoever reads <c>bi_v1</c>, or null if none was named.</summary>
    public string? Bi => _embedded?.BiConnectionString ?? _settings.DatabaseBi;

    /// <summary>Opens it as it is, whatever its schema.</summary>
    /// <exception cref="Embedded.EmbeddedPostgresException">The embedded one can't be had here.</exception>
    public static async Task<LedgerDatabase> Open(Settings settings, CancellationToken cancellation = default) =>
        new(settings, settings.IsEmbedded
            ? await EmbeddedPostgres.Start(settings.DataFolder, settings.PostgresBin, cancellation)
            : null);

    /// <summary>
    /// Opens it with the current schema. The embedded one is migrated on the way; an operator's own is changed by
    /// <c>leadledger migrate</c> alone, when the operator chooses.
    /// </summary>
    /// <exception cref="SettingsException">The schema is behind, or the service would be a superuser.</exception>
    public static async Task<LedgerDatabase> OpenCurrent(Settings settings, CancellationToken cancellation = default)
    {
        var database = await Open(settings, cancellation);
        try
        {
            await database.RefuseUnlessReady(cancellation);
            return database;
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => _embedded?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task RefuseUnlessReady(CancellationToken cancellation)
    {
        await using var service = NpgsqlDataSource.Create(Service);
        await using (var ask = service.CreateCommand("SELECT rolsuper FROM pg_roles WHERE rolname = current_user"))
        {
            if (await ask.ExecuteScalarAsync(cancellation) is true)
            {
                throw new SettingsException(
                    $"{Setting.Database} names a superuser. The service works as {DatabaseRoles.Service}, "
                    + "who can neither change nor remove an event.");
            }
        }
    }
}
