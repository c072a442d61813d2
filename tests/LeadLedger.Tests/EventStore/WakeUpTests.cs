using System.Diagnostics;
using LeadLedger.EventStore;
using LeadLedger.Tests.Fixtures;

namespace LeadLedger.Tests.EventStore;

public sealed class WakeUpTests(PostgresFixture fixture) : IClassFixture<PostgresFixture>
{
    // Far longer than any wake-up takes: who waits for it to pass has not been woken.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task An_append_of_the_same_process_wakes_who_waits()
    {
        await using var store = new PostgresEventStore(fixture.Service);
        var mark = await store.ReadHighWaterMark();
        var waiting = store.WaitForAppend(mark, Patience);
        Assert.False(waiting.IsCompleted);

        await store.Append(Sample.Append(Guid.NewGuid(), 0));

        await waiting.WaitAsync(Patience / 2);
    }

    [Fact]
    public async Task An_append_between_the_last_look_and_the_waiting_is_not_missed()
    {
        await using var store = new PostgresEventStore(fixture.Service);
        var mark = await store.ReadHighWaterMark();
        await store.Append(Sample.Append(Guid.NewGuid(), 0));

        Assert.True(store.WaitForAppend(mark, Patience).IsCompleted);
    }

    [Fact]
    public async Task An_append_of_another_node_wakes_who_waits_here()
    {
        await using var here = new PostgresEventStore(fixture.Service);
        await using var there = new PostgresEventStore(fixture.Service);
        await Listening(here, there);
        var mark = await here.ReadHighWaterMark();
        var waiting = here.WaitForAppend(mark, Patience);

        await there.Append(Sample.Append(Guid.NewGuid(), 0));

        await waiting.WaitAsync(Patience / 2);
        Assert.Single((await here.ReadFeed(mark, 10)).Events);
    }

    [Fact]
    public async Task Hearing_other_nodes_goes_on_after_every_connection_was_cut()
    {
        await using var here = new PostgresEventStore(fixture.Service);
        await using var there = new PostgresEventStore(fixture.Service);
        await Listening(here, there);

        await Backends.TerminateAll(fixture);

        await Listening(here, there);
    }

    [Fact]
    public async Task A_burst_of_appends_tells_other_nodes_a_few_times_and_the_last_one_for_certain()
    {
        var interval = TimeSpan.FromMilliseconds(300);
        await using var store = new PostgresEventStore(
            fixture.Service, new EventStoreOptions { NotifyInterval = interval });
        await using var listener = await fixture.Service.OpenConnectionAsync();
        var heard = new List<long>();
        listener.Notification += (_, told) => heard.Add(long.Parse(told.Payload, provider: null));
        await using (var listen = new Npgsql.NpgsqlCommand("listen leadledger_appended", listener))
            await listen.ExecuteNonQueryAsync();

        var began = Stopwatch.GetTimestamp();
        var last = 0L;
        for (var i = 0; i < 200; i++)
        {
            var answer = await store.Append(Sample.Append(Guid.NewGuid(), 0));
            last = Assert.IsType<AppendResult.Appended>(answer).Position;
        }
        using var patience = new CancellationTokenSource(Patience);
        while (!heard.Contains(last))
            await listener.WaitAsync(patience.Token);

        // However long the machine takes: one at the beginning, one after each interval, and a timer's inaccuracy.
        Assert.InRange(heard.Count, 1, 2 + (int)(Stopwatch.GetElapsedTime(began) / interval));
    }

    [Fact]
    public async Task Patience_ends_the_waiting_when_nothing_happens()
    {
        await using var store = new PostgresEventStore(
            fixture.Service, new EventStoreOptions { WakeOtherNodes = false });
        var mark = await store.ReadHighWaterMark();

        await store.WaitForAppend(mark, TimeSpan.FromMilliseconds(30)).WaitAsync(Patience);
    }

    [Fact]
    public async Task Cancelling_ends_the_waiting_as_cancelled()
    {
        await using var store = new PostgresEventStore(
            fixture.Service, new EventStoreOptions { WakeOtherNodes = false });
        using var cancel = new CancellationTokenSource();
        var waiting = store.WaitForAppend(await store.ReadHighWaterMark(), Patience, cancel.Token);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task A_foreign_transaction_that_dawdles_below_the_mark_does_not_make_the_waiting_spin()
    {
        await using var store = new PostgresEventStore(
            fixture.Service, new EventStoreOptions { WakeOtherNodes = false });
        await using var slow = await OpenWriter.Begin(fixture.Service);
        await slow.Write();
        await store.Append(Sample.Append(Guid.NewGuid(), 0));
        var mark = await store.ReadHighWaterMark();

        var watch = Stopwatch.StartNew();
        for (var i = 0; i < 10; i++)
        {
            await store.WaitForAppend(mark, Patience);
            await store.ReadHighWaterMark();
        }

        Assert.InRange(watch.Elapsed, TimeSpan.FromMilliseconds(80), Patience / 2);
    }

    /// <summary>Appends on one node until the other is woken by it: from then on it listens.</summary>
    private static async Task Listening(PostgresEventStore here, PostgresEventStore there)
    {
        using var patience = new CancellationTokenSource(Patience);
        var woken = false;
        while (!woken)
        {
            var mark = await here.ReadHighWaterMark(patience.Token);
            var waiting = here.WaitForAppend(mark, Patience, patience.Token);
            await there.Append(Sample.Append(Guid.NewGuid(), 0), patience.Token);
            woken = await Task.WhenAny(waiting, Task.Delay(TimeSpan.FromSeconds(1), patience.Token)) == waiting;
        }
    }
}
