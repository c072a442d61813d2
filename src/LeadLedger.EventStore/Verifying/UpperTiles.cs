using LeadLedger.EventStore.Sealing;

namespace LeadLedger.EventStore.Verifying;

/// <summary>
/// The tiles above the leaves, compared with what the leaves come to. They are what proofs are made from; and where
/// somebody changed an event and its leaf but not these, they tell in which 256 positions.
/// </summary>
internal sealed class UpperTiles(SealTables tables, CancellationToken cancellation)
{
    private readonly Dictionary<int, (long Number, byte[]? Hashes)> _current = [];

    /// <summary>Whether the tile has this hash over these leaves.</summary>
    public async ValueTask<bool> Has(TreeNode node, TreeHash hash)
    {
        var (tile, place) = Tiles.Of(node.Level / Tiles.Levels, node.Index);
        if (!_current.TryGetValue(tile.Level, out var current) || current.Number != tile.Number)
        {
            current = (tile.Number, await tables.Hashes(tile, cancellation).ConfigureAwait(false));
            _current[tile.Level] = current;
        }
        var at = place * TreeHash.Size;
        return current.Hashes is { } hashes && hashes.Length >= at + TreeHash.Size
            && new TreeHash(hashes.AsSpan(at, TreeHash.Size)) == hash;
    }
}
