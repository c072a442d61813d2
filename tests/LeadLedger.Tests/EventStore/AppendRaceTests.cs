using LeadLedger.EventStore;
using LeadLedger.Tests.Fixtures;
using Npgsql;

namespace LeadLedger.Tests.EventStore;

/// <summary>
/// Two writers at the same version of the same stream: exactly one wins, and what the winner wrote stays.
/// </summary>
public sealed class AppendRaceTests(PostgresFixture fixture) : IClassFixture<PostgresFixture>, IAsyncDisposable
{
    private readonly PostgresEventStore _one = new(fixture.Service);
    private readonly PostgresEventStore _other = new(fixture.Service);

    public async ValueTask DisposeAsync()
    {
        await _one.DisposeAsync();
        await _other.DisposeAsync();
    }

    [Fact]
    public async Task Of_two_nodes_at_the_same_version_exactly_one_wins_each_time_in_thousands()
    {
        const int Tries = 2500;
        var stream = Guid.NewGuid();
        var winners = new List<Guid>();
        var wins = (One: 0, Other: 0);
        for (var version = 0; version < Tries; version++)
        {
            var (mine, theirs) = (Sample.Event(), Sample.Event());
            var first = _one.Append(Sample.Append(stream, version, mine));
            var second = _other.Append(Sample.Append(stream, version, theirs));
            AppendResult[] answers = await Task.WhenAll(first, second);

            var winner = Assert.Single(answers.OfType<AppendResult.Appended>());
            Assert.Equal(version + 1, winner.Version);
            Assert.Equal(version + 1, Assert.Single(answers.OfType<AppendResult.VersionConflict>()).ActualVersion);
            winners.Add(answers[0] is AppendResult.Appended ? mine.Id : theirs.Id);
            wins = answers[0] is AppendResult.Appended ? (wins.One + 1, wins.Other) : (wins.One, wins.Other + 1);
        }

        Assert.Equal(winners, (await _one.ReadStream(stream)).Events.Select(e => e.Id));
        Assert.True(wins is { One: > 0, Other: > 0 }, $"No race was run: {wins}");
    }

    [Fact]
    public async Task Many_callers_on_few_streams_lose_no_event_and_double_none()
    {
        var streams = Enumerable.Range(0, 4).Select(_ => Guid.NewGuid()).ToArray();
        var acknowledged = await Task.WhenAll(Enumerable.Range(0, 16).Select(caller => Task.Run(async () =>
        {
            var store = caller % 2 == 0 ? _one : _other;
            var ids = new List<(Guid Stream, long Version, Guid Id)>();
            for (var i = 0; i < 40; i++)
            {
                var stream = streams[(caller + i) % streams.Length];
                ids.Add(await AppendUntilAccepted(store, stream));
            }
            return ids;
        })));

        foreach (var stream in streams)
        {
            var expected = acknowledged.SelectMany(ids => ids).Where(a => a.Stream == stream).OrderBy(a => a.Version);
            var actual = (await _one.ReadStream(stream)).Events;
            Assert.Equal(expected.Select(a => (a.Version, a.Id)), actual.Select(e => (e.Version, e.Id)));
            Assert.Equal(Enumerable.Range(1, actual.Count).Select(v => (long)v), actual.Select(e => e.Version));
            Assert.Equal(actual.Select(e => e.Position).Order(), actual.Select(e => e.Position));
            Assert.Equal(actual.Select(e => e.RecordedAt).Order(), actual.Select(e => e.RecordedAt));
        }
    }

    [Fact]
    public async Task Two_nodes_guarding_each_others_targets_come_to_an_end_and_never_both_pass()
    {
        for (var i = 0; i < 150; i++)
        {
            var (a, b) = (Guid.NewGuid(), Guid.NewGuid());
            await Task.WhenAll(_one.Append(Sample.Append(a, 0)), _other.Append(Sample.Append(b, 0)));

            var answers = await Task.WhenAll(
                _one.Append(Sample.Append(a, 1, 1, new StreamGuard(b, 1))),
                _other.Append(Sample.Append(b, 1, 1, new StreamGuard(a, 1))));

            Assert.Single(answers.OfType<AppendResult.Appended>());
            Assert.Single(answers.OfType<AppendResult.GuardFailed>());
        }
    }

    [Fact]
    public async Task In_one_node_a_guard_and_its_target_never_share_a_group()
    {
        for (var i = 0; i < 150; i++)
        {
            var (agreement, lead) = (Guid.NewGuid(), Guid.NewGuid());
            await _one.Append(Sample.Append(agreement, 0));

            var guarded = _one.Append(Sample.Append(lead, 0, 1, new StreamGuard(agreement, 1)));
            var moving = _one.Append(Sample.Append(agreement, 1));

            var moved = Assert.IsType<AppendResult.Appended>(await moving);
            if (await guarded is AppendResult.Appended handedOff)
                Assert.True(handedOff.Position < moved.Position);
            else
                Assert.Equal(new AppendResult.GuardFailed(agreement, 2), await guarded);
        }
    }

    [Fact]
    public async Task A_foreign_writer_that_reads_versions_without_a_lock_and_we_lose_no_event_to_each_other()
    {
        await using var store = new PostgresEventStore(
            fixture.Service, new EventStoreOptions { LockPatience = TimeSpan.FromMilliseconds(50) });
        var stream = Guid.NewGuid();
        var ours = new List<Guid>();
        var theirs = new List<Guid>();
        for (var round = 0; round < 500; round++)
        {
            var version = (await store.ReadStream(stream)).Version;
            var (mine, foreign) = (Sample.Event(), Guid.NewGuid());
            var append = IsAppended(store, Sample.Append(stream, version, mine));
            var rival = ForeignWriter.Append(fixture.Service, stream, version, id: foreign);

            if (await append)
                ours.Add(mine.Id);
            if (await rival)
                theirs.Add(foreign);
        }

        var events = (await _one.ReadStream(stream)).Events;
        Assert.Equal(ours.Concat(theirs).Order(), events.Select(e => e.Id).Order());
        Assert.Equal(Enumerable.Range(1, events.Count).Select(v => (long)v), events.Select(e => e.Version));
        Assert.Equal(events.Count, await Sample.Scalar<long>(fixture.Service,
            "select version from ledger.mt_streams where id = $1", stream));
        Assert.True(ours.Count > 0 && theirs.Count > 0, $"No race was run: {ours.Count} and {theirs.Count}");
    }

    [Fact]
    public async Task An_append_that_waits_for_a_rivals_new_stream_holds_no_position_meanwhile()
    {
        await using var store = new PostgresEventStore(
            fixture.Service, new EventStoreOptions { LockPatience = TimeSpan.FromMilliseconds(50) });
        await using var rival = await OpenWriter.Begin(fixture.Service);
        var stream = Guid.NewGuid();
        await using var begins = new NpgsqlCommand(
            "insert into ledger.mt_streams (id, type, version) values ($1, 'lead', 1)", rival.Connection)
        {
            Parameters = { new() { Value = stream } },
        };
        await begins.ExecuteNonQueryAsync();
        const string LastDrawn = "select last_value from ledger.mt_events_sequence";
        var before = await Sample.Scalar<long>(fixture.Service, LastDrawn);

        await Assert.ThrowsAsync<EventStoreContendedException>(() => store.Append(Sample.Append(stream, 0)));

        Assert.Equal(before, await Sample.Scalar<long>(fixture.Service, LastDrawn));
    }

    /// <summary>Not where the rival, on a busy machine, held the stream for longer than our patience.</summary>
    private static async Task<bool> IsAppended(PostgresEventStore store, StreamAppend append)
    {
        try
        {
            return await store.Append(append) is AppendResult.Appended;
        }
        catch (EventStoreContendedException)
        {
            return false;
        }
    }

    private static async Task<(Guid Stream, long Version, Guid Id)> AppendUntilAccepted(
        PostgresEventStore store, Guid stream)
    {
        while (true)
        {
            var e = Sample.Event();
            var version = (await store.ReadStream(stream)).Version;
            if (await store.Append(Sample.Append(stream, version, e)) is AppendResult.Appended appended)
                return (stream, appended.Version, e.Id);
        }
    }
}
