using System.Diagnostics;
using LeadLedger.Tests.Fixtures;
using LeadLedger.Torture;
using Npgsql;

namespace LeadLedger.Tests.Faults;

/// <summary>A node that ends, or stands still, at the worst moment; another one serves beside it.</summary>
[Collection(RealFaults.Name)]
public sealed class NodeFaultTests : IAsyncLifetime
{
    private const string WaitingForALock =
        "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and usename = 'leadledger_service'";

    private Site _site = null!;
    private Load _load = null!;

    public async Task InitializeAsync()
    {
        _site = await Site.Start(RunFolder.NewPlace(), nodes: 2);
        var door = new Door(_site.Client);
        _load = new Load(_site, door, await TriedCompany.Found(_site, door), seed: 1);
    }

    public Task DisposeAsync() => _site.DisposeAsync().AsTask();

    [Fact]
    public async Task Killed_in_the_middle_of_a_bulk_what_it_had_written_is_there_once_when_it_is_sent_again()
    {
        const int Leads = 3_000;
        var node = _site.Nodes[0];
        long before;
        await using (var gate = await Gate.After(_site.Postgres.AdminConnectionString, events: 2_600))
        {
            var sending = _load.HandOffMany(Leads, node);
            await gate.UntilSomebodyWaits();
            await node.Kill();
            Assert.Equal(0, (await sending).Status);
            before = await Events();
        }
        await node.Start();
        await _load.Resolve(TimeSpan.FromMinutes(3));

        Assert.InRange(before, 300, Leads - 1);
        Assert.Equal(Leads, _load.Acknowledged);
        Assert.Equal(Leads, await Events());
        await Check();
    }

    [Fact]
    public async Task Killed_in_the_middle_of_a_page_of_the_read_models_the_other_node_goes_on_from_where_it_was()
    {
        var projecting = await Projecting();
        await using (var holding = await HoldAReadModel())
        {
            await HandOffSome();
            await Until(async () => await _site.Postgres.Scalar<long>(WaitingForALock) > 0);
            await projecting.Kill();
        }

        await Check();
        Assert.NotEqual(projecting, await Projecting());
        await projecting.Start();
        await HandOffSome();
        await Check();
    }

    [Fact]
    public async Task Stopped_in_the_middle_of_a_page_it_is_deposed_and_does_nothing_twice_when_it_goes_on()
    {
        var projecting = await Projecting();
        var other = _site.Nodes.First(node => node != projecting);
        await using (var holding = await HoldAReadModel())
        {
            await HandOffSome();
            await Until(async () => await _site.Postgres.Scalar<long>(WaitingForALock) > 0);
            await projecting.Freeze();
        }

        // Its transaction is open and stays so: nobody but the other node, after a while, can end it.
        Assert.True(await _load.TryHandOff(other));
        await Check();
        Assert.Equal("projecting", await other.Projector(_site.Client));
        await projecting.Thaw();
        await Until(async () => await projecting.Projector(_site.Client) == "standingBy");
        await HandOffSome();
        await Check();
    }

    [Fact]
    public async Task Stopped_in_the_middle_of_an_append_it_tells_the_truth_when_it_goes_on()
    {
        var (stopped, other) = (_site.Nodes[0], _site.Nodes[1]);
        await HandOffSome();
        var lead = _load.Deeds.Values.First().Lead;
        Task<Said> attempt;
        await using (var rival = await Hold("select 1 from ledger.mt_streams where id = $1 for update", lead))
        {
            attempt = _load.AttemptOn(lead, stopped);
            await Until(async () => await _site.Postgres.Scalar<long>(WaitingForALock) > 0);
            await stopped.Freeze();
        }
        Assert.Equal(201, (await _load.AttemptOn(lead, other)).Status);
        Assert.False(attempt.IsCompleted);

        await stopped.Thaw();
        await attempt;
        await _load.Resolve(TimeSpan.FromMinutes(3));

        Assert.Equal(12, _load.Acknowledged);
        await Check();
    }

    private Task<int> Check() => new Checks(_site.Postgres).Run(_load.Deeds);

    private async Task HandOffSome()
    {
        for (var lead = 0; lead < 5; lead++)
        {
            foreach (var node in _site.Nodes)
                await _load.TryHandOff(node);
        }
    }

    private Task<long> Events() =>
        _site.Postgres.Scalar<long>("select count(*) from ledger.mt_events where type = 'lead_handed_off'");

    private async Task<Node> Projecting()
    {
        Node? node = null;
        await Until(async () => (node = await _site.Projecting()) is not null);
        return node!;
    }

    /// <summary>Makes the projector's next page hang in the middle of its transaction.</summary>
    private async Task<Holding> HoldAReadModel()
    {
        var schema = await _site.Postgres.Scalar<string>(
            "select 'readmodel_' || build from bi_v1.freshness");
        return await Hold($"lock table {schema}.handoff in access exclusive mode");
    }

    private async Task<Holding> Hold(string sql, Guid? stream = null)
    {
        var connection = new NpgsqlConnection(_site.Postgres.AdminConnectionString);
        await connection.OpenAsync();
        var transaction = await connection.BeginTransactionAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        if (stream is { } id)
            command.Parameters.Add(new NpgsqlParameter { Value = id });
        await command.ExecuteNonQueryAsync();
        return new Holding(connection, transaction);
    }

    private static async Task Until(Func<Task<bool>> holds)
    {
        var patience = Stopwatch.StartNew();
        while (!await holds())
            Assert.InRange(patience.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(90));
    }

    private sealed class Holding(NpgsqlConnection connection, NpgsqlTransaction transaction) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await transaction.DisposeAsync();
            await connection.DisposeAsync();
        }
    }
}
