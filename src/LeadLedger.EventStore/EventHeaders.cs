using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace LeadLedger.EventStore;

/// <summary>
/// The JSON of <c>mt_events.headers</c>: what Marten's columns have no room for. The names are the storage format;
/// rows with them exist and will be read for ever.
/// </summary>
internal static class EventHeaders
{
    // A writer asks for 4 KB at a time, many times what headers take: one of each a thread serves them all.
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _buffer;

    [ThreadStatic]
    private static Utf8JsonWriter? _writer;

    /// <summary>Takes texts that are well-formed: half of a surrogate pair would be replaced in silence.</summary>
    public static byte[] Write(EventMetadata metadata)
    {
        var json = _writer ??= new Utf8JsonWriter(_buffer = new ArrayBufferWriter<byte>());
        _buffer!.ResetWrittenCount();
        json.Reset();
        json.WriteStartObject();
        if (metadata.Role is not null)
            json.WriteString("role"u8, metadata.Role);
        json.WriteString("occurredAt"u8, metadata.OccurredAt.UtcDateTime);
        if (metadata.IdempotencyKey is not null)
            json.WriteString("idempotencyKey"u8, metadata.IdempotencyKey);
        if (metadata.RequestHash is not null)
            json.WriteString("requestHash"u8, metadata.RequestHash);
        if (metadata.Imported)
            json.WriteBoolean("imported"u8, true);
        json.WriteEndObject();
        json.Flush();
        return _buffer.WrittenSpan.ToArray();
    }

    /// <summary>
    /// Metadata out of a row. A foreign writer's headers may hold anything or be missing: what isn't there in our form
    /// falls back to what the row itself says.
    /// </summary>
    public static EventMetadata Read(
        ReadOnlySpan<byte> headers, DateTimeOffset recordedAt, string? actor, string? correlation, string? causation)
    {
        string? role = null, key = null, hash = null;
        var occurredAt = recordedAt;
        var imported = false;
        var json = new Utf8JsonReader(headers);
        if (headers.Length > 0 && json.Read() && json.TokenType == JsonTokenType.StartObject)
        {
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                if (json.ValueTextEquals("occurredAt"u8))
                    occurredAt = ReadInstant(ref json) ?? recordedAt;
                else if (json.ValueTextEquals("role"u8))
                    role = ReadText(ref json);
                else if (json.ValueTextEquals("idempotencyKey"u8))
                    key = ReadText(ref json);
                else if (json.ValueTextEquals("requestHash"u8))
                    hash = ReadText(ref json);
                else if (json.ValueTextEquals("imported"u8))
                    imported = ReadFlag(ref json);
                else
                    json.Skip();
            }
        }
        return new EventMetadata(actor ?? "unknown", role, occurredAt, correlation, causation, key, hash, imported);
    }

    private static string? ReadText(ref Utf8JsonReader json)
    {
        json.Read();
        if (json.TokenType == JsonTokenType.String)
            return json.GetString();
        json.Skip();
        return null;
    }

    private static bool ReadFlag(ref Utf8JsonReader json)
    {
        json.Read();
        if (json.TokenType == JsonTokenType.True)
            return true;
        json.Skip();
        return false;
    }

    private static DateTimeOffset? ReadInstant(ref Utf8JsonReader json)
    {
        json.Read();
        if (json.TokenType != JsonTokenType.String)
        {
            json.Skip();
            return null;
        }
        if (json.TryGetDateTimeOffset(out var instant))
            return instant.ToUniversalTime();
        return DateTimeOffset.TryParse(json.GetString(), CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out instant) ? instant : null;
    }
}
