using Npgsql;

namespace LeadLedger.EventStore.Sealing;

/// <summary>
/// The tree as it is kept, and its checkpoints, read over one connection. What it reads of one size is the same in all
/// later ones, so no transaction is needed to ask for several things.
/// </summary>
/// <param name="connection">An open one.</param>
public sealed class SealedTree(NpgsqlConnection connection)
{
    private const string CheckpointColumns = "select note from seal.checkpoint";

    private readonly Dictionary<TileId, byte[]> _tiles = [];

    /// <summary>Which ledger this is.</summary>
    public async Task<Guid> LedgerId(CancellationToken cancellation = default)
    {
        await using var ask = new NpgsqlCommand("select id from seal.ledger", connection);
        return (Guid)(await ask.ExecuteScalarAsync(cancellation).ConfigureAwait(false))!;
    }

    /// <summary>The newest checkpoint; null before the first.</summary>
    /// <exception cref="InvalidDataException">It can't be read as one.</exception>
    public Task<SignedCheckpoint?> Latest(CancellationToken cancellation = default) =>
        ReadCheckpoint($"{CheckpointColumns} order by tree_size desc limit 1", 0, cancellation);

    /// <summary>The checkpoint of just this size, if there is one.</summary>
    /// <inheritdoc cref="Latest" path="/exception"/>
    public Task<SignedCheckpoint?> CheckpointOf(long treeSize, CancellationToken cancellation = default) =>
        ReadCheckpoint($"{CheckpointColumns} where tree_size = $1", treeSize, cancellation);

    /// <summary>The first checkpoint of at least this size, if there is one.</summary>
    /// <inheritdoc cref="Latest" path="/exception"/>
    public Task<SignedCheckpoint?> CheckpointCovering(long treeSize, CancellationToken cancellation = default) =>
        ReadCheckpoint($"{CheckpointColumns} where tree_size >= $1 order by tree_size limit 1", treeSize, cancellation);

    /// <summary>Checkpoints in order, those after a size.</summary>
    /// <inheritdoc cref="Latest" path="/exception"/>
    public async Task<IReadOnlyList<SignedCheckpoint>> CheckpointsAfter(
        long treeSize, int most, CancellationToken cancellation = default)
    {
        await using var ask = new NpgsqlCommand(
            $"{CheckpointColumns} where tree_size > $1 order by tree_size limit $2", connection)
        {
            Parameters = { new() { Value = treeSize }, new() { Value = most } },
        };
        var checkpoints = new List<SignedCheckpoint>();
        await using var reader = await ask.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
            checkpoints.Add(Parse(reader.GetString(0)));
        return checkpoints;
    }

    /// <summary>The keys that have signed, in the order in which they took over.</summary>
    /// <returns>Each with the size of the first tree that it signed.</returns>
    public async Task<IReadOnlyList<(SealPublicKey Key, long FirstTreeSize)>> Keys(
        CancellationToken cancellation = default)
    {
        await using var ask = new NpgsqlCommand(
            "select id, public_key, first_tree_size from seal.key order by first_tree_size, id", connection);
        var keys = new List<(SealPublicKey, long)>();
        await using var reader = await ask.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
        {
            var key = new SealPublicKey(reader.GetString(0), reader.GetFieldValue<byte[]>(1));
            keys.Add((key, reader.GetInt64(2)));
        }
        return keys;
    }

    /// <summary>The leaf of the event at a position: its index and its hash; null if none is sealed.</summary>
    public async Task<(long Index, TreeHash Hash)?> FindLeaf(long position, CancellationToken cancellation = default)
    {
        await using var ask = new NpgsqlCommand(
            """
            select number, hashes, positions from seal.tile
            where level = 0 and first_position <= $1 order by first_position desc limit 1
            """, connection)
        {
            Parameters = { new() { Value = position } },
        };
        await using var reader = await ask.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        if (!await reader.ReadAsync(cancellation).ConfigureAwait(false))
            return null;
        var positions = reader.GetFieldValue<byte[]>(2);
        var place = Tiles.PlaceOf(positions, position);
        if (place < 0)
            return null;
        var hashes = reader.GetFieldValue<byte[]>(1);
        return (reader.GetInt64(0) * Tiles.Width + place, Tiles.RootOf(hashes, place, 1));
    }

    /// <summary>The hashes of ranges of the tree, as proofs name them.</summary>
    /// <exception cref="InvalidDataException">The tree that is kept hasn't all of it.</exception>
    public async Task<IReadOnlyList<TreeHash>> Hashes(
        IReadOnlyList<LeafRange> ranges, CancellationToken cancellation = default)
    {
        await Load(ranges.SelectMany(MerkleTree.Perfect), cancellation).ConfigureAwait(false);
        return [.. ranges.Select(range => MerkleTree.Fold([.. MerkleTree.Perfect(range).Select(RootOf)]))];
    }

    /// <summary>The root that the kept tree has at a size.</summary>
    /// <inheritdoc cref="Hashes" path="/exception"/>
    public async Task<TreeHash> Root(long treeSize, CancellationToken cancellation = default) =>
        (await Hashes([new LeafRange(0, treeSize)], cancellation).ConfigureAwait(false))[0];

    /// <summary>The right edge of the kept tree at a size, to go on from.</summary>
    /// <inheritdoc cref="Hashes" path="/exception"/>
    public async Task<TreeFrontier> Frontier(long treeSize, CancellationToken cancellation = default)
    {
        var perfect = MerkleTree.Perfect(new LeafRange(0, treeSize)).ToList();
        await Load(perfect, cancellation).ConfigureAwait(false);
        return new TreeFrontier(treeSize, perfect.Select(RootOf));
    }

    private TreeHash RootOf(TreeNode node)
    {
        var (tile, first, count) = Tiles.Of(node);
        return _tiles.TryGetValue(tile, out var hashes) && (first + count) * TreeHash.Size <= hashes.Length
            ? Tiles.RootOf(hashes, first, count)
            : throw new InvalidDataException($"The kept tree lacks hashes of tile {tile.Level}/{tile.Number}.");
    }

    private async Task Load(IEnumerable<TreeNode> nodes, CancellationToken cancellation)
    {
        // A tile that was short when it was read may have grown since: only what is there is kept for good.
        var wanted = nodes.Select(Tiles.Of)
            .Where(it => !_tiles.TryGetValue(it.Tile, out var have)
                || have.Length < (it.First + it.Count) * TreeHash.Size)
            .Select(it => it.Tile).Distinct().ToList();
        if (wanted.Count == 0)
            return;
        await using var ask = new NpgsqlCommand(
            """
            select t.level, t.number, t.hashes from unnest($1, $2) as wanted (level, number)
            join seal.tile t on t.level = wanted.level and t.number = wanted.number
            """, connection)
        {
            Parameters =
            {
                new NpgsqlParameter<int[]> { TypedValue = [.. wanted.Select(tile => tile.Level)] },
                new NpgsqlParameter<long[]> { TypedValue = [.. wanted.Select(tile => tile.Number)] },
            },
        };
        await using var reader = await ask.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
            _tiles[new TileId(reader.GetInt32(0), reader.GetInt64(1))] = reader.GetFieldValue<byte[]>(2);
    }

    private async Task<SignedCheckpoint?> ReadCheckpoint(string sql, long treeSize, CancellationToken cancellation)
    {
        await using var ask = new NpgsqlCommand(sql, connection);
        if (sql.Contains("$1", StringComparison.Ordinal))
            ask.Parameters.Add(new() { Value = treeSize });
        return await ask.ExecuteScalarAsync(cancellation).ConfigureAwait(false) is string note ? Parse(note) : null;
    }

    private static SignedCheckpoint Parse(string note) =>
        SignedCheckpoint.Parse(note) ?? throw new InvalidDataException("A checkpoint isn't one.");
}
