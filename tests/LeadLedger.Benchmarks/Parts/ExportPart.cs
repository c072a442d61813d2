using System.Diagnostics;
using LeadLedger.Benchmarks.Http;
using LeadLedger.Domain;
using LeadLedger.Server.ReadModels.Building;
using Npgsql;

namespace LeadLedger.Benchmarks.Parts;

/// <summary>
/// Rows a second that an export hands out over HTTP, beside <c>COPY … TO STDOUT</c> of the same rows to a client of its
/// own, and how much memory the service takes for it.
/// </summary>
internal static class ExportPart
{
    private const int Leads = 200_000;
    private const double OfCopy = 0.4;
    private const double MostMebibytes = 32;
    private const string RowsASecond = "rows/s";

    private static readonly (string Name, string Path, string Copy)[] Exports =
    [
        ("export handoffs, CSV", "fact_handoff?format=csv",
            "select * from bi_v1.fact_handoff"),
        ("export handoffs, NDJSON", "fact_handoff?format=ndjson",
            "select * from bi_v1.fact_handoff"),
        ("export handoffs by position, CSV", "fact_handoff?format=csv&after=0",
            "select * from bi_v1.fact_handoff_changes where position > 0 order by position"),
        ("export what happened, CSV", "lead_activity?format=csv",
            "select * from bi_v1.lead_activity"),
    ];

    public static async Task<IReadOnlyList<Figure>> Measure(Bench bench)
    {
        await using var database = await bench.Server.MakeDatabase(bench.Cancellation);
        await ManyLeads.Append(database.Store, Leads, bench.Cancellation);
        var builds = new ReadModelBuilds(database.Service);
        await new Rebuild(database.Service, database.Store, builds).Run(null, bench.Cancellation);
        await builds.DropRetired(TimeSpan.Zero, bench.Cancellation);
        await database.Execute("vacuum analyze", bench.Cancellation);
        await using var ledger = await ServedLedger.Start(bench, database);
        foreach (var (_, path, _) in Exports)
            await Export(bench, ledger, $"{path}&agreement={Guid.Empty}");
        var before = ledger.PeakMemory();

        var figures = Exports.Select(it => Figure.AtLeast(it.Name, OfCopy, RowsASecond)).ToList();
        for (var run = 0; run < bench.Runs; run++)
        {
            foreach (var (index, (_, path, copy)) in Exports.Index())
            {
                var rows = await Count(bench, database, copy);
                await database.Settle(bench.Cancellation);
                var floor = rows / await Time(() => Copy(bench, database, copy));
                figures[index].Add(rows / await Time(() => Export(bench, ledger, path)), floor);
            }
        }
        var memory = Figure.AtMost("export, memory for all of it", MostMebibytes, Figure.Mebibytes);
        memory.Add(ledger.PeakMemory() - before);
        return [.. figures, memory];
    }

    private static async Task<double> Time(Func<Task> act)
    {
        var clock = Stopwatch.StartNew();
        await act();
        return clock.Elapsed.TotalSeconds;
    }

    private static async Task Export(Bench bench, ServedLedger ledger, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/exports/{path}");
        request.Headers.Authorization = ledger.Bearer(Role.Auditor, "audrey");
        using var answer = await ledger.Client.SendAsync(
            request, HttpCompletionOption.ResponseHeadersRead, bench.Cancellation);
        await using var body = await answer.Content.ReadAsStreamAsync(bench.Cancellation);
        await body.CopyToAsync(Stream.Null, bench.Cancellation);
        if (!answer.IsSuccessStatusCode)
            throw new InvalidOperationException($"{path} was answered {(int)answer.StatusCode}.");
    }

    private static async Task Copy(Bench bench, BenchDatabase database, string rows)
    {
        await using var connection = await database.Service.OpenConnectionAsync(bench.Cancellation);
        await using var copy = (NpgsqlCopyTextReader)await connection.BeginTextExportAsync(
            $"copy ({rows}) to stdout (format csv, header)", bench.Cancellation);
        await copy.BaseStream.CopyToAsync(Stream.Null, bench.Cancellation);
    }

    private static async Task<long> Count(Bench bench, BenchDatabase database, string rows)
    {
        await using var count = database.Admin.CreateCommand($"select count(*) from ({rows}) counted");
        count.CommandTimeout = 0;
        return (long)(await count.ExecuteScalarAsync(bench.Cancellation))!;
    }
}
