using LeadLedger.EventStore.Sealing;
using Npgsql;

namespace LeadLedger.Tests.Sealing;

/// <summary>
/// The seal as somebody else would compute it: rows read column by column, leaves put together from them, roots by the
/// definition of RFC 9162. It knows no tiles and no COPY.
/// </summary>
internal sealed record PlainSeal(IReadOnlyList<long> Positions, IReadOnlyList<byte[]> Leaves)
{
    public static async Task<PlainSeal> Of(NpgsqlDataSource database)
    {
        var (positions, leaves) = (new List<long>(), new List<byte[]>());
        await using var command = database.CreateCommand(
            """
            select seq_id, id, stream_id, version, data::text, bdata, type,
              (extract(epoch from timestamp) * 1000000)::bigint, tenant_id, mt_dotnet_type, correlation_id,
              causation_id, headers::text, user_name
            from ledger.mt_events order by seq_id
            """);
        await using var row = await command.ExecuteReaderAsync();
        while (await row.ReadAsync())
        {
            string? Text(int column) => row.IsDBNull(column) ? null : row.GetString(column);
            positions.Add(row.GetInt64(0));
            leaves.Add(new EventLeaf(
                row.GetInt64(0),
                row.GetGuid(1),
                row.IsDBNull(2) ? null : row.GetGuid(2),
                row.GetInt64(3),
                row.GetString(4),
                row.IsDBNull(5) ? null : row.GetFieldValue<byte[]>(5),
                row.GetString(6),
                row.GetInt64(7),
                Text(8), Text(9), Text(10), Text(11), Text(12), Text(13)).Encode());
        }
        return new PlainSeal(positions, leaves);
    }

    public TreeHash Root(long size) => new(Rfc9162.Mth(Leaves.Take((int)size).ToArray()));

    /// <summary>Asserts that every checkpoint says what this does, and that they reach the last event.</summary>
    public async Task Check(NpgsqlDataSource database, params SealPublicKey[] keys)
    {
        await using var connection = await database.OpenConnectionAsync();
        var tree = new SealedTree(connection);
        var ledger = await tree.LedgerId();
        var size = 0L;
        foreach (var signed in await tree.CheckpointsAfter(0, 10_000))
        {
            var checkpoint = signed.Checkpoint;
            Assert.Equal(ledger, checkpoint.LedgerId);
            Assert.Equal(Root(checkpoint.TreeSize), checkpoint.Root);
            Assert.Equal(checkpoint.Root, await tree.Root(checkpoint.TreeSize));
            Assert.Equal(Positions[(int)checkpoint.TreeSize - 1], checkpoint.LastPosition);
            Assert.True(keys.Length == 0 || keys.Any(signed.IsSignedBy));
            size = checkpoint.TreeSize;
        }
        Assert.Equal(Leaves.Count, size);
        for (var i = 0; i < Leaves.Count; i += Math.Max(1, Leaves.Count / 50))
            Assert.Equal((i, TreeHash.OfLeaf(Leaves[i])), await tree.FindLeaf(Positions[i]));
        Assert.Null(await tree.FindLeaf(Positions[^1] + 1));
    }
}
