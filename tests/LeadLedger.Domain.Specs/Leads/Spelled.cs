using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using LeadLedger.Domain.Leads;

namespace LeadLedger.Domain.Specs.Leads;

/// <summary>
/// Events spelled out as text, so that they compare by content, lists and personal text included, and a difference
/// can be read.
/// </summary>
internal static class Spelled
{
    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(), new TextInClear(), new PlainNumber() },
    };

    public static string Out(IEnumerable<LeadEvent> events) => string.Join(
        "\n",
        events.Select(e => $"{e.GetType().Name} {JsonSerializer.Serialize(e, e.GetType(), Options)}"));

    public static string Out(object value) => JsonSerializer.Serialize(value, value.GetType(), Options);

    private sealed class TextInClear : JsonConverter<PersonalText>
    {
        public override PersonalText Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, PersonalText text, JsonSerializerOptions options) =>
            writer.WriteStringValue($"personal: {text.Text ?? "unreadable"}");
    }

    // 3000 and 3000.00 are the same amount.
    private sealed class PlainNumber : JsonConverter<decimal>
    {
        public override decimal Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, decimal number, JsonSerializerOptions options) =>
            writer.WriteNumberValue(number / 1.0000000000000000000000000000m);
    }
}
