using Npgsql;

namespace LeadLedger.Server.Running.Database;

/// <summary>
/// The service's connections: some for the ledger itself, which write, read streams and the feed, and project; and
/// others for queries, so that many or slow queries never take a connection from the ledger. What a connection string
/// says itself goes before what is said here.
/// </summary>
internal static class Pools
{
    /// <summary>The key of the pool for queries.</summary>
    public const string Queries = "queries";

    /// <summary>The key of the pool for exports.</summary>
    public const string Exports = "exports";

    /// <summary>Connections of the store, the projector and rebuilds: about a dozen, each held by its owner.</summary>
    public static NpgsqlDataSource ForLedger(string database)
    {
        var given = new NpgsqlConnectionStringBuilder(database);
        if (!given.ContainsKey("Maximum Pool Size"))
            given.MaxPoolSize = 32;
        if (!given.ContainsKey("Timeout"))
            given.Timeout = 5;
        return Named("ledger", given);
    }

    /// <summary>Connections for queries: a caller waits a moment for one, and not for ever for its answer.</summary>
    public static NpgsqlDataSource ForQueries(string database)
    {
        var given = new NpgsqlConnectionStringBuilder(database);
        if (!given.ContainsKey("Maximum Pool Size"))
            given.MaxPoolSize = 16;
        if (!given.ContainsKey("Timeout"))
            given.Timeout = 2;
        if (!given.ContainsKey("Command Timeout"))
            given.CommandTimeout = 10;
        return Named(Queries, given);
    }

    /// <summary>
    /// Connections for exports, each for as long as its export takes; how many there are is bounded at the door.
    /// </summary>
    public static NpgsqlDataSource ForExports(string database)
    {
        var given = new NpgsqlConnectionStringBuilder(database) { CommandTimeout = 0 };
        if (!given.ContainsKey("Timeout"))
            given.Timeout = 5;
        return Named(Exports, given);
    }

    /// <summary>Its metrics bear the name, and would else show the connection string.</summary>
    private static NpgsqlDataSource Named(string name, NpgsqlConnectionStringBuilder given) =>
        new NpgsqlDataSourceBuilder(given.ConnectionString) { Name = name }.Build();
}
