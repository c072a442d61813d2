using LeadLedger.EventStore;
using LeadLedger.EventStore.Sealing;
using LeadLedger.Server.Audit.Seals;
using LeadLedger.Tests.EventStore;
using LeadLedger.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;

namespace LeadLedger.Tests.Sealing;

/// <summary>Whole nodes that seal, die, take over, and anchor what they sealed.</summary>
public sealed class SealerTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    // Where many append, sealing may be put off for a minute.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>No more is appended ahead of the seal, or the ledger would outgrow what checks it.</summary>
    private const long MostUnsealed = 5_000;

    [Fact]
    public async Task Of_two_nodes_one_seals_and_the_other_goes_on_when_it_ends()
    {
        await using var postgres = new Postgres();
        await postgres.InitializeAsync();
        var folders = (string[])[RunFolder.NewPlace(), RunFolder.NewPlace()];
        await using var store = new PostgresEventStore(postgres.Database.Service);
        var first = await ServedNode.Start(folders[0], postgres.Database.ServiceConnectionString);
        // One secrets file for all nodes, as an operator gives it to them.
        Directory.CreateDirectory(folders[1]);
        File.Copy(Path.Combine(folders[0], "secrets.json"), Path.Combine(folders[1], "secrets.json"));
        await using (var second = await ServedNode.Start(folders[1], postgres.Database.ServiceConnectionString))
        {
            await Append(store, 700);
            await SealedUpTo(postgres.Database, await store.ReadHighWaterMark());
            await first.DisposeAsync();
            await Append(store, 300);
            await SealedUpTo(postgres.Database, await store.ReadHighWaterMark());
        }
        await (await PlainSeal.Of(postgres.Database.Service)).Check(postgres.Database.Service);
        Array.ForEach(folders, folder => Directory.Delete(folder, recursive: true));
    }

    [Fact]
    public async Task Killed_in_the_middle_of_sealing_the_next_node_goes_on_and_the_anchors_hold()
    {
        await using var postgres = new Postgres();
        await postgres.InitializeAsync();
        var folder = RunFolder.NewPlace();
        await using var store = new PostgresEventStore(postgres.Database.Service);
        using var ended = new CancellationTokenSource();
        var appending = Task.Run(async () =>
        {
            while (!ended.IsCancellationRequested)
            {
                if (await Unsealed(postgres.Database) < MostUnsealed)
                    await Append(store, 200);
                else
                    await Task.Delay(10);
            }
        });
        for (var round = 0; round < 2; round++)
        {
            await using var node = await ServedNode.Start(folder, postgres.Database.ServiceConnectionString);
            await SealedUpTo(postgres.Database, await store.ReadHighWaterMark());
            // Disposed of while appends come in: it is killed.
        }
        await ended.CancelAsync();
        await appending;
        await using (var last = await ServedNode.Start(folder, postgres.Database.ServiceConnectionString))
        {
            await SealedUpTo(postgres.Database, await store.ReadHighWaterMark());
            await last.Terminate();
        }

        var plain = await PlainSeal.Of(postgres.Database.Service);
        await plain.Check(postgres.Database.Service);
        var anchors = Directory.GetFiles(Path.Combine(folder, "state", "leadledger", "anchors"));
        var anchored = AnchorFile.Read(Assert.Single(anchors)).Select(anchor => anchor.Checkpoint!.Checkpoint).ToList();
        Assert.All(anchored, checkpoint => Assert.Equal(plain.Root(checkpoint.TreeSize), checkpoint.Root));
        Assert.Equal(plain.Leaves.Count, anchored[^1].TreeSize);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Health_tells_how_far_the_seal_is()
    {
        await Append(api.App.Services.GetRequiredService<IEventStore>(), 3);
        var mark = await api.App.Services.GetRequiredService<IEventStore>().ReadHighWaterMark();
        await SealedUpTo(api.Database, mark);

        var health = System.Text.Json.JsonDocument.Parse(
            await api.Anonymous.GetStringAsync(new Uri("/health/ready", UriKind.Relative))).RootElement;

        Assert.Equal("sealing", health.GetProperty("seal").GetProperty("sealer").GetString());
        Assert.True(health.GetProperty("seal").GetProperty("position").GetInt64() >= mark);
        Assert.False(health.GetProperty("anchor").GetProperty("isOn").GetBoolean());
        Assert.Equal(SealerState.Sealing, api.App.Services.GetRequiredService<SealerStatus>().State);
    }

    internal static async Task SealedUpTo(TestDatabase database, long position)
    {
        using var late = new CancellationTokenSource(Patience);
        while (await Sample.Scalar<long>(
            database.Service, "select coalesce(max(last_position), 0) from seal.checkpoint") < position)
        {
            await Task.Delay(20, late.Token);
        }
    }

    private static Task<long> Unsealed(TestDatabase database) => Sample.Scalar<long>(database.Service, """
        select (select last_value from ledger.mt_events_sequence)
          - (select coalesce(max(last_position), 0) from seal.checkpoint)
        """);

    private static async Task Append(IEventStore store, int events)
    {
        for (var left = events; left > 0; left -= 50)
            await store.Append(Sample.Append(Guid.NewGuid(), 0, Math.Min(left, 50)));
    }

    /// <summary>A database of one test.</summary>
    private sealed class Postgres : IAsyncDisposable
    {
        private readonly PostgresFixture _fixture = new();

        public TestDatabase Database => _fixture.Database;

        public Task InitializeAsync() => _fixture.InitializeAsync();

        public async ValueTask DisposeAsync() => await _fixture.DisposeAsync();
    }
}
