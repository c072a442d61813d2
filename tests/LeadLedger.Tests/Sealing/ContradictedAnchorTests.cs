using System.Text.Json;
using LeadLedger.EventStore;
using LeadLedger.EventStore.Sealing;
using LeadLedger.Tests.EventStore;
using LeadLedger.Tests.Fixtures;

namespace LeadLedger.Tests.Sealing;

/// <summary>A ledger that was made anew, tree and signatures included, isn't the one that was anchored.</summary>
public sealed class ContradictedAnchorTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Log_and_health_tell_and_the_anchor_keeps_both_as_evidence()
    {
        await using var store = new PostgresEventStore(postgres.Service);
        var anchored = await SealAndAnchor(store);
        // What a superuser does who has the key: another history of as many events, sealed as well.
        await Rows.Of(postgres.Admin, "truncate seal.tile, seal.checkpoint");
        await Rows.Of(
            postgres.Admin,
            """set session_replication_role = replica; update ledger.mt_events set data = '{"n":2}'""");

        await using var node = await ServedNode.Start(_folder.Path, postgres.Database.ServiceConnectionString);
        using var late = new CancellationTokenSource(Patience);
        string? reason;
        while ((reason = await WhatIsWrong(node, late.Token)) is null)
            await Task.Delay(20, late.Token);
        await node.Terminate();
        var (_, output, errors) = await node.End();

        Assert.Contains($"contradicts the anchor of {anchored.TreeSize}", reason, StringComparison.Ordinal);
        Assert.Contains("isn't the one that was anchored", node.FirstWords + output + errors, StringComparison.Ordinal);
        var kept = Anchors();
        Assert.Equal(anchored, kept[0]);
        Assert.Contains(kept, other => other.TreeSize == anchored.TreeSize && other.Root != anchored.Root);
    }

    /// <summary>What health says of the anchor; null while it says nothing.</summary>
    private static async Task<string?> WhatIsWrong(ServedNode node, CancellationToken cancellation)
    {
        using var health = await node.Client.GetAsync(new Uri("/health/ready", UriKind.Relative), cancellation);
        using var said = JsonDocument.Parse(await health.Content.ReadAsStringAsync(cancellation));
        return said.RootElement.TryGetProperty("anchor", out var anchor)
            && anchor.TryGetProperty("reason", out var reason) ? reason.GetString() : null;
    }

    private async Task<Checkpoint> SealAndAnchor(PostgresEventStore store)
    {
        await using var node = await ServedNode.Start(_folder.Path, postgres.Database.ServiceConnectionString);
        await store.Append(Sample.Append(Guid.NewGuid(), 0, 5));
        await SealerTests.SealedUpTo(postgres.Database, await store.ReadHighWaterMark());
        await node.Terminate();
        await node.End();
        return Assert.Single(Anchors());
    }

    private List<Checkpoint> Anchors() =>
        [.. AnchorFile.Read(Assert.Single(Directory.GetFiles(_folder["state/leadledger/anchors"])))
            .Select(anchor => anchor.Checkpoint!.Checkpoint)];
}
