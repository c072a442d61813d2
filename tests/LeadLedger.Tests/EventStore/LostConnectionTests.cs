using System.Collections.Concurrent;
using LeadLedger.EventStore;
using LeadLedger.Tests.Fixtures;
using Npgsql;

namespace LeadLedger.Tests.EventStore;

/// <summary>
/// A connection lost in the middle of an append says nothing about whether it was written. Nobody is answered before
/// that is known.
/// </summary>
public sealed class LostConnectionTests(PostgresFixture fixture) : IClassFixture<PostgresFixture>
{
    // Nothing but the writer speaks to the server, so that what is cut is its connection.
    private static readonly EventStoreOptions Alone = new() { WakeOtherNodes = false };

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task With_the_writer_killed_again_and_again_under_load_every_acknowledged_event_is_there_once()
    {
        // An idle connection that another test's store has left behind would count as a writer.
        fixture.Service.Clear();
        await using var store = new PostgresEventStore(fixture.Service);
        var start = await store.ReadHighWaterMark();
        var acknowledged = new ConcurrentDictionary<Guid, AppendResult.Appended>();
        var refused = new ConcurrentDictionary<Guid, Exception>();
        using var done = new CancellationTokenSource();
        var callers = Enumerable.Range(0, 16).Select(_ => Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
                await AppendOne(store, acknowledged, refused);
        })).ToList();

        for (var kill = 0; kill < 25; kill++)
        {
            var before = acknowledged.Count;
            await Until(() => acknowledged.Count > before + 20);
            Assert.Equal(1, await Backends.TerminateWriters(fixture));
        }
        await done.CancelAsync();
        await Task.WhenAll(callers);

        var ledger = await Sample.Feed(store, start);
        Assert.Equal(ledger.Count, ledger.Select(e => e.Id).Distinct().Count());
        Assert.Equal(acknowledged.Keys.Order(), ledger.Select(e => e.Id).Order());
        Assert.All(ledger, e => Assert.Equal(
            (acknowledged[e.Id].Position, acknowledged[e.Id].RecordedAt), (e.Position, e.RecordedAt)));
        Assert.Empty(refused);
    }

    [Fact]
    public async Task An_append_whose_commit_went_through_before_the_connection_was_lost_is_answered_as_appended()
    {
        await using var proxy = new CuttingProxy(fixture.Database.ServiceConnectionString);
        await using var database = NpgsqlDataSource.Create(proxy.ConnectionString);
        await using var store = new PostgresEventStore(database, Alone);
        var (existing, stream) = (Guid.NewGuid(), Guid.NewGuid());
        await store.Append(Sample.Append(existing, 0));
        var append = Sample.Append(stream, 0, events: 3);

        proxy.CutBeforeNextAnswer();
        var answer = Assert.IsType<AppendResult.Appended>(await store.Append(append));

        Assert.True(proxy.HasCut);
        var events = (await store.ReadStream(stream)).Events;
        Assert.Equal(append.Events.Select(e => e.Id), events.Select(e => e.Id));
        Assert.Equal(events.Select(e => e.Position), answer.Positions);
        Assert.Equal((3, events[^1].RecordedAt), (answer.Version, answer.RecordedAt));
    }

    [Fact]
    public async Task A_transaction_still_running_behind_a_lost_connection_is_ended_before_its_outcome_is_looked_up()
    {
        await using var proxy = new CuttingProxy(fixture.Database.ServiceConnectionString);
        await using var database = NpgsqlDataSource.Create(proxy.ConnectionString);
        await using var store = new PostgresEventStore(database, Alone with { LockPatience = Patience });
        var stream = Guid.NewGuid();
        await store.Append(Sample.Append(stream, 0));
        await using var rival = await fixture.Service.OpenConnectionAsync();
        await using var holding = await rival.BeginTransactionAsync();
        await Hold(rival, stream);
        var append = store.Append(Sample.Append(stream, 1));
        await Until(async () => await WaitingForALock() != 0);
        var behindTheLostConnection = await WaitingForALock();

        proxy.CutNow();
        await Until(async () =>
            await WaitingForALock() is var waiting && waiting != 0 && waiting != behindTheLostConnection);
        await holding.CommitAsync();

        Assert.Equal(2, Assert.IsType<AppendResult.Appended>(await append).Version);
        Assert.Equal(2, (await store.ReadStream(stream)).Version);
    }

    [Fact]
    public async Task A_statement_that_an_operator_cancels_is_written_again()
    {
        await using var store = new PostgresEventStore(fixture.Service, Alone with { LockPatience = Patience });
        var stream = Guid.NewGuid();
        await store.Append(Sample.Append(stream, 0));
        await using var rival = await fixture.Service.OpenConnectionAsync();
        await using var holding = await rival.BeginTransactionAsync();
        await Hold(rival, stream);
        var append = store.Append(Sample.Append(stream, 1));
        await Until(async () => await WaitingForALock() != 0);

        await Sample.Execute(fixture.Admin, "select pg_cancel_backend($1)", await WaitingForALock());
        await holding.RollbackAsync();

        Assert.Equal(2, Assert.IsType<AppendResult.Appended>(await append).Version);
        Assert.Equal(2, (await store.ReadStream(stream)).Version);
    }

    [Fact]
    public async Task What_another_node_wrote_in_its_place_meanwhile_is_told_as_the_ledger_has_it()
    {
        fixture.Service.Clear();
        await using var store = new PostgresEventStore(fixture.Service, Alone with { LockPatience = Patience });
        await using var other = new PostgresEventStore(fixture.Service, Alone);
        var (agreement, lead, id) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        await store.Append(Sample.Append(agreement, 0));
        var end = (await store.ReadFeedToProject(await store.ReadHighWaterMark(), 10)).NextPosition;
        await using var rival = await fixture.Service.OpenConnectionAsync();
        await using var holding = await rival.BeginTransactionAsync();
        await Hold(rival, agreement);
        // The same command on two nodes: its events have the same ids, but not the instant at which it was decided.
        var append = store.Append(Sample.Append(lead, 0, Sample.Event(data: """{"n":1}""", id: id)) with
        {
            Guards = [new StreamGuard(agreement, 1)],
        });
        await Until(async () => await WaitingForALock() != 0);
        await other.Append(Sample.Append(lead, 0, Sample.Event(data: """{"n":2}""", id: id)));

        await Sample.Scalar<bool>(
            fixture.Admin, "select pg_terminate_backend($1, 60000)", await WaitingForALock());
        Assert.IsType<AppendResult.Appended>(await append);

        var told = Assert.Single((await store.ReadOnToProject(end, 10)).Events);
        Assert.Equal("""{"n": 2}""", Sample.Json(told));
    }

    [Fact]
    public async Task A_stream_that_a_foreign_writer_holds_too_long_is_contended_and_holds_up_nobody_else()
    {
        await using var store = new PostgresEventStore(
            fixture.Service, Alone with { LockPatience = TimeSpan.FromMilliseconds(30) });
        var (held, free) = (Guid.NewGuid(), Guid.NewGuid());
        await store.Append(Sample.Append(held, 0));
        await using var rival = await fixture.Service.OpenConnectionAsync();
        await using var holding = await rival.BeginTransactionAsync();
        await Hold(rival, held);

        var waiting = store.Append(Sample.Append(held, 1));
        var going = store.Append(Sample.Append(free, 0));

        Assert.IsType<AppendResult.Appended>(await going);
        await Assert.ThrowsAsync<EventStoreContendedException>(() => waiting);
        await holding.RollbackAsync();
        Assert.Equal(1, (await store.ReadStream(held)).Version);
    }

    [Fact]
    public async Task With_the_database_out_of_reach_an_append_under_way_is_unknown_and_a_later_one_unavailable()
    {
        await using var proxy = new CuttingProxy(fixture.Database.ServiceConnectionString);
        await using var database = NpgsqlDataSource.Create(proxy.ConnectionString);
        await using var store = new PostgresEventStore(database, Alone with
        {
            ReconnectPatience = TimeSpan.FromMilliseconds(300),
        });
        await store.Append(Sample.Append(Guid.NewGuid(), 0));
        var (under, later) = (Guid.NewGuid(), Guid.NewGuid());

        proxy.CutBeforeNextAnswer(andRefuseFromThenOn: true);

        await Assert.ThrowsAsync<EventStoreOutcomeUnknownException>(() => store.Append(Sample.Append(under, 0)));
        await Assert.ThrowsAsync<EventStoreUnavailableException>(() => store.Append(Sample.Append(later, 0)));
        await Assert.ThrowsAsync<EventStoreUnavailableException>(() => store.ReadStream(under));
        await Assert.ThrowsAsync<EventStoreUnavailableException>(() => store.ReadFeed(0, 10));

        proxy.AcceptAgain();
        await Until(async () => await IsAppended(store, Sample.Append(later, 0)));
        Assert.Equal(1, (await store.ReadStream(later)).Version);
    }

    private static async Task<bool> IsAppended(PostgresEventStore store, StreamAppend append)
    {
        try
        {
            return await store.Append(append) is AppendResult.Appended;
        }
        catch (EventStoreUnavailableException)
        {
            return false;
        }
    }

    private static async Task Hold(NpgsqlConnection rival, Guid stream)
    {
        await using var hold = new NpgsqlCommand("select 1 from ledger.mt_streams where id = $1 for update", rival);
        hold.Parameters.Add(new() { Value = stream });
        await hold.ExecuteScalarAsync();
    }

    private Task<int> WaitingForALock() => Sample.Scalar<int>(fixture.Admin,
        """
        select coalesce(max(pid), 0) from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock' and query like '%ledger.mt_streams%'
        """);

    private static async Task AppendOne(
        PostgresEventStore store,
        ConcurrentDictionary<Guid, AppendResult.Appended> acknowledged,
        ConcurrentDictionary<Guid, Exception> refused)
    {
        var e = Sample.Event();
        try
        {
            var answer = await store.Append(Sample.Append(Guid.NewGuid(), 0, e));
            acknowledged[e.Id] = Assert.IsType<AppendResult.Appended>(answer);
        }
        catch (EventStoreUnavailableException fault)
        {
            refused[e.Id] = fault;
        }
    }

    private static Task Until(Func<bool> holds) => Until(() => Task.FromResult(holds()));

    private static async Task Until(Func<Task<bool>> holds)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!await holds())
            await Task.Delay(5, patience.Token);
    }
}
