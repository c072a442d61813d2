using LeadLedger.Server.ReadModels;
using LeadLedger.Server.ReadModels.Building;
using LeadLedger.Server.ReadModels.Projecting;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace LeadLedger.Tests.ReadModels;

/// <summary>The projector as it runs: beside others, through faults, in front of what it can't read.</summary>
public sealed class ProjectorTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Two_projectors_beside_each_other_never_count_twice()
    {
        await using var database = await ReadModelDatabase.Make();
        await using var one = await Node.Start(database);
        await using var other = await Node.Start(database);
        await RandomHistory.Append(database.Ledger, seed: 51, events: 400);
        await one.Reached(database.Ledger.LastPosition);
        await other.Reached(database.Ledger.LastPosition);

        await EqualsOneMadeAnew(database);
        ProjectorState[] parts = [ProjectorState.Projecting, ProjectorState.StandingBy];
        await one.Until(_ => parts.SequenceEqual(new[] { one.Status.State, other.Status.State }.Order()));
    }

    [Fact]
    public async Task Whoever_comes_second_to_a_page_is_rolled_back()
    {
        await using var database = await ReadModelDatabase.Make();
        await RandomHistory.Append(database.Ledger, seed: 52, events: 100);
        var build = await database.Builds.EnsureActive();
        await using var first = await database.Service.OpenConnectionAsync();
        await using var second = await database.Service.OpenConnectionAsync();
        await using var third = await database.Service.OpenConnectionAsync();
        await using var one = await ProjectingSession.Begin(first, build, default);
        await using var other = await ProjectingSession.Begin(second, build, default);
        await using var another = await ProjectingSession.Begin(third, build, default);
        var page = DecodedPage.Decode(await database.Store.ReadFeed(0, 50));

        await one.Project(page, default);
        await Assert.ThrowsAsync<SomebodyElseProjectsException>(
            () => other.Project(page with { Events = [] }, default));
        // With rows to write it doesn't even come to moving the progress: they are there already.
        await Assert.ThrowsAsync<PostgresException>(() => another.Project(page, default));
        await database.Project(build, () => 50);
        await EqualsOneMadeAnew(database);
    }

    [Fact]
    public async Task A_projector_killed_in_the_middle_of_a_page_goes_on_as_if_nothing_had_been()
    {
        await using var database = await ReadModelDatabase.Make();
        await using var node = await Node.Start(database);
        await RandomHistory.Append(database.Ledger, seed: 53, events: 200);
        await node.Reached(database.Ledger.LastPosition);

        // What it wants to write to is locked, so it is certainly in the middle when it is killed.
        await using (var connection = await database.Admin.OpenConnectionAsync())
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            await using var hold = connection.CreateCommand();
            hold.CommandText = "lock table readmodel_1.lead_activity in access exclusive mode";
            await hold.ExecuteNonQueryAsync();
            await RandomHistory.Continue(database.Ledger, events: 250);
            await database.UntilSomebodyWaitsForALock();
            await SessionLock.Depose(database.Admin, Exclusive.Projecting, default);
        }
        await node.Reached(database.Ledger.LastPosition);
        await EqualsOneMadeAnew(database);
    }

    [Fact]
    public async Task A_standby_takes_over_from_a_leader_whose_connection_dies()
    {
        await using var database = await ReadModelDatabase.Make();
        await using var one = await Node.Start(database);
        await using var other = await Node.Start(database);
        await RandomHistory.Append(database.Ledger, seed: 54, events: 100);
        for (var events = 120; events <= 300; events += 20)
        {
            await RandomHistory.Continue(database.Ledger, events);
            await SessionLock.Depose(database.Admin, Exclusive.Projecting, default);
        }
        await one.Reached(database.Ledger.LastPosition);
        await other.Reached(database.Ledger.LastPosition);
        await EqualsOneMadeAnew(database);
    }

    [Theory]
    [InlineData("contact_attempted", "{}")]
    [InlineData("lead_assigned", """
        {"leadId": "00000009-0000-4000-8000-000000000001", "assignee": "sam", "assignedBy": "max",
         "assignedAt": "2026-03-02T09:00:00Z"}
        """)]
    public async Task It_stops_in_front_of_an_event_of_ours_that_cannot_be_projected_and_says_where(
        string alias, string json)
    {
        await using var database = await ReadModelDatabase.Make();
        await using var node = await Node.Start(database);
        var before = await database.Ledger.Append(Company.Panel.Value, Company.Seated());
        var at = await database.Ledger.AppendRaw(Company.Lead(9), alias, json);
        await database.Ledger.Append(Company.Enterprise.Value, Company.Drafted(Company.Enterprise, Company.Terms()));

        await node.Until(status => status.State == ProjectorState.Stopped);
        Assert.Equal(at, node.Status.StoppedAt);
        Assert.False(node.Status.IsHealthy);
        await node.Reached(before);
        Assert.False(await node.Position.WaitFor(at, TimeSpan.FromMilliseconds(200)));
        Assert.Equal([$"{before}"], await database.Query("select position from bi_v1.freshness"));
        Assert.Empty(await database.Query("select * from bi_v1.agreement"));
    }

    [Fact]
    public async Task It_steps_over_events_that_are_not_ours_and_counts_them()
    {
        await using var database = await ReadModelDatabase.Make();
        await using var node = await Node.Start(database);
        await database.Ledger.AppendRaw(Company.Lead(9), "invoice_sent", "{}");
        var last = await database.Ledger.AppendRaw(Company.Lead(9), "invoice_paid", "{}");
        await node.Reached(last);
        await node.Until(status => status.ForeignEvents == 2);
        Assert.Equal([$"{last}|0"], await database.Query("select position, lag from bi_v1.freshness"));
    }

    [Fact]
    public async Task Read_models_of_an_older_version_are_made_anew_and_newer_ones_left_alone()
    {
        await using var database = await ReadModelDatabase.Make();
        await RandomHistory.Append(database.Ledger, seed: 55, events: 100);
        await database.Project();
        await database.Execute("update leadledger.read_model_build set model_version = 0");
        await using (var node = await Node.Start(database))
        {
            await node.Until(status => status is { State: ProjectorState.Projecting, Build: 2 });
            await node.Reached(database.Ledger.LastPosition);
        }
        Assert.Equal(
            [$"{ReadModelScripts.ModelVersion}|2"],
            await database.Query("select model_version, build from bi_v1.freshness"));
        await EqualsOneMadeAnew(database);

        await database.Execute("update leadledger.read_model_build set model_version = 99 where state = 'active'");
        await using var old = await Node.Start(database);
        await old.Until(status => status.State == ProjectorState.Outdated);
        await RandomHistory.Continue(database.Ledger, events: 120);
        Assert.False(await old.Position.WaitFor(database.Ledger.LastPosition, TimeSpan.FromMilliseconds(200)));
    }

    [Fact]
    public async Task Waiting_for_a_position_is_bounded()
    {
        var position = new ReadModelPosition();
        position.Set(7);
        Assert.True(await position.WaitFor(7, TimeSpan.Zero));
        Assert.False(await position.WaitFor(8, TimeSpan.FromMilliseconds(20)));
        var waiting = position.WaitFor(9, Patience);
        position.Set(8);
        Assert.False(waiting.IsCompleted);
        position.Set(9);
        Assert.True(await waiting);
    }

    [Fact]
    public async Task Nobody_who_only_reads_can_hold_it_up()
    {
        await using var database = await ReadModelDatabase.Make();
        await using var reader = await database.Bi.OpenConnectionAsync();
        foreach (var what in Enum.GetValues<Exclusive>())
        {
            await using var take = new NpgsqlCommand(
                $"select pg_advisory_lock({SessionLock.Class}, {(int)what})", reader);
            var refused = await Assert.ThrowsAsync<PostgresException>(() => take.ExecuteNonQueryAsync());
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
        }
        await using var node = await Node.Start(database);
        await RandomHistory.Append(database.Ledger, seed: 56, events: 100);
        await node.Reached(database.Ledger.LastPosition);
    }

    private static async Task EqualsOneMadeAnew(ReadModelDatabase database)
    {
        var anew = await database.MakeBuild();
        await database.Project(anew, () => 64);
        Assert.Equal(await database.Contents(anew), await database.Contents(await database.Builds.EnsureActive()));
    }

    /// <summary>A node's projector.</summary>
    private sealed class Node : IAsyncDisposable
    {
        private readonly Projector _projector;

        private Node(ReadModelDatabase database) => _projector = new Projector(
            database.Service,
            database.Store,
            database.Builds,
            new Rebuild(database.Service, database.Store, database.Builds),
            Position,
            Status,
            TimeProvider.System,
            NullLogger<Projector>.Instance);

        public ReadModelPosition Position { get; } = new();

        public ProjectorStatus Status { get; } = new();

        public static async Task<Node> Start(ReadModelDatabase database)
        {
            var node = new Node(database);
            await node._projector.StartAsync(default);
            return node;
        }

        public async Task Reached(long position) => Assert.True(await Position.WaitFor(position, Patience));

        public async Task Until(Func<ProjectorStatus, bool> condition)
        {
            using var bounded = new CancellationTokenSource(Patience);
            while (!condition(Status))
                await Task.Delay(10, bounded.Token);
        }

        public async ValueTask DisposeAsync()
        {
            await _projector.StopAsync(default);
            _projector.Dispose();
        }
    }
}
