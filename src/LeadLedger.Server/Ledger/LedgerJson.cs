using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using LeadLedger.Domain;

namespace LeadLedger.Server.Ledger;

/// <summary>
/// How payloads are written: camelCase, enums as strings, nothing but the payload. Marten matches names
/// case-sensitively, so the casing is part of the storage contract (docs/marten.md).
/// </summary>
public static class LedgerJson
{
    public static JsonSerializerOptions Options { get; } = Create(new PersonalTextConverter());

    internal static JsonSerializerOptions Create(JsonConverter<PersonalText> personalText)
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            NumberHandling = JsonNumberHandling.Strict,
            PropertyNameCaseInsensitive = false,
            // The database stores jsonb and answers JSON, never HTML: text needn't be escaped for a browser.
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            RespectNullableAnnotations = true,
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { RequireWhatCannotBeNull } },
        };
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        options.Converters.Add(new IdConverter<LeadId>(id => id.Value, value => new LeadId(value)));
        options.Converters.Add(new IdConverter<AgreementId>(id => id.Value, value => new AgreementId(value)));
        options.Converters.Add(new IdConverter<PanelId>(id => id.Value, value => new PanelId(value)));
        options.Converters.Add(new MonthConverter());
        options.Converters.Add(new InstantConverter());
        options.Converters.Add(personalText);
        return options;
    }

    /// <summary>
    /// Without this a payload in another casing would be read as nothing but defaults. A field that may be null, or
    /// has a default, may be left out.
    /// </summary>
    private static void RequireWhatCannotBeNull(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            // What has no setter is only ever written, such as an anonymous type.
            if (property.Set is null || property.AssociatedParameter is not { HasDefaultValue: false } parameter)
                continue;
            property.IsRequired = property.PropertyType.IsValueType
                ? Nullable.GetUnderlyingType(property.PropertyType) is null
                : !parameter.IsNullable;
        }
    }

    private sealed class IdConverter<TId>(Func<TId, Guid> value, Func<Guid, TId> make) : JsonConverter<TId>
        where TId : struct
    {
        public override TId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && reader.TryGetGuid(out var guid)
                ? make(guid)
                : throw new JsonException("An id is a UUID.");

        public override void Write(Utf8JsonWriter writer, TId id, JsonSerializerOptions options) =>
            writer.WriteStringValue(value(id));
    }

    private sealed class MonthConverter : JsonConverter<Month>
    {
        public override Month Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && Month.TryParse(reader.GetString(), out var month)
                ? month
                : throw new JsonException("A month is written yyyy-MM.");

        public override void Write(Utf8JsonWriter writer, Month month, JsonSerializerOptions options) =>
            writer.WriteStringValue(month.ToString());
    }

    /// <summary>An instant needs its offset said, and is UTC in whole microseconds from then on.</summary>
    private sealed class InstantConverter : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options)
        {
            if (reader.TokenType == JsonTokenType.String)
            {
                // As it stands in the ledger; whatever else is an instant takes the longer way.
                if (!reader.HasValueSequence && Instants.TryParseStored(reader.ValueSpan, out var stored))
                    return stored;
                if (Instants.TryParse(reader.GetString(), out var instant))
                    return instant;
            }
            throw new JsonException(
                "An instant is an ISO 8601 date and time with its offset, such as 2026-03-02T09:00:00Z.");
        }

        public override void Write(Utf8JsonWriter writer, DateTimeOffset instant, JsonSerializerOptions options) =>
            writer.WriteStringValue(Instants.Truncate(instant).UtcDateTime);
    }
}
