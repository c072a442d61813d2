using Npgsql;
using NpgsqlTypes;

namespace LeadLedger.EventStore;

/// <summary>
/// How far a reader of the feed has come, kept in the ledger's own progress table and moved in the transaction that
/// writes what was read: the two can't part. Names follow Marten's form, <c>ReadModels:V1:All</c>.
/// </summary>
public static class ProjectionProgress
{
    /// <summary>The position reached under a name; null if there is no such row.</summary>
    public static async Task<long?> Read(
        NpgsqlConnection connection, string name, CancellationToken cancellation = default)
    {
        await using var command = new NpgsqlCommand(
            "select last_seq_id from ledger.mt_event_progression where name = $1", connection)
        {
            Parameters = { new() { Value = name } },
        };
        return await command.ExecuteScalarAsync(cancellation).ConfigureAwait(false) as long?;
    }

    /// <summary>
    /// The position reached, held there until the connection's current transaction ends: whoever moves it waits.
    /// </summary>
    public static async Task<long?> Hold(
        NpgsqlConnection connection, string name, CancellationToken cancellation = default)
    {
        await using var command = new NpgsqlCommand(
            "select last_seq_id from ledger.mt_event_progression where name = $1 for update", connection)
        {
            Parameters = { new() { Value = name } },
        };
        return await command.ExecuteScalarAsync(cancellation).ConfigureAwait(false) as long?;
    }

    /// <summary>Makes the row at position 0 unless it is there.</summary>
    public static async Task Create(NpgsqlConnection connection, string name, CancellationToken cancellation = default)
    {
        await using var command = new NpgsqlCommand(
            """
            insert into ledger.mt_event_progression (name, last_seq_id, last_updated)
            values ($1, 0, statement_timestamp()) on conflict (name) do nothing
            """, connection)
        {
            Parameters = { new() { Value = name } },
        };
        await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>
    /// The move from one position to another, to be sent in the transaction that writes the page. It affects one row,
    /// or none when somebody else has moved it: then the transaction must be rolled back.
    /// </summary>
    public static NpgsqlBatchCommand MoveFrom(string name, long expected, long to) => new(
        """
        update ledger.mt_event_progression set last_seq_id = $3, last_updated = statement_timestamp()
        where name = $1 and last_seq_id = $2
        """)
    {
        Parameters =
        {
            new() { Value = name, NpgsqlDbType = NpgsqlDbType.Text },
            new() { Value = expected, NpgsqlDbType = NpgsqlDbType.Bigint },
            new() { Value = to, NpgsqlDbType = NpgsqlDbType.Bigint },
        },
    };

    /// <summary>
    /// The same move for the end of a batch that is its own transaction: it fails with
    /// <see cref="MovedBySomebodyElse"/>, and the batch with it, where the row isn't at
    /// <paramref name="expected"/>. So a page needs no round trip to look at the outcome and another to commit.
    /// </summary>
    public static NpgsqlBatchCommand InsistOnMoveFrom(string name, long expected, long to)
    {
        var move = MoveFrom(name, expected, to);
        move.CommandText = $"with moved as ({move.CommandText} returning 1) select 1 / count(*) from moved";
        return move;
    }

    /// <summary>The SQLSTATE of <see cref="InsistOnMoveFrom"/> failing: nothing else in it divides.</summary>
    public const string MovedBySomebodyElse = PostgresErrorCodes.DivisionByZero;

    /// <summary>Sends <see cref="MoveFrom"/> in the connection's current transaction.</summary>
    /// <returns>False when the row isn't at <paramref name="expected"/>: roll back.</returns>
    public static async Task<bool> TryMove(
        NpgsqlConnection connection, string name, long expected, long to, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        await using var batch = connection.CreateBatch();
        batch.BatchCommands.Add(MoveFrom(name, expected, to));
        return await batch.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false) == 1;
    }
}
