using System.Buffers;
using Npgsql;

namespace LeadLedger.Server.Exports;

/// <summary>Up to where an export goes.</summary>
/// <param name="Position">Where the read models stood in the cut of the ledger that it is made from.</param>
/// <param name="NextAfter">After which position the next one begins.</param>
/// <param name="HasMore">The limit was reached before the end of the cut.</param>
internal readonly record struct ExportCut(long Position, long NextAfter, bool HasMore);

/// <summary>
/// One export: a transaction with one cut of the read models, out of which COPY writes the rows. They go from
/// PostgreSQL to the reader as they come, so that memory is the same whatever their number.
/// </summary>
internal sealed class ExportRun : IAsyncDisposable
{
    /// <summary>
    /// So long at most: its snapshot holds back vacuum, and a rebuild can't show its new views meanwhile.
    /// </summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    private const int BufferBytes = 64 << 10;

    private readonly NpgsqlConnection _connection;
    private readonly ExportSelection _selection;
    private readonly ExportSchema _schema;
    private readonly CancellationToken _cancellation;
    private readonly CancellationTokenSource _bounded;

    private ExportRun(
        NpgsqlConnection connection, ExportSelection selection, ExportSchema schema, CancellationToken cancellation)
    {
        (_connection, _selection, _schema, _cancellation) = (connection, selection, schema, cancellation);
        _bounded = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        _bounded.CancelAfter(Longest);
    }

    public ExportCut Cut { get; private set; }

    /// <summary>Takes the cut; nothing is read of it yet.</summary>
    /// <param name="database">The service's, for exports.</param>
    /// <param name="selection">What is asked for, without a contradiction.</param>
    /// <param name="schema">Its view's.</param>
    /// <param name="cancellation">Ends it, at whatever it is.</param>
    public static async Task<ExportRun> Begin(
        NpgsqlDataSource database, ExportSelection selection, ExportSchema schema, CancellationToken cancellation)
    {
        var run = new ExportRun(
            await database.OpenConnectionAsync(cancellation), selection, schema, cancellation);
        try
        {
            await run.TakeCut();
            return run;
        }
        catch
        {
            await run.DisposeAsync();
            throw;
        }
    }

    /// <summary>Writes the rows out.</summary>
    /// <exception cref="TimeoutException">It took longer than <see cref="Longest"/>.</exception>
    public async Task CopyTo(Stream output)
    {
        var sql = _selection.CopySql(_schema, Cut.HasMore ? Cut.NextAfter : null);
        await using var copy = (NpgsqlCopyTextReader)await _connection.BeginTextExportAsync(sql, _bounded.Token);
        try
        {
            // The bytes as PostgreSQL sends them, not characters made of them and bytes made of those.
            if (_selection.Format == ExportFormat.Ndjson)
                await PassAsJson(copy.BaseStream, output);
            else
                await Pass(copy.BaseStream, output);
        }
        catch (Exception failure)
        {
            // Or closing it would read all that is left to be sent.
            await copy.CancelAsync();
            if (failure is OperationCanceledException && !_cancellation.IsCancellationRequested)
                throw new TimeoutException($"An export takes at most {Longest.TotalMinutes} minutes.", failure);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        // Closing ends the transaction, which has written nothing.
        await _connection.DisposeAsync();
        _bounded.Dispose();
    }

    private async Task TakeCut()
    {
        // A switch of builds must not come between the cut and the COPY. The lock is taken before the snapshot, so that
        // the views are those of the build that the snapshot sees. Times are written in UTC whatever the server's zone.
        await Execute($"""
            begin isolation level repeatable read read only;
            set local timezone to 'UTC'; set local datestyle to 'ISO, YMD'; set local intervalstyle to 'iso_8601';
            lock table bi_v1.freshness, {_selection.Relation} in access share mode
            """);
        var position = await Position("select position from bi_v1.freshness") ?? 0;
        var last = _selection.Limit is null ? null : await Position(_selection.LastPositionSql());
        Cut = new ExportCut(position, last ?? Math.Max(position, _selection.After ?? 0), last is not null);
    }

    private async Task<long?> Position(string sql)
    {
        await using var command = new NpgsqlCommand(sql, _connection);
        return await command.ExecuteScalarAsync(_bounded.Token) as long?;
    }

    private async Task Execute(string sql)
    {
        await using var command = new NpgsqlCommand(sql, _connection);
        await command.ExecuteNonQueryAsync(_bounded.Token);
    }

    /// <summary>Rows come one by one; they go on by the bufferful, and a slow reader makes PostgreSQL wait.</summary>
    private async Task Pass(Stream rows, Stream output)
    {
        var buffer = new byte[BufferBytes];
        var filled = 0;
        while (true)
        {
            var read = await rows.ReadAsync(buffer.AsMemory(filled), _bounded.Token);
            filled += read;
            if (filled == buffer.Length || (read == 0 && filled > 0))
            {
                await output.WriteAsync(buffer.AsMemory(0, filled), _bounded.Token);
                filled = 0;
            }
            if (read == 0)
                return;
        }
    }

    /// <summary>The same, but what goes on are lines of JSON made of whole rows.</summary>
    private async Task PassAsJson(Stream rows, Stream output)
    {
        var json = new JsonLines(_schema.Select(_selection.Columns));
        var lines = new ArrayBufferWriter<byte>(BufferBytes);
        var buffer = new byte[BufferBytes];
        var filled = 0;
        while (true)
        {
            var read = await rows.ReadAsync(buffer.AsMemory(filled), _bounded.Token);
            filled += read;
            if (read > 0 && filled < buffer.Length)
                continue;
            var whole = buffer.AsSpan(0, filled).LastIndexOf((byte)'\n') + 1;
            json.Write(buffer.AsSpan(0, whole), lines);
            buffer.AsSpan(whole, filled - whole).CopyTo(buffer);
            filled -= whole;
            if (filled == buffer.Length)
                Array.Resize(ref buffer, buffer.Length * 2);
            if (lines.WrittenCount > 0)
                await output.WriteAsync(lines.WrittenMemory, _bounded.Token);
            lines.ResetWrittenCount();
            if (read == 0)
                return;
        }
    }
}
