using System.Diagnostics;
using LeadLedger.Server.ReadModels.Building;
using LeadLedger.Tests.ReadModels.Star;

namespace LeadLedger.Benchmarks.Parts;

/// <summary>
/// What docs/bi.md tells analysts to ask, of a million leads: whether a read that goes on from a position ever scans a
/// fact, and how long a page of it takes from the beginning, the middle and near the end.
/// </summary>
internal static class ExplainPart
{
    private const int Leads = 1_000_000;
    private const string Scans = "scans";

    public static async Task<IReadOnlyList<Figure>> Measure(Bench bench)
    {
        await using var database = await bench.Server.MakeDatabase(bench.Cancellation);
        await ManyLeads.Append(database.Store, Leads, bench.Cancellation);
        var builds = new ReadModelBuilds(database.Service);
        await new Rebuild(database.Service, database.Store, builds).Run(null, bench.Cancellation);
        await builds.DropRetired(TimeSpan.Zero, bench.Cancellation);
        await database.Execute("vacuum analyze", bench.Cancellation);
        var last = long.Parse(
            (await Rows(database, "select position from bi_v1.freshness", bench.Cancellation))[0], provider: null);

        var scans = Figure.AtMost($"facts scanned by incremental reads, {Leads:N0} leads", 0, Scans);
        var page = Figure.Told($"the slowest page of an incremental read, {Leads:N0} leads", Figure.Milliseconds);
        var other = Figure.Told($"the slowest other query of docs/bi.md, {Leads:N0} leads", Figure.Milliseconds);
        for (var run = 0; run < bench.Runs; run++)
        {
            var scanned = 0;
            List<double> pages = [], others = [];
            foreach (var query in BiQueries.Incremental)
            {
                foreach (var position in (long[])[0, last / 2, last - 1000])
                {
                    var asked = BiQueries.With(query, position);
                    var plan = await Rows(database, "explain " + asked, bench.Cancellation);
                    scanned += BiQueries.ScansAFact(string.Join('\n', plan)) ? 1 : 0;
                    pages.Add(await Took(database, asked, bench.Cancellation));
                }
            }
            foreach (var query in BiQueries.All.Except(BiQueries.Incremental).Where(query => !query.Contains("wait_for")))
                others.Add(await Took(database, BiQueries.With(query, 0), bench.Cancellation));
            scans.Add(scanned);
            page.Add(pages.Max());
            other.Add(others.Max());
        }
        return [scans, page, other];
    }

    private static async Task<double> Took(BenchDatabase database, string sql, CancellationToken cancellation)
    {
        var begun = Stopwatch.GetTimestamp();
        await Rows(database, sql, cancellation);
        return Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
    }

    /// <summary>The first column of each row, as text.</summary>
    private static async Task<List<string>> Rows(BenchDatabase database, string sql, CancellationToken cancellation)
    {
        await using var command = database.Service.CreateCommand(sql);
        command.CommandTimeout = 0;
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var rows = new List<string>();
        while (await reader.ReadAsync(cancellation))
            rows.Add($"{reader.GetValue(0)}");
        return rows;
    }
}
