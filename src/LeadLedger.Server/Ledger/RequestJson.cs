using System.Text.Json;
using System.Text.Json.Serialization;
using LeadLedger.Domain;

namespace LeadLedger.Server.Ledger;

/// <summary>
/// How requests are read and answers written: as the ledger's own JSON, but with personal text in the clear for those
/// who may see it, and with nothing in a request that isn't known.
/// </summary>
public static class RequestJson
{
    public static JsonSerializerOptions Options { get; } = Create(new ClearPersonalText());

    /// <summary>The same for who may not see personal text: null stands in its place.</summary>
    public static JsonSerializerOptions Withholding { get; } = Create(new WithheldPersonalText());

    private static JsonSerializerOptions Create(JsonConverter<PersonalText> personalText)
    {
        var options = LedgerJson.Create(personalText);
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.AllowDuplicateProperties = false;
        options.MaxDepth = 16;
        options.MakeReadOnly();
        return options;
    }

    private sealed class ClearPersonalText : JsonConverter<PersonalText>
    {
        public override PersonalText Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            PersonalText.Of(reader.GetString() ?? throw new JsonException("Text is a string."));

        /// <summary>Unreadable is null: the caller is told elsewhere whether it was withheld or erased.</summary>
        public override void Write(Utf8JsonWriter writer, PersonalText value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.Text);
    }

    private sealed class WithheldPersonalText : JsonConverter<PersonalText>
    {
        public override PersonalText Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            throw new NotSupportedException("Nothing is read by those who may not see it.");

        public override void Write(Utf8JsonWriter writer, PersonalText value, JsonSerializerOptions options) =>
            writer.WriteNullValue();
    }
}
