using System.Diagnostics;
using LeadLedger.EventStore.Sealing;
using LeadLedger.Server.Audit.Seals;
using Microsoft.Extensions.Logging.Abstractions;

namespace LeadLedger.Benchmarks;

/// <summary>A ledger that can be sealed, as a node does it.</summary>
internal sealed class SealedLedger(BenchDatabase database, SealKeys keys)
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(20);

    /// <summary>Begins to seal, and waits until everything is.</summary>
    public async Task<Sealing> Seal(CancellationToken cancellation)
    {
        var status = new SealerStatus();
        var sealer = new Sealer(
            database.Service, database.Store, keys, status, TimeProvider.System, NullLogger<Sealer>.Instance);
        var sealing = new Sealing(sealer, status, cancellation);
        await sealer.StartAsync(cancellation);
        await sealing.Reach(await LastPosition(cancellation));
        return sealing;
    }

    /// <summary>The last event's position; positions drawn after it may never have been used.</summary>
    public async Task<long> LastPosition(CancellationToken cancellation)
    {
        await using var ask = database.Admin.CreateCommand("select coalesce(max(seq_id), 0) from ledger.mt_events");
        return (long)(await ask.ExecuteScalarAsync(cancellation))!;
    }

    /// <summary>Seals what there is, with nothing else going on.</summary>
    /// <returns>Events a second, and how many MiB the process had resident at most above what it began with.</returns>
    public async Task<(double Rate, double Mebibytes)> CatchUp(CancellationToken cancellation)
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        var before = Environment.WorkingSet;
        var clock = Stopwatch.StartNew();
        var sealing = SealAll(cancellation);
        var most = before;
        while (!sealing.IsCompleted)
        {
            await Task.WhenAny(sealing, Task.Delay(BetweenLooks, cancellation));
            most = Math.Max(most, Environment.WorkingSet);
        }
        return (await sealing / clock.Elapsed.TotalSeconds, (most - before) / (double)(1 << 20));
    }

    /// <returns>How many events it were.</returns>
    private async Task<long> SealAll(CancellationToken cancellation)
    {
        await using var connection = await database.Service.OpenConnectionAsync(cancellation);
        var session = await SealingSession.Begin(connection, keys, cancellation);
        var mark = await database.Store.ReadHighWaterMark(cancellation);
        var before = session.Latest?.Checkpoint.TreeSize ?? 0;
        while (await session.Seal(mark, Sealer.EventsPerCheckpoint, DateTimeOffset.UtcNow, cancellation)
            == Sealer.EventsPerCheckpoint)
        {
            // Goes on until nothing is left.
        }
        return (session.Latest?.Checkpoint.TreeSize ?? 0) - before;
    }
}

/// <summary>A sealer at work; disposing ends it.</summary>
internal sealed class Sealing(Sealer sealer, SealerStatus status, CancellationToken cancellation) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(50);

    private long Position => status.Latest?.Checkpoint.LastPosition ?? 0;

    /// <summary>Waits until the event at a position is sealed.</summary>
    public async Task Reach(long position)
    {
        while (Position < position)
        {
            var size = status.Latest?.Checkpoint.TreeSize ?? 0;
            await status.WaitForNewer(size, Patience, TimeProvider.System, cancellation);
            cancellation.ThrowIfCancellationRequested();
        }
    }

    /// <summary>The most events that weren't sealed at once, until told to stop looking.</summary>
    public async Task<double> LargestLag(BenchDatabase database, CancellationToken until)
    {
        var most = 0L;
        while (!until.IsCancellationRequested)
        {
            await Task.Delay(BetweenLooks, until).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            most = Math.Max(most, await database.Store.ReadHighWaterMark(cancellation) - Position);
        }
        return most;
    }

    public async ValueTask DisposeAsync()
    {
        await sealer.StopAsync(CancellationToken.None);
        sealer.Dispose();
    }
}
