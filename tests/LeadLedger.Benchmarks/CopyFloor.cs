using System.Diagnostics;
using Npgsql;

namespace LeadLedger.Benchmarks;

/// <summary>
/// What PostgreSQL does at best with many rows: a binary COPY of the very rows that were appended, out of memory, by
/// one connection, into one table with one index.
/// </summary>
internal sealed class CopyFloor
{
    private const string Columns =
        "seq_id, id, stream_id, version, data, type, timestamp, correlation_id, causation_id, headers, user_name";

    private readonly Bench _bench;
    private readonly BenchDatabase _database;

    private CopyFloor(Bench bench, BenchDatabase database) => (_bench, _database) = (bench, database);

    public static async Task<CopyFloor> Make(Bench bench, BenchDatabase database)
    {
        await database.Execute(
            "create table bench.copied (like ledger.mt_events including defaults, primary key (seq_id))",
            bench.Cancellation);
        return new CopyFloor(bench, database);
    }

    /// <summary>Rows a second, of the rows after a position.</summary>
    /// <param name="count">How many it has to find there.</param>
    public async Task<double> Rate(long position, int count)
    {
        using var rows = await Export(position);
        await _database.Execute("truncate bench.copied", _bench.Cancellation);
        await _database.Settle(_bench.Cancellation);
        await using var connection = await _database.Admin.OpenConnectionAsync(_bench.Cancellation);
        rows.Position = 0;
        var clock = Stopwatch.StartNew();
        await using (var copy = await connection.BeginRawBinaryCopyAsync(
            $"copy bench.copied ({Columns}) from stdin (format binary)", _bench.Cancellation))
        {
            await rows.CopyToAsync(copy, _bench.Cancellation);
        }
        var seconds = clock.Elapsed.TotalSeconds;
        await using var ask = new NpgsqlCommand("select count(*) from bench.copied", connection);
        var copied = (long)(await ask.ExecuteScalarAsync(_bench.Cancellation))!;
        if (copied != count)
            throw new InvalidOperationException($"COPY took {copied} rows.");
        return copied / seconds;
    }

    private async Task<MemoryStream> Export(long after)
    {
        await using var connection = await _database.Admin.OpenConnectionAsync(_bench.Cancellation);
        await using var rows = await connection.BeginRawBinaryCopyAsync(
            $"""
            copy (select {Columns} from ledger.mt_events where seq_id > {after} order by seq_id)
            to stdout (format binary)
            """,
            _bench.Cancellation);
        var memory = new MemoryStream();
        await rows.CopyToAsync(memory, _bench.Cancellation);
        return memory;
    }
}
