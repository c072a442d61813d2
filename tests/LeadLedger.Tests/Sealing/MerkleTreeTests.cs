using System.Globalization;
using System.Text;
using LeadLedger.EventStore.Sealing;

namespace LeadLedger.Tests.Sealing;

/// <summary>Our tree against RFC 9162's own definitions, and against vectors that have been published.</summary>
public sealed class MerkleTreeTests
{
    /// <summary>The leaves and roots that the implementations of Certificate Transparency are checked by.</summary>
    private static readonly string[] PublishedLeaves =
    [
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
    ];

    private static readonly string[] PublishedRoots =
    [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];

    [Fact]
    public void The_published_roots_come_out()
    {
        var frontier = new TreeFrontier();
        Assert.Equal(PublishedRoots[0], Hex(frontier.Root));
        for (var i = 0; i < PublishedLeaves.Length; i++)
        {
            frontier.Append(TreeHash.OfLeaf(Convert.FromHexString(PublishedLeaves[i])));
            Assert.Equal(PublishedRoots[i + 1], Hex(frontier.Root));
        }
    }

    [Theory]
    // The proofs of the same vectors.
    [InlineData(0, 1, "")]
    [InlineData(0, 8, "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7 "
        + "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e "
        + "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4")]
    [InlineData(5, 8, "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b "
        + "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0 "
        + "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7")]
    [InlineData(2, 3, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125")]
    public void The_published_inclusion_paths_come_out(int index, int size, string path)
    {
        var leaves = PublishedLeaves.Select(Convert.FromHexString).ToArray();

        Assert.Equal(path, string.Join(' ', Hashes(leaves, MerkleTree.InclusionPath(index, size)).Select(Hex)));
    }

    [Fact]
    public void Every_path_and_proof_is_the_one_of_the_definition_and_holds()
    {
        var all = Leaves(70);
        for (var size = 1; size <= all.Length; size++)
        {
            var leaves = all[..size];
            var root = new TreeHash(Rfc9162.Mth(leaves));
            Assert.Equal(root, Hashes(leaves, [new LeafRange(0, size)])[0]);
            for (var i = 0; i < size; i++)
            {
                var path = Hashes(leaves, MerkleTree.InclusionPath(i, size));
                Assert.Equal(Rfc9162.Path(i, leaves).Select(hash => new TreeHash(hash)), path);
                Assert.True(MerkleTree.IsIncluded(TreeHash.OfLeaf(leaves[i]), i, size, path, root));
                var proof = Hashes(leaves, MerkleTree.ConsistencyProof(i + 1, size));
                Assert.Equal(Rfc9162.Proof(i + 1, leaves).Select(hash => new TreeHash(hash)), proof);
                var smaller = new TreeHash(Rfc9162.Mth(leaves.AsSpan(0, i + 1)));
                Assert.True(MerkleTree.IsConsistent(i + 1, smaller, size, root, proof));
            }
        }
    }

    [Fact]
    public void No_path_or_proof_that_was_tampered_with_holds()
    {
        var random = new Random(20260301);
        var all = Leaves(300);
        for (var round = 0; round < 300; round++)
        {
            var size = random.Next(2, all.Length + 1);
            var (index, from) = (random.Next(size), random.Next(1, size));
            var leaves = all[..size];
            var root = new TreeHash(Rfc9162.Mth(leaves));
            var leaf = TreeHash.OfLeaf(leaves[index]);
            var path = Hashes(leaves, MerkleTree.InclusionPath(index, size));
            var old = new TreeHash(Rfc9162.Mth(leaves.AsSpan(0, from)));
            var proof = Hashes(leaves, MerkleTree.ConsistencyProof(from, size));

            Assert.False(MerkleTree.IsIncluded(leaf, (index + 1) % size, size, path, root));
            Assert.False(MerkleTree.IsIncluded(leaf, size, size, path, root));
            Assert.False(MerkleTree.IsIncluded(old, index, size, path, root) && old != leaf);
            foreach (var wrong in Damaged(path, random))
                Assert.False(MerkleTree.IsIncluded(leaf, index, size, wrong, root));
            foreach (var wrong in Damaged(proof, random))
                Assert.False(MerkleTree.IsConsistent(from, old, size, root, wrong));
            Assert.False(MerkleTree.IsConsistent(from, leaf, size, root, proof) && leaf != old);
            Assert.False(MerkleTree.IsConsistent(from, old, size, leaf, proof));
            Assert.False(MerkleTree.IsConsistent(0, old, size, root, proof));
            Assert.False(MerkleTree.IsConsistent(size, old, from, root, proof));
        }
    }

    [Fact]
    public void A_tree_kept_as_tiles_has_the_roots_of_the_definition_and_can_be_gone_on_with_from_any_size()
    {
        const int most = 256 * 256 + 700;
        var hashes = Enumerable.Range(0, most)
            .Select(i => TreeHash.OfLeaf(Encoding.ASCII.GetBytes(i.ToString(CultureInfo.InvariantCulture)))).ToArray();
        var kept = new Dictionary<TileId, List<byte>>();
        var frontier = new TreeFrontier();
        var sizes = new SortedSet<int> { 1, 255, 256, 257, 65_535, 65_536, 65_537, most };
        foreach (var i in Enumerable.Range(1, 20))
            sizes.Add(i * 3301 % most + 1);

        for (var i = 0; i < most; i++)
        {
            Keep(0, i, hashes[i]);
            frontier.Append(hashes[i], (node, hash) => Keep(node.Level / Tiles.Levels, node.Index, hash));
            if (!sizes.Contains(i + 1))
                continue;
            var perfect = MerkleTree.Perfect(new LeafRange(0, i + 1)).Select(RootOf).ToArray();
            Assert.Equal(frontier.Root, MerkleTree.Fold(perfect));
            Assert.Equal(PlainRoot(hashes.AsSpan(0, i + 1)), frontier.Root);
            Assert.Equal(frontier.Root, new TreeFrontier(i + 1, perfect).Root);
        }

        void Keep(int level, long index, TreeHash hash)
        {
            var (tile, place) = Tiles.Of(level, index);
            if (!kept.TryGetValue(tile, out var bytes))
                kept[tile] = bytes = [];
            Assert.Equal(place * TreeHash.Size, bytes.Count);
            bytes.AddRange(hash.ToArray());
        }

        TreeHash RootOf(TreeNode node)
        {
            var (tile, first, count) = Tiles.Of(node);
            return Tiles.RootOf(kept[tile].ToArray(), first, count);
        }
    }

    /// <summary>By the definition too, over leaves that are hashed already.</summary>
    private static TreeHash PlainRoot(ReadOnlySpan<TreeHash> hashes)
    {
        if (hashes.Length == 1)
            return hashes[0];
        var k = 1;
        while (k * 2 < hashes.Length)
            k *= 2;
        return TreeHash.OfNode(PlainRoot(hashes[..k]), PlainRoot(hashes[k..]));
    }

    private static byte[][] Leaves(int count)
    {
        var random = new Random(7);
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            var leaf = new byte[i % 5 * 7];
            random.NextBytes(leaf);
            return (byte[])[.. leaf, (byte)i, (byte)(i >> 8)];
        })];
    }

    /// <summary>The hashes of ranges, each made of its perfect subtrees as ours says.</summary>
    private static List<TreeHash> Hashes(byte[][] leaves, IReadOnlyList<LeafRange> ranges) =>
    [
        .. ranges.Select(range => MerkleTree.Fold([.. MerkleTree.Perfect(range).Select(node =>
            new TreeHash(Rfc9162.Mth(leaves.AsSpan((int)(node.Index << node.Level), 1 << node.Level))))])),
    ];

    private static IEnumerable<IReadOnlyList<TreeHash>> Damaged(List<TreeHash> hashes, Random random)
    {
        yield return [.. hashes, TreeHash.OfNothing];
        if (hashes.Count == 0)
            yield break;
        yield return hashes[1..];
        yield return hashes[..^1];
        var flipped = hashes.ToList();
        var at = random.Next(hashes.Count);
        var bytes = flipped[at].ToArray();
        bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
        flipped[at] = new TreeHash(bytes);
        yield return flipped;
    }

    private static string Hex(TreeHash hash) => Convert.ToHexStringLower(hash.ToArray());
}
