using Npgsql;
using NpgsqlTypes;

namespace LeadLedger.EventStore.Reading;

/// <summary>Between which positions is looked, and for how many events.</summary>
internal readonly record struct FeedStretch(long After, long UpTo, int MaxEvents);

/// <summary>
/// The events of a stretch of the ledger that a filter lets through. The ledger's tables have Marten's indexes and no
/// others (ADR-0001): a stream is found by the one of its versions, and for all else a bounded stretch is looked
/// through in position order, so that a filter that lets nothing through is answered as soon as any other.
/// </summary>
internal static class FilteredFeed
{
    /// <summary>How many positions are looked through at once.</summary>
    public const int Stretch = 20_000;

    private const string Filters =
        """
        where e.seq_id > $1 and e.seq_id <= $2 and e.is_archived is not true
          and ($4::text[] is null or e.type = any($4)) and ($5::text is null or e.user_name = $5)
          and ($6::timestamptz is null or e.timestamp >= $6) and ($7::timestamptz is null or e.timestamp < $7)
        order by e.seq_id limit $3
        """;

    private const string Columns = $"select e.stream_id, {EventRow.Event}, {EventRow.Metadata}";

    private const string OfAll = $"{Columns} from ledger.mt_events e {Filters}";

    // The offset keeps the planner from walking through all positions in search of the one stream's.
    private const string OfStream =
        $"{Columns} from (select * from ledger.mt_events s where s.stream_id = $8 offset 0) e {Filters}";

    /// <returns>The events, and whether these are all of the stretch.</returns>
    public static async Task<(List<RecordedEvent> Events, bool IsWhole)> Read(
        FeedConnection connection, FeedStretch stretch, FeedFilter filter, CancellationToken cancellation)
    {
        var sql = filter.StreamId is null ? OfAll : OfStream;
        var command = await connection.Prepared(sql, it => Make(it, sql), cancellation).ConfigureAwait(false);
        Bind(command, stretch, filter);
        var events = new List<RecordedEvent>();
        var bytes = 0L;
        await using var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        while (bytes < connection.MostBytes && await reader.ReadAsync(cancellation).ConfigureAwait(false))
        {
            events.Add(EventRow.Read(reader, 1, reader.GetGuid(0)));
            bytes += events[^1].Data.Length;
        }
        return (events, events.Count < stretch.MaxEvents && bytes < connection.MostBytes);
    }

    private static void Bind(NpgsqlCommand command, FeedStretch stretch, FeedFilter filter)
    {
        object?[] values =
        [
            stretch.After, stretch.UpTo, (long)stretch.MaxEvents, filter.Types?.ToArray(), filter.Actor,
            filter.From?.UtcDateTime, filter.Until?.UtcDateTime, filter.StreamId,
        ];
        for (var i = 0; i < command.Parameters.Count; i++)
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
    }

    private static NpgsqlCommand Make(NpgsqlConnection connection, string sql)
    {
        var command = new NpgsqlCommand(sql, connection);
        NpgsqlDbType[] types =
        [
            NpgsqlDbType.Bigint, NpgsqlDbType.Bigint, NpgsqlDbType.Bigint, NpgsqlDbType.Array | NpgsqlDbType.Text,
            NpgsqlDbType.Text, NpgsqlDbType.TimestampTz, NpgsqlDbType.TimestampTz,
        ];
        foreach (var type in sql == OfStream ? [.. types, NpgsqlDbType.Uuid] : types)
            command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = type });
        return command;
    }
}
