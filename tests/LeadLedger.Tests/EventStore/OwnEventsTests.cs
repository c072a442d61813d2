using LeadLedger.EventStore;
using LeadLedger.EventStore.Appending;
using LeadLedger.EventStore.Reading;
using LeadLedger.Tests.Fixtures;

namespace LeadLedger.Tests.EventStore;

/// <summary>
/// Who reads on is told what the same process has appended without the database being asked, and never anything else
/// than the database would say, in the same order.
/// </summary>
public sealed class OwnEventsTests(PostgresFixture fixture) : IClassFixture<PostgresFixture>, IAsyncDisposable
{
    // As it was sent; out of the database it comes with a blank behind the colon.
    private const string AsSent = """{"n":1}""";

    private static readonly LedgerPlace Here = new(DateTime.UnixEpoch, 1, 1);

    private readonly PostgresEventStore _store = new(fixture.Service);
    private readonly PostgresEventStore _other = new(fixture.Service);

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        await _other.DisposeAsync();
    }

    [Fact]
    public async Task Who_reads_on_is_told_what_was_appended_here_as_the_database_has_it()
    {
        var end = await ReadToTheEnd();
        var stream = Guid.NewGuid();
        await _store.Append(Sample.Append(stream, 0, events: 2));
        await _store.Append(Sample.Append(stream, 2));

        var page = await _store.ReadOnToProject(end, 10);

        Assert.All(page.Events, e => Assert.Equal(AsSent, Sample.Json(e)));
        var stored = (await _store.ReadFeedToProject(end, 10)).Events;
        Assert.Equal(3, stored.Count);
        Assert.Equal(
            stored.Select(e => (e.Id, e.StreamId, e.Version, e.Position, e.Type, e.RecordedAt)),
            page.Events.Select(e => (e.Id, e.StreamId, e.Version, e.Position, e.Type, e.RecordedAt)));
        Assert.Equal((stored[^1].Position, stored[^1].Position), (page.NextPosition, page.HighWaterMark));
    }

    [Fact]
    public async Task A_page_is_no_longer_than_asked_for_and_says_that_there_is_more()
    {
        var end = await ReadToTheEnd();
        await _store.Append(Sample.Append(Guid.NewGuid(), 0, events: 3));

        var first = await _store.ReadOnToProject(end, 2);
        var second = await _store.ReadOnToProject(first.NextPosition, 2);

        Assert.Equal((2, 1), (first.Events.Count, second.Events.Count));
        Assert.True(first.NextPosition < first.HighWaterMark);
        Assert.Equal(second.NextPosition, second.HighWaterMark);
    }

    [Fact]
    public async Task A_position_that_somebody_else_may_still_fill_isnt_stepped_over()
    {
        var end = await ReadToTheEnd();
        await using var slow = await OpenWriter.Begin(fixture.Service);
        var slowPosition = await slow.Write();
        var fast = await AppendOne(_store);
        Assert.Equal((end + 1, end + 2), (slowPosition, fast));

        Assert.Empty((await _store.ReadOnToProject(end, 10)).Events);
        await slow.Transaction.CommitAsync();

        var page = await _store.ReadOnToProject(end, 10);
        Assert.Equal([slowPosition, fast], page.Events.Select(e => e.Position));
    }

    [Fact]
    public async Task A_position_that_was_given_up_is_stepped_over()
    {
        var end = await ReadToTheEnd();
        await using (var slow = await OpenWriter.Begin(fixture.Service))
            await slow.Write();
        var fast = await AppendOne(_store);

        Assert.Equal([fast], (await _store.ReadOnToProject(end, 10)).Events.Select(e => e.Position));
    }

    [Fact]
    public async Task What_others_append_in_between_comes_in_its_place()
    {
        var end = await ReadToTheEnd();
        long[] positions = [await AppendOne(_store), await AppendOne(_other), await AppendOne(_store)];

        var told = new List<RecordedEvent>();
        while (told.Count < positions.Length)
        {
            var page = await _store.ReadOnToProject(end, 10);
            Assert.NotEmpty(page.Events);
            told.AddRange(page.Events);
            end = page.NextPosition;
        }

        Assert.Equal(positions, told.Select(e => e.Position));
        Assert.Equal(AsSent, Sample.Json(told[0]));
        Assert.NotEqual(AsSent, Sample.Json(told[1]));
    }

    [Fact]
    public async Task What_was_refused_isnt_told()
    {
        var end = await ReadToTheEnd();
        var stream = Guid.NewGuid();
        await _store.Append(Sample.Append(stream, 0));
        var results = await Task.WhenAll(
            _store.Append(Sample.Append(stream, 0)),
            _store.Append(Sample.Append(stream, 7)),
            _store.Append(Sample.Append(Guid.NewGuid(), 0)));
        Assert.Equal(2, results.Count(it => it is AppendResult.VersionConflict));

        var told = new List<long>();
        for (var page = await _store.ReadOnToProject(end, 10); page.Events.Count > 0;
             page = await _store.ReadOnToProject(page.NextPosition, 10))
        {
            told.AddRange(page.Events.Select(e => e.Position));
        }

        Assert.Equal((await _other.ReadFeed(end, 10)).Events.Select(e => e.Position), told);
        Assert.Equal(2, told.Count);
    }

    [Fact]
    public async Task Who_falls_far_behind_is_told_by_the_database()
    {
        await using var store = new PostgresEventStore(
            fixture.Service, new EventStoreOptions { BytesPerFeedPage = 3 * AsSent.Length });
        var end = (await Sample.Feed(store)).LastOrDefault()?.Position ?? 0;
        await store.ReadFeedToProject(end, 10);
        await AppendOne(store, events: 4);

        Assert.All((await store.ReadOnToProject(end, 10)).Events, e => Assert.NotEqual(AsSent, Sample.Json(e)));
    }

    [Fact]
    public async Task Of_a_ledger_that_another_has_taken_the_place_of_nothing_is_told()
    {
        var server = await TestServer.Get();
        await using var here = await server.MakeMigrated();
        await using var there = await server.MakeMigrated();
        await using var store = new PostgresEventStore(here.Service);
        await using (var elsewhere = new PostgresEventStore(there.Service))
        {
            for (var i = 0; i < 3; i++)
                await elsewhere.Append(Sample.Append(Guid.NewGuid(), 0));
        }
        await store.Append(Sample.Append(Guid.NewGuid(), 0));
        Assert.Equal(1, (await store.ReadFeedToProject(0, 10)).NextPosition);
        await store.Append(Sample.Append(Guid.NewGuid(), 0));

        await Swap(here, there);
        // Not to its end, so that nobody follows the ledger that is here now.
        var first = await store.ReadFeedToProject(0, 1);
        var second = await store.ReadOnToProject(first.NextPosition, 1);

        Assert.Equal((1, 3), (first.NextPosition, first.HighWaterMark));
        await using var stored = new PostgresEventStore(here.Service);
        Assert.Equal((await stored.ReadFeed(1, 1)).Events.Single().Id, second.Events.Single().Id);
    }

    /// <summary>Each of the two is at the other's address afterwards, and all connections are cut.</summary>
    private async Task Swap(TestDatabase one, TestDatabase other)
    {
        var between = $"{one.Name}_between";
        foreach (var (from, to) in new[] { (one.Name, between), (other.Name, one.Name), (between, other.Name) })
        {
            await Sample.Execute(fixture.Admin, $"""alter database "{from}" allow_connections false""");
            await Sample.Execute(
                fixture.Admin,
                $"select pg_terminate_backend(pid, 10000) from pg_stat_activity where datname = '{from}'");
            await Sample.Execute(fixture.Admin, $"""alter database "{from}" rename to "{to}" """);
            await Sample.Execute(fixture.Admin, $"""alter database "{to}" allow_connections true""");
        }
    }

    [Fact]
    public async Task What_is_imported_is_known_as_such_and_only_that_has_its_metadata()
    {
        var end = await ReadToTheEnd();
        var imported = Sample.Event();
        imported = imported with { Metadata = imported.Metadata with { Imported = true } };
        await _store.Append(Sample.Append(Guid.NewGuid(), 0, imported));
        await _store.Append(Sample.Append(Guid.NewGuid(), 0));

        var told = (await _store.ReadOnToProject(end, 10)).Events;

        Assert.Equal([true, false], told.Select(e => e.IsImported));
        Assert.Equal(imported.Metadata, told[0].Metadata);
        Assert.Throws<InvalidOperationException>(() => told[1].Metadata);
    }

    [Fact]
    public void Nothing_of_another_server_is_told_and_nothing_before_somebody_follows()
    {
        var own = new OwnEvents(mostBytes: 1_000);
        own.Add(Here, [Placed(5)]);
        own.Follow(Here, 4);
        own.Add(Here with { Database = 2 }, [Placed(5)]);
        Assert.Empty(own.Take(4, 10, out _));

        own.Add(Here, [Placed(5)]);
        own.Add(Here, [Placed(6)]);
        own.Follow(Here, 5);
        Assert.Equal([6], own.Take(5, 10, out _).Select(e => e.Position));

        own.Add(Here, [Placed(7)]);
        own.Follow(Here with { Database = 2 }, 6);
        Assert.Empty(own.Take(6, 10, out _));
    }

    [Fact]
    public void Nothing_is_told_of_a_statement_that_failed_nor_of_what_was_forgotten()
    {
        var own = new OwnEvents(mostBytes: 1_000);
        own.Follow(Here, 4);
        var displaced = Placed(5);
        displaced.Displace();
        own.Add(Here, [displaced]);
        Assert.Empty(own.Take(4, 10, out _));

        own.Add(Here, [Placed(5)]);
        own.Forget();
        own.Add(Here, [Placed(6)]);
        own.Follow(Here, 4);
        Assert.Empty(own.Take(4, 10, out _));
        Assert.Empty(own.Take(5, 10, out _));
    }

    private static PendingAppend Placed(long position)
    {
        var pending = AppendCheck.Check(Sample.Append(Guid.NewGuid(), 0));
        pending.Place(position, Sample.OccurredAt);
        return pending;
    }

    private async Task<long> ReadToTheEnd()
    {
        var page = await _store.ReadFeedToProject(await _store.ReadHighWaterMark(), 10);
        Assert.Empty(page.Events);
        return page.NextPosition;
    }

    private static async Task<long> AppendOne(PostgresEventStore store, int events = 1) =>
        Assert.IsType<AppendResult.Appended>(
            await store.Append(Sample.Append(Guid.NewGuid(), 0, events))).Position;
}
