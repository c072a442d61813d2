using LeadLedger.EventStore.Sealing;

namespace LeadLedger.Server.Audit.Seals;

/// <summary>
/// What the document shows: two real checkpoints of a small tree, signed with a key that was made for this, so that
/// whoever writes a check of their own can try it on them.
/// </summary>
internal static class SealExamples
{
    public static readonly Guid LedgerId = new("0197a3c2-5b1e-4c6f-9d55-1f0a3b7c9e21");

    public static readonly SealPublicKey Key = SealPublicKey.FromPem(
        "s1",
        """
        -----BEGIN PUBLIC KEY-----
        MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE4FGQAG2lauQjKIikT4tKls1T6U3J
        4Y9IK58sTgraMa1NJzflj8oreWX17EavqEmxejd8Jjv5Lv5RWIbiZ3HpDw==
        -----END PUBLIC KEY-----
        """);

    private static readonly TreeHash[] Leaves = [.. "abcde".Select(letter => TreeHash.OfLeaf([(byte)letter]))];

    public static SealRead Small { get; } = SealRead.Of(Signed(3));

    public static SealRead Large { get; } = SealRead.Of(Signed(5));

    public static InclusionRead Inclusion { get; } = new(
        4713, 2, Leaves[2].ToString(), Hashes(MerkleTree.InclusionPath(2, 5)), Large);

    public static ConsistencyRead Consistency { get; } = new(
        Small, Large, Hashes(MerkleTree.ConsistencyProof(3, 5)));

    public static SealKeysRead Keys { get; } = new(LedgerId, [new("s1", Key.Pem, Key.Sha256, 3, true)]);

    private static SignedCheckpoint Signed(int size)
    {
        var signature = Convert.FromBase64String(size == 3
            ? "MEUCIBLGk1v0Fw1Zf2lBY729M13FPLZc3iwiQsoYK9Vidc6nAiEA5vnzp4Dp58YVwQfTmIweu38CUNXruepZCjJRnibzd2k="
            : "MEQCIBSmb+/n5epiwyErIBbbgSHRxq2mbXFAG/lpiXr11yMLAiBlIebh9Unh4RNrZDizMt8gxl63baSKWS/rBRUIPiUzjQ==");
        return new SignedCheckpoint(Text(size, Hash(new LeafRange(0, size))), [new("s1", Key.Fingerprint, signature)]);
    }

    private static Checkpoint Text(int size, TreeHash root) => new(
        LedgerId, size, root, 4710 + size, new DateTimeOffset(2026, 3, 2, 9, 0, size, TimeSpan.Zero));

    private static string[] Hashes(IReadOnlyList<LeafRange> ranges) => [.. ranges.Select(range => $"{Hash(range)}")];

    private static TreeHash Hash(LeafRange range) =>
        MerkleTree.Fold([.. MerkleTree.Perfect(range).Select(Of)]);

    private static TreeHash Of(TreeNode node) => node.Level == 0
        ? Leaves[node.Index]
        : TreeHash.OfNode(
            Of(new TreeNode(node.Level - 1, node.Index * 2)), Of(new TreeNode(node.Level - 1, node.Index * 2 + 1)));
}
