using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using LeadLedger.Domain;

namespace LeadLedger.Server.Http;

/// <summary>What is wrong with a single value, and what would be right.</summary>
internal static partial class JsonLeaf
{
    private const int MostDigits = 28;

    public static FieldError? Error(JsonElement element, JsonTypeInfo type, string path)
    {
        try
        {
            if (element.ValueKind == JsonValueKind.String
                && element.GetString()!.Contains('\0', StringComparison.Ordinal))
                return new(path, "text-not-storable", $"The text in '{path}' has the character U+0000.");
        }
        catch (InvalidOperationException)
        {
            return new(path, "text-not-storable", $"The text in '{path}' has half of a surrogate pair.");
        }
        try
        {
            return element.Deserialize(type) is decimal && !IsKeptWhole(element.GetRawText())
                ? new(path, "number-out-of-range", $"The number in '{path}' has more than {MostDigits} digits.")
                : null;
        }
        catch (JsonException)
        {
            return Explain(element, Nullable.GetUnderlyingType(type.Type) ?? type.Type, path);
        }
    }

    public static FieldError WrongType(string path, JsonTypeInfo type) =>
        Wrong(path, "wrong-type", Nullable.GetUnderlyingType(type.Type) ?? type.Type, type.Kind);

    private static FieldError Explain(JsonElement element, Type type, string path)
    {
        if (type == typeof(DateTimeOffset) && element.ValueKind == JsonValueKind.String
            && WithoutOffset().IsMatch(element.GetString()!))
            return Wrong(path, "instant-without-offset", type);
        if (type.IsEnum && element.ValueKind == JsonValueKind.String)
            return Wrong(path, "unknown-value", type);
        if (element.ValueKind == JsonValueKind.Number && IsWhole(type) && element.TryGetDouble(out var number)
            && Math.Floor(number).Equals(number))
            return new(path, "number-out-of-range", $"The number in '{path}' is out of range.");
        if (element.ValueKind == JsonValueKind.Number && type == typeof(decimal))
            return new(path, "number-out-of-range", $"The number in '{path}' is out of range.");
        return Wrong(path, "wrong-type", type);
    }

    private static FieldError Wrong(
        string path, string rule, Type type, JsonTypeInfoKind kind = JsonTypeInfoKind.None) =>
        new(path, rule, $"{(path.Length == 0 ? "The body" : $"'{path}'")} has to be {Wanted(type, kind)}.");

    private static string Wanted(Type type, JsonTypeInfoKind kind) => kind switch
    {
        JsonTypeInfoKind.Object or JsonTypeInfoKind.Dictionary => "an object",
        JsonTypeInfoKind.Enumerable => "a list",
        _ when type.IsEnum =>
            $"one of {string.Join(", ", Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName))}",
        _ when type == typeof(DateTimeOffset) => "an instant with its offset, such as 2026-03-02T09:00:00Z",
        _ when type == typeof(DateOnly) => "a date, yyyy-MM-dd",
        _ when type == typeof(TimeOnly) => "a time of day, HH:mm",
        _ when type == typeof(Month) => "a month, yyyy-MM",
        _ when type == typeof(bool) => "true or false",
        _ when type == typeof(decimal) => "a number",
        _ when IsWhole(type) => "a whole number",
        _ when type == typeof(Guid) || type.Name.EndsWith("Id", StringComparison.Ordinal) => "a UUID",
        _ => "text",
    };

    /// <summary>
    /// Whether a number is read exactly as it is written: of more digits than a decimal has, the rest would be dropped
    /// without a word, and 1e-30 would be nothing.
    /// </summary>
    private static bool IsKeptWhole(string number)
    {
        var (mantissa, exponent) = number.Split('e', 'E') is [var before, var after] ? (before, after) : (number, "0");
        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        var decimals = point < 0 ? 0 : mantissa.Length - point - 1;
        var digits = mantissa.Replace(".", "", StringComparison.Ordinal).TrimStart('-', '0');
        var significant = digits.TrimEnd('0');
        // Zeros at the end are no decimals of their own.
        decimals -= digits.Length - significant.Length;
        return significant.Length <= MostDigits
            && (significant.Length == 0
                || (int.TryParse(exponent, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var power)
                    && decimals - (long)power <= MostDigits));
    }

    private static bool IsWhole(Type type) => type == typeof(int) || type == typeof(long);

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?)?$", RegexOptions.CultureInvariant)]
    private static partial Regex WithoutOffset();
}
