using LeadLedger.EventStore;
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

    /// <summary>The connection string of whoever reads people's names beside it, or null if none was named.</summary>
    public string? BiPeople => _embedded?.BiPeopleConnectionString ?? _settings.DatabaseBiPeople;

    /// <summary>The embedded server, or null where it is the operator's.</summary>
    public EmbeddedPostgres? Embedded => _embedded;

    /// <summary>Opens it as it is, whatever its schema.</summary>
    /// <exception cref="Embedded.EmbeddedPostgresException">The embedded one can't be had here.</exception>
    public static async Task<LedgerDatabase> Open(Settings settings, CancellationToken cancellation = default) =>
        new(settings, settings.IsEmbedded
            ? await EmbeddedPostgres.Start(
                settings.DataFolder, settings.PostgresBin, settings.BiConnections, cancellation)
            : null);

    /// <summary>
    /// Opens it with the current schema. The embedded one is migrated on the way; an operator's own is changed by
    /// <c>leadledger migrate</c> alone, when the operator chooses.
    /// </summary>
    /// <exception cref="SettingsException">The schema is behind, or the service would be a superuser.</exception>
    /// <exception cref="MigrationRefusedException">The database is newer than this program.</exception>
    public static async Task<LedgerDatabase> OpenCurrent(Settings settings, CancellationToken cancellation = default)
    {
        var database = await Open(settings, cancellation);
        try
        {
            if (settings.IsEmbedded)
                await database.Migrate(cancellation);
            await database.RefuseUnlessReady(cancellation);
            return database;
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    /// <summary>Brings the schema up to this program; makes roles and database where a superuser was named.</summary>
    /// <returns>The scripts that were applied; empty when there was nothing to do.</returns>
    /// <exception cref="SettingsException">No connection string to do it with was named.</exception>
    public async Task<IReadOnlyList<Migration>> Migrate(CancellationToken cancellation = default)
    {
        var owner = Owner ?? throw new SettingsException(
            $"{Setting.DatabaseOwner} has to name the connection string of {DatabaseRoles.Owner}, "
            + "who may change the schema.");
        if (_embedded is null && _settings.DatabaseAdmin is { } admin)
            await ProvisionServer(admin, owner, cancellation);
        return await Schema.Migrate(owner, cancellation);
    }

    public ValueTask DisposeAsync() => _embedded?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task ProvisionServer(string admin, string owner, CancellationToken cancellation)
    {
        string Password(string? connectionString) =>
            new NpgsqlConnectionStringBuilder(connectionString).Password is { Length: > 0 } given
                ? given
                : RolePasswords.MakeOne();
        // Nobody logs in as the role for names unless the operator says so; logins of their own can be members of it.
        var passwords = new RolePasswords(
            Password(owner), Password(Service), Password(Bi), BiPeople is null ? null : Password(BiPeople));
        await DatabaseRoles.Provision(admin, passwords, _settings.BiConnections, cancellation);
        await DatabaseRoles.MakeDatabase(
            admin, new NpgsqlConnectionStringBuilder(owner).Database!, cancellation: cancellation);
    }

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

        var pending = await Migrations.Pending(service, Schema.Scripts, cancellation);
        if (pending.Count > 0)
        {
            throw new SettingsException(
                $"The database lacks {pending.Count} migrations, first {pending[0].Name}. Run: leadledger migrate");
        }
    }
}
