using LeadLedger.EventStore.Sealing;
using Npgsql;

namespace LeadLedger.EventStore.Verifying;

/// <summary>
/// The events of some streams just as they are sealed, to be shown to somebody who wants to check them.
/// </summary>
public static class StreamLeaves
{
    private const string Sql =
        """
        select seq_id, id, stream_id, version, data::text, bdata, type,
          case timestamp when 'infinity' then 9223372036854775807 when '-infinity' then -9223372036854775808
            else (extract(epoch from timestamp) * 1000000)::bigint end,
          tenant_id, mt_dotnet_type, correlation_id, causation_id, headers::text, user_name
        from ledger.mt_events where stream_id = any ($1) and seq_id <= $2 order by seq_id
        """;

    /// <summary>All of them, in position order.</summary>
    /// <param name="connection">An open one.</param>
    /// <param name="streams">Whose.</param>
    /// <param name="upTo">The last position wanted.</param>
    public static async Task<IReadOnlyList<EventLeaf>> Read(
        NpgsqlConnection connection, IReadOnlyList<Guid> streams, long upTo, CancellationToken cancellation = default)
    {
        await using var ask = new NpgsqlCommand(Sql, connection)
        {
            Parameters = { new() { Value = streams.ToArray() }, new() { Value = upTo } },
        };
        var leaves = new List<EventLeaf>();
        await using var row = await ask.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        while (await row.ReadAsync(cancellation).ConfigureAwait(false))
            leaves.Add(Leaf(row));
        return leaves;
    }

    private static EventLeaf Leaf(NpgsqlDataReader row) => new(
        row.GetInt64(0),
        row.GetGuid(1),
        row.IsDBNull(2) ? null : row.GetGuid(2),
        row.GetInt64(3),
        row.GetString(4),
        row.IsDBNull(5) ? null : row.GetFieldValue<byte[]>(5),
        row.GetString(6),
        row.GetInt64(7),
        Text(row, 8),
        Text(row, 9),
        Text(row, 10),
        Text(row, 11),
        Text(row, 12),
        Text(row, 13));

    private static string? Text(NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetString(column);
}
