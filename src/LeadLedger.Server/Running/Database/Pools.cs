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

    /// <summary>
    /// Connections of the store, the projector, watches and rebuilds: together about two dozen at most. The others are
    /// for requests that look at something in passing.
    /// </summary>
    public static NpgsqlDataSource ForLedger(string database) =>
        Named("ledger", "Maximum Pool Size=32;Timeout=5", database);

    /// <summary>Connections for queries: a caller waits a moment for one, and not for ever for its answer.</summary>
    public static NpgsqlDataSource ForQueries(string database) =>
        Named(Queries, "Maximum Pool Size=16;Timeout=2;Command Timeout=10", database);

    /// <summary>
    /// Connections for exports, each for as long as its export takes; how many there are is bounded at the door.
    /// </summary>
    public static NpgsqlDataSource ForExports(string database) =>
        Named(Exports, "Timeout=5;Command Timeout=0", database);

    /// <param name="name">Its metrics bear it, and would else show the connection string.</param>
    /// <param name="limits">Said first: of what is said twice, under whichever of its names, the last counts.</param>
    /// <param name="database">A connection string.</param>
    private static NpgsqlDataSource Named(string name, string limits, string database) =>
        new NpgsqlDataSourceBuilder($"{limits};{database}") { Name = name }.Build();
}
