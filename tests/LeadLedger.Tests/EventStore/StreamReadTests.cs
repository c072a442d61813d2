using LeadLedger.EventStore;
using LeadLedger.Tests.Fixtures;

namespace LeadLedger.Tests.EventStore;

public sealed class StreamReadTests(PostgresFixture fixture) : IClassFixture<PostgresFixture>, IAsyncDisposable
{
    private readonly PostgresEventStore _store = new(fixture.Service);

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task A_stream_that_is_not_there_is_empty_at_version_0()
    {
        var slice = await _store.ReadStream(Guid.NewGuid());

        Assert.Equal((0, 0, null), (slice.Version, slice.Events.Count, slice.Key));
    }

    [Fact]
    public async Task A_stream_is_read_up_to_a_version()
    {
        var stream = Guid.NewGuid();
        await _store.Append(Sample.Append(stream, 0, events: 5) with { WrappedKey = new WrappedKey("m", [9]) });

        var slice = await _store.ReadStream(stream, StreamBound.AtVersion(3));

        Assert.Equal((3, 3, "m"), (slice.Version, slice.Events.Count, slice.Key?.MasterKeyId));
    }

    [Fact]
    public async Task A_stream_is_read_as_it_was_known_at_a_time()
    {
        var stream = Guid.NewGuid();
        await _store.Append(Sample.Append(stream, 0, events: 2));
        var then = Assert.IsType<AppendResult.Appended>(await _store.Append(Sample.Append(stream, 2))).RecordedAt;
        var later = Assert.IsType<AppendResult.Appended>(await _store.Append(Sample.Append(stream, 3))).RecordedAt;
        Assert.NotEqual(then, later);

        Assert.Equal(3, (await _store.ReadStream(stream, StreamBound.AsKnownAt(then))).Version);
        Assert.Equal(4, (await _store.ReadStream(stream, StreamBound.AsKnownAt(later))).Version);
        Assert.Equal(0, (await _store.ReadStream(stream, StreamBound.AsKnownAt(then.AddDays(-1)))).Version);
    }

    [Fact]
    public async Task To_decide_a_stream_is_read_with_the_metadata_of_its_first_event_and_of_the_one_in_question()
    {
        var append = Sample.Append(Guid.NewGuid(), 0, events: 4) with { WrappedKey = new WrappedKey("m", [9]) };
        await _store.Append(append);

        var deciding = _store.ReadToDecide(append.StreamId, append.Events[2].Id);
        var whole = await _store.ReadStream(append.StreamId);

        var slice = await deciding;
        Assert.Equal((4, "m"), (slice.Version, slice.Key?.MasterKeyId));
        Assert.Equal(whole.Events.Select(e => (e.Id, e.Version, e.Position, e.Type, e.RecordedAt)),
            slice.Events.Select(e => (e.Id, e.Version, e.Position, e.Type, e.RecordedAt)));
        Assert.Equal(whole.Events.Select(e => e.Data.ToArray()), slice.Events.Select(e => e.Data.ToArray()));
        Assert.Equal(append.Events[0].Metadata, slice.Events[0].Metadata);
        Assert.Equal(append.Events[2].Metadata, slice.Events[2].Metadata);
        Assert.Throws<InvalidOperationException>(() => slice.Events[1].Metadata);
        Assert.Throws<InvalidOperationException>(() => slice.Events[3].Metadata);
    }

    [Fact]
    public async Task To_project_the_feed_is_read_with_the_metadata_of_imported_events()
    {
        var witnessed = Sample.Event();
        var imported = Sample.Event() with { Metadata = witnessed.Metadata with { Imported = true } };
        var told = Assert.IsType<AppendResult.Appended>(await _store.Append(
            new StreamAppend(Guid.NewGuid(), "lead", 0, [witnessed, imported], [])));

        var page = await _store.ReadFeedToProject(told.Positions[0] - 1, 2);

        Assert.Equal([(witnessed.Id, false), (imported.Id, true)], page.Events.Select(e => (e.Id, e.IsImported)));
        Assert.Equal(imported.Metadata, page.Events[1].Metadata);
        Assert.Throws<InvalidOperationException>(() => page.Events[0].Metadata);
        Assert.Equal(
            [witnessed.Metadata, imported.Metadata],
            (await _store.ReadFeed(told.Positions[0] - 1, 2)).Events.Select(e => e.Metadata));
    }

    [Fact]
    public async Task A_bound_by_time_leaves_no_hole_where_a_foreign_writers_times_step_back()
    {
        var stream = Guid.NewGuid();
        await _store.Append(Sample.Append(stream, 0, events: 3));
        await Sample.Execute(
            fixture.Admin,
            "update ledger.mt_events set timestamp = now() + interval '1 hour' where stream_id = $1 and version = 2",
            stream);

        var slice = await _store.ReadStream(stream, StreamBound.AsKnownAt(DateTimeOffset.UtcNow.AddMinutes(1)));

        Assert.Equal([1L], slice.Events.Select(e => e.Version));
    }

    [Fact]
    public async Task Reads_that_share_a_round_trip_each_get_their_own_stream()
    {
        var streams = Enumerable.Range(1, 120).Select(n => (Id: Guid.NewGuid(), Events: 1 + n % 7)).ToList();
        await Task.WhenAll(streams.Select(s => _store.Append(Sample.Append(s.Id, 0, s.Events))));

        var slices = await Task.WhenAll(streams.Select(s => _store.ReadStream(s.Id)));

        Assert.Equal(streams.Select(s => (s.Id, (long)s.Events)), slices.Select(s => (s.StreamId, s.Version)));
        Assert.All(slices, slice => Assert.All(slice.Events, e => Assert.Equal(slice.StreamId, e.StreamId)));
    }

    [Fact]
    public async Task A_stream_of_thousands_of_events_is_read_whole()
    {
        var stream = Guid.NewGuid();
        await _store.Append(Sample.Append(stream, 0, events: 4000));
        await _store.Append(Sample.Append(stream, 4000, events: 1));

        var slice = await _store.ReadStream(stream);

        Assert.Equal(4001, slice.Version);
        Assert.Equal(Enumerable.Range(1, 4001).Select(v => (long)v), slice.Events.Select(e => e.Version));
    }

    [Fact]
    public async Task An_event_without_our_headers_occurred_when_it_was_recorded_and_its_actor_is_unknown()
    {
        var stream = Guid.NewGuid();
        await ForeignWriter.Append(fixture.Admin, stream, expected: 0, headers: null);
        await ForeignWriter.Append(
            fixture.Admin, stream, expected: 1, headers: """{"role":7,"occurredAt":"soon","x":[{}]}""");
        await ForeignWriter.Append(fixture.Admin, stream, expected: 2, headers: """[1]""");

        var slice = await _store.ReadStream(stream);

        Assert.Equal(3, slice.Version);
        Assert.All(slice.Events, e => Assert.Equal(new EventMetadata("unknown", null, e.RecordedAt), e.Metadata));
    }

    [Fact]
    public async Task Archived_events_are_left_out()
    {
        var stream = Guid.NewGuid();
        await _store.Append(Sample.Append(stream, 0, events: 2));
        await Sample.Execute(
            fixture.Admin, "update ledger.mt_events set is_archived = true where stream_id = $1", stream);

        Assert.Equal(0, (await _store.ReadStream(stream)).Version);
        Assert.DoesNotContain(await Sample.Feed(_store), e => e.StreamId == stream);
    }

    [Fact]
    public async Task Reading_goes_on_after_every_connection_was_cut()
    {
        var stream = Guid.NewGuid();
        await _store.Append(Sample.Append(stream, 0));
        await _store.ReadStream(stream);
        await Sample.Feed(_store);

        await Backends.TerminateAll(fixture);

        Assert.Equal(1, (await _store.ReadStream(stream)).Version);
        Assert.Contains(await Sample.Feed(_store), e => e.StreamId == stream);
    }
}
