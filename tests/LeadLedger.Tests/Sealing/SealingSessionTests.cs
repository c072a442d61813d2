using LeadLedger.EventStore.Sealing;
using LeadLedger.Tests.EventStore;

namespace LeadLedger.Tests.Sealing;

/// <summary>How the seal is moved forward in the database, over the service's own connection.</summary>
public sealed class SealingSessionTests
{
    [Fact]
    public async Task What_is_sealed_in_steps_is_the_tree_of_the_definition_over_all_events()
    {
        await using var ledger = await SealingLedger.Make();
        var session = await ledger.Begin();
        foreach (var events in (int[])[1, 1, 3, 250, 2, 600, 17])
        {
            await ledger.Append(events);
            while (await ledger.SealUpToMark(session, most: 100) == 100)
            {
            }
        }

        await ledger.Check();
    }

    [Fact]
    public async Task A_session_goes_on_where_the_one_before_it_ended_and_seals_nothing_twice()
    {
        await using var ledger = await SealingLedger.Make();
        foreach (var events in (int[])[300, 5, 256, 1])
        {
            await ledger.Append(events);
            Assert.Equal(events, await ledger.SealUpToMark(await ledger.Begin()));
            Assert.Equal(0, await ledger.SealUpToMark(await ledger.Begin()));
        }

        await ledger.Check();
        Assert.Equal(4, await ledger.Count("seal.checkpoint"));
    }

    [Fact]
    public async Task Where_a_position_was_rolled_back_the_next_event_has_the_next_index()
    {
        await using var ledger = await SealingLedger.Make();
        var session = await ledger.Begin();
        await ledger.Append(2);
        Assert.Equal(2, await ledger.SealUpToMark(session));
        await using (var open = await OpenWriter.Begin(ledger.Postgres.Service))
        {
            await open.Write();
            await ledger.Append(2);

            // Neither the open one nor what comes after it is settled.
            Assert.Equal(0, await ledger.SealUpToMark(session));
            await open.Transaction.RollbackAsync();
        }
        Assert.Equal(2, await ledger.SealUpToMark(session));

        var plain = await PlainSeal.Of(ledger.Postgres.Service);
        Assert.Equal([1, 2, 4, 5], plain.Positions);
        await plain.Check(ledger.Postgres.Service, ledger.Key.Public);
    }

    [Fact]
    public async Task An_event_that_is_committed_later_than_those_behind_it_is_sealed_at_its_place()
    {
        await using var ledger = await SealingLedger.Make();
        var session = await ledger.Begin();
        await using (var open = await OpenWriter.Begin(ledger.Postgres.Service))
        {
            await open.Write();
            await ledger.Append(3);
            Assert.Equal(0, await ledger.SealUpToMark(session));
            await open.Transaction.CommitAsync();
        }

        Assert.Equal(4, await ledger.SealUpToMark(session));
        await ledger.Check();
    }

    [Fact]
    public async Task Events_of_a_foreign_writer_and_archived_ones_are_sealed_like_all_others()
    {
        await using var ledger = await SealingLedger.Make();
        var stream = Guid.NewGuid();
        Assert.True(await ForeignWriter.Append(ledger.Postgres.Service, stream, 0));
        await ledger.Append(1);
        Assert.True(await ForeignWriter.Append(ledger.Postgres.Service, stream, 1, """{"x": 1}"""));
        var session = await ledger.Begin();
        Assert.Equal(3, await ledger.SealUpToMark(session));

        await Sample.Execute(ledger.Postgres.Admin, "update ledger.mt_events set is_archived = true where version = 1");
        await ledger.Append(1);
        await Sample.Execute(ledger.Postgres.Admin, "update ledger.mt_events set is_archived = true");
        Assert.Equal(1, await ledger.SealUpToMark(session));

        await ledger.Check();
    }

    [Fact]
    public async Task A_kept_tree_that_isnt_the_signed_one_isnt_gone_on_with()
    {
        await using var ledger = await SealingLedger.Make();
        await ledger.Append(300);
        await ledger.SealUpToMark(await ledger.Begin());

        const string flip =
            """
            update seal.tile set hashes = set_byte(hashes, 7, get_byte(hashes, 7) # 1) where level = 0 and number = 1
            """;
        await Sample.Execute(ledger.Postgres.Admin, flip);
        await Assert.ThrowsAsync<SealBrokenException>(ledger.Begin);
        await Sample.Execute(ledger.Postgres.Admin, flip);
        await ledger.Begin();
        await Sample.Execute(ledger.Postgres.Admin, "delete from seal.tile where level = 1");
        await Assert.ThrowsAsync<SealBrokenException>(ledger.Begin);
    }

    [Fact]
    public async Task A_clock_that_was_set_back_makes_no_checkpoint_older_than_the_one_before_it()
    {
        await using var ledger = await SealingLedger.Make();
        var session = await ledger.Begin();
        await ledger.Append(1);
        await session.Seal(await ledger.Store.ReadHighWaterMark(), 10, SealingLedger.Now);
        await ledger.Append(1);
        await session.Seal(await ledger.Store.ReadHighWaterMark(), 10, SealingLedger.Now.AddHours(-1));

        Assert.Equal(SealingLedger.Now, session.Latest!.Checkpoint.MadeAt);
    }

    [Fact]
    public async Task Proofs_from_the_kept_tree_are_those_of_the_definition()
    {
        await using var ledger = await SealingLedger.Make();
        var session = await ledger.Begin();
        var random = new Random(4711);
        for (var i = 0; i < 12; i++)
        {
            await ledger.Append(random.Next(1, 120));
            await ledger.SealUpToMark(session);
        }
        var plain = await PlainSeal.Of(ledger.Postgres.Service);
        var leaves = plain.Leaves.ToArray();
        await using var connection = await ledger.Postgres.Service.OpenConnectionAsync();
        var tree = new SealedTree(connection);
        for (var i = 0; i < 60; i++)
        {
            var size = random.Next(1, leaves.Length + 1);
            var (index, from) = (random.Next(size), random.Next(1, size + 1));

            var path = await tree.Hashes(MerkleTree.InclusionPath(index, size));
            var proof = await tree.Hashes(MerkleTree.ConsistencyProof(from, size));

            Assert.Equal(Rfc9162.Path(index, leaves.AsSpan(0, size)).Select(hash => new TreeHash(hash)), path);
            Assert.Equal(Rfc9162.Proof(from, leaves.AsSpan(0, size)).Select(hash => new TreeHash(hash)), proof);
            Assert.True(MerkleTree.IsIncluded(TreeHash.OfLeaf(leaves[index]), index, size, path, plain.Root(size)));
            Assert.True(MerkleTree.IsConsistent(from, plain.Root(from), size, plain.Root(size), proof));
        }
    }
}
