namespace LeadLedger.Benchmarks.Parts;

/// <summary>Whole leads of 10 events, thousands in flight; against a COPY of the very rows that came of it.</summary>
internal static class BulkPart
{
    private const int EventsOfALead = 10;
    private const int InFlight = 4_000;
    private const int Leads = 15_000;
    private const int LeadsToWarmUp = 3_000;

    public static async Task<IReadOnlyList<Figure>> Measure(Bench bench)
    {
        await using var database = await bench.Server.MakeDatabase(bench.Cancellation);
        var floor = await CopyFloor.Make(bench, database);
        await Load(bench, database, LeadsToWarmUp);

        var figure = Figure.AtLeast($"bulk, {EventsOfALead} events a lead", 0.5);
        for (var run = 0; run < bench.Runs; run++)
        {
            var before = await database.Store.ReadHighWaterMark(bench.Cancellation);
            var ours = await Load(bench, database, Leads);
            figure.Add(ours, await floor.Rate(before, Leads * EventsOfALead));
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
}
