using LeadLedger.EventStore;
using LeadLedger.Tests.Fixtures;

namespace LeadLedger.Tests.EventStore;

/// <summary>One append: what it writes, and when it doesn't.</summary>
public sealed class AppendTests(PostgresFixture fixture) : IClassFixture<PostgresFixture>, IAsyncDisposable
{
    private readonly PostgresEventStore _store = new(fixture.Service);

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task What_is_appended_is_read_back_with_all_that_it_carries()
    {
        var stream = Guid.NewGuid();
        var first = new NewEvent(
            Guid.NewGuid(), "lead_handed_off", """{"value":3000.00,"note":"größer \"so\""}"""u8.ToArray(),
            new EventMetadata("anna|1", "marketing", Sample.OccurredAt, "corr-1", "cause-1", "key-1", "hash-1", true));
        var second = new NewEvent(
            Guid.NewGuid(), "lead_assigned", "{}"u8.ToArray(), new EventMetadata("ben", null, Sample.OccurredAt));
        var key = new WrappedKey("master-1", [1, 2, 3]);

        var result = await _store.Append(new StreamAppend(stream, "lead", 0, [first, second], [], key));

        var appended = Assert.IsType<AppendResult.Appended>(result);
        var slice = await _store.ReadStream(stream);
        Assert.Equal((2, 2), (appended.Version, slice.Version));
        Assert.Equal(("master-1", "010203"), (slice.Key!.MasterKeyId, Convert.ToHexString(slice.Key.Ciphertext)));
        Assert.Equal([first.Id, second.Id], slice.Events.Select(e => e.Id));
        Assert.Equal(["lead_handed_off", "lead_assigned"], slice.Events.Select(e => e.Type));
        Assert.Equal([first.Metadata, second.Metadata], slice.Events.Select(e => e.Metadata));
        Assert.All(slice.Events, e => Assert.Equal((stream, appended.RecordedAt), (e.StreamId, e.RecordedAt)));
        Assert.Equal([1L, 2L], slice.Events.Select(e => e.Version));
        Assert.Equal([appended.Position - 1, appended.Position], slice.Events.Select(e => e.Position));
        Assert.Equal("""{"note": "größer \"so\"", "value": 3000.00}""", Sample.Json(slice.Events[0]));
        Assert.InRange(appended.RecordedAt, DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow.AddMinutes(1));
    }

    [Fact]
    public async Task An_event_of_less_than_half_a_page_stays_in_its_row_as_it_is()
    {
        var stream = Guid.CreateVersion7();

        await _store.Append(Sample.Append(stream, 0, Sample.Event(data: $$"""{"text":"{{new string('x', 3_500)}}"}""")));

        var kept = await Sample.Rows(fixture.Admin,
            $"""
            select pg_column_size(data) > 3500, pg_column_compression(data), pg_relation_size(reltoastrelid)
            from ledger.mt_events, pg_class where stream_id = '{stream}' and pg_class.oid = mt_events.tableoid
            """);
        Assert.Equal(["True |  | 0"], kept);
    }

    [Fact]
    public async Task The_rows_are_what_Marten_expects_of_a_writer()
    {
        var stream = Guid.NewGuid();
        await _store.Append(Sample.Append(stream, 0, events: 2));
        await _store.Append(Sample.Append(stream, 2));

        var events = await Sample.Rows(fixture.Service,
            $"""
            select version, bdata is null, tenant_id, mt_dotnet_type is null, is_archived, user_name,
              headers = jsonb_build_object('role', 'sales', 'occurredAt', '2026-03-02T09:30:00.123456Z')
            from ledger.mt_events where stream_id = '{stream}' order by seq_id
            """);
        var streams = await Sample.Rows(fixture.Service,
            $"""
            select s.type, s.version, s.tenant_id, s.is_archived, s.created <= s.timestamp,
              s.timestamp = (select max(e.timestamp) from ledger.mt_events e where e.stream_id = s.id)
            from ledger.mt_streams s where id = '{stream}'
            """);

        Assert.Equal([.. Enumerable.Range(1, 3).Select(v => $"{v} | True | *DEFAULT* | True | False | anna | True")],
            events);
        Assert.Equal(["lead | 3 | *DEFAULT* | False | True | True"], streams);
    }

    [Fact]
    public async Task An_append_at_another_version_than_the_streams_is_a_conflict_that_writes_nothing()
    {
        var (stream, absent) = (Guid.NewGuid(), Guid.NewGuid());
        await _store.Append(Sample.Append(stream, 0, events: 3));

        Assert.Equal(new AppendResult.VersionConflict(3), await _store.Append(Sample.Append(stream, 0)));
        Assert.Equal(new AppendResult.VersionConflict(3), await _store.Append(Sample.Append(stream, 2)));
        Assert.Equal(new AppendResult.VersionConflict(3), await _store.Append(Sample.Append(stream, 4)));
        Assert.Equal(new AppendResult.VersionConflict(0), await _store.Append(Sample.Append(absent, 1)));
        Assert.Equal(3, (await _store.ReadStream(stream)).Version);
        Assert.Equal(0, await Sample.Scalar<long>(fixture.Service,
            "select count(*) from ledger.mt_streams where id = $1", absent));
    }

    [Fact]
    public async Task A_guard_that_holds_lets_the_append_through_and_one_that_fails_stops_it()
    {
        var (agreement, other, lead) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        await _store.Append(Sample.Append(agreement, 0, events: 2));
        await _store.Append(Sample.Append(other, 0));

        var held = await _store.Append(Sample.Append(lead, 0, 1, new(agreement, 2), new(other, 1)));
        var stale = await _store.Append(Sample.Append(lead, 1, 1, new(other, 1), new(agreement, 1)));
        var absent = Guid.NewGuid();
        var missing = await _store.Append(Sample.Append(lead, 1, 1, new StreamGuard(absent, 1)));

        Assert.IsType<AppendResult.Appended>(held);
        Assert.Equal(new AppendResult.GuardFailed(agreement, 2), stale);
        Assert.Equal(new AppendResult.GuardFailed(absent, 0), missing);
        Assert.Equal(1, (await _store.ReadStream(lead)).Version);
    }

    [Fact]
    public async Task Times_in_a_stream_never_step_back_even_when_the_clock_did()
    {
        var stream = Guid.NewGuid();
        await _store.Append(Sample.Append(stream, 0));
        var ahead = DateTimeOffset.UtcNow.AddHours(1);
        await Sample.Execute(
            fixture.Service, "update ledger.mt_streams set timestamp = $1 where id = $2", ahead, stream);

        var next = Assert.IsType<AppendResult.Appended>(await _store.Append(Sample.Append(stream, 1)));
        var afterThat = Assert.IsType<AppendResult.Appended>(await _store.Append(Sample.Append(stream, 2)));

        Assert.Equal(ahead.UtcDateTime, next.RecordedAt.UtcDateTime, TimeSpan.FromMicroseconds(1));
        Assert.Equal(next.RecordedAt, afterThat.RecordedAt);
    }

    [Fact]
    public async Task Positions_rise_with_versions_within_an_append()
    {
        var stream = Guid.NewGuid();

        var answer = Assert.IsType<AppendResult.Appended>(await _store.Append(Sample.Append(stream, 0, events: 500)));

        var events = (await _store.ReadStream(stream)).Events;
        Assert.Equal(Enumerable.Range(1, 500).Select(v => (long)v), events.Select(e => e.Version));
        Assert.Equal(events.Select(e => e.Position).Order(), events.Select(e => e.Position));
        Assert.Equal(events.Select(e => e.Position), answer.Positions);
    }

    [Fact]
    public async Task An_append_that_is_cancelled_before_its_turn_writes_nothing()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        var stream = Guid.NewGuid();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => _store.Append(Sample.Append(stream, 0), cancelled.Token));

        Assert.Equal(0, (await _store.ReadStream(stream)).Version);
    }

    [Fact]
    public async Task Closing_the_store_finishes_what_was_let_in()
    {
        var store = new PostgresEventStore(fixture.Service);
        var answers = Enumerable.Range(0, 300).Select(_ => store.Append(Sample.Append(Guid.NewGuid(), 0))).ToList();

        await store.DisposeAsync();

        Assert.All(await Task.WhenAll(answers), answer => Assert.IsType<AppendResult.Appended>(answer));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => store.Append(Sample.Append(Guid.NewGuid(), 0)));
    }

    [Fact]
    public async Task An_error_raised_only_at_the_commit_is_no_success()
    {
        await Sample.Execute(fixture.Admin,
            """
            create function public.refuse() returns trigger language plpgsql as
              $$ begin raise exception 'not this one' using errcode = 'P0001'; end $$;
            create constraint trigger refuse after insert on ledger.mt_events deferrable initially deferred
              for each row when (new.type = 'refused_at_commit') execute function public.refuse();
            """);
        try
        {
            var stream = Guid.NewGuid();
            await Assert.ThrowsAsync<EventStoreUnavailableException>(
                () => _store.Append(Sample.Append(stream, 0, Sample.Event("refused_at_commit"))));
            Assert.Equal(0, (await _store.ReadStream(stream)).Version);
        }
        finally
        {
            await Sample.Execute(fixture.Admin,
                "drop trigger refuse on ledger.mt_events; drop function public.refuse()");
        }
    }

    [Fact]
    public async Task Breaking_the_ports_own_rules_is_told_as_a_bug()
    {
        var stream = Guid.NewGuid();

        await Assert.ThrowsAsync<ArgumentException>(() => _store.Append(new StreamAppend(stream, "lead", 0, [], [])));
        await Assert.ThrowsAsync<ArgumentException>(
            () => _store.Append(Sample.Append(stream, 0, 1, new StreamGuard(stream, 1))));
        await Assert.ThrowsAsync<ArgumentException>(
            () => _store.Append(Sample.Append(stream, 0, 1, new StreamGuard(Guid.NewGuid(), 0))));
        await Assert.ThrowsAsync<ArgumentException>(
            () => _store.Append(Sample.Append(stream, 1) with { WrappedKey = new WrappedKey("m", [1]) }));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => _store.Append(Sample.Append(stream, -1)));
    }
}
