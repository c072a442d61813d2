using System.Diagnostics;
using Npgsql;

namespace LeadLedger.Benchmarks.Parts;

/// <summary>
/// Whole leads of 10 events, thousands in flight; against a binary COPY of the very rows that came of it into one
/// table with one index, sent by one connection out of memory.
/// </summary>
internal static class BulkPart
{
    private const int EventsOfALead = 10;
    private const int InFlight = 4_000;
    private const int Leads = 15_000;
    private const int LeadsToWarmUp = 3_000;

    private const string Columns =
        "seq_id, id, stream_id, version, data, type, timestamp, correlation_id, causation_id, headers, user_name";

    public static async Task<IReadOnlyList<Figure>> Measure(Bench bench)
    {
        await using var database = await bench.Server.MakeDatabase(bench.Cancellation);
        await database.Execute(
            "create table bench.copied (like ledger.mt_events including defaults, primary key (seq_id))",
            bench.Cancellation);
        await Load(bench, database, LeadsToWarmUp);

        var figure = Figure.AtLeast($"bulk, {EventsOfALead} events a lead", 0.5);
        for (var run = 0; run < bench.Runs; run++)
        {
            var before = await database.Store.ReadHighWaterMark(bench.Cancellation);
            var ours = await Load(bench, database, Leads);
            using var rows = await Export(database, before, bench.Cancellation);
            figure.Add(ours, await Copy(bench, database, rows));
        }
        return [figure];
    }

    private static async Task<double> Load(Bench bench, BenchDatabase database, int leads)
    {
        await database.Settle(bench.Cancellation);
        return EventsOfALead * await Callers.Rate(
            InFlight,
            leads,
            _ => Samples.Take(database.Store, Samples.NewLead(EventsOfALead), bench.Cancellation));
    }

    private static async Task<MemoryStream> Export(
        BenchDatabase database, long after, CancellationToken cancellation)
    {
        await using var connection = await database.Admin.OpenConnectionAsync(cancellation);
        await using var rows = await connection.BeginRawBinaryCopyAsync(
            $"""
            copy (select {Columns} from ledger.mt_events where seq_id > {after} order by seq_id)
            to stdout (format binary)
            """,
            cancellation);
        var memory = new MemoryStream();
        await rows.CopyToAsync(memory, cancellation);
        return memory;
    }

    private static async Task<double> Copy(Bench bench, BenchDatabase database, MemoryStream rows)
    {
        await database.Execute("truncate bench.copied", bench.Cancellation);
        await database.Settle(bench.Cancellation);
        await using var connection = await database.Admin.OpenConnectionAsync(bench.Cancellation);
        rows.Position = 0;
        var clock = Stopwatch.StartNew();
        await using (var copy = await connection.BeginRawBinaryCopyAsync(
            $"copy bench.copied ({Columns}) from stdin (format binary)", bench.Cancellation))
        {
            await rows.CopyToAsync(copy, bench.Cancellation);
        }
        var seconds = clock.Elapsed.TotalSeconds;
        await using var count = new NpgsqlCommand("select count(*) from bench.copied", connection);
        var copied = (long)(await count.ExecuteScalarAsync(bench.Cancellation))!;
        if (copied != Leads * EventsOfALead)
            throw new InvalidOperationException($"COPY took {copied} rows.");
        return copied / seconds;
    }
}
