using LeadLedger.EventStore;
using LeadLedger.EventStore.Sealing;
using LeadLedger.EventStore.Verifying;
using LeadLedger.Tests.EventStore;

namespace LeadLedger.Tests.Verifying;

/// <summary>The same by somebody who also changes the tree and its checkpoints, with and without the key.</summary>
public sealed class TamperedSealTests(SealedLedger ledger) : IClassFixture<SealedLedger>
{
    private const int Changed = 456;

    [Fact]
    public async Task An_event_changed_with_its_leaf_is_bounded_by_what_the_upper_tiles_still_say()
    {
        await using var copy = await ledger.Copy();
        var position = await Change(copy);
        await copy.ChangeLeaf(position);
        var found = await copy.Finds();
        Assert.Equal(FindingKind.Changed, found.Kind);
        Assert.Null(found.Position);
        Assert.Equal((await copy.Position(400), await copy.Position(500)), (found.After, found.Until));
        Assert.True(found.After < position && position <= found.Until);
    }

    [Fact]
    public async Task An_event_changed_with_the_whole_tree_lies_between_two_checkpoints()
    {
        await using var copy = await ledger.Copy();
        var position = await Change(copy);
        // The tree and its positions of the forger, under the checkpoints as they were signed.
        await copy.Do("create table public.true_checkpoint as select * from seal.checkpoint");
        await copy.Do("create table public.true_key as select * from seal.key");
        await copy.SealAnew(ledger.Stranger);
        await copy.Do("delete from seal.checkpoint; insert into seal.checkpoint select * from public.true_checkpoint");
        await copy.Do("delete from seal.key; insert into seal.key select * from public.true_key");
        var found = await copy.Finds();
        Assert.Equal(FindingKind.Changed, found.Kind);
        Assert.Equal((await copy.Position(400), await copy.Position(500)), (found.After, found.Until));
        Assert.InRange(position, found.After!.Value + 1, found.Until!.Value);
    }

    [Fact]
    public async Task Everything_rewritten_and_signed_with_another_key_is_found_by_the_key_or_by_the_anchor()
    {
        await using var copy = await ledger.Copy();
        await Change(copy);
        await copy.SealAnew(ledger.Stranger);

        // Nothing within the database can tell.
        var alone = await copy.Verify();
        Assert.Empty(alone.Findings);
        Assert.Equal(KeyTrust.SelfAsserted, Assert.Single(alone.Keys).Standing);

        var byKey = await copy.Verify(withAnchor: false, ledger.Key.Public);
        Assert.All(byKey.Findings, it => Assert.Equal(FindingKind.KeyUnknown, it.Kind));
        Assert.True(byKey.IsAltered);
        var byAnchor = (await copy.Verify(withAnchor: true)).Findings;
        Assert.Contains(byAnchor, it => it.Kind == FindingKind.KeyUnknown);
        Assert.Contains(byAnchor, it => it.Kind == FindingKind.Changed && it.Until >= it.After);
    }

    [Fact]
    public async Task Everything_rewritten_and_signed_with_the_right_key_is_found_by_the_anchor_alone()
    {
        await using var copy = await ledger.Copy();
        var position = await Change(copy);
        await copy.SealAnew(ledger.Key);

        Assert.Empty((await copy.Verify(withAnchor: false, ledger.Key.Public)).Findings);
        var found = await copy.Finds(withAnchor: true, ledger.Key.Public);
        Assert.Equal(FindingKind.Changed, found.Kind);
        Assert.InRange(position, found.After!.Value + 1, found.Until!.Value);
        Assert.Contains("signed anew with its key", found.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_leaf_changed_under_a_true_event_is_the_trees_fault_not_the_events()
    {
        await using var copy = await ledger.Copy();
        var position = await copy.Position(Changed);
        var data = await copy.Ask<string>("select data::text from ledger.mt_events where seq_id = $1", position);
        await Change(copy);
        await copy.ChangeLeaf(position);
        await copy.Do("update ledger.mt_events set data = $2::jsonb where seq_id = $1", position, data);
        var found = await copy.Finds();
        Assert.Equal((FindingKind.TreeBroken, position), (found.Kind, found.Position));
    }

    [Theory]
    [InlineData("delete from seal.tile where level = 0 and number = 2")]
    [InlineData("delete from seal.tile where level = 0 and number = 3")]
    [InlineData("update seal.tile set positions = overlay(positions placing '\\xff' from 8) where number = 1")]
    [InlineData("update seal.tile set hashes = overlay(hashes placing '\\x00ff' from 33) where level = 1")]
    [InlineData("delete from seal.tile where level = 1")]
    public async Task A_damaged_tree_is_told_apart_from_damaged_events(string damage)
    {
        await using var copy = await ledger.Copy();
        await copy.Do(damage);
        var found = (await copy.Verify()).Findings;
        Assert.NotEmpty(found);
        Assert.All(found, it => Assert.Equal(FindingKind.TreeBroken, it.Kind));
    }

    [Theory]
    [InlineData("update seal.checkpoint set root = sha256('x') where tree_size = 500", FindingKind.CheckpointBroken)]
    [InlineData(
        "update seal.checkpoint set made_at = made_at - interval '1 day' where tree_size = 500",
        FindingKind.CheckpointBroken)]
    [InlineData(
        "update seal.checkpoint set note = overlay(note placing 'X' from 60) where tree_size = 500",
        FindingKind.CheckpointBroken)]
    [InlineData("delete from seal.checkpoint where tree_size = 500", FindingKind.CheckpointBroken)]
    [InlineData("update seal.key set public_key = 'x'", FindingKind.KeyUnknown)]
    [InlineData("delete from seal.key", FindingKind.KeyUnknown)]
    public async Task A_broken_checkpoint_is_found(string damage, FindingKind kind)
    {
        await using var copy = await ledger.Copy();
        await copy.Do(damage);
        var found = (await copy.Verify()).Findings;
        Assert.NotEmpty(found);
        Assert.All(found, it => Assert.Equal(kind, it.Kind));
    }

    [Fact]
    public async Task The_newest_checkpoint_taken_away_with_its_leaves_is_found_by_the_anchor()
    {
        await using var copy = await ledger.Copy();
        await copy.Do("delete from seal.checkpoint where tree_size > 700");
        await copy.Do("delete from seal.tile where level = 0 and number > 2");
        var found = (await copy.Verify(withAnchor: true)).Findings;
        Assert.Contains(found, it => it.Kind == FindingKind.CheckpointBroken);
        Assert.DoesNotContain(
            found, it => it.Kind is FindingKind.Changed or FindingKind.Deleted or FindingKind.TailCutOff);
    }

    [Fact]
    public async Task A_key_that_took_over_is_vouched_for_by_the_one_before_it_and_a_stranger_is_not()
    {
        using var second = SealKey.Import("s2", SealKey.Make());
        await using var copy = await ledger.Copy();
        await using (var store = new PostgresEventStore(copy.Admin))
            await store.Append(Sample.Append(ledger.Ids[0], SealedLedger.VersionsEach, Sample.Event("lead_noted")));
        await ledger.Seal(copy.Admin, [second, ledger.Key]);

        Assert.Empty((await copy.Verify(withAnchor: false, ledger.Key.Public)).Findings);
        var byNewest = await copy.Verify(withAnchor: true, second.Public);
        Assert.Empty(byNewest.Findings);
        Assert.Equal([KeyTrust.Given, KeyTrust.Vouched], byNewest.Keys.Select(key => key.Standing));
        Assert.True((await copy.Verify(withAnchor: false, ledger.Stranger.Public)).IsAltered);
    }

    [Fact]
    public async Task A_table_that_shows_what_somebody_wants_to_be_seen_is_not_verified()
    {
        await using var copy = await ledger.Copy();
        await copy.Do("alter table ledger.mt_events rename to the_true_one; "
            + "create view ledger.mt_events as select * from ledger.the_true_one");
        await Assert.ThrowsAsync<CannotVerifyException>(() => copy.Verify());
    }

    [Fact]
    public async Task Where_nothing_was_ever_sealed_nothing_can_be_said()
    {
        await using var copy = await ledger.Copy();
        await copy.Do("truncate seal.tile, seal.checkpoint, seal.key");
        await Assert.ThrowsAsync<CannotVerifyException>(() => copy.Verify());
        Assert.True((await copy.Verify(withAnchor: true)).IsAltered);
    }

    private static async Task<long> Change(TamperedLedger copy)
    {
        var position = await copy.Position(Changed);
        await copy.Do("""update ledger.mt_events set data = '{"n": 99}' where seq_id = $1""", position);
        return position;
    }
}
