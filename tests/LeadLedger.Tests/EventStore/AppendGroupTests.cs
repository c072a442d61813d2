using LeadLedger.EventStore;
using LeadLedger.Tests.Fixtures;

namespace LeadLedger.Tests.EventStore;

/// <summary>What is appended at once is written together, and each caller hears of their own.</summary>
public sealed class AppendGroupTests(PostgresFixture fixture) : IClassFixture<PostgresFixture>, IAsyncDisposable
{
    private readonly PostgresEventStore _store = new(fixture.Service);

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task Streams_that_are_there_already_are_conflicts_among_many_new_ones_that_are_written_once()
    {
        var streams = Enumerable.Range(0, 400).Select(_ => Guid.NewGuid()).ToArray();
        var existing = streams.Where((_, at) => at % 3 == 0).ToHashSet();
        await Task.WhenAll(existing.Select(stream => _store.Append(Sample.Append(stream, 0))));

        var results = await Task.WhenAll(streams.Select(stream => _store.Append(Sample.Append(stream, 0, events: 2))));

        foreach (var (stream, result) in streams.Zip(results))
        {
            if (existing.Contains(stream))
                Assert.Equal(new AppendResult.VersionConflict(1), result);
            else
                Assert.Equal(2, Assert.IsType<AppendResult.Appended>(result).Version);
            Assert.Equal(existing.Contains(stream) ? 1 : 2, (await _store.ReadStream(stream)).Events.Count);
        }
    }

    [Fact]
    public async Task Many_streams_move_on_together_each_from_its_own_version_beside_new_ones_and_stale_callers()
    {
        var streams = Enumerable.Range(0, 300).Select(at => (Id: Guid.NewGuid(), Version: at % 4)).ToArray();
        await Task.WhenAll(streams.Where(stream => stream.Version > 0)
            .Select(stream => _store.Append(Sample.Append(stream.Id, 0, stream.Version))));
        var stale = streams.Where((stream, at) => stream.Version > 1 && at % 3 == 0).ToHashSet();

        var results = await Task.WhenAll(streams.Select(stream => _store.Append(
            Sample.Append(stream.Id, stale.Contains(stream) ? stream.Version - 1 : stream.Version))));

        foreach (var (stream, result) in streams.Zip(results))
        {
            var version = stale.Contains(stream) ? stream.Version : stream.Version + 1;
            if (stale.Contains(stream))
                Assert.Equal(new AppendResult.VersionConflict(version), result);
            else
                Assert.Equal(version, Assert.IsType<AppendResult.Appended>(result).Version);
            Assert.Equal(
                Enumerable.Range(1, version).Select(number => (long)number),
                (await _store.ReadStream(stream.Id)).Events.Select(recorded => recorded.Version));
            Assert.Equal(version, await Sample.Scalar<long>(
                fixture.Admin, "select version from ledger.mt_streams where id = $1", stream.Id));
        }
    }

    [Fact]
    public async Task Each_member_of_a_group_gets_its_own_answer()
    {
        var existing = Guid.NewGuid();
        await _store.Append(Sample.Append(existing, 0, events: 2));
        var conflict = Sample.Append(existing, 1);
        var failedGuard = Sample.Append(Guid.NewGuid(), 0, 1, new StreamGuard(existing, 7));
        var unstorable = Sample.Append(Guid.NewGuid(), 0, Sample.Event(data: """{"half":"\ud800"}"""));
        var good = Enumerable.Range(0, 200).Select(_ => Sample.Append(Guid.NewGuid(), 0, events: 2)).ToList();

        var answers = good.ConvertAll(append => _store.Append(append));
        var conflicting = _store.Append(conflict);
        var guarded = _store.Append(failedGuard);
        var refused = _store.Append(unstorable);
        answers.AddRange(good.ConvertAll(append => _store.Append(append with { StreamId = Guid.NewGuid() })));

        foreach (var answer in await Task.WhenAll(answers))
            Assert.Equal(2, Assert.IsType<AppendResult.Appended>(answer).Version);
        Assert.Equal(new AppendResult.VersionConflict(2), await conflicting);
        Assert.Equal(new AppendResult.GuardFailed(existing, 2), await guarded);
        await Assert.ThrowsAsync<UnstorableEventException>(() => refused);
        Assert.Equal(0, (await _store.ReadStream(unstorable.StreamId)).Version);
    }
}
