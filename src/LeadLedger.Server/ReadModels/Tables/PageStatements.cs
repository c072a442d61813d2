using Npgsql;

namespace LeadLedger.Server.ReadModels.Tables;

/// <summary>
/// All that a page does to the tables, put together beforehand: once it is made, the rows it was made from may change
/// while it is being sent.
/// </summary>
internal sealed class PageStatements
{
    private readonly List<(string Copy, CopyBuffer Rows)> _copies = [];
    private readonly List<NpgsqlBatchCommand> _commands = [];

    public void Add(string copy, CopyBuffer rows) => _copies.Add((copy, rows));

    public void Add(NpgsqlBatchCommand command) => _commands.Add(command);

    /// <summary>Sends it in the connection's current transaction: first what is copied, then the statements.</summary>
    public async Task Send(NpgsqlConnection connection, CancellationToken cancellation)
    {
        foreach (var (copy, rows) in _copies)
        {
            await using var stream = await connection.BeginRawBinaryCopyAsync(copy, cancellation);
            await stream.WriteAsync(rows.Written, cancellation);
        }
        await using var batch = connection.CreateBatch();
        foreach (var command in _commands)
            batch.BatchCommands.Add(command);
        await batch.PrepareAsync(cancellation);
        await batch.ExecuteNonQueryAsync(cancellation);
    }
}
