using Npgsql;

namespace LeadLedger.EventStore.Reading;

/// <summary>How an event's row becomes a <see cref="RecordedEvent"/>, the same for streams and for the feed.</summary>
internal static class EventRow
{
    /// <summary>The columns, of alias <c>e</c>, that <see cref="Read"/> expects; <see cref="Metadata"/> follows.</summary>
    public const string Event = "e.seq_id, e.id, e.version, e.type, e.timestamp, e.data";

    /// <summary>The columns of the metadata; where it isn't wanted, the first of them is null.</summary>
    public const string Metadata = "coalesce(e.user_name, ''), e.headers, e.correlation_id, e.causation_id";

    /// <summary>The same, wanted of imported events only.</summary>
    public const string MetadataOfImported =
        "case when e.headers ? 'imported' then coalesce(e.user_name, '') end, "
        + "case when e.headers ? 'imported' then e.headers end, e.correlation_id, e.causation_id";

    private const int MetadataColumn = 6;

    /// <param name="reader">On a row. Columns are asked for in the order in which they come: going back is dear.</param>
    /// <param name="first">Where <see cref="Event"/> begins in it.</param>
    /// <param name="stream">The stream's id, which a row needn't repeat.</param>
    /// <param name="payloads">Where its payload goes; null: it is an array of its own.</param>
    public static RecordedEvent Read(NpgsqlDataReader reader, int first, Guid stream, Payloads? payloads = null)
    {
        var position = reader.GetInt64(first);
        var id = reader.GetGuid(first + 1);
        var version = reader.GetInt64(first + 2);
        var type = reader.GetString(first + 3);
        var recordedAt = new DateTimeOffset(reader.GetDateTime(first + 4));
        var data = payloads?.Read(reader, first + 5) ?? reader.GetFieldValue<byte[]>(first + 5);
        var metadata = ReadMetadata(reader, first + MetadataColumn, recordedAt);
        return new RecordedEvent(id, stream, version, position, type, data, recordedAt, metadata);
    }

    private static EventMetadata? ReadMetadata(NpgsqlDataReader reader, int first, DateTimeOffset recordedAt)
    {
        if (reader.IsDBNull(first))
            return null;
        var actor = reader.GetString(first);
        var headers = reader.IsDBNull(first + 1) ? [] : reader.GetFieldValue<byte[]>(first + 1);
        return EventHeaders.Read(
            headers, recordedAt, actor.Length > 0 ? actor : null, Text(reader, first + 2), Text(reader, first + 3));
    }

    private static string? Text(NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetString(column);
}
