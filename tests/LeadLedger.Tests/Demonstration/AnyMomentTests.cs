using LeadLedger.Server.Demonstration;
using LeadLedger.Server.Importing;
using LeadLedger.Tests.Fixtures;
using LeadLedger.Tests.Importing;

namespace LeadLedger.Tests.Demonstration;

/// <summary>The demonstration can be loaded at any moment, with any seed: the ledger refuses no part of it.</summary>
public sealed class AnyMomentTests
{
    [Theory]
    [InlineData("2026-03-01T04:30:00Z", 2013)]
    [InlineData("2026-11-01T06:30:00Z", 3)]
    [InlineData("2026-12-31T23:30:00Z", 5)]
    public async Task It_loads(string now, long seed)
    {
        var clock = new MovableClock();
        clock.Advance(DateTimeOffset.Parse(now, null) - TimeProvider.System.GetUtcNow());
        await using var ledger = await ImportLedger.Open(clock);
        var progress = new ImportProgress(TextWriter.Null, null);

        var tally = await new SimulatedQuarter(ledger.Ledger, seed).Load(progress, default);

        await ledger.Ledger.WaitForReadModels(tally.Position, _ => { }, default);
        Assert.InRange(tally.Commands["handOffLead"], 900, 1600);
        Assert.InRange(long.Parse((await ledger.Query("select count(*) from bi_v1.review_queue"))[0], null), 1, 40);
    }

    [Fact]
    public async Task One_that_was_cut_off_is_finished_as_it_was_begun()
    {
        var clock = new MovableClock();
        var progress = new ImportProgress(TextWriter.Null, null);
        await using var cutOff = await ImportLedger.Open(clock);
        await using var whole = await ImportLedger.Open(clock);
        using var cancel = new CancellationTokenSource();

        var running = new SimulatedQuarter(cutOff.Ledger, 1).Load(progress, cancel.Token);
        while ((await cutOff.Events()).All < 100 && !running.IsCompleted)
            await Task.Yield();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        var before = await cutOff.Events();
        var first = new SimulatedQuarter(whole.Ledger, 1);
        clock.Advance(TimeSpan.FromHours(5));
        var again = new SimulatedQuarter(cutOff.Ledger, 1);
        Assert.True((await again.Load(progress, default)).ChangedAnything);

        clock.Advance(again.EndsAt - clock.GetUtcNow());
        await first.Load(progress, default);
        Assert.InRange(before.All, 100, (await cutOff.Events()).All - 1);
        Assert.Equal(await whole.Events(), await cutOff.Events());
    }
}
