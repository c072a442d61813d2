using LeadLedger.Benchmarks.Http;

namespace LeadLedger.Benchmarks.Parts;

/// <summary>
/// Handoffs in one request to <c>POST /v1/bulk</c>, sent as a stream, while the service projects them; against a COPY
/// of the very rows that came of it.
/// </summary>
internal static class BulkHttpPart
{
    private const int Handoffs = 50_000;

    public static async Task<IReadOnlyList<Figure>> Measure(Bench bench)
    {
        await using var database = await bench.Server.MakeDatabase(bench.Cancellation);
        await using var ledger = await ServedLedger.Start(bench, database);
        var company = await ServedCompany.Found(ledger, bench.Cancellation);
        var floor = await CopyFloor.Make(bench, database);
        await BulkHandoffs.Of(company, Handoffs).Send(ledger, company, bench.Cancellation);

        var figure = Figure.AtLeast("bulk handoffs over HTTP", 0.25);
        for (var run = 0; run < bench.Runs; run++)
        {
            var handoffs = BulkHandoffs.Of(company, Handoffs);
            await ledger.CatchUp();
            var before = await database.Store.ReadHighWaterMark(bench.Cancellation);
            await database.Settle(bench.Cancellation);
            var (ours, _) = await handoffs.Send(ledger, company, bench.Cancellation);
            await ledger.CatchUp();
            figure.Add(ours, await floor.Rate(before, Handoffs));
        }
        return [figure];
    }
}
