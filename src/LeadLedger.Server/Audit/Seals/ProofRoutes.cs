using LeadLedger.EventStore.Sealing;
using LeadLedger.Server.Http;

namespace LeadLedger.Server.Audit.Seals;

/// <summary><c>GET /v1/audit/proofs/inclusion</c> and <c>…/consistency</c>: to be checked elsewhere.</summary>
internal static class ProofRoutes
{
    private const string Tag = "audit";

    private static readonly OperationText InclusionText = new(
        "Proves that an event is sealed",
        "The inclusion proof of RFC 9162, 2.1.3 for the event at a position: hashing its leaf with the path gives the "
        + "root of the seal. docs/seals.md says of which bytes a leaf is made.",
        null,
        SealExamples.Inclusion)
    { Tag = Tag };

    private static readonly OperationText ConsistencyText = new(
        "Proves that a seal continues another",
        "The consistency proof of RFC 9162, 2.1.4 between two seals: the events of the smaller are the first of the "
        + "larger, unchanged and in the same order. Ask with the seal that you kept from last time.",
        null,
        SealExamples.Consistency)
    { Tag = Tag };

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapFreshQuery("/audit/proofs/inclusion", SealRoutes.Readers, Include, InclusionText,
            new QueryParameter("position", typeof(long), "The event's position.", 4713L) { IsRequired = true },
            new QueryParameter("tree_size", typeof(long), "Of a seal; the newest unless said.", 5L));
        routes.MapFreshQuery("/audit/proofs/consistency", SealRoutes.Readers, Continue, ConsistencyText,
            new QueryParameter("from", typeof(long), "The smaller seal's tree size.", 3L) { IsRequired = true },
            new QueryParameter("to", typeof(long), "The larger seal's tree size; the newest's unless said.", 5L));
    }

    private static async Task<Answer> Include(QueryCall call)
    {
        var position = call.Query.Required("position", call.Query.Position);
        var treeSize = call.Query.Position("tree_size");
        if (call.Query.Problem is { } problem)
            return problem;
        await using var connection = await call.Read.Database.OpenConnectionAsync(call.Cancellation);
        var tree = new SealedTree(connection);
        if (await Find(tree, treeSize, call.Cancellation) is not { } seal)
            return NoSuchSeal(treeSize);
        if (await tree.FindLeaf(position, call.Cancellation) is not { } leaf)
            return position > seal.Checkpoint.LastPosition ? Problems.NotSealedYet : Problems.NotFound("sealed event");
        if (leaf.Index >= seal.Checkpoint.TreeSize)
            return Problems.NotFound("event in that seal: it was sealed later");
        var path = await tree.Hashes(
            MerkleTree.InclusionPath(leaf.Index, seal.Checkpoint.TreeSize), call.Cancellation);
        return Answer.Ok(new InclusionRead(
            position, leaf.Index, leaf.Hash.ToString(), Shown(path), SealRead.Of(seal)));
    }

    private static async Task<Answer> Continue(QueryCall call)
    {
        var from = call.Query.Required("from", call.Query.Position);
        var to = call.Query.Position("to");
        if (call.Query.Problem is { } problem)
            return problem;
        await using var connection = await call.Read.Database.OpenConnectionAsync(call.Cancellation);
        var tree = new SealedTree(connection);
        if (await tree.CheckpointOf(from, call.Cancellation) is not { } smaller)
            return NoSuchSeal(from);
        if (await Find(tree, to, call.Cancellation) is not { } larger)
            return NoSuchSeal(to);
        if (larger.Checkpoint.TreeSize < from)
        {
            return Problems.QueryIsNotValid(
                [new("to", "not-before", "The parameter 'to' is at least the parameter 'from'.")]);
        }
        var proof = await tree.Hashes(
            MerkleTree.ConsistencyProof(from, larger.Checkpoint.TreeSize), call.Cancellation);
        return Answer.Ok(new ConsistencyRead(SealRead.Of(smaller), SealRead.Of(larger), Shown(proof)));
    }

    private static Task<SignedCheckpoint?> Find(SealedTree tree, long? treeSize, CancellationToken cancellation) =>
        treeSize is { } size ? tree.CheckpointOf(size, cancellation) : tree.Latest(cancellation);

    private static Problem NoSuchSeal(long? treeSize) => treeSize is null
        ? Problems.NotFound("seal: nothing is sealed yet")
        : Problems.NotFound("seal: ask for a tree size that /v1/audit/seals lists");

    private static string[] Shown(IReadOnlyList<TreeHash> hashes) => [.. hashes.Select(hash => $"{hash}")];
}
