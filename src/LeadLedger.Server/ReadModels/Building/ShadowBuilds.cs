using Npgsql;

namespace LeadLedger.Server.ReadModels.Building;

/// <summary>
/// Builds that are made to be compared and dropped: no view ever shows one, and no rebuild goes on from one.
/// </summary>
internal static class ShadowBuilds
{
    private const string State = "shadow";

    /// <summary>Makes an empty one.</summary>
    public static async Task<ReadModelBuild> Make(NpgsqlDataSource database, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await ReadModelBuilds.TakeTurn(connection, cancellation);
        var build = await ReadModelBuilds.Make(connection, State, cancellation);
        await transaction.CommitAsync(cancellation);
        return build;
    }

    /// <summary>Drops all there are. Whoever fills one must have let go of it.</summary>
    public static async Task Drop(NpgsqlDataSource database, CancellationToken cancellation) =>
        await Drop(database, State, cancellation);

    /// <summary>Drops what an unfinished rebuild, or one that wasn't to be shown, has made.</summary>
    public static async Task<int> DropUnfinished(NpgsqlDataSource database, CancellationToken cancellation) =>
        await Drop(database, "building", cancellation);

    private static async Task<int> Drop(NpgsqlDataSource database, string state, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await ReadModelBuilds.TakeTurn(connection, cancellation);
        var dropped = 0;
        while (await ReadModelBuilds.Find(connection, $"state = '{state}'", cancellation) is { } build)
        {
            await using var drop = new NpgsqlCommand(
                $"""
                drop schema {build.Schema} cascade;
                delete from leadledger.read_model_build where build = {build.Number}
                """, connection);
            await drop.ExecuteNonQueryAsync(cancellation);
            dropped++;
        }
        await transaction.CommitAsync(cancellation);
        return dropped;
    }
}
