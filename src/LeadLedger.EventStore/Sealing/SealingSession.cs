using System.Buffers.Binary;
using Npgsql;

namespace LeadLedger.EventStore.Sealing;

/// <summary>
/// Moves the seal forward over one connection: reads events as leaves, lengthens the tree, signs a checkpoint, and
/// keeps both in one transaction. In memory it has the right edge of the tree and what one checkpoint adds, whatever
/// the ledger's size. After a fault it is of no more use; the next one begins at the newest checkpoint.
/// </summary>
public sealed class SealingSession
{
    private const string KeepTiles =
        """
        insert into seal.tile as kept (level, number, hashes, positions, first_position)
        select * from unnest($1, $2, $3, $4, $5)
        on conflict (level, number) do update
        set hashes = kept.hashes || excluded.hashes, positions = kept.positions || excluded.positions
        """;

    private const string KeepCheckpoint =
        """
        insert into seal.checkpoint (tree_size, previous_size, last_position, root, made_at, key_id, note)
        values ($1, $2, $3, $4, $5, $6, $7)
        """;

    private const string KeepKey =
        "insert into seal.key (id, public_key, first_tree_size) values ($1, $2, $3) on conflict (id) do nothing";

    private readonly NpgsqlConnection _connection;
    private readonly SealKeys _keys;
    private readonly Guid _ledgerId;
    private readonly TreeFrontier _tree;
    private readonly Dictionary<TileId, GrownTile> _grown = [];
    private long _read;

    private SealingSession(
        NpgsqlConnection connection, SealKeys keys, Guid ledgerId, TreeFrontier tree, SignedCheckpoint? latest)
    {
        _connection = connection;
        _keys = keys;
        _ledgerId = ledgerId;
        _tree = tree;
        Latest = latest;
        _read = latest?.Checkpoint.LastPosition ?? 0;
    }

    /// <summary>The newest checkpoint; null before the first.</summary>
    public SignedCheckpoint? Latest { get; private set; }

    /// <summary>The last position that was read: every event up to it is sealed.</summary>
    public long Position => _read;

    /// <summary>Begins on an open connection, which is this session's alone.</summary>
    /// <exception cref="SealBrokenException">What is kept can't be gone on with.</exception>
    public static async Task<SealingSession> Begin(
        NpgsqlConnection connection, SealKeys keys, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(keys);
        await using (var settings = new NpgsqlCommand(LeafReader.PlanSettings, connection))
            await settings.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
        var kept = new SealedTree(connection);
        try
        {
            var latest = await kept.Latest(cancellation).ConfigureAwait(false);
            var tree = await kept.Frontier(latest?.Checkpoint.TreeSize ?? 0, cancellation).ConfigureAwait(false);
            // Going on from a tree that isn't the one that was signed would give it a signature.
            if (latest is not null && tree.Root != latest.Checkpoint.Root)
                throw new SealBrokenException("The tree that is kept isn't the one that was signed last.");
            var known = await kept.Keys(cancellation).ConfigureAwait(false);
            RefuseOtherKeyOfSameId(known.Select(key => key.Key), keys);
            var ledger = await kept.LedgerId(cancellation).ConfigureAwait(false);
            return new SealingSession(connection, keys, ledger, tree, latest);
        }
        catch (InvalidDataException broken)
        {
            throw new SealBrokenException(broken.Message, broken);
        }
    }

    /// <summary>
    /// Seals what comes after <see cref="Position"/>, and nothing if there is nothing. To be called again when it has
    /// sealed <paramref name="most"/>.
    /// </summary>
    /// <param name="upTo">A position up to which the ledger is settled; never one beyond.</param>
    /// <param name="most">The most events for one checkpoint.</param>
    /// <param name="now">The time.</param>
    /// <returns>How many events were sealed.</returns>
    /// <exception cref="SomebodyElseSealsException">Another session has gone on from the same checkpoint.</exception>
    public async Task<int> Seal(long upTo, int most, DateTimeOffset now, CancellationToken cancellation = default)
    {
        var (last, added) = (0L, 0);
        await using (var leaves = await LeafReader.Open(_connection, _read, upTo, most, cancellation)
            .ConfigureAwait(false))
        {
            while (await leaves.Read(cancellation).ConfigureAwait(false))
            {
                last = leaves.Position;
                Add(last, leaves.Hash);
                added++;
            }
        }
        if (added > 0)
            await Write(last, now, cancellation).ConfigureAwait(false);
        // What lies between the last event and the mark was drawn and never committed.
        _read = added < most ? Math.Max(_read, upTo) : last;
        return added;
    }

    private void Add(long position, TreeHash leaf)
    {
        Keep(0, _tree.Size, leaf, position);
        _tree.Append(leaf, Completed);
    }

    private void Completed(TreeNode node, TreeHash hash) => Keep(node.Level / Tiles.Levels, node.Index, hash, null);

    private void Keep(int level, long index, TreeHash hash, long? position)
    {
        var (tile, place) = Tiles.Of(level, index);
        if (!_grown.TryGetValue(tile, out var grown))
            _grown.Add(tile, grown = new GrownTile(position is not null, Tiles.Width - place));
        grown.Add(hash, position);
    }

    private async Task Write(long last, DateTimeOffset now, CancellationToken cancellation)
    {
        var before = Latest?.Checkpoint;
        var micros = new DateTimeOffset(now.UtcTicks - now.UtcTicks % TimeSpan.TicksPerMicrosecond, TimeSpan.Zero);
        var madeAt = before is not null && before.MadeAt > micros ? before.MadeAt : micros;
        var signed = SignedCheckpoint.Sign(
            new Checkpoint(_ledgerId, _tree.Size, _tree.Root, last, madeAt), [.. Signers()]);
        await using var batch = _connection.CreateBatch();
        batch.BatchCommands.Add(Command(KeepCheckpoint,
            _tree.Size, before?.TreeSize ?? 0, last, _tree.Root.ToArray(), madeAt, _keys.Current.Id, signed.Note));
        batch.BatchCommands.Add(TilesCommand());
        if (Latest is null || !Latest.IsSignedBy(_keys.Current.Public))
        {
            batch.BatchCommands.Add(Command(
                KeepKey, _keys.Current.Id, _keys.Current.Public.Spki.ToArray(), _tree.Size));
        }
        try
        {
            // A batch without a transaction around it is one.
            await batch.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
        }
        catch (PostgresException rival) when (rival.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            throw new SomebodyElseSealsException("Another session has sealed from the same checkpoint on.", rival);
        }
        Latest = signed;
        _grown.Clear();
    }

    /// <summary>The current key, and the one before it where it has just taken over from one at hand.</summary>
    private IEnumerable<SealKey> Signers()
    {
        yield return _keys.Current;
        if (Latest is not null && !Latest.IsSignedBy(_keys.Current.Public)
            && _keys.Find(Latest.Signatures[0].Fingerprint) is { } before)
            yield return before;
    }

    private NpgsqlBatchCommand TilesCommand()
    {
        var tiles = _grown.ToList();
        return Command(KeepTiles,
            tiles.ConvertAll(tile => tile.Key.Level).ToArray(),
            tiles.ConvertAll(tile => tile.Key.Number).ToArray(),
            tiles.ConvertAll(tile => tile.Value.Hashes).ToArray(),
            tiles.ConvertAll(tile => tile.Value.Positions).ToArray(),
            tiles.ConvertAll(tile => tile.Value.FirstPosition).ToArray());
    }

    private static NpgsqlBatchCommand Command(string sql, params object[] parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in parameters)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        return command;
    }

    private static void RefuseOtherKeyOfSameId(IEnumerable<SealPublicKey> known, SealKeys keys)
    {
        foreach (var key in known)
        {
            if (key.Id == keys.Current.Id && key.Fingerprint != keys.Current.Public.Fingerprint)
                throw new SealBrokenException($"The key {key.Id} isn't the one that has signed under that name.");
        }
    }

    /// <summary>What a tile gets by one checkpoint.</summary>
    private sealed class GrownTile(bool ofLeaves, int most)
    {
        private readonly byte[] _hashes = new byte[most * TreeHash.Size];
        private readonly byte[] _positions = new byte[ofLeaves ? most * sizeof(long) : 0];
        private int _count;

        public byte[] Hashes => _hashes[..(_count * TreeHash.Size)];

        public byte[]? Positions => ofLeaves ? _positions[..(_count * sizeof(long))] : null;

        /// <summary>Of a tile that is there already it isn't changed.</summary>
        public long? FirstPosition => ofLeaves ? Tiles.PositionAt(_positions, 0) : null;

        public void Add(TreeHash hash, long? position)
        {
            hash.CopyTo(_hashes.AsSpan(_count * TreeHash.Size));
            if (position is { } of)
                BinaryPrimitives.WriteInt64BigEndian(_positions.AsSpan(_count * sizeof(long)), of);
            _count++;
        }
    }
}

/// <summary>What is kept of the seal can't be gone on with: somebody has to look (<c>leadledger verify</c>).</summary>
public sealed class SealBrokenException : Exception
{
    public SealBrokenException() { }
    public SealBrokenException(string message) : base(message) { }
    public SealBrokenException(string message, Exception inner) : base(message, inner) { }
}

/// <summary>Another session has sealed: what this one had begun is rolled back.</summary>
public sealed class SomebodyElseSealsException : Exception
{
    public SomebodyElseSealsException() { }
    public SomebodyElseSealsException(string message) : base(message) { }
    public SomebodyElseSealsException(string message, Exception inner) : base(message, inner) { }
}
