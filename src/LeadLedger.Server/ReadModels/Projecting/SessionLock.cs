using System.Data;
using Npgsql;

namespace LeadLedger.Server.ReadModels.Projecting;

/// <summary>What only one connection of a database may do at a time.</summary>
internal enum Exclusive
{
    /// <summary>Moving the build that is shown forward.</summary>
    Projecting = 1,

    /// <summary>Making, showing or dropping a build.</summary>
    Switching = 2,

    /// <summary>Moving a new build forward.</summary>
    Rebuilding = 3,

    /// <summary>Recording what falls due, ahead of the other nodes.</summary>
    Watching = 4,

    /// <summary>Sealing what was appended.</summary>
    Sealing = 5,

    /// <summary>Comparing the read models with some made anew.</summary>
    Checking = 6,
}

/// <summary>
/// The right to do something that only one may do: an advisory lock of the connection that does it. It ends with the
/// connection, however that ends, and what the connection had begun ends with it.
/// </summary>
internal sealed class SessionLock : IAsyncDisposable
{
    /// <summary>The first of the two numbers that name our locks; the second is the <see cref="Exclusive"/>.</summary>
    public const int Class = 0x4C4C_524D;

    private SessionLock(NpgsqlConnection connection) => Connection = connection;

    /// <summary>The connection that has the lock.</summary>
    public NpgsqlConnection Connection { get; }

    /// <summary>Takes it if it is free; null if another has it.</summary>
    public static async Task<SessionLock?> TryTake(
        NpgsqlDataSource database, Exclusive what, CancellationToken cancellation)
    {
        var connection = await database.OpenConnectionAsync(cancellation);
        try
        {
            await using var take = new NpgsqlCommand($"select pg_try_advisory_lock({Class}, {(int)what})", connection);
            if (await take.ExecuteScalarAsync(cancellation) is true)
                return new SessionLock(connection);
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
    /// Ends the connection of whoever has it: a process that was stopped in the middle of its work isn't dead, and
    /// would hold the lock for ever.
    /// </summary>
    public static async Task Depose(NpgsqlDataSource database, Exclusive what, CancellationToken cancellation)
    {
        await using var depose = database.CreateCommand(
            $"""
            select pg_terminate_backend(pid) from pg_locks
            where locktype = 'advisory' and classid = {Class} and objid = {(int)what} and objsubid = 2 and granted
              and database = (select oid from pg_database where datname = current_database())
            """);
        await depose.ExecuteNonQueryAsync(cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            // The pool would keep the lock until it hands the connection out again. A broken one has lost it already.
            if (Connection.State == ConnectionState.Open)
            {
                await using var release = new NpgsqlCommand("select pg_advisory_unlock_all()", Connection);
                await release.ExecuteNonQueryAsync();
            }
        }
        catch (NpgsqlException)
        {
            // It broke at this moment, and the lock went with it.
        }
        finally
        {
            await Connection.DisposeAsync();
        }
    }
}
