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
    public static JsonSerializerOptions Options { get; } = Create();

    private static JsonSerializerOptions Create()
    {
        var options = LedgerJson.Create(new ClearPersonalText());
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
}
