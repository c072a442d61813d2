using Npgsql;

namespace LeadLedger.Tests.EventStore;

/// <summary>
/// Appends as Marten's quick append does: reads the stream's version without a lock, makes the stream's row at version
/// 0 if it is new, inserts the events at the next versions with positions from the sequence, moves the version, and
/// relies on the unique index to refuse the loser of a race.
/// </summary>
internal static class ForeignWriter
{
    /// <returns>False where the unique index, or the version read, refused it.</returns>
    public static async Task<bool> Append(
        NpgsqlDataSource database, Guid stream, long expected, string? headers = null, Guid? id = null)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var version = await Version(connection, stream);
        if ((version ?? 0) != expected)
            return false;
        try
        {
            if (version is null)
            {
                await Execute(connection,
                    "insert into ledger.mt_streams (id, type, version, timestamp) values ($1, 'lead', 0, now())",
                    stream);
            }
            await Execute(connection,
                """
                insert into ledger.mt_events (seq_id, id, stream_id, version, data, type, timestamp, headers)
                values (nextval('ledger.mt_events_sequence'), $2, $1, $3, '{"n": 2}', 'lead_noted', now(), $4::jsonb)
                """, stream, id ?? Guid.NewGuid(), expected + 1, (object?)headers ?? DBNull.Value);
            await Execute(connection,
                "update ledger.mt_streams set version = $2, timestamp = now() where id = $1", stream, expected + 1);
            await transaction.CommitAsync();
            return true;
        }
        catch (PostgresException e) when (e.SqlState
            is PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.DeadlockDetected)
        {
            return false;
        }
    }

    private static async Task<long?> Version(NpgsqlConnection connection, Guid stream)
    {
        await using var command = new NpgsqlCommand("select version from ledger.mt_streams where id = $1", connection);
        command.Parameters.Add(new NpgsqlParameter { Value = stream });
        return await command.ExecuteScalarAsync() as long?;
    }

    private static async Task Execute(NpgsqlConnection connection, string sql, params object[] parameters)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in parameters)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        await command.ExecuteNonQueryAsync();
    }
}
