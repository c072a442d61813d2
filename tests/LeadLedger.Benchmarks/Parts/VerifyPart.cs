using System.Diagnostics;
using System.Globalization;
using LeadLedger.EventStore.Sealing;
using LeadLedger.EventStore.Verifying;
using Npgsql;

namespace LeadLedger.Benchmarks.Parts;

/// <summary>
/// Verifying a sealed ledger of leads' lives, against reading the same events, column for column, and doing nothing
/// with them; and how much more memory it takes for four times as many.
/// </summary>
internal static class VerifyPart
{
    private const int Events = 400_000;
    private const int FewEvents = Events / 4;
    private const int EventsPerCheckpoint = 65_536;

    private static readonly VerifyOrder Order = new([], null, new Dictionary<string, string>());

    public static async Task<IReadOnlyList<Figure>> Measure(Bench bench)
    {
        using var keys = new SealKeys([SealKey.Import("s1", SealKey.Make())], "s1");
        var (few, fewEvents) = await Sealed(bench, keys, FewEvents);
        await using var ofFew = few;
        var (database, events) = await Sealed(bench, keys, Events);
        await using var ofMany = database;
        await Read(bench, few, fewEvents);
        await Verify(bench, few, fewEvents);

        var speed = Figure.AtLeast("verify, against reading the events", 1.0 / 3);
        var memory = Figure.AtMostTimes("memory, verify four times the events", 1.25, Figure.Mebibytes);
        for (var run = 0; run < bench.Runs; run++)
        {
            var reading = await Read(bench, database, events);
            var (verifying, large) = await Verify(bench, database, events);
            var (_, small) = await Verify(bench, few, fewEvents);
            speed.Add(verifying, reading);
            memory.Add(large, small);
        }
        return [speed, memory];
    }

    /// <returns>The ledger, and how many events are in it: about as many as asked for.</returns>
    private static async Task<(BenchDatabase Database, int Events)> Sealed(Bench bench, SealKeys keys, int events)
    {
        var database = await bench.Server.MakeDatabase(bench.Cancellation);
        var appended = await LeadLives.Append(database.Store, events, bench.Cancellation);
        await using var connection = await database.Service.OpenConnectionAsync(bench.Cancellation);
        var upTo = await database.Store.ReadHighWaterMark(bench.Cancellation);
        var session = await SealingSession.Begin(connection, keys, bench.Cancellation);
        while (await session.Seal(upTo, EventsPerCheckpoint, DateTimeOffset.UtcNow, bench.Cancellation) > 0)
        {
            // Goes on until there is nothing left to seal.
        }
        await database.Execute("vacuum analyze", bench.Cancellation);
        return (database, appended);
    }

    /// <summary>Every column of every event in position order, as fast as PostgreSQL can send them.</summary>
    private static async Task<double> Read(Bench bench, BenchDatabase database, int events)
    {
        await using var connection = new NpgsqlConnection(database.ServiceConnectionString);
        await connection.OpenAsync(bench.Cancellation);
        await using (var settings = new NpgsqlCommand(LeafReader.PlanSettings, connection))
            await settings.ExecuteNonQueryAsync(bench.Cancellation);
        await database.Settle(bench.Cancellation);
        var (clock, read) = (Stopwatch.StartNew(), 0);
        await using (var leaves = await LeafReader.Open(connection, 0, cancellation: bench.Cancellation))
        {
            while (await leaves.Read(bench.Cancellation))
                read++;
        }
        return read == events
            ? read / clock.Elapsed.TotalSeconds
            : throw new InvalidOperationException($"There were {read} events.");
    }

    /// <returns>Events a second, and the most memory that the process had on its heap, in MiB.</returns>
    private static async Task<(double Speed, double Memory)> Verify(Bench bench, BenchDatabase database, int events)
    {
        await database.Settle(bench.Cancellation);
        GC.Collect();
        var clock = Stopwatch.StartNew();
        var verifying = LedgerCheck.Run(database.ServiceConnectionString, Order, bench.Cancellation);
        var most = 0L;
        while (!verifying.IsCompleted)
        {
            most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: false));
            await Task.WhenAny(verifying, Task.Delay(TimeSpan.FromMilliseconds(10), bench.Cancellation));
        }
        var seconds = clock.Elapsed.TotalSeconds;
        var verified = await verifying;
        if (verified.IsAltered || verified.Events != events)
            throw new InvalidOperationException($"Of {verified.Events} events {verified.Findings.Count} were altered.");
        Bench.Say(string.Create(CultureInfo.InvariantCulture, $"verified {events:N0} events in {seconds:F2} s"));
        return (events / seconds, Math.Max(most, 1L << 20) / (double)(1 << 20));
    }
}
