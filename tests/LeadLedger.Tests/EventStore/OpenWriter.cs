using Npgsql;

namespace LeadLedger.Tests.EventStore;

/// <summary>A writer in the middle of its transaction: it has drawn positions and not committed.</summary>
internal sealed class OpenWriter(NpgsqlConnection connection, NpgsqlTransaction transaction) : IAsyncDisposable
{
    public NpgsqlConnection Connection => connection;
    public NpgsqlTransaction Transaction => transaction;

    public static async Task<OpenWriter> Begin(NpgsqlDataSource database)
    {
        var connection = await database.OpenConnectionAsync();
        return new OpenWriter(connection, await connection.BeginTransactionAsync());
    }

    /// <summary>Draws a position and writes a stream of one event at it.</summary>
    public async Task<long> Write()
    {
        await using var command = new NpgsqlCommand(
            """
            with stream as (
              insert into ledger.mt_streams (id, type, version) values (gen_random_uuid(), 'lead', 1) returning id)
            insert into ledger.mt_events (seq_id, id, stream_id, version, data, type)
            select nextval('ledger.mt_events_sequence'), gen_random_uuid(), id, 1, '{}', 'lead_noted' from stream
            returning seq_id
            """, connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await connection.DisposeAsync();
    }
}
