using Npgsql;
using NpgsqlTypes;

namespace LeadLedger.EventStore.Verifying;

/// <summary>
/// Whether the streams hold together: versions 1, 2, 3 … without a hole, positions and times that grow with them, each
/// stream's row at its newest version and of the kind that its first event begins. PostgreSQL does it, which has the
/// index and sorts on disk: no number of streams needs memory here.
/// </summary>
internal static class StreamReview
{
    private const int MostNamed = 100;

    // Marten stamps an event with the time at which its transaction began, which may be before the stream's last event.
    private const string EventsSql =
        """
        select coalesce(seq_id, -9223372036854775808), stream_id, version, previous, previous_position, kept, has_row,
          timestamp < previous_time and mt_dotnet_type is null as is_backwards,
          kind is not null and kind is distinct from row_type as is_another_kind, row_type, type
        from (
          select e.seq_id, e.stream_id, e.version, e.timestamp, e.mt_dotnet_type, e.type,
            lag(e.version) over w as previous, lag(e.seq_id) over w as previous_position,
            lag(e.timestamp) over w as previous_time, lead(e.seq_id) over w is null as is_last
          from ledger.mt_events e
          window w as (partition by e.stream_id order by e.version, e.seq_id)) e
        left join lateral (
          select s.version as kept, s.type as row_type, true as has_row from ledger.mt_streams s
          where s.id = e.stream_id and (e.is_last or e.previous is null)) s on true
        left join unnest($1::text[], $2::text[]) as k(alias, kind) on k.alias = e.type and e.previous is null
        where e.seq_id is null or e.seq_id = -9223372036854775808
          or e.version <> coalesce(e.previous, 0) + 1
          or e.seq_id < e.previous_position
          or e.timestamp < e.previous_time and e.mt_dotnet_type is null
          or e.is_last and (has_row is null or kept is distinct from e.version)
          or e.previous is null and kind is not null and kind is distinct from row_type
        order by e.seq_id limit $3
        """;

    private const string EmptySql =
        """
        select s.id, s.version from ledger.mt_streams s
        where not exists (select from ledger.mt_events e where e.stream_id = s.id) order by s.id limit $1
        """;

    /// <param name="kinds">Which kind of stream an event begins, by its stored name.</param>
    public static async Task<(long Streams, IReadOnlyList<Finding> Findings)> Run(
        NpgsqlConnection connection, IReadOnlyDictionary<string, string> kinds, CancellationToken cancellation)
    {
        var findings = new List<Finding>();
        await using (var events = new NpgsqlCommand(EventsSql, connection) { CommandTimeout = 0 })
        {
            const NpgsqlDbType texts = NpgsqlDbType.Array | NpgsqlDbType.Text;
            events.Parameters.Add(new() { Value = kinds.Keys.ToArray(), NpgsqlDbType = texts });
            events.Parameters.Add(new() { Value = kinds.Values.ToArray(), NpgsqlDbType = texts });
            events.Parameters.Add(new() { Value = MostNamed });
            await using var rows = await events.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
            while (await rows.ReadAsync(cancellation).ConfigureAwait(false))
                findings.Add(Name(rows));
        }
        await using (var empty = new NpgsqlCommand(EmptySql, connection) { CommandTimeout = 0 })
        {
            empty.Parameters.Add(new() { Value = MostNamed });
            await using var rows = await empty.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
            while (await rows.ReadAsync(cancellation).ConfigureAwait(false))
            {
                var id = rows.GetGuid(0);
                findings.Add(new(FindingKind.StreamBroken, $"The stream {id} has no events.", StreamId: id));
            }
        }
        await using var count = new NpgsqlCommand("select count(*) from ledger.mt_streams", connection)
        {
            CommandTimeout = 0,
        };
        return ((long)(await count.ExecuteScalarAsync(cancellation).ConfigureAwait(false))!, findings);
    }

    private static Finding Name(NpgsqlDataReader row)
    {
        var position = row.GetInt64(0);
        Guid? stream = row.IsDBNull(1) ? null : row.GetGuid(1);
        // The walk through the events begins after it, and never comes by an event without a position.
        if (position == long.MinValue)
        {
            return new Finding(
                FindingKind.Inserted,
                $"An event of the stream {stream} has no position that one can have: it was inserted.",
                StreamId: stream);
        }
        var version = row.GetInt64(2);
        var previous = row.IsDBNull(3) ? 0 : row.GetInt64(3);
        var kept = row.IsDBNull(5) ? "none" : $"{row.GetInt64(5)}";
        var words =
            stream is null ? "belongs to no stream."
            : version != previous + 1 ? $"has version {version} in the stream {stream}, after version {previous}."
            : !row.IsDBNull(4) && row.GetInt64(4) > position
                ? $"has version {version} in the stream {stream}; version {previous} stands at {row.GetInt64(4)}."
            : !row.IsDBNull(7) && row.GetBoolean(7)
                ? $"was recorded, by its time, before the event before it in the stream {stream}."
            : row.IsDBNull(6) ? $"is of a stream {stream} that isn't there."
            : row.GetBoolean(8) ? $"begins the stream {stream}, which says it is of the kind '{Text(row, 9)}'."
            : $"is the last of the stream {stream}, at version {version}; the stream says {kept}.";
        return new Finding(
            FindingKind.StreamBroken, $"The event at position {position} {words}", position, StreamId: stream);
    }

    private static string Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? "" : row.GetString(column);
}
