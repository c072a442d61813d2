using LeadLedger.EventStore;
using LeadLedger.Server.Running;
using LeadLedger.Server.Running.Database;
using Npgsql;

namespace LeadLedger.Benchmarks;

/// <summary>A ledger of its own, and a store on it as the service has one.</summary>
internal sealed class BenchDatabase : IAsyncDisposable
{
    private readonly PostgresEventStore _store;

    private BenchDatabase(string admin, string service)
    {
        (AdminConnectionString, ServiceConnectionString) = (admin, service);
        Admin = NpgsqlDataSource.Create(admin);
        Service = NpgsqlDataSource.Create(service);
        _store = new PostgresEventStore(Service);
    }

    public string AdminConnectionString { get; }

    public string ServiceConnectionString { get; }

    /// <summary>The superuser's: for the floors, and to put the server into the same state before each run.</summary>
    public NpgsqlDataSource Admin { get; }

    public NpgsqlDataSource Service { get; }

    public IEventStore Store => _store;

    public static async Task<BenchDatabase> Make(
        EmbeddedPostgres postgres, string name, CancellationToken cancellation)
    {
        await DatabaseRoles.MakeDatabase(postgres.AdminConnectionString, name, cancellation: cancellation);
        await Schema.Migrate(In(name, postgres.OwnerConnectionString), cancellation);
        var database = new BenchDatabase(
            In(name, postgres.AdminConnectionString), In(name, postgres.ServiceConnectionString));
        await database.Execute("create schema bench", cancellation);
        return database;
    }

    /// <summary>
    /// Writes out what earlier measurements have left to write, so that none pays for another. After it the next one
    /// logs whole pages again, ours and the floor alike.
    /// </summary>
    public Task Settle(CancellationToken cancellation) => Execute("checkpoint", cancellation);

    public async Task Execute(string sql, CancellationToken cancellation)
    {
        await using var command = Admin.CreateCommand(sql);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Drops it: what one part has filled must not be in the way of the next.</summary>
    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        await Service.DisposeAsync();
        await Admin.DisposeAsync();
        var name = new NpgsqlConnectionStringBuilder(AdminConnectionString).Database!;
        await using var server = NpgsqlDataSource.Create(In("postgres", AdminConnectionString));
        await using var drop = server.CreateCommand($"drop database {name} with (force)");
        await drop.ExecuteNonQueryAsync();
    }

    private static string In(string database, string connectionString) =>
        new NpgsqlConnectionStringBuilder(connectionString) { Database = database }.ConnectionString;
}
