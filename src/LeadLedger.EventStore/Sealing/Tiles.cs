using System.Buffers.Binary;

namespace LeadLedger.EventStore.Sealing;

/// <summary>One tile of the tree as it is kept: its level and its place in it.</summary>
public readonly record struct TileId(int Level, long Number);

/// <summary>
/// How the tree is kept (the tiles of C2SP tlog-tiles): every eighth level of it, in tiles of 256 hashes; the last tile
/// of a level is shorter. Hash i of a tile of level n is the root over a whole tile of level n - 1; level 0 has the
/// leaves. What lies between is computed from a tile.
/// </summary>
public static class Tiles
{
    /// <summary>How many levels of the tree one level of tiles stands for.</summary>
    public const int Levels = 8;

    /// <summary>How many hashes a whole tile has.</summary>
    public const int Width = 1 << Levels;

    /// <summary>Which hashes of which tile a perfect subtree is the root over.</summary>
    public static (TileId Tile, int First, int Count) Of(TreeNode node)
    {
        var within = node.Level % Levels;
        var first = node.Index << within;
        return (new TileId(node.Level / Levels, first / Width), (int)(first % Width), 1 << within);
    }

    /// <summary>Where a leaf is, or the root over a whole tile.</summary>
    /// <param name="level">The tile's level.</param>
    /// <param name="index">Its index among all hashes of that level.</param>
    public static (TileId Tile, int Place) Of(int level, long index) =>
        (new TileId(level, index / Width), (int)(index % Width));

    /// <summary>The hash of a perfect subtree, computed from the tile that it is in.</summary>
    /// <param name="hashes">Of the tile, one after the other.</param>
    /// <param name="first">See <see cref="Of(TreeNode)"/>.</param>
    /// <param name="count">A power of two.</param>
    public static TreeHash RootOf(ReadOnlySpan<byte> hashes, int first, int count)
    {
        if (count == 1)
            return new TreeHash(hashes.Slice(first * TreeHash.Size, TreeHash.Size));
        var half = count / 2;
        return TreeHash.OfNode(RootOf(hashes, first, half), RootOf(hashes, first + half, half));
    }

    /// <summary>The position of a leaf in a tile of level 0.</summary>
    /// <param name="positions">Of the tile: 8 bytes each, most significant first.</param>
    /// <param name="place">Which, from 0.</param>
    public static long PositionAt(ReadOnlySpan<byte> positions, int place) =>
        BinaryPrimitives.ReadInt64BigEndian(positions[(place * sizeof(long))..]);

    /// <summary>Where in a tile of level 0 the event at a position is; negative if it isn't there.</summary>
    public static int PlaceOf(ReadOnlySpan<byte> positions, long position)
    {
        var (low, high) = (0, positions.Length / sizeof(long) - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var found = PositionAt(positions, middle);
            if (found == position)
                return middle;
            (low, high) = found < position ? (middle + 1, high) : (low, middle - 1);
        }
        return -1;
    }
}
