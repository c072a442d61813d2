using System.Diagnostics;
using System.Net;
using LeadLedger.EventStore;
using LeadLedger.Server.Running.Embedded;
using LeadLedger.Tests.EventStore;
using LeadLedger.Tests.Fixtures;
using LeadLedger.Torture;
using Npgsql;

namespace LeadLedger.Tests.Faults;

/// <summary>A server that dies under those who use it, and a stranger who writes into it beside them.</summary>
[Collection(RealFaults.Name)]
public sealed class PostgresFaultTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_embedded_server_that_is_killed_comes_back_under_a_service_that_goes_on_serving()
    {
        await using var serving = ProgramRun.Start(_folder.Path, ["serve"]);
        var address = (await serving.Line("serves at"))!.Split(' ')[^1];
        using var client = new HttpClient { Timeout = TimeSpan.FromMinutes(1) };
        var data = Path.Combine(ClusterRecord.Read(_folder.Path)!.Folder, "data");
        var first = (await PostmasterFile.Read(data, default))!;

        await Signal.Send("KILL", first.ProcessId);
        await Until(async () =>
            await PostmasterFile.Read(data, default) is { IsReady: true } now && now.ProcessId != first.ProcessId);
        await Until(async () => (await client.GetAsync($"{address}/health/ready")).StatusCode == HttpStatusCode.OK);

        var second = (await PostmasterFile.Read(data, default))!;
        Assert.Equal(first.Port, second.Port);
        var (_, token, _) = await ProgramRun.ToItsEnd(_folder.Path, ["token", "auditor"]);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{address}/v1/leads");
        request.Headers.Authorization = new("Bearer", token);
        Assert.Equal(HttpStatusCode.OK, (await client.SendAsync(request)).StatusCode);
        Assert.Equal("Stopped.", (await ProgramRun.ToItsEnd(_folder.Path, ["stop"])).Output);
    }

    [Fact]
    public async Task A_foreign_writer_on_the_same_leads_and_the_nodes_lose_nothing_to_each_other()
    {
        await using var site = await Site.Start(RunFolder.NewPlace(), nodes: 2);
        var door = new Door(site.Client);
        var load = new Load(site, door, await TriedCompany.Found(site, door), seed: 3);
        foreach (var node in site.Nodes)
            Assert.True(await load.TryHandOff(node));
        var leads = load.Deeds.Values.Select(deed => deed.Lead).ToArray();
        await using var foreign = NpgsqlDataSource.Create(site.Postgres.ServiceConnectionString);

        var written = new List<Guid>();
        var attempts = site.Nodes.Select(async node =>
        {
            for (var turn = 0; turn < 60; turn++)
                await load.AttemptOn(leads[turn % leads.Length], node);
        }).ToArray();
        while (attempts.Any(it => !it.IsCompleted) || written.Count == 0)
        {
            var (lead, id) = (leads[written.Count % leads.Length], Guid.NewGuid());
            var version = await Sample.Scalar<long>(
                foreign, "select version from ledger.mt_streams where id = $1", lead);
            if (await ForeignWriter.Append(foreign, lead, version, id: id))
                written.Add(id);
        }
        await Task.WhenAll(attempts);
        await load.Resolve(TimeSpan.FromMinutes(3));

        Assert.Equal(written.Count, (int)await Sample.Scalar<long>(
            foreign, "select count(*) from ledger.mt_events where id = any($1)", written.ToArray()));
        Assert.Equal((long)written.Count, await Sample.Scalar<long>(
            foreign, "select count(*) from ledger.mt_events where type = 'lead_noted'"));
        await new Checks(site.Postgres).Run(load.Deeds);
    }

    [Fact]
    public async Task A_bulk_stops_trying_as_a_whole_while_the_database_hangs_and_is_completed_when_sent_again()
    {
        const int Leads = 10_000;
        await using var site = await Site.Start(RunFolder.NewPlace(), nodes: 1);
        var (node, door) = (site.Nodes[0], new Door(site.Client));
        var load = new Load(site, door, await TriedCompany.Found(site, door), seed: 4);

        await site.Postgres.Freeze();
        var said = await load.HandOffMany(Leads, node);
        await site.Postgres.Thaw();

        // The lines are taken in by some two thousand at a time, and each such part would wait ten seconds by itself.
        Assert.Equal(207, said.Status);
        Assert.InRange(said.Took, TimeSpan.Zero, TimeSpan.FromSeconds(40));
        Assert.Equal(0, load.Acknowledged);
        await Until(() => load.TryHandOff(node));
        await load.Resolve(TimeSpan.FromMinutes(3));
        await Until(async () =>
        {
            await load.SendBulksAgain(node);
            return load.Deeds.Values.Count(deed => deed is { IsOfABulk: true, Standing: Standing.Acknowledged }) == Leads;
        });
        await new Checks(site.Postgres).Run(load.Deeds);
    }

    [Fact]
    public async Task After_a_crash_positions_that_nobody_came_to_fill_may_be_drawn_again_and_arent_passed_over()
    {
        await using var postgres = await PrivatePostgres.Start(RunFolder.NewPlace());
        await using var database = NpgsqlDataSource.Create(postgres.ServiceConnectionString);
        await using var store = new PostgresEventStore(database);
        await store.Append(Sample.Append(Guid.NewGuid(), 0));
        await postgres.Scalar<long>("select nextval('ledger.mt_events_sequence')");
        Assert.Equal(2, await store.ReadHighWaterMark());

        await postgres.KillOneBackend();
        // What the server does itself where the draw wasn't on the disk yet; it can't be made to happen for certain.
        await Until(async () => await Succeeds(() => postgres.Scalar<long>("select setval('ledger.mt_events_sequence', 1)")));
        var passed = (await store.ReadFeed(1, 10)).NextPosition;
        await store.Append(Sample.Append(Guid.NewGuid(), 0));

        Assert.Equal(1, passed);
        Assert.Equal([2L], (await store.ReadFeed(passed, 10)).Events.Select(e => e.Position));
    }

    private static async Task<bool> Succeeds(Func<Task> act)
    {
        try
        {
            await act();
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private static async Task Until(Func<Task<bool>> holds)
    {
        var patience = Stopwatch.StartNew();
        while (!await holds())
            Assert.InRange(patience.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(90));
    }
}
