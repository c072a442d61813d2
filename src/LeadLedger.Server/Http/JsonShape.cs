using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using LeadLedger.Server.Ledger;

namespace LeadLedger.Server.Http;

/// <summary>
/// Says what is wrong with JSON that couldn't be read: the serializer's own messages name CLR types, stop at the first
/// error and aren't a contract.
/// </summary>
internal static class JsonShape
{
    private const int MaxErrors = 20;

    /// <summary>Null: nothing is wrong with its shape.</summary>
    public static Problem? Problem(ReadOnlySpan<byte> json, Type type)
    {
        try
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = RequestJson.Options.MaxDepth });
            using var document = JsonDocument.ParseValue(ref reader);
            if (reader.Read())
                return Problems.MalformedJson("Something follows after the JSON value.");
            var errors = new List<FieldError>();
            Look(document.RootElement, RequestJson.Options.GetTypeInfo(type), "", errors);
            return errors.Count == 0 ? null : Problems.WrongShape(errors);
        }
        catch (JsonException e)
        {
            return Problems.MalformedJson(
                $"It can't be read at line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1} of the line.");
        }
    }

    private static void Look(JsonElement element, JsonTypeInfo type, string path, List<FieldError> errors)
    {
        if (errors.Count >= MaxErrors)
            return;
        switch (type.Kind)
        {
            case JsonTypeInfoKind.Object when element.ValueKind == JsonValueKind.Object:
                LookAtObject(element, type, path, errors);
                break;
            case JsonTypeInfoKind.Enumerable when element.ValueKind == JsonValueKind.Array:
                LookAtList(element, type.Options.GetTypeInfo(type.ElementType!), path, errors);
                break;
            case JsonTypeInfoKind.Dictionary when element.ValueKind == JsonValueKind.Object:
                LookAtDictionary(element, type.Options.GetTypeInfo(type.ElementType!), path, errors);
                break;
            case JsonTypeInfoKind.None:
                LookAtLeaf(element, type, path, errors);
                break;
            default:
                errors.Add(JsonLeaf.WrongType(path, type));
                break;
        }
    }

    private static void LookAtObject(JsonElement element, JsonTypeInfo type, string path, List<FieldError> errors)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in element.EnumerateObject())
        {
            if (NameOf(member, path, errors) is not { } name)
                continue;
            var field = Under(path, name);
            var property = type.Properties.FirstOrDefault(property => property.Name == name);
            if (property is null)
                errors.Add(new(field, "unknown-field", $"There is no field '{field}' here."));
            else if (!seen.Add(name))
                errors.Add(new(field, "duplicate-field", $"The field '{field}' is given twice."));
            else if (member.Value.ValueKind != JsonValueKind.Null)
                Look(member.Value, type.Options.GetTypeInfo(property.PropertyType), field, errors);
            else if (!MayBeNull(property))
                errors.Add(Missing(field));
        }
        foreach (var property in type.Properties)
        {
            if (property.IsRequired && !seen.Contains(property.Name))
                errors.Add(Missing(Under(path, property.Name)));
        }
    }

    private static void LookAtList(JsonElement list, JsonTypeInfo of, string path, List<FieldError> errors)
    {
        var index = 0;
        foreach (var element in list.EnumerateArray())
        {
            var field = $"{path}[{index++}]";
            if (element.ValueKind == JsonValueKind.Null && Nullable.GetUnderlyingType(of.Type) is null)
                errors.Add(Missing(field));
            else
                Look(element, of, field, errors);
        }
    }

    private static void LookAtDictionary(JsonElement element, JsonTypeInfo of, string path, List<FieldError> errors)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in element.EnumerateObject())
        {
            if (NameOf(member, path, errors) is not { } name)
                continue;
            var field = Under(path, name);
            if (!seen.Add(name))
                errors.Add(new(field, "duplicate-field", $"The field '{field}' is given twice."));
            else if (name.Contains('\0', StringComparison.Ordinal))
                errors.Add(NotStorable(path, "the character U+0000"));
            else if (member.Value.ValueKind == JsonValueKind.Null)
                errors.Add(Missing(field));
            else
                Look(member.Value, of, field, errors);
        }
    }

    private static void LookAtLeaf(JsonElement element, JsonTypeInfo type, string path, List<FieldError> errors)
    {
        if (JsonLeaf.Error(element, type, path) is { } error)
            errors.Add(error);
    }

    /// <summary>Null: it can't be read as text, which is one of the errors then.</summary>
    private static string? NameOf(JsonProperty member, string path, List<FieldError> errors)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            errors.Add(NotStorable(path, "half of a surrogate pair, or bytes that aren't UTF-8"));
            return null;
        }
    }

    private static FieldError NotStorable(string path, string what) =>
        new(path, "text-not-storable", $"A name in {(path.Length == 0 ? "the body" : $"'{path}'")} has {what}.");

    private static bool MayBeNull(JsonPropertyInfo property) =>
        property.PropertyType.IsValueType
            ? Nullable.GetUnderlyingType(property.PropertyType) is not null
            : property.AssociatedParameter?.IsNullable ?? property.IsSetNullable;

    private static FieldError Missing(string field) => new(field, "missing-field", $"The field '{field}' is missing.");

    private static string Under(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
