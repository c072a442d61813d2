using LeadLedger.EventStore.Sealing;
using LeadLedger.Server.Audit.Bundles;
using LeadLedger.Tests.Fixtures;

namespace LeadLedger.Tests.Verifying;

/// <summary>A bundle of one stream of a sealed ledger, which a test may falsify before it is packed.</summary>
internal sealed class HandMadeBundle : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public required SignedCheckpoint Checkpoint { get; set; }

    public required List<SealPublicKey> Keys { get; init; }

    public required List<BundleEvent> Events { get; init; }

    public required BundleConsistency? Consistency { get; set; }

    public required BundleManifest Manifest { get; set; }

    public static async Task<HandMadeBundle> Of(SealedLedger ledger, TamperedLedger copy)
    {
        await using var connection = await copy.Admin.OpenConnectionAsync();
        var tree = new SealedTree(connection);
        var lead = ledger.Ids[0];
        var checkpoint = (await tree.Latest())!;
        var anchored = await tree.CheckpointOf(600);
        var proofs = await BundleProofs.Make(connection, [lead], checkpoint, anchored, CancellationToken.None);
        return new HandMadeBundle
        {
            Checkpoint = checkpoint,
            Keys = [.. proofs.Keys],
            Events = [.. proofs.Leaves.Select(it => Event(lead, it))],
            Consistency = new(
                proofs.Anchored!.Value.From.Note, [.. proofs.Anchored.Value.Proof.Select(hash => $"{hash}")]),
            Manifest = new BundleManifest(
                BundleFormat.Name, checkpoint.Checkpoint.LedgerId, lead, SealedLedger.VersionsEach,
                new DateTimeOffset(2026, 3, 3, 8, 0, 0, TimeSpan.Zero), checkpoint.Checkpoint.TreeSize,
                [new BundleStream(lead, "lead", SealedLedger.VersionsEach)], [], []),
        };
    }

    /// <summary>Packs it into a file.</summary>
    public string Pack()
    {
        var archive = new BundleArchive();
        archive.Add(BundleFormat.Checkpoint, Checkpoint.Note);
        foreach (var key in Keys)
            archive.Add($"{BundleFormat.KeysFolder}{key.Id}.pem", key.Pem);
        archive.Add(BundleFormat.Events, string.Concat(
            Events.Select(it => System.Text.Json.JsonSerializer.Serialize(it, BundleFormat.Json) + "\n")));
        if (Consistency is not null)
            archive.Add(BundleFormat.Consistency, Consistency, BundleFormat.Json);
        return Write(archive.Close(Manifest));
    }

    public string Write(byte[] content)
    {
        Directory.CreateDirectory(_folder.Path);
        var file = _folder[$"{Guid.NewGuid():N}.zip"];
        File.WriteAllBytes(file, content);
        return file;
    }

    public void Dispose() => _folder.Dispose();

    private static BundleEvent Event(Guid lead, ProvenLeaf it) => new(
        lead, it.Leaf.Version, it.Leaf.Type, it.Leaf.Position, it.Index, $"{it.Hash}",
        [.. it.Path.Select(hash => $"{hash}")], BundleLeaf.Of(it.Leaf), null);
}
