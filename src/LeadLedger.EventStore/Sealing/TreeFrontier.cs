namespace LeadLedger.EventStore.Sealing;

/// <summary>
/// The right edge of a growing tree, all that is needed to add leaves and tell the root: one hash for each power of two
/// in its size, however large it is.
/// </summary>
public sealed class TreeFrontier
{
    private readonly List<TreeHash> _perfect;

    /// <summary>A tree without leaves.</summary>
    public TreeFrontier() => _perfect = [];

    /// <param name="size">How many leaves there are already.</param>
    /// <param name="perfect">
    /// The hashes of the perfect subtrees that they make, from left to right: those of
    /// <see cref="MerkleTree.Perfect"/> over all of them.
    /// </param>
    public TreeFrontier(long size, IEnumerable<TreeHash> perfect)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        Size = size;
        _perfect = [.. perfect];
        ArgumentOutOfRangeException.ThrowIfNotEqual(_perfect.Count, long.PopCount(size) is var count ? (int)count : 0);
    }

    /// <summary>How many leaves it has.</summary>
    public long Size { get; private set; }

    /// <summary>Its root as it is now.</summary>
    public TreeHash Root => MerkleTree.Fold(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_perfect));

    /// <summary>Adds a leaf at the end.</summary>
    /// <param name="leaf">Its hash.</param>
    /// <param name="completed">
    /// Where the tiles above the leaves are wanted: takes in each whole tile's hash when its last leaf has come.
    /// </param>
    public void Append(TreeHash leaf, Action<TreeNode, TreeHash>? completed = null)
    {
        var (hash, level) = (leaf, 0);
        for (var size = Size; (size & 1) == 1; size >>= 1)
        {
            hash = TreeHash.OfNode(_perfect[^1], hash);
            _perfect.RemoveAt(_perfect.Count - 1);
            level++;
            if (completed is not null && level % Tiles.Levels == 0)
                completed(new TreeNode(level, Size >> level), hash);
        }
        _perfect.Add(hash);
        Size++;
    }
}
