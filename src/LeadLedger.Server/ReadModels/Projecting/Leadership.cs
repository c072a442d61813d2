using Npgsql;

namespace LeadLedger.Server.ReadModels.Projecting;

/// <summary>
/// The right to project, one node's at a time: an advisory lock of the connection that projects. It ends with the
/// connection, however that ends, and what the connection had begun ends with it.
/// </summary>
internal sealed class Leadership : IAsyncDisposable
{
    private Leadership(NpgsqlConnection connection) => Connection = connection;

    /// <summary>The connection to project on.</summary>
    public NpgsqlConnection Connection { get; }

    /// <summary>Takes it if it is free; null if another node has it.</summary>
    public static async Task<Leadership?> TryTake(NpgsqlDataSource database, CancellationToken cancellation)
    {
        var connection = await database.OpenConnectionAsync(cancellation);
        try
        {
            await using var take = new NpgsqlCommand("select pg_try_advisory_lock(1280068172, 1)", connection);
            if (await take.ExecuteScalarAsync(cancellation) is true)
                return new Leadership(connection);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
        await connection.DisposeAsync();
        return null;
    }

    /// <summary>
    /// Ends the connection of whoever has it: a process that was stopped in the middle of a page isn't dead, and would
    /// hold the lock for ever.
    /// </summary>
    public static async Task Depose(NpgsqlDataSource database, CancellationToken cancellation)
    {
        await using var depose = database.CreateCommand(
            """
            select pg_terminate_backend(pid) from pg_locks
            where locktype = 'advisory' and classid = 1280068172 and objid = 1 and objsubid = 2 and granted
              and database = (select oid from pg_database where datname = current_database())
            """);
        await depose.ExecuteNonQueryAsync(cancellation);
    }

    // The pool gives locks back with the connection.
    public ValueTask DisposeAsync() => Connection.DisposeAsync();
}
