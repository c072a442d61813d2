using LeadLedger.EventStore.Verifying;
using LeadLedger.Tests.EventStore;

namespace LeadLedger.Tests.Verifying;

/// <summary>
/// Every kind of change that a superuser can make by SQL to a sealed ledger, each found and named by its position, or
/// between two checkpoints where nobody can tell more (docs/verifying.md).
/// </summary>
public sealed class TamperTests(SealedLedger ledger) : IClassFixture<SealedLedger>
{
    [Fact]
    public async Task What_nobody_has_touched_is_verified_and_what_was_checked_is_said()
    {
        await using var copy = await ledger.Copy();
        var verified = await copy.Verify(withAnchor: true, ledger.Key.Public);

        Assert.Empty(verified.Findings);
        Assert.False(verified.IsAltered);
        Assert.Equal((SealedLedger.Events, 0, SealedLedger.Streams, 9, 3),
            (verified.Events, verified.NotSealedYet, verified.Streams, verified.Checkpoints, verified.Anchored));
        Assert.Equal(KeyTrust.Given, Assert.Single(verified.Keys).Standing);
        Assert.Empty((await copy.Verify()).Findings);
    }

    [Fact]
    public async Task Events_after_the_newest_checkpoint_are_counted_as_not_sealed_yet()
    {
        await using var copy = await ledger.Copy();
        await Append(copy);
        var verified = await copy.Verify();
        Assert.Empty(verified.Findings);
        Assert.Equal((SealedLedger.Events + 1, 1), (verified.Events, verified.NotSealedYet));
    }

    public static TheoryData<string> Changes { get; } =
    [
        """data = data || '{"n": 99}'""",
        "headers = headers || '{\"role\": \"auditor\"}'",
        "headers = null",
        "bdata = ''",
        "type = 'lead_lost'",
        "user_name = 'somebody else'",
        "correlation_id = ''",
        "causation_id = 'x'",
        "tenant_id = null",
        "mt_dotnet_type = 'A.B, C'",
        "id = gen_random_uuid()",
    ];

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task A_changed_column_is_named_by_the_events_position(string change)
    {
        await using var copy = await ledger.Copy();
        var position = await copy.Position(456);
        await copy.Do($"update ledger.mt_events set {change} where seq_id = $1", position);
        var found = await copy.Finds();
        Assert.Equal((FindingKind.Changed, position), (found.Kind, found.Position));
    }

    [Fact]
    public async Task Archiving_is_no_change_of_an_event()
    {
        await using var copy = await ledger.Copy();
        await copy.Do("update ledger.mt_events set is_archived = true where seq_id = $1", await copy.Position(456));
        Assert.Empty((await copy.Verify()).Findings);
    }

    [Fact]
    public async Task A_changed_time_is_told_with_the_time_that_it_was()
    {
        await using var copy = await ledger.Copy();
        var position = await copy.Position(SealedLedger.Events);
        await copy.Do(
            "update ledger.mt_events set timestamp = timestamp - interval '2 days' where seq_id = $1", position);
        var found = (await copy.Verify()).Findings;
        Assert.Contains(found, it => it.Kind == FindingKind.BackDated && it.Position == position);
        // In its stream it stands before the event before it now.
        Assert.Contains(found, it => it.Kind == FindingKind.StreamBroken && it.Position == position);
    }

    [Fact]
    public async Task An_event_dated_into_the_future_or_beyond_all_calendars_is_found()
    {
        await using var copy = await ledger.Copy();
        var position = await copy.Position(SealedLedger.Events);
        await copy.Do("update ledger.mt_events set timestamp = 'infinity' where seq_id = $1", position);
        var found = await copy.Finds();
        Assert.Equal((FindingKind.BackDated, position), (found.Kind, found.Position));
    }

    [Fact]
    public async Task A_deleted_event_is_named_with_its_neighbours()
    {
        await using var copy = await ledger.Copy();
        var (before, position, after) =
            (await copy.Position(455), await copy.Position(456), await copy.Position(457));
        await copy.Do("delete from ledger.mt_events where seq_id = $1", position);
        var found = (await copy.Verify()).Findings;
        var deleted = Assert.Single(found, it => it.Kind == FindingKind.Deleted);
        Assert.Equal((position, before, after), (deleted.Position, deleted.After, deleted.Until));
        Assert.Contains(found, it => it.Kind == FindingKind.StreamBroken);
    }

    [Fact]
    public async Task A_whole_stream_that_was_deleted_by_the_cascade_is_found()
    {
        await using var copy = await ledger.Copy();
        await Sample.Execute(copy.Admin, "delete from ledger.mt_streams where id = $1", ledger.Ids[7]);
        var found = await copy.Verify();
        Assert.Equal(SealedLedger.VersionsEach, found.Findings.Count);
        Assert.All(found.Findings, it => Assert.Equal(FindingKind.Deleted, it.Kind));
    }

    [Fact]
    public async Task An_inserted_event_is_named_by_its_position()
    {
        await using var copy = await ledger.Copy();
        var gap = await copy.Ask<long>(
            "select max(seq_id) + 1 from ledger.mt_events where version = 7");
        await copy.Do(
            """
            insert into ledger.mt_events (seq_id, id, stream_id, version, data, type, timestamp)
            select $1, gen_random_uuid(), id, 1, '{}', 'lead_begun', now() from (values (gen_random_uuid())) as s(id)
            """, gap);
        await copy.Do("insert into ledger.mt_streams (id, type, version) select stream_id, 'lead', 1 "
            + "from ledger.mt_events where seq_id = $1", gap);
        var found = await copy.Finds();
        Assert.Equal((FindingKind.Inserted, gap), (found.Kind, found.Position));
    }

    [Fact]
    public async Task Two_events_that_changed_places_are_told_apart_from_changed_ones()
    {
        await using var copy = await ledger.Copy();
        var (one, other) = (await copy.Position(400), await copy.Position(410));
        await copy.Do("update ledger.mt_events set seq_id = -1 where seq_id = $1", one);
        await copy.Do("update ledger.mt_events set seq_id = $1 where seq_id = $2", one, other);
        await copy.Do("update ledger.mt_events set seq_id = $1 where seq_id = -1", other);
        var found = (await copy.Verify()).Findings;
        Assert.Equal([(FindingKind.Reordered, (long?)one), (FindingKind.Reordered, other)],
            found.Where(it => it.Kind != FindingKind.StreamBroken).Select(it => (it.Kind, it.Position)));
    }

    [Fact]
    public async Task An_event_that_was_moved_to_the_end_is_told_with_where_it_stands()
    {
        await using var copy = await ledger.Copy();
        var position = await copy.Position(456);
        await copy.Do(
            "update ledger.mt_events set seq_id = nextval('ledger.mt_events_sequence') where seq_id = $1", position);
        var found = (await copy.Verify()).Findings;
        var moved = Assert.Single(found, it => it.Kind != FindingKind.StreamBroken);
        Assert.Equal((FindingKind.Reordered, position), (moved.Kind, moved.Position));
    }

    [Fact]
    public async Task A_tail_that_was_cut_off_is_seen_by_the_tree_that_is_left()
    {
        await using var copy = await ledger.Copy();
        var (last, first) = (await copy.Position(890), await copy.Position(891));
        await CutOff(copy, last);
        var found = await copy.Finds();
        Assert.Equal((FindingKind.TailCutOff, first, last), (found.Kind, found.Position, found.After));
    }

    [Fact]
    public async Task A_tail_that_was_cut_off_with_its_seals_is_seen_by_the_anchor_alone()
    {
        await using var copy = await ledger.Copy();
        var last = await copy.Position(850);
        await CutOff(copy, last);
        await copy.SealAnew(ledger.Key);

        Assert.Empty((await copy.Verify(withAnchor: false, ledger.Key.Public)).Findings);
        var found = (await copy.Verify(withAnchor: true, ledger.Key.Public)).Findings;
        Assert.Contains(found, it => it.Kind == FindingKind.TailCutOff && it.After == last);
    }

    [Theory]
    [InlineData("version = version + 1")]
    [InlineData("version = null")]
    [InlineData("type = 'panel'")]
    public async Task A_streams_own_row_is_held_against_its_events(string change)
    {
        await using var copy = await ledger.Copy();
        await copy.Do($"update ledger.mt_streams set {change} where id = $1", ledger.Ids[3]);
        var found = await copy.Finds();
        Assert.Equal((FindingKind.StreamBroken, ledger.Ids[3]), (found.Kind, found.StreamId));
    }

    [Fact]
    public async Task A_stream_that_nothing_happened_to_is_found()
    {
        await using var copy = await ledger.Copy();
        await copy.Do("insert into ledger.mt_streams (id, type, version) values (gen_random_uuid(), 'lead', 0)");
        Assert.Equal(FindingKind.StreamBroken, (await copy.Finds()).Kind);
    }

    [Fact]
    public async Task A_version_given_twice_is_found_when_its_index_is_gone()
    {
        await using var copy = await ledger.Copy();
        await Append(copy);
        await copy.Do("drop index ledger.pk_mt_events_stream_and_version");
        var newest = await copy.Ask<long>("select max(seq_id) from ledger.mt_events");
        await copy.Do("update ledger.mt_events set version = version - 1 where seq_id = $1", newest);
        Assert.All((await copy.Verify()).Findings, it => Assert.Equal(FindingKind.StreamBroken, it.Kind));
    }

    private static Task CutOff(TamperedLedger copy, long last) => copy.Do(
        $"""
        delete from ledger.mt_events where seq_id > {last};
        delete from ledger.mt_streams s where not exists (select from ledger.mt_events e where e.stream_id = s.id);
        update ledger.mt_streams s set version = (select max(version) from ledger.mt_events e where e.stream_id = s.id)
        """);

    private async Task Append(TamperedLedger copy)
    {
        await using var store = new LeadLedger.EventStore.PostgresEventStore(copy.Admin);
        await store.Append(Sample.Append(ledger.Ids[0], SealedLedger.VersionsEach, Sample.Event("lead_noted")));
    }
}
