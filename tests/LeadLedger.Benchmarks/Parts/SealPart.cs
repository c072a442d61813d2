using System.Diagnostics;
using LeadLedger.EventStore.Sealing;
using LeadLedger.Server.Audit.Seals;
using Microsoft.Extensions.Logging.Abstractions;

namespace LeadLedger.Benchmarks.Parts;

/// <summary>
/// What sealing costs those who append, taken in turns with and without a sealer; how far it is behind when a bulk load
/// ends; how fast it is alone; and what it keeps in memory.
/// </summary>
internal static class SealPart
{
    private const int Callers = 32;
    private const int EventsOfALead = 10;
    private const int InFlight = 4_000;
    private const int Leads = 15_000;
    private const double MostMebibytes = 16;

    public static async Task<IReadOnlyList<Figure>> Measure(Bench bench)
    {
        await using var database = await bench.Server.MakeDatabase(bench.Cancellation);
        using var key = SealKey.Import("s1", SealKey.Make());
        var ledger = new SealedLedger(database, new SealKeys([key], "s1"));
        var beside = Figure.AtLeast($"append beside sealing, callers: {Callers}", 0.95);
        var bulk = Figure.AtLeast("seal, against the bulk load", 0.9);
        var alone = Figure.Told("seal alone", Figure.EventsASecond);
        var memory = Figure.AtMost("seal, memory kept", MostMebibytes, Figure.Mebibytes);
        await AppendPart.Ours(bench.ForWarmUp, database, Callers);
        await ledger.CatchUp(bench.Cancellation);
        for (var run = 0; run < bench.Runs; run++)
        {
            beside.Add(await Beside(bench, database, ledger), await AppendPart.Ours(bench, database, Callers));
            alone.Add(await ledger.CatchUp(bench.Cancellation));
            await Bulk(bench, database, ledger, bulk);
            memory.Add(await ledger.Memory(bench.Cancellation));
        }
        return [beside, bulk, alone, memory];
    }

    /// <summary>Appends a second while a sealer follows that had nothing left to do when they began.</summary>
    private static async Task<double> Beside(Bench bench, BenchDatabase database, SealedLedger ledger)
    {
        await using var sealing = await ledger.Seal(bench.Cancellation);
        return await AppendPart.Ours(bench, database, Callers);
    }

    /// <summary>Events a second until all are sealed, against events a second until all are appended.</summary>
    private static async Task Bulk(Bench bench, BenchDatabase database, SealedLedger ledger, Figure figure)
    {
        await using var sealing = await ledger.Seal(bench.Cancellation);
        await database.Settle(bench.Cancellation);
        var clock = Stopwatch.StartNew();
        var loaded = EventsOfALead * await Benchmarks.Callers.Rate(
            InFlight,
            Leads,
            _ => Samples.Take(database.Store, Samples.NewLead(EventsOfALead), bench.Cancellation));
        await sealing.Reach(await database.Store.ReadHighWaterMark(bench.Cancellation));
        figure.Add(Leads * EventsOfALead / clock.Elapsed.TotalSeconds, loaded);
    }

    /// <summary>A ledger that can be sealed, as a node does it.</summary>
    private sealed class SealedLedger(BenchDatabase database, SealKeys keys)
    {
        /// <summary>Begins to seal, and waits until everything is.</summary>
        public async Task<Sealing> Seal(CancellationToken cancellation)
        {
            var status = new SealerStatus();
            var sealer = new Sealer(
                database.Service, database.Store, keys, status, TimeProvider.System, NullLogger<Sealer>.Instance);
            var sealing = new Sealing(sealer, status, cancellation);
            await sealer.StartAsync(cancellation);
            var mark = await database.Store.ReadHighWaterMark(cancellation);
            if (mark > 0)
                await sealing.Reach(mark);
            return sealing;
        }

        /// <summary>Seals what there is, with nothing else going on.</summary>
        /// <returns>Events a second.</returns>
        public async Task<double> CatchUp(CancellationToken cancellation)
        {
            await using var connection = await database.Service.OpenConnectionAsync(cancellation);
            var session = await SealingSession.Begin(connection, keys, cancellation);
            var mark = await database.Store.ReadHighWaterMark(cancellation);
            var before = session.Latest?.Checkpoint.TreeSize ?? 0;
            var clock = Stopwatch.StartNew();
            while (await session.Seal(mark, Sealer.EventsPerCheckpoint, DateTimeOffset.UtcNow, cancellation)
                == Sealer.EventsPerCheckpoint)
            {
            }
            return (session.Latest!.Checkpoint.TreeSize - before) / clock.Elapsed.TotalSeconds;
        }

        /// <summary>What a session holds that has the whole ledger behind it, in MiB.</summary>
        public async Task<double> Memory(CancellationToken cancellation)
        {
            var before = GC.GetTotalMemory(forceFullCollection: true);
            await using var connection = await database.Service.OpenConnectionAsync(cancellation);
            var session = await SealingSession.Begin(connection, keys, cancellation);
            var kept = GC.GetTotalMemory(forceFullCollection: true) - before;
            GC.KeepAlive(session);
            return Math.Max(0, kept) / (double)(1 << 20);
        }
    }

    /// <summary>A sealer at work; disposing ends it.</summary>
    private sealed class Sealing(Sealer sealer, SealerStatus status, CancellationToken cancellation) : IAsyncDisposable
    {
        private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

        public async Task Reach(long position)
        {
            while (status.Latest is not { } latest || latest.Checkpoint.LastPosition < position)
            {
                var size = status.Latest?.Checkpoint.TreeSize ?? 0;
                await status.WaitForNewer(size, Patience, TimeProvider.System, cancellation);
                cancellation.ThrowIfCancellationRequested();
            }
        }

        public async ValueTask DisposeAsync()
        {
            await sealer.StopAsync(CancellationToken.None);
            sealer.Dispose();
        }
    }
}
