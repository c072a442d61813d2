using LeadLedger.EventStore.Sealing;
using LeadLedger.EventStore.Verifying;
using Npgsql;

namespace LeadLedger.Server.Audit.Bundles;

/// <summary>The events of some streams with their proofs, all against one checkpoint.</summary>
/// <param name="Checkpoint">Which one.</param>
/// <param name="Keys">The ledger's public keys.</param>
/// <param name="Rotations">Checkpoints by which one key vouches for another.</param>
/// <param name="Anchored">The last anchored one, if there is one and it isn't <paramref name="Checkpoint"/>.</param>
internal sealed record BundleProofs(
    SignedCheckpoint Checkpoint,
    IReadOnlyList<SealPublicKey> Keys,
    IReadOnlyList<SignedCheckpoint> Rotations,
    IReadOnlyList<ProvenLeaf> Leaves,
    (SignedCheckpoint From, IReadOnlyList<TreeHash> Proof)? Anchored)
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(100);

    /// <summary>Waits a while for the seal to come to a position.</summary>
    /// <returns>The newest checkpoint; null if none covers the position by then.</returns>
    public static async Task<SignedCheckpoint?> WaitForSeal(
        SealedTree tree, long position, TimeSpan patience, CancellationToken cancellation)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        waiting.CancelAfter(patience);
        while (true)
        {
            if (await tree.Latest(cancellation) is { } latest && latest.Checkpoint.LastPosition >= position)
                return latest;
            await Task.Delay(BetweenLooks, waiting.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellation.ThrowIfCancellationRequested();
            if (waiting.IsCancellationRequested)
                return null;
        }
    }

    /// <param name="connection">An open one.</param>
    /// <param name="streams">Whose events.</param>
    /// <param name="checkpoint">All of them up to its last position.</param>
    /// <param name="anchored">The checkpoint that was anchored last, if any was.</param>
    public static async Task<BundleProofs> Make(
        NpgsqlConnection connection,
        IReadOnlyList<Guid> streams,
        SignedCheckpoint checkpoint,
        SignedCheckpoint? anchored,
        CancellationToken cancellation)
    {
        var tree = new SealedTree(connection);
        var size = checkpoint.Checkpoint.TreeSize;
        var leaves = await StreamLeaves.Read(connection, streams, checkpoint.Checkpoint.LastPosition, cancellation);
        var found = new List<(EventLeaf Leaf, long Index, TreeHash Hash)>(leaves.Count);
        foreach (var leaf in leaves)
        {
            var (index, hash) = await tree.FindLeaf(leaf.Position, cancellation)
                ?? throw new InvalidDataException($"The event at position {leaf.Position} isn't in the seal over it.");
            found.Add((leaf, index, hash));
        }
        var proven = new List<ProvenLeaf>(found.Count);
        foreach (var (leaf, index, hash) in found)
            proven.Add(new(leaf, index, hash, await tree.Hashes(MerkleTree.InclusionPath(index, size), cancellation)));
        var keys = await tree.Keys(cancellation);
        var rotations = new List<SignedCheckpoint>();
        foreach (var (_, from) in keys)
        {
            if (await tree.CheckpointOf(from, cancellation) is { Signatures.Count: > 1 } rotation)
                rotations.Add(rotation);
        }
        (SignedCheckpoint, IReadOnlyList<TreeHash>)? continued = anchored is null
            || anchored.Checkpoint.TreeSize > size || anchored.Checkpoint == checkpoint.Checkpoint
                ? null
                : (anchored, await tree.Hashes(
                    MerkleTree.ConsistencyProof(anchored.Checkpoint.TreeSize, size), cancellation));
        return new BundleProofs(checkpoint, [.. keys.Select(key => key.Key)], rotations, proven, continued);
    }
}

/// <summary>An event as it is sealed, and its proof.</summary>
internal sealed record ProvenLeaf(EventLeaf Leaf, long Index, TreeHash Hash, IReadOnlyList<TreeHash> Path);
