using LeadLedger.EventStore.Sealing;

namespace LeadLedger.Tests.Sealing;

/// <summary>Of several that seal the same ledger one gets on, and the others leave nothing.</summary>
public sealed class SealingRaceTests
{
    [Fact]
    public async Task Of_two_that_go_on_from_the_same_checkpoint_one_fails_and_leaves_nothing()
    {
        await using var ledger = await SealingLedger.Make();
        await ledger.Append(10);
        await ledger.SealUpToMark(await ledger.Begin());
        var (first, second) = (await ledger.Begin(), await ledger.Begin());
        await ledger.Append(300);

        Assert.Equal(300, await ledger.SealUpToMark(first));
        await ledger.Append(7);
        await Assert.ThrowsAsync<SomebodyElseSealsException>(() => ledger.SealUpToMark(second));

        Assert.Equal(7, await ledger.SealUpToMark(await ledger.Begin()));
        await ledger.Check();
    }

    [Fact]
    public async Task Two_that_seal_at_the_same_moment_make_one_tree()
    {
        await using var ledger = await SealingLedger.Make();
        for (var round = 0; round < 20; round++)
        {
            await ledger.Append(9);
            var sessions = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => ledger.Begin()));
            var mark = await ledger.Store.ReadHighWaterMark();
            var ended = await Task.WhenAll(sessions.Select(session => Task.Run(() => Attempt(session, mark))));

            Assert.Equal([9, null, null], ended.OrderByDescending(events => events ?? 0));
        }

        await ledger.Check();
    }

    /// <returns>Null where another was faster.</returns>
    private static async Task<int?> Attempt(SealingSession session, long mark)
    {
        try
        {
            return await session.Seal(mark, 1000, SealingLedger.Now);
        }
        catch (SomebodyElseSealsException)
        {
            return null;
        }
    }
}
