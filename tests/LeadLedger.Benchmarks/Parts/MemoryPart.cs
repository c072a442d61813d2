using LeadLedger.Benchmarks.Http;

namespace LeadLedger.Benchmarks.Parts;

/// <summary>
/// The most memory that the service has resident while a million handoffs come in over <c>POST /v1/bulk</c> and are
/// projected, and the most that rebuilding the read models from them takes.
/// </summary>
internal static class MemoryPart
{
    private const int Requests = 10;
    private const int HandoffsEach = 100_000;
    private const double MostMebibytes = 512;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(100);

    public static async Task<IReadOnlyList<Figure>> Measure(Bench bench)
    {
        var events = $"{Requests * HandoffsEach:N0} events";
        var loading = Figure.AtMost($"memory, load and project {events}", MostMebibytes, Figure.Mebibytes);
        var rebuilding = Figure.AtMost($"memory, rebuild {events}", MostMebibytes, Figure.Mebibytes);
        for (var run = 0; run < bench.Runs; run++)
        {
            await using var database = await bench.Server.MakeDatabase(bench.Cancellation);
            loading.Add(await Load(bench, database));
            rebuilding.Add(await Rebuild(bench, database));
        }
        return [loading, rebuilding];
    }

    private static async Task<double> Load(Bench bench, BenchDatabase database)
    {
        await using var ledger = await ServedLedger.Start(bench, database);
        var company = await ServedCompany.Found(ledger, bench.Cancellation);
        for (var request = 0; request < Requests; request++)
            await BulkHandoffs.Of(company, HandoffsEach).Send(ledger, company, bench.Cancellation);
        await ledger.CatchUp();
        return ledger.PeakMemory();
    }

    private static async Task<double> Rebuild(Bench bench, BenchDatabase database)
    {
        using var rebuild = ServedLedger.Verb(bench, database, "rebuild", "--drop-old");
        var most = 0.0;
        while (!rebuild.HasExited)
        {
            most = ServedLedger.PeakMemory(rebuild) ?? most;
            await Task.WhenAny(rebuild.WaitForExitAsync(bench.Cancellation), Task.Delay(BetweenLooks));
        }
        return rebuild.ExitCode == 0 ? most : throw new InvalidOperationException("The rebuild failed.");
    }
}
