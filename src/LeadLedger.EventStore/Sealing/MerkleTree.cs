using System.Numerics;

namespace LeadLedger.EventStore.Sealing;

/// <summary>
/// A perfect subtree: over the leaves from <c>Index &lt;&lt; Level</c> on, two to the power of the level.
/// </summary>
public readonly record struct TreeNode(int Level, long Index);

/// <summary>A run of leaves, the end not included, whose hash a proof names.</summary>
public readonly record struct LeafRange(long Start, long End);

/// <summary>
/// The arithmetic of RFC 9162, 2.1: which hashes a proof consists of, and whether a proof is right. It reads no tree:
/// ranges say which hashes are needed, <see cref="Perfect"/> of which kept ones each is made.
/// </summary>
public static class MerkleTree
{
    /// <summary>
    /// The inclusion path of a leaf (2.1.3.1): the ranges whose hashes it lists, in its order, from the leaf up.
    /// </summary>
    /// <param name="index">The leaf's, from 0.</param>
    /// <param name="size">How many leaves the tree has, more than <paramref name="index"/>.</param>
    public static IReadOnlyList<LeafRange> InclusionPath(long index, long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size);
        var path = new List<LeafRange>();
        var (start, end) = (0L, size);
        while (end - start > 1)
        {
            var middle = start + LeftOf(end - start);
            path.Add(index < middle ? new LeafRange(middle, end) : new LeafRange(start, middle));
            (start, end) = index < middle ? (start, middle) : (middle, end);
        }
        path.Reverse();
        return path;
    }

    /// <summary>
    /// The consistency proof between two sizes of a tree (2.1.4.1): the ranges whose hashes it lists, in its order.
    /// Empty between equal sizes.
    /// </summary>
    /// <param name="from">The smaller size, at least 1.</param>
    /// <param name="to">The larger one.</param>
    public static IReadOnlyList<LeafRange> ConsistencyProof(long from, long to)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(from);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(from, to);
        var proof = new List<LeafRange>();
        var (start, end) = (0L, to);
        while (end != from)
        {
            var middle = start + LeftOf(end - start);
            proof.Add(from <= middle ? new LeafRange(middle, end) : new LeafRange(start, middle));
            (start, end) = from <= middle ? (start, middle) : (middle, end);
        }
        // A smaller tree that is wholly on the left is known to who asks: its hash isn't repeated.
        if (start > 0)
            proof.Add(new LeafRange(start, end));
        proof.Reverse();
        return proof;
    }

    /// <summary>The perfect subtrees that a range of a tree is made of, from left to right.</summary>
    public static IEnumerable<TreeNode> Perfect(LeafRange range)
    {
        for (var (start, level) = (range.Start, 0); start < range.End; start += 1L << level)
        {
            level = BitOperations.Log2((ulong)(range.End - start));
            if (start > 0)
                level = Math.Min(level, BitOperations.TrailingZeroCount(start));
            yield return new TreeNode(level, start >> level);
        }
    }

    /// <summary>The hash of a range, of those of the perfect subtrees it is made of, from left to right.</summary>
    public static TreeHash Fold(ReadOnlySpan<TreeHash> perfect)
    {
        if (perfect.IsEmpty)
            return TreeHash.OfNothing;
        var folded = perfect[^1];
        for (var i = perfect.Length - 2; i >= 0; i--)
            folded = TreeHash.OfNode(perfect[i], folded);
        return folded;
    }

    /// <summary>Whether a path proves that a leaf is in the tree of a root (2.1.3.2).</summary>
    public static bool IsIncluded(
        TreeHash leaf, long index, long size, IReadOnlyList<TreeHash> path, TreeHash root)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (index < 0 || index >= size)
            return false;
        var (fn, sn) = (index, size - 1);
        var folded = leaf;
        foreach (var hash in path)
        {
            if (sn == 0)
                return false;
            if ((fn & 1) == 1 || fn == sn)
            {
                folded = TreeHash.OfNode(hash, folded);
                while ((fn & 1) == 0 && fn != 0)
                    (fn, sn) = (fn >> 1, sn >> 1);
            }
            else
            {
                folded = TreeHash.OfNode(folded, hash);
            }
            (fn, sn) = (fn >> 1, sn >> 1);
        }
        return sn == 0 && folded == root;
    }

    /// <summary>Whether a proof shows that the smaller tree is the beginning of the larger one (2.1.4.2).</summary>
    public static bool IsConsistent(
        long from, TreeHash fromRoot, long to, TreeHash toRoot, IReadOnlyList<TreeHash> proof)
    {
        ArgumentNullException.ThrowIfNull(proof);
        if (from <= 0 || from > to)
            return false;
        if (from == to)
            return proof.Count == 0 && fromRoot == toRoot;
        var isPower = BitOperations.IsPow2(from);
        if (!isPower && proof.Count == 0)
            return false;
        var (fn, sn) = (from - 1, to - 1);
        while ((fn & 1) == 1)
            (fn, sn) = (fn >> 1, sn >> 1);
        var old = isPower ? fromRoot : proof[0];
        var grown = old;
        foreach (var hash in isPower ? proof : proof.Skip(1))
        {
            if (sn == 0)
                return false;
            if ((fn & 1) == 1 || fn == sn)
            {
                (old, grown) = (TreeHash.OfNode(hash, old), TreeHash.OfNode(hash, grown));
                while ((fn & 1) == 0 && fn != 0)
                    (fn, sn) = (fn >> 1, sn >> 1);
            }
            else
            {
                grown = TreeHash.OfNode(grown, hash);
            }
            (fn, sn) = (fn >> 1, sn >> 1);
        }
        return sn == 0 && old == fromRoot && grown == toRoot;
    }

    /// <summary>How many leaves are on the left: the largest power of two below the size.</summary>
    private static long LeftOf(long size) => 1L << BitOperations.Log2((ulong)(size - 1));
}
