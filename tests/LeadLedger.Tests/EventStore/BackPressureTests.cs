using System.Diagnostics;
using LeadLedger.EventStore;
using LeadLedger.Tests.Fixtures;
using Npgsql;

namespace LeadLedger.Tests.EventStore;

/// <summary>
/// Nobody waits for ever (ADR-0011): what wasn't taken in time was certainly not written, what was sent is finished
/// although its caller has been told that nobody knows.
/// </summary>
public sealed class BackPressureTests(PostgresFixture fixture) : IClassFixture<PostgresFixture>
{
    /// <summary>Less than what would wait without these patiences, and more than a busy machine needs.</summary>
    private const long LongestMilliseconds = 30_000;

    private static readonly EventStoreOptions Impatient = new()
    {
        WakeOtherNodes = false,
        QueuePatience = TimeSpan.FromSeconds(1),
        AnswerPatience = TimeSpan.FromSeconds(4),
        // Longer than anything here: it is the callers' patience that ends.
        LockPatience = TimeSpan.FromMinutes(1),
        StatementPatience = TimeSpan.FromMinutes(1),
    };

    [Fact]
    public async Task Behind_a_statement_that_hangs_waiting_appends_are_withdrawn_and_the_sent_one_is_finished()
    {
        await using var store = new PostgresEventStore(fixture.Service, Impatient);
        var (held, waiting) = (Guid.NewGuid(), Guid.NewGuid());
        await store.Append(Sample.Append(held, 0));
        await using var rival = await Holding.Begin(fixture.Service, held);

        var clock = Stopwatch.StartNew();
        var sent = store.Append(Sample.Append(held, 1));
        await SomebodyWaitsForALock();
        // Of a crowd a second connection would write a part.
        var behind = Enumerable.Range(0, 12).Select(_ => store.Append(Sample.Append(waiting, 0))).ToArray();
        foreach (var append in behind)
            await Assert.ThrowsAsync<EventStoreBusyException>(() => append);
        Assert.InRange(clock.ElapsedMilliseconds, 900, LongestMilliseconds);
        await Assert.ThrowsAsync<EventStoreOutcomeUnknownException>(() => sent);
        Assert.InRange(clock.ElapsedMilliseconds, 3900, LongestMilliseconds);

        await rival.LetGo();
        await UntilItWorks(() => store.Append(Sample.Append(Guid.NewGuid(), 0)));
        Assert.Equal(2, (await store.ReadStream(held)).Version);
        Assert.Equal(0, (await store.ReadStream(waiting)).Version);
    }

    [Fact]
    public async Task A_full_queue_refuses_at_the_door()
    {
        await using var store = new PostgresEventStore(fixture.Service, Impatient with
        {
            AppendQueue = 3,
            QueuePatience = TimeSpan.FromMinutes(1),
            AnswerPatience = TimeSpan.FromMinutes(1),
        });
        var held = Guid.NewGuid();
        await store.Append(Sample.Append(held, 0));
        await using var rival = await Holding.Begin(fixture.Service, held);
        var sent = store.Append(Sample.Append(held, 1));
        await SomebodyWaitsForALock();
        var letIn = Enumerable.Range(0, 3).Select(_ => store.Append(Sample.Append(Guid.NewGuid(), 0))).ToArray();

        var clock = Stopwatch.StartNew();
        await Assert.ThrowsAsync<EventStoreBusyException>(() => store.Append(Sample.Append(Guid.NewGuid(), 0)));
        Assert.InRange(clock.ElapsedMilliseconds, 0, LongestMilliseconds);

        await rival.LetGo();
        Assert.IsType<AppendResult.Appended>(await sent);
        foreach (var append in letIn)
            Assert.IsType<AppendResult.Appended>(await append);
    }

    [Fact]
    public async Task Without_a_connection_an_append_is_told_in_time_that_the_database_cant_be_reached()
    {
        await using var proxy = new CuttingProxy(fixture.Database.ServiceConnectionString);
        await using var database = NpgsqlDataSource.Create(proxy.ConnectionString);
        await using var store = new PostgresEventStore(database, Impatient);
        await store.Append(Sample.Append(Guid.NewGuid(), 0));
        proxy.CutBeforeNextAnswer(andRefuseFromThenOn: true);
        await Assert.ThrowsAsync<EventStoreOutcomeUnknownException>(
            () => store.Append(Sample.Append(Guid.NewGuid(), 0)));

        // The first ones may still be behind those whose outcome is looked for.
        Exception? told = null;
        for (var tries = 0; tries < 1000 && told is not EventStoreUnavailableException; tries++)
        {
            var clock = Stopwatch.StartNew();
            told = await Assert.ThrowsAnyAsync<Exception>(() => store.Append(Sample.Append(Guid.NewGuid(), 0)));
            Assert.InRange(clock.ElapsedMilliseconds, 0, LongestMilliseconds);
        }
        Assert.IsType<EventStoreUnavailableException>(told);

        proxy.AcceptAgain();
        await UntilItWorks(() => store.Append(Sample.Append(Guid.NewGuid(), 0)));
    }

    [Fact]
    public async Task Reads_behind_one_that_hangs_are_given_up_in_time()
    {
        await using var store = new PostgresEventStore(fixture.Service, Impatient with { StreamReaders = 1 });
        var stream = Guid.NewGuid();
        await store.Append(Sample.Append(stream, 0));
        await using var connection = await fixture.Admin.OpenConnectionAsync();
        await using var locking = await connection.BeginTransactionAsync();
        await using (var take = new NpgsqlCommand("lock table ledger.mt_events in access exclusive mode", connection))
            await take.ExecuteNonQueryAsync();

        var begun = store.ReadStream(stream);
        await SomebodyWaitsForALock();
        await Assert.ThrowsAsync<EventStoreBusyException>(() => store.ReadStream(stream));
        await Assert.ThrowsAsync<EventStoreUnavailableException>(() => begun);
        await locking.RollbackAsync();

        Assert.Equal(1, (await UntilItWorks(() => store.ReadStream(stream))).Version);
    }

    [Fact]
    public async Task A_page_of_the_feed_is_bounded_by_bytes_and_passes_nothing_over()
    {
        await using var store = new PostgresEventStore(fixture.Service, Impatient with { BytesPerFeedPage = 20_000 });
        var start = await store.ReadHighWaterMark();
        var large = Sample.Event(data: $$"""{"text":"{{new string('x', 9_000)}}"}""");
        var huge = Sample.Event(data: $$"""{"text":"{{new string('y', 60_000)}}"}""");
        NewEvent[] events =
        [
            .. Enumerable.Range(0, 5).Select(_ => large with { Id = Guid.NewGuid() }),
            huge,
            .. Enumerable.Range(0, 40).Select(_ => Sample.Event()),
        ];
        await store.Append(new StreamAppend(Guid.NewGuid(), "lead", 0, events, []));

        var (read, after) = (new List<RecordedEvent>(), start);
        while (await store.ReadFeed(after, 1000) is { Events.Count: > 0 } page)
        {
            var bytes = page.Events.Sum(e => e.Data.Length);
            Assert.True(bytes - page.Events[^1].Data.Length < 20_000, $"{page.Events.Count} events, {bytes} bytes");
            read.AddRange(page.Events);
            after = page.NextPosition;
        }
        Assert.Equal(events.Select(e => e.Id), read.Select(e => e.Id));
    }

    private static async Task<T> UntilItWorks<T>(Func<Task<T>> act)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                return await act();
            }
            catch (Exception notYet) when (clock.ElapsedMilliseconds < 60_000
                && notYet is EventStoreUnavailableException or EventStoreBusyException
                    or EventStoreOutcomeUnknownException)
            {
            }
        }
    }

    private async Task SomebodyWaitsForALock()
    {
        const string Waiting =
            "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
        var patience = Stopwatch.StartNew();
        while (await Sample.Scalar<long>(fixture.Admin, Waiting) == 0)
            Assert.InRange(patience.ElapsedMilliseconds, 0, 60_000);
    }

    /// <summary>Somebody who holds a stream's row, so that the statement that appends to it hangs.</summary>
    private sealed class Holding(NpgsqlConnection connection, NpgsqlTransaction transaction) : IAsyncDisposable
    {
        public static async Task<Holding> Begin(NpgsqlDataSource database, Guid stream)
        {
            var connection = await database.OpenConnectionAsync();
            var transaction = await connection.BeginTransactionAsync();
            await using var hold = new NpgsqlCommand(
                "select 1 from ledger.mt_streams where id = $1 for update", connection);
            hold.Parameters.Add(new() { Value = stream });
            await hold.ExecuteScalarAsync();
            return new Holding(connection, transaction);
        }

        public Task LetGo() => transaction.RollbackAsync();

        public async ValueTask DisposeAsync()
        {
            await transaction.DisposeAsync();
            await connection.DisposeAsync();
        }
    }
}
