using LeadLedger.EventStore.Sealing;

namespace LeadLedger.EventStore.Verifying;

/// <summary>Walks through the leaves as the tiles have them, in the tree's order.</summary>
internal sealed class SealedLeaves(SealTables tables, CancellationToken cancellation) : IAsyncDisposable
{
    private readonly IAsyncEnumerator<LeafTile> _tiles =
        tables.LeafTiles(cancellation).GetAsyncEnumerator(cancellation);
    private LeafTile? _tile;
    private long _nextTile;
    private int _place;

    /// <summary>The leaf's index in the tree.</summary>
    public long Index { get; private set; } = -1;

    public long Position { get; private set; }

    public TreeHash Hash { get; private set; }

    /// <summary>Whether there is a leaf to look at; false at the end.</summary>
    public bool HasLeaf { get; private set; }

    /// <summary>
    /// The first leaf that the tiles don't hold as they should, and what is wrong; null: nothing yet.
    /// </summary>
    public (long Index, string What)? Flaw { get; private set; }

    /// <summary>Goes to the next leaf.</summary>
    public ValueTask<bool> Read()
    {
        _place++;
        return _tile is not null && _place < _tile.Count ? new ValueTask<bool>(Look()) : ReadTile();
    }

    public ValueTask DisposeAsync() => _tiles.DisposeAsync();

    private async ValueTask<bool> ReadTile()
    {
        do
        {
            var before = _tile;
            if (!await _tiles.MoveNextAsync().ConfigureAwait(false))
                return HasLeaf = false;
            // Only the last one may be short.
            if (before is { Count: < Tiles.Width } shorter)
            {
                Report(
                    (shorter.Number * Tiles.Width) + shorter.Count, $"tile {shorter.Number} of the leaves is short");
            }
            _tile = _tiles.Current;
            _place = 0;
            if (_tile.Number != _nextTile)
                Report(_nextTile * Tiles.Width, $"tile {_nextTile} of the leaves is missing");
            if (_tile.Hashes.Length != _tile.Count * TreeHash.Size
                || _tile.Positions.Length != _tile.Count * sizeof(long)
                || _tile.Count > Tiles.Width)
                Report(_tile.Number * Tiles.Width, $"tile {_tile.Number} of the leaves isn't one");
            _nextTile = _tile.Number + 1;
        }
        while (_tile.Count == 0);
        return Look();
    }

    private bool Look()
    {
        Index = (_tile!.Number * Tiles.Width) + _place;
        Hash = new TreeHash(_tile.Hashes.AsSpan(_place * TreeHash.Size, TreeHash.Size));
        Position = Tiles.PositionAt(_tile.Positions, _place);
        return HasLeaf = true;
    }

    private void Report(long index, string what) => Flaw ??= (index, what);
}
