using LeadLedger.EventStore;
using LeadLedger.Tests.Fixtures;

namespace LeadLedger.Tests.EventStore;

/// <summary>A stream's key goes with the append that says so, or not at all.</summary>
public sealed class ErasedKeyTests(PostgresFixture fixture) : IClassFixture<PostgresFixture>
{
    private static readonly WrappedKey Key = new("m1", [1, 2, 3]);

    [Fact]
    public async Task The_key_goes_with_the_event_and_the_stream_is_kept_in_mind()
    {
        await using var store = new PostgresEventStore(fixture.Service);
        var stream = await Begin(store);

        Assert.IsType<AppendResult.Appended>(await store.Append(Sample.Append(stream, 1) with { ErasesKey = true }));

        Assert.Null((await store.ReadStream(stream)).Key);
        Assert.Contains(stream, await new KeyVault(fixture.Service).ReadErased());
    }

    [Fact]
    public async Task What_isnt_appended_takes_no_key_along()
    {
        await using var store = new PostgresEventStore(fixture.Service);
        var (stream, guarded) = (await Begin(store), await Begin(store));

        Assert.IsType<AppendResult.VersionConflict>(
            await store.Append(Sample.Append(stream, 7) with { ErasesKey = true }));
        Assert.IsType<AppendResult.GuardFailed>(await store.Append(
            Sample.Append(stream, 1) with { ErasesKey = true, Guards = [new StreamGuard(guarded, 9)] }));

        Assert.NotNull((await store.ReadStream(stream)).Key);
        Assert.DoesNotContain(stream, await new KeyVault(fixture.Service).ReadErased());
    }

    /// <summary>Many at once share a statement; each key goes by its own append.</summary>
    [Fact]
    public async Task In_a_group_exactly_those_keys_go_whose_appends_went_through()
    {
        await using var store = new PostgresEventStore(fixture.Service);
        var streams = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => Begin(store)));

        var results = await Task.WhenAll(streams.Select((stream, i) => store.Append(
            Sample.Append(stream, i % 3 == 2 ? 5 : 1) with { ErasesKey = i % 3 > 0 })));

        for (var i = 0; i < streams.Length; i++)
        {
            Assert.Equal(i % 3 != 2, results[i] is AppendResult.Appended);
            Assert.Equal(i % 3 == 1, (await store.ReadStream(streams[i])).Key is null);
        }
    }

    [Fact]
    public async Task A_key_that_came_back_is_destroyed_again_and_no_other()
    {
        await using var store = new PostgresEventStore(fixture.Service);
        var (erased, other) = (await Begin(store), await Begin(store));
        await store.Append(Sample.Append(erased, 1) with { ErasesKey = true });
        await Sample.Execute(
            fixture.Service, $"insert into vault.stream_key values ('{erased}', 'm1', '\\x01', now())");
        var vault = new KeyVault(fixture.Service);

        Assert.Equal(1, await vault.DestroyErased());
        Assert.Equal(0, await vault.DestroyErased());
        Assert.Null((await store.ReadStream(erased)).Key);
        Assert.NotNull((await store.ReadStream(other)).Key);
    }

    private static async Task<Guid> Begin(PostgresEventStore store)
    {
        var stream = Guid.NewGuid();
        await store.Append(Sample.Append(stream, 0) with { WrappedKey = Key });
        return stream;
    }
}
