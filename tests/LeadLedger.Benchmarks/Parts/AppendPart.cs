namespace LeadLedger.Benchmarks.Parts;

/// <summary>One event to a new stream, against inserting a row with as many connections.</summary>
internal static class AppendPart
{
    private const int Many = 32;
    private const int Crowd = 128;

    public static async Task<IReadOnlyList<Figure>> Measure(Bench bench)
    {
        await using var database = await bench.Server.MakeDatabase(bench.Cancellation);
        var floor = await InsertFloor.Make(bench, database, Samples.HandedOff);
        Bench.Say($"append: payloads of {Samples.HandedOff.Length} bytes; the floor is pgbench's");
        await floor.Rate(Many, bench.ForWarmUp.Time);
        var alike = ((int Callers, double Target)[])[(1, 0.55), (8, 0.6), (Many, 0.8)];
        foreach (var callers in alike.Select(it => it.Callers).Append(Crowd))
            await Bench.UntilWarm(() => Ours(bench.ForWarmUp, database, callers));

        var figures = alike.Select(it => Figure.AtLeast($"append, callers: {it.Callers}", it.Target)).ToList();
        var crowd = Figure.AtLeast($"append, callers: {Crowd} (floor: {Many})", 0.95);
        var derived = Figure.Told($"append, callers: {Many}, ids derived", Figure.EventsASecond);
        for (var run = 0; run < bench.Runs; run++)
        {
            var inserts = 0.0;
            foreach (var (index, (callers, _)) in alike.Index())
            {
                inserts = await floor.Rate(callers, bench.Time);
                figures[index].Add(await Ours(bench, database, callers), inserts);
            }
            crowd.Add(await Ours(bench, database, Crowd), inserts);
            derived.Add(await Ours(bench, database, Many, areIdsDerived: true), inserts);
        }
        return [.. figures, crowd, derived];
    }

    /// <summary>Appends a second.</summary>
    public static async Task<double> Ours(
        Bench bench, BenchDatabase database, int callers, bool areIdsDerived = false)
    {
        await database.Settle(bench.Cancellation);
        return await Callers.Rate(callers, bench.Time, () => Samples.Take(
            database.Store, Samples.NewLead(isIdDerived: areIdsDerived), bench.Cancellation));
    }
}
