using Npgsql;

namespace LeadLedger.Server.ReadModels.Tables;

/// <summary>
/// All that a page does to the tables, put together beforehand: once it is complete, the rows it was made from may
/// change while it is being sent. Used again for another page.
/// </summary>
internal sealed class PageStatements
{
    private readonly List<(string Copy, CopyBuffer Rows)> _copies = [];
    private readonly List<NpgsqlBatchCommand> _before = [];
    private readonly List<NpgsqlBatchCommand> _commands = [];

    /// <summary>Begins an empty page.</summary>
    public void Clear()
    {
        _copies.Clear();
        _before.Clear();
        _commands.Clear();
    }

    /// <summary>Where to put the rows of a COPY: after those that are there already.</summary>
    public CopyBuffer Copy(string copy)
    {
        var rows = Begun(copy);
        if (rows is null)
            _copies.Add((copy, rows = new CopyBuffer()));
        return rows;
    }

    /// <summary>Whether there are rows of a COPY.</summary>
    public bool Copies(string copy) => Begun(copy) is not null;

    /// <summary>A statement that comes before what is copied.</summary>
    public void AddBefore(NpgsqlBatchCommand command) => _before.Add(command);

    /// <summary>A statement that comes after what is copied.</summary>
    public void Add(NpgsqlBatchCommand command) => _commands.Add(command);

    /// <summary>
    /// Sends it in a transaction of its own: what is copied between the statements. Statements alone are one round
    /// trip, commit included, for the server takes a batch as one transaction; a small page is little else.
    /// </summary>
    public async Task Send(NpgsqlConnection connection, CancellationToken cancellation)
    {
        if (_copies.Count == 0)
        {
            await SendBatch(connection, [.. _before, .. _commands], cancellation);
            return;
        }
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        if (_before.Count > 0)
            await SendBatch(connection, _before, cancellation);
        foreach (var (copy, rows) in _copies)
        {
            await using var stream = await connection.BeginRawBinaryCopyAsync(copy, cancellation);
            await rows.SendTo(stream, cancellation);
        }
        await SendBatch(connection, _commands, cancellation);
        await transaction.CommitAsync(cancellation);
    }

    private CopyBuffer? Begun(string copy)
    {
        foreach (var (begun, rows) in _copies)
        {
            if (begun == copy)
                return rows;
        }
        return null;
    }

    private static async Task SendBatch(
        NpgsqlConnection connection, List<NpgsqlBatchCommand> commands, CancellationToken cancellation)
    {
        await using var batch = connection.CreateBatch();
        foreach (var command in commands)
            batch.BatchCommands.Add(command);
        await batch.PrepareAsync(cancellation);
        await batch.ExecuteNonQueryAsync(cancellation);
    }
}
