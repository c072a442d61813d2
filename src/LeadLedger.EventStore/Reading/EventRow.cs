using Npgsql;

namespace LeadLedger.EventStore.Reading;

/// <summary>How an event's row becomes a <see cref="RecordedEvent"/>, the same for streams and for the feed.</summary>
internal static class EventRow
{
    /// <summary>The columns, of alias <c>e</c>, that <see cref="Read"/> expects.</summary>
    public const string Columns =
        "e.seq_id, e.id, e.stream_id, e.version, e.type, e.timestamp, e.data, e.headers, e.user_name, "
        + "e.correlation_id, e.causation_id";

    public const int Count = 11;

    /// <param name="reader">On a row.</param>
    /// <param name="first">Where <see cref="Columns"/> begin in it.</param>
    public static RecordedEvent Read(NpgsqlDataReader reader, int first)
    {
        var recordedAt = new DateTimeOffset(reader.GetDateTime(first + 5));
        var headers = reader.IsDBNull(first + 7) ? [] : reader.GetFieldValue<byte[]>(first + 7);
        return new RecordedEvent(
            Id: reader.GetGuid(first + 1),
            StreamId: reader.GetGuid(first + 2),
            Version: reader.GetInt64(first + 3),
            Position: reader.GetInt64(first),
            Type: reader.GetString(first + 4),
            Data: reader.GetFieldValue<byte[]>(first + 6),
            RecordedAt: recordedAt,
            Metadata: EventHeaders.Read(
                headers, recordedAt, Text(reader, first + 8), Text(reader, first + 9), Text(reader, first + 10)));
    }

    private static string? Text(NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetString(column);
}
