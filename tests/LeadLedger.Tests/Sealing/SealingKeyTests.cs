using LeadLedger.EventStore.Sealing;

namespace LeadLedger.Tests.Sealing;

/// <summary>Which key signs, and who vouches for it.</summary>
public sealed class SealingKeyTests
{
    [Fact]
    public async Task A_key_that_takes_over_is_vouched_for_by_the_one_before_it()
    {
        await using var ledger = await SealingLedger.Make();
        using var next = SealKey.Import("s2", SealKey.Make());
        await ledger.Append(1);
        await ledger.SealUpToMark(await ledger.Begin());
        await ledger.Append(1);
        var rotated = await ledger.Begin(new SealKeys([ledger.Key, next], "s2"));
        await ledger.SealUpToMark(rotated);
        var handedOver = rotated.Latest!;
        await ledger.Append(1);
        await ledger.SealUpToMark(rotated);

        Assert.True(handedOver.IsSignedBy(ledger.Key.Public) && handedOver.IsSignedBy(next.Public));
        Assert.False(rotated.Latest!.IsSignedBy(ledger.Key.Public));
        Assert.True(rotated.Latest!.IsSignedBy(next.Public));
        await using var connection = await ledger.Postgres.Service.OpenConnectionAsync();
        Assert.Equal(
            [("s1", 1), ("s2", 2)],
            (await new SealedTree(connection).Keys()).Select(key => (key.Key.Id, key.FirstTreeSize)));
        await ledger.Check(next.Public);
    }

    [Fact]
    public async Task Another_key_under_an_old_keys_name_is_refused()
    {
        await using var ledger = await SealingLedger.Make();
        await ledger.Append(1);
        await ledger.SealUpToMark(await ledger.Begin());
        using var impostor = SealKey.Import("s1", SealKey.Make());

        await Assert.ThrowsAsync<SealBrokenException>(() => ledger.Begin(new SealKeys([impostor], "s1")));
    }

    [Fact]
    public async Task Where_the_key_before_is_gone_the_next_one_signs_alone()
    {
        await using var ledger = await SealingLedger.Make();
        using var next = SealKey.Import("s2", SealKey.Make());
        await ledger.Append(1);
        await ledger.SealUpToMark(await ledger.Begin());
        await ledger.Append(1);
        var rotated = await ledger.Begin(new SealKeys([next], "s2"));
        await ledger.SealUpToMark(rotated);

        Assert.Equal(["s2"], rotated.Latest!.Signatures.Select(signature => signature.KeyId));
    }
}
