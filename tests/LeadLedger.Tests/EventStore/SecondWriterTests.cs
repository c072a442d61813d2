using LeadLedger.EventStore;
using LeadLedger.Tests.Fixtures;
using Npgsql;

namespace LeadLedger.Tests.EventStore;

/// <summary>Where many begin streams two connections write at once; anything else is written by one.</summary>
public sealed class SecondWriterTests : IClassFixture<PostgresFixture>, IAsyncDisposable
{
    private const int Streams = 3000;

    // By its name a store's connections are told from those that another test's has left behind.
    private readonly string _name = Guid.NewGuid().ToString();
    private readonly NpgsqlDataSource _database;
    private readonly PostgresEventStore _store;
    private readonly PostgresFixture _fixture;

    public SecondWriterTests(PostgresFixture fixture)
    {
        _fixture = fixture;
        _database = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(fixture.Database.ServiceConnectionString) { ApplicationName = _name });
        _store = new PostgresEventStore(_database, new EventStoreOptions
        {
            EventsPerGroup = 20,
            // The last of thousands may wait for long until its small group's turn has come.
            QueuePatience = TimeSpan.FromMinutes(5),
            AnswerPatience = TimeSpan.FromMinutes(5),
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Two_write_a_bulk_of_new_streams_and_the_feed_that_is_read_meanwhile_misses_none_of_it()
    {
        var appends = Enumerable.Range(0, Streams).Select(_ => Sample.Append(Guid.NewGuid(), 0, events: 2)).ToList();
        var told = new List<RecordedEvent>();
        var reading = Task.Run(async () =>
        {
            for (var after = 0L; told.Count < Streams * 2;)
            {
                var page = await _store.ReadFeed(after, 500);
                told.AddRange(page.Events);
                after = page.NextPosition;
            }
        });

        var answers = await Task.WhenAll(appends.Select(append => _store.Append(append)));
        await reading.WaitAsync(TimeSpan.FromMinutes(5));

        Assert.Equal(2, await Writers());
        Assert.Equal(
            appends.Zip(answers).SelectMany(it => it.First.Events.Zip(
                Assert.IsType<AppendResult.Appended>(it.Second).Positions, (e, position) => (position, e.Id))).Order(),
            told.Select(e => (e.Position, e.Id)));
        Assert.All(told.GroupBy(e => e.StreamId), stream => Assert.Equal([1L, 2L], stream.Select(e => e.Version)));
    }

    [Fact]
    public async Task Of_those_who_begin_one_stream_beside_a_bulk_one_wins_whoever_writes_it()
    {
        var streams = Enumerable.Range(0, 40).Select(_ => Guid.NewGuid()).ToArray();
        var answers = await Task.WhenAll(Enumerable.Range(0, Streams).Select(number =>
            _store.Append(Sample.Append(streams[number % streams.Length], 0, events: 2))));

        foreach (var stream in answers.Index().GroupBy(it => streams[it.Index % streams.Length], it => it.Item))
        {
            Assert.Single(stream.OfType<AppendResult.Appended>());
            Assert.All(stream.OfType<AppendResult.VersionConflict>(), it => Assert.Equal(2, it.ActualVersion));
            Assert.Equal(2, (await _store.ReadStream(stream.Key)).Version);
        }
    }

    [Theory]
    [InlineData(8, 1)]
    [InlineData(128, 2)]
    public async Task A_second_connection_writes_only_beside_a_crowd(int callers, int writers)
    {
        await Task.WhenAll(Enumerable.Range(0, callers).Select(async _ =>
        {
            for (var i = 0; i < 20; i++)
                Assert.IsType<AppendResult.Appended>(await _store.Append(Sample.Append(Guid.NewGuid(), 0)));
        }));

        Assert.Equal(writers, await Writers());
    }

    [Fact]
    public async Task A_crowd_that_moves_streams_on_is_written_by_one_connection()
    {
        var streams = Enumerable.Range(0, 128).Select(_ => Guid.NewGuid()).ToList();
        foreach (var stream in streams)
            await _store.Append(Sample.Append(stream, 0));

        await Task.WhenAll(streams.Select(stream => _store.Append(Sample.Append(stream, 1))));

        Assert.Equal(1, await Writers());
    }

    private Task<long> Writers() => Sample.Scalar<long>(
        _fixture.Admin,
        $"select count(*) from pg_stat_activity where application_name = '{_name}' and query like '/* append */%'");
}
