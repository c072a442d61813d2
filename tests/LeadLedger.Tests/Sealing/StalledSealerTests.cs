using LeadLedger.EventStore;
using LeadLedger.EventStore.Sealing;
using LeadLedger.Server;
using LeadLedger.Server.Audit.Seals;
using LeadLedger.Server.ReadModels.Projecting;
using LeadLedger.Tests.EventStore;
using LeadLedger.Tests.Fixtures;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace LeadLedger.Tests.Sealing;

/// <summary>A process that was stopped isn't dead: it keeps the right to seal, and seals nothing.</summary>
public sealed class StalledSealerTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly TimeSpan MoreThanAMinute = TimeSpan.FromSeconds(61);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task Whoever_stands_by_takes_its_place_after_a_minute_in_which_nothing_was_sealed()
    {
        await using var store = new PostgresEventStore(postgres.Service);
        using var logs = new RecordedLogs();
        using var loggers = LoggerFactory.Create(logging => logging.AddProvider(logs));
        using var keys = new SealKeys([SealKey.Import("s1", SealKey.Make())], "s1");
        using var late = new CancellationTokenSource(Patience);
        await using var stalled = await SessionLock.TryTake(postgres.Service, Exclusive.Sealing, late.Token);
        await store.Append(Sample.Append(Guid.NewGuid(), 0, 7), late.Token);
        var mark = await store.ReadHighWaterMark(late.Token);
        var (clock, status) = (new HandMovedClock(stands: false), new SealerStatus());
        using var sealer = new Sealer(
            postgres.Service, store, keys, status, clock, loggers.CreateLogger<Sealer>());
        await sealer.StartAsync(late.Token);

        while (status.State != SealerState.StandingBy)
            await Task.Delay(10, late.Token);
        await using (var works = new NpgsqlCommand("select 1", stalled!.Connection))
            Assert.Equal(1, await works.ExecuteScalarAsync(late.Token));
        while (status.Latest is not { } latest || latest.Checkpoint.LastPosition < mark)
        {
            clock.Advance(MoreThanAMinute);
            await Task.Delay(50, late.Token);
        }
        await sealer.StopAsync(late.Token);

        Assert.Contains(logs.Lines, line => line.Id == LogEvents.StalledSealerEnded);
        await using var ended = new NpgsqlCommand("select 1", stalled.Connection);
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => ended.ExecuteScalarAsync(late.Token));
        await (await PlainSeal.Of(postgres.Service)).Check(postgres.Service);
    }
}
