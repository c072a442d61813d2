using LeadLedger.EventStore;
using LeadLedger.EventStore.Sealing;
using LeadLedger.Tests.EventStore;
using LeadLedger.Tests.Fixtures;
using Npgsql;

namespace LeadLedger.Tests.Sealing;

/// <summary>How the seal is moved forward in the database, over the service's own connection.</summary>
public sealed class SealingSessionTests : IAsyncLifetime, IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 30, 0, TimeSpan.Zero);

    private readonly PostgresFixture _postgres = new();
    private readonly SealKey _key = SealKey.Import("s1", SealKey.Make());
    private readonly List<NpgsqlConnection> _connections = [];
    private PostgresEventStore _store = null!;

    public async Task InitializeAsync()
    {
        await _postgres.InitializeAsync();
        _store = new PostgresEventStore(_postgres.Service);
    }

    public async Task DisposeAsync()
    {
        foreach (var connection in _connections)
            await connection.DisposeAsync();
        await _store.DisposeAsync();
        await _postgres.DisposeAsync();
    }

    public void Dispose() => _key.Dispose();

    [Fact]
    public async Task What_is_sealed_in_steps_is_the_tree_of_the_definition_over_all_events()
    {
        var session = await Begin();
        foreach (var events in (int[])[1, 1, 3, 250, 2, 600, 17])
        {
            await Append(events);
            while (await SealUpToMark(session, most: 100) == 100)
            {
            }
        }

        await (await PlainSeal.Of(_postgres.Service)).Check(_postgres.Service, _key.Public);
    }

    [Fact]
    public async Task A_session_goes_on_where_the_one_before_it_ended_and_seals_nothing_twice()
    {
        foreach (var events in (int[])[300, 5, 256, 1])
        {
            await Append(events);
            Assert.Equal(events, await SealUpToMark(await Begin()));
            Assert.Equal(0, await SealUpToMark(await Begin()));
        }

        await (await PlainSeal.Of(_postgres.Service)).Check(_postgres.Service, _key.Public);
        Assert.Equal(4, await Count("seal.checkpoint"));
    }

    [Fact]
    public async Task Where_a_position_was_rolled_back_the_next_event_has_the_next_index()
    {
        var session = await Begin();
        await Append(2);
        Assert.Equal(2, await SealUpToMark(session));
        await using (var open = await OpenWriter.Begin(_postgres.Service))
        {
            await open.Write();
            await Append(2);

            // Neither the open one nor what comes after it is settled.
            Assert.Equal(0, await SealUpToMark(session));
            await open.Transaction.RollbackAsync();
        }
        Assert.Equal(2, await SealUpToMark(session));

        var plain = await PlainSeal.Of(_postgres.Service);
        Assert.Equal([1, 2, 4, 5], plain.Positions);
        await plain.Check(_postgres.Service, _key.Public);
    }

    [Fact]
    public async Task An_event_that_is_committed_later_than_those_behind_it_is_sealed_at_its_place()
    {
        var session = await Begin();
        await using (var open = await OpenWriter.Begin(_postgres.Service))
        {
            await open.Write();
            await Append(3);
            Assert.Equal(0, await SealUpToMark(session));
            await open.Transaction.CommitAsync();
        }

        Assert.Equal(4, await SealUpToMark(session));
        await (await PlainSeal.Of(_postgres.Service)).Check(_postgres.Service, _key.Public);
    }

    [Fact]
    public async Task Events_of_a_foreign_writer_and_archived_ones_are_sealed_like_all_others()
    {
        var stream = Guid.NewGuid();
        Assert.True(await ForeignWriter.Append(_postgres.Service, stream, 0));
        await Append(1);
        Assert.True(await ForeignWriter.Append(_postgres.Service, stream, 1, """{"x": 1}"""));
        var session = await Begin();
        Assert.Equal(3, await SealUpToMark(session));

        await Sample.Execute(_postgres.Admin, "update ledger.mt_events set is_archived = true where version = 1");
        await Append(1);
        await Sample.Execute(_postgres.Admin, "update ledger.mt_events set is_archived = true");
        Assert.Equal(1, await SealUpToMark(session));

        await (await PlainSeal.Of(_postgres.Service)).Check(_postgres.Service, _key.Public);
    }

    [Fact]
    public async Task Of_two_that_go_on_from_the_same_checkpoint_one_fails_and_leaves_nothing()
    {
        await Append(10);
        await SealUpToMark(await Begin());
        var (first, second) = (await Begin(), await Begin());
        await Append(300);

        Assert.Equal(300, await SealUpToMark(first));
        await Append(7);
        await Assert.ThrowsAsync<SomebodyElseSealsException>(() => SealUpToMark(second));

        Assert.Equal(7, await SealUpToMark(await Begin()));
        await (await PlainSeal.Of(_postgres.Service)).Check(_postgres.Service, _key.Public);
    }

    [Fact]
    public async Task Two_that_seal_at_the_same_moment_make_one_tree()
    {
        for (var round = 0; round < 20; round++)
        {
            await Append(9);
            var sessions = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Begin()));
            var mark = await _store.ReadHighWaterMark();
            var ended = await Task.WhenAll(sessions.Select(session => Task.Run(() => Attempt(session, mark))));

            Assert.Equal([9, null, null], ended.OrderByDescending(events => events ?? 0));
        }

        await (await PlainSeal.Of(_postgres.Service)).Check(_postgres.Service, _key.Public);
    }

    [Fact]
    public async Task A_kept_tree_that_isnt_the_signed_one_isnt_gone_on_with()
    {
        await Append(300);
        await SealUpToMark(await Begin());

        const string flip =
            """
            update seal.tile set hashes = set_byte(hashes, 7, get_byte(hashes, 7) # 1) where level = 0 and number = 1
            """;
        await Sample.Execute(_postgres.Admin, flip);
        await Assert.ThrowsAsync<SealBrokenException>(Begin);
        await Sample.Execute(_postgres.Admin, flip);
        await Begin();
        await Sample.Execute(_postgres.Admin, "delete from seal.tile where level = 1");
        await Assert.ThrowsAsync<SealBrokenException>(Begin);
    }

    [Fact]
    public async Task A_key_that_takes_over_is_vouched_for_by_the_one_before_it()
    {
        using var next = SealKey.Import("s2", SealKey.Make());
        await Append(1);
        await SealUpToMark(await Begin());
        await Append(1);
        var rotated = await Begin(new SealKeys([_key, next], "s2"));
        await SealUpToMark(rotated);
        var handedOver = rotated.Latest!;
        await Append(1);
        await SealUpToMark(rotated);

        Assert.True(handedOver.IsSignedBy(_key.Public) && handedOver.IsSignedBy(next.Public));
        Assert.False(rotated.Latest!.IsSignedBy(_key.Public));
        Assert.True(rotated.Latest!.IsSignedBy(next.Public));
        await using var connection = await _postgres.Service.OpenConnectionAsync();
        Assert.Equal(
            [("s1", 1), ("s2", 2)],
            (await new SealedTree(connection).Keys()).Select(key => (key.Key.Id, key.FirstTreeSize)));
        await (await PlainSeal.Of(_postgres.Service)).Check(_postgres.Service, _key.Public, next.Public);
    }

    [Fact]
    public async Task Another_key_under_an_old_keys_name_is_refused()
    {
        await Append(1);
        await SealUpToMark(await Begin());
        using var impostor = SealKey.Import("s1", SealKey.Make());

        await Assert.ThrowsAsync<SealBrokenException>(() => Begin(new SealKeys([impostor], "s1")));
    }

    [Fact]
    public async Task Where_the_key_before_is_gone_the_next_one_signs_alone()
    {
        using var next = SealKey.Import("s2", SealKey.Make());
        await Append(1);
        await SealUpToMark(await Begin());
        await Append(1);
        var rotated = await Begin(new SealKeys([next], "s2"));
        await SealUpToMark(rotated);

        Assert.Equal(["s2"], rotated.Latest!.Signatures.Select(signature => signature.KeyId));
    }

    [Fact]
    public async Task A_clock_that_was_set_back_makes_no_checkpoint_older_than_the_one_before_it()
    {
        var session = await Begin();
        await Append(1);
        await session.Seal(await _store.ReadHighWaterMark(), 10, Now);
        await Append(1);
        await session.Seal(await _store.ReadHighWaterMark(), 10, Now.AddHours(-1));

        Assert.Equal(Now, session.Latest!.Checkpoint.MadeAt);
    }

    [Fact]
    public async Task Proofs_from_the_kept_tree_are_those_of_the_definition()
    {
        var session = await Begin();
        var random = new Random(4711);
        for (var i = 0; i < 12; i++)
        {
            await Append(random.Next(1, 120));
            await SealUpToMark(session);
        }
        var plain = await PlainSeal.Of(_postgres.Service);
        var leaves = plain.Leaves.ToArray();
        await using var connection = await _postgres.Service.OpenConnectionAsync();
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

    /// <returns>Null where another was faster.</returns>
    private static async Task<int?> Attempt(SealingSession session, long mark)
    {
        try
        {
            return await session.Seal(mark, 1000, Now);
        }
        catch (SomebodyElseSealsException)
        {
            return null;
        }
    }

    private Task<SealingSession> Begin() => Begin(new SealKeys([_key], "s1"));

    private async Task<SealingSession> Begin(SealKeys keys)
    {
        var connection = await _postgres.Service.OpenConnectionAsync();
        _connections.Add(connection);
        return await SealingSession.Begin(connection, keys);
    }

    private async Task<int> SealUpToMark(SealingSession session, int most = 10_000) =>
        await session.Seal(await _store.ReadHighWaterMark(), most, Now);

    private async Task Append(int events)
    {
        for (var left = events; left > 0; left -= 50)
            await _store.Append(Sample.Append(Guid.NewGuid(), 0, Math.Min(left, 50)));
    }

    private Task<long> Count(string table) =>
        Sample.Scalar<long>(_postgres.Admin, $"select count(*) from {table}");
}
