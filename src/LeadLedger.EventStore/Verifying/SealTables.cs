using System.Runtime.CompilerServices;
using LeadLedger.EventStore.Sealing;
using Npgsql;

namespace LeadLedger.EventStore.Verifying;

/// <summary>A row of <c>seal.checkpoint</c>, believed in nothing yet.</summary>
internal sealed record CheckpointRow(
    long TreeSize, long PreviousSize, long LastPosition, byte[] Root, long MadeAt, string KeyId, string Note);

/// <summary>A tile of leaves with their positions, believed in nothing yet.</summary>
internal sealed record LeafTile(long Number, byte[] Hashes, byte[] Positions)
{
    public int Count => Math.Min(Hashes.Length / TreeHash.Size, Positions.Length / sizeof(long));
}

/// <summary>
/// The kept tree and its checkpoints, read page by page in one snapshot: never more than a page is held.
/// </summary>
internal sealed class SealTables(NpgsqlConnection connection)
{
    private const int TilesAPage = 64;
    private const int CheckpointsAPage = 512;

    public async Task<Guid?> LedgerId(CancellationToken cancellation)
    {
        await using var ask = new NpgsqlCommand("select id from seal.ledger", connection);
        return await ask.ExecuteScalarAsync(cancellation).ConfigureAwait(false) as Guid?;
    }

    /// <summary>The keys as they are kept: id, public half, and from which checkpoint on.</summary>
    public Task<List<(string Id, byte[] Spki, long From)>> Keys(CancellationToken cancellation) => Rows(
        "select id, public_key, first_tree_size from seal.key order by first_tree_size, id limit 1000",
        row => (row.GetString(0), row.GetFieldValue<byte[]>(1), row.GetInt64(2)),
        cancellation);

    /// <summary>The note of the checkpoint over so many events.</summary>
    public async Task<string?> Note(long treeSize, CancellationToken cancellation) => (await Rows(
        "select note from seal.checkpoint where tree_size = $1", row => row.GetString(0), cancellation, treeSize)
        .ConfigureAwait(false)).FirstOrDefault();

    public async Task<byte[]?> Hashes(TileId tile, CancellationToken cancellation) => (await Rows(
        "select hashes from seal.tile where level = $1 and number = $2",
        row => row.GetFieldValue<byte[]>(0),
        cancellation,
        tile.Level,
        tile.Number).ConfigureAwait(false)).FirstOrDefault();

    /// <summary>
    /// The first tile above the leaves that doesn't hold as many hashes as a tree over so many events has there.
    /// </summary>
    public async Task<TileId?> TileOfAnotherSize(long treeSize, CancellationToken cancellation)
    {
        var found = await Rows(
            """
            select level, number from seal.tile where level <> 0 and octet_length(hashes) <> 32 * case
              when level between 1 and 7 and number between 0 and ($1::bigint >> (8 * level)) / 256
                then least(256, ($1::bigint >> (8 * level)) - number * 256) else 0 end
            order by level, number limit 1
            """,
            row => new TileId(row.GetInt32(0), row.GetInt64(1)), cancellation, treeSize).ConfigureAwait(false);
        return found.Count == 0 ? null : found[0];
    }

    public Task<(long Count, long Size)> Checkpointed(CancellationToken cancellation) => One(
        "select count(*), coalesce(max(tree_size), 0) from seal.checkpoint", cancellation);

    /// <summary>Every checkpoint, the smallest tree first.</summary>
    public async IAsyncEnumerable<IReadOnlyList<CheckpointRow>> Checkpoints(
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        var after = long.MinValue;
        List<CheckpointRow> page;
        do
        {
            page = await Rows(
                """
                select tree_size, previous_size, last_position, root,
                  case when isfinite(made_at) then (extract(epoch from made_at) * 1000000)::bigint
                    else -9223372036854775808 end,
                  key_id, note
                from seal.checkpoint where tree_size > $1 order by tree_size limit $2
                """,
                row => new CheckpointRow(
                    row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetFieldValue<byte[]>(3), row.GetInt64(4),
                    row.GetString(5), row.GetString(6)),
                cancellation, after, CheckpointsAPage).ConfigureAwait(false);
            if (page.Count == 0)
                yield break;
            after = page[^1].TreeSize;
            yield return page;
        }
        while (true);
    }

    /// <summary>The tiles of the leaves, in order.</summary>
    public async IAsyncEnumerable<LeafTile> LeafTiles([EnumeratorCancellation] CancellationToken cancellation)
    {
        var from = long.MinValue;
        List<LeafTile> page;
        do
        {
            page = await Rows(
                """
                select number, hashes, coalesce(positions, '') from seal.tile
                where level = 0 and number >= $1 order by number limit $2
                """,
                row => new LeafTile(row.GetInt64(0), row.GetFieldValue<byte[]>(1), row.GetFieldValue<byte[]>(2)),
                cancellation, from, TilesAPage).ConfigureAwait(false);
            foreach (var tile in page)
            {
                yield return tile;
                from = tile.Number + 1;
            }
        }
        while (page.Count > 0);
    }

    private async Task<(long, long)> One(string sql, CancellationToken cancellation) =>
        (await Rows(sql, row => (row.GetInt64(0), row.GetInt64(1)), cancellation).ConfigureAwait(false)).Single();

    private async Task<List<T>> Rows<T>(
        string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancellation, params object[] values)
    {
        await using var ask = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        foreach (var value in values)
            ask.Parameters.Add(new NpgsqlParameter { Value = value });
        await using var reader = await ask.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
            rows.Add(read(reader));
        return rows;
    }
}
