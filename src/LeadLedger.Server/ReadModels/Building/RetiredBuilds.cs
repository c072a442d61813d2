using System.Diagnostics;
using Npgsql;

namespace LeadLedger.Server.ReadModels.Building;

/// <summary>Builds that were replaced, and that only queries from before may still read.</summary>
internal static class RetiredBuilds
{
    /// <summary>Drops those that were replaced so long ago.</summary>
    public static async Task Drop(NpgsqlDataSource database, TimeSpan grace, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        while (await TryDropOne(connection, grace, cancellation))
        {
        }
    }

    /// <summary>
    /// Table by table: its file goes with the commit, and whoever commits meanwhile waits for the file system. After
    /// each it rests for as long as that took.
    /// </summary>
    private static async Task<bool> TryDropOne(
        NpgsqlConnection connection, TimeSpan grace, CancellationToken cancellation)
    {
        var seconds = (long)grace.TotalSeconds;
        var build = await ReadModelBuilds.Find(
            connection, $"state = 'retired' and retired_at <= now() - interval '{seconds} seconds'", cancellation);
        if (build is null)
            return false;
        foreach (var name in await ReadModelBuilds.Names(
            connection, $"select tablename::text from pg_tables where schemaname = '{build.Schema}'", cancellation))
        {
            var begun = Pace.Begin();
            if (!await TryDrop(connection, $"drop table if exists {build.Schema}.{name} cascade", cancellation))
                return false;
            await Task.Delay(Stopwatch.GetElapsedTime(begun), cancellation);
        }
        return await TryDrop(
            connection,
            $"""
            drop schema if exists {build.Schema} cascade;
            delete from leadledger.read_model_build where build = {build.Number}
            """,
            cancellation);
    }

    /// <returns>False where a query from before the switch still reads it; the next round drops it.</returns>
    private static async Task<bool> TryDrop(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await ReadModelBuilds.TakeTurn(connection, cancellation);
        await ReadModelBuilds.Execute(connection, ReadModelBuilds.ShortWaits, cancellation);
        try
        {
            await ReadModelBuilds.Execute(connection, sql, cancellation);
        }
        catch (PostgresException busy) when (busy.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            return false;
        }
        await transaction.CommitAsync(cancellation);
        return true;
    }
}
