using System.Diagnostics;
using LeadLedger.EventStore.Sealing;

namespace LeadLedger.Benchmarks.Parts;

/// <summary>
/// What sealing costs those who append, taken in turns with and without a sealer; whether it is faster than a bulk
/// load, how far it falls behind one and how long it then takes; and what it takes of memory.
/// </summary>
internal static class SealPart
{
    private const int Callers = 32;
    private const int EventsOfALead = 10;
    private const int InFlight = 4_000;
    private const int Leads = 15_000;
    private const double MostMillisecondsBehind = 5_000;
    private const double MostMebibytes = 64;

    public static async Task<IReadOnlyList<Figure>> Measure(Bench bench)
    {
        await using var database = await bench.Server.MakeDatabase(bench.Cancellation);
        using var key = SealKey.Import("s1", SealKey.Make());
        var ledger = new SealedLedger(database, new SealKeys([key], "s1"));
        var beside = Figure.AtLeast($"append beside sealing, callers: {Callers}", 0.95);
        var speed = Figure.AtLeast("seal alone, against the bulk load", 1);
        var memory = Figure.AtMost("memory, resident more while sealing", MostMebibytes, Figure.Mebibytes);
        var bulk = new BulkFigures();
        await AppendPart.Ours(bench, database, Callers);
        await ledger.CatchUp(bench.Cancellation);
        for (var run = 0; run < bench.Runs; run++)
        {
            var (sealedASecond, mebibytes) = await Beside(bench, database, ledger, beside);
            speed.Add(sealedASecond, await Bulk(bench, database, ledger, bulk));
            memory.Add(mebibytes);
        }
        return [beside, speed, bulk.Behind, bulk.Lag, memory];
    }

    /// <summary>
    /// Appends a second with a sealer, twice without one, and with it again: what changes bit by bit meanwhile (the
    /// tables grow, code gets warm) weighs on both alike.
    /// </summary>
    /// <returns>What it took to seal those that were appended without.</returns>
    private static async Task<(double Rate, double Mebibytes)> Beside(
        Bench bench, BenchDatabase database, SealedLedger ledger, Figure figure)
    {
        var with = await Sealing();
        var without = await AppendPart.Ours(bench, database, Callers)
            + await AppendPart.Ours(bench, database, Callers);
        var after = await ledger.CatchUp(bench.Cancellation);
        with += await Sealing();
        figure.Add(with / 2, without / 2);
        return after;

        async Task<double> Sealing()
        {
            await using var sealing = await ledger.Seal(bench.Cancellation);
            return await AppendPart.Ours(bench, database, Callers);
        }
    }

    /// <summary>Loads while a sealer follows, until all is sealed.</summary>
    /// <returns>Events a second that were loaded.</returns>
    private static async Task<double> Bulk(
        Bench bench, BenchDatabase database, SealedLedger ledger, BulkFigures figures)
    {
        await using var sealing = await ledger.Seal(bench.Cancellation);
        await database.Settle(bench.Cancellation);
        using var loadIsOver = new CancellationTokenSource();
        var watching = sealing.LargestLag(database, loadIsOver.Token);
        var loaded = EventsOfALead * await Benchmarks.Callers.Rate(
            InFlight,
            Leads,
            _ => Samples.Take(database.Store, Samples.NewLead(EventsOfALead), bench.Cancellation));
        var clock = Stopwatch.StartNew();
        await loadIsOver.CancelAsync();
        await sealing.Reach(await ledger.LastPosition(bench.Cancellation));
        figures.Behind.Add(clock.Elapsed.TotalMilliseconds);
        figures.Lag.Add(await watching);
        return loaded;
    }

    private sealed class BulkFigures
    {
        public Figure Behind { get; } = Figure.AtMost(
            "seal, last checkpoint after a bulk's last append", MostMillisecondsBehind, Figure.Milliseconds);

        public Figure Lag { get; } = Figure.Told("seal, largest lag in a bulk load", "events");
    }
}
