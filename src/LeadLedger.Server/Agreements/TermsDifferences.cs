using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using LeadLedger.Domain.Agreements;
using LeadLedger.Server.Ledger;

namespace LeadLedger.Server.Agreements;

public enum DifferenceKind
{
    Added,
    Removed,
    Changed,
}

/// <summary>One field or row in which two versions of terms differ.</summary>
/// <param name="Path">
/// Where it is: <c>goal.amount</c>. A row is named by its key, with <c>*</c> where that is left open:
/// <c>valuation['enterprise','demo-request',*].closeRate</c>.
/// </param>
/// <param name="Before">Left out where it was added.</param>
/// <param name="After">Left out where it was removed.</param>
public sealed record TermsDifference(string Path, DifferenceKind Kind, JsonNode? Before, JsonNode? After)
{
    internal static TermsDifference Of(string path, DifferenceKind kind, JsonElement? before, JsonElement? after) =>
        new(path, kind, Node(before), Node(after));

    private static JsonNode? Node(JsonElement? value) => value is { } given ? given.Deserialize<JsonNode>() : null;
}

/// <summary>
/// In what two versions of terms differ, in the order of their fields. Rows are matched by what they are for and not by
/// their place, so that one more row is one difference; plain lists of codes or people are sets.
/// </summary>
internal static class TermsDifferences
{
    /// <summary>What a row of a list is known by. A number in a list of numbers is known by its place.</summary>
    private static readonly Dictionary<Type, string[]> Keys = new()
    {
        [typeof(ValuationRow)] = ["segment", "conversionAction", "bucket"],
        [typeof(ResponseTime)] = ["bucket"],
        [typeof(Cadence)] = ["segment"],
        [typeof(Criterion)] = ["code"],
        [typeof(ReasonCode)] = ["code"],
        [typeof(DateWeight)] = ["name", "from"],
        [typeof(OpenHours)] = ["day", "from"],
        [typeof(Holiday)] = ["date"],
        [typeof(Responsibility)] = ["duty", "party", "person"],
    };

    /// <summary>From one version to the other; their numbers differ anyway and aren't told.</summary>
    public static IReadOnlyList<TermsDifference> Between(Terms before, Terms after)
    {
        var options = RequestJson.Options;
        return
        [
            .. Compare(
                JsonSerializer.SerializeToElement(before with { Version = 0 }, options),
                JsonSerializer.SerializeToElement(after with { Version = 0 }, options),
                options.GetTypeInfo(typeof(Terms)),
                ""),
        ];
    }

    private static IEnumerable<TermsDifference> Compare(
        JsonElement? before, JsonElement? after, JsonTypeInfo type, string path)
    {
        // A list that is left out is one without rows.
        if (type.Kind == JsonTypeInfoKind.Enumerable)
            return CompareLists(Rows(before), Rows(after), type.Options.GetTypeInfo(type.ElementType!), path);
        if (before is null || after is null)
            return Whole(before, after, path);
        if (type.Kind == JsonTypeInfoKind.Object)
        {
            return type.Properties.SelectMany(property => Compare(
                Field(before, property.Name),
                Field(after, property.Name),
                type.Options.GetTypeInfo(property.PropertyType),
                path.Length == 0 ? property.Name : $"{path}.{property.Name}"));
        }
        return IsSame(before.Value, after.Value)
            ? []
            : [TermsDifference.Of(path, DifferenceKind.Changed, before, after)];
    }

    // The rows that were there first, in their order; then those that are new.
    private static IEnumerable<TermsDifference> CompareLists(
        JsonElement[] before, JsonElement[] after, JsonTypeInfo of, string path)
    {
        var (old, young) = (Labelled(before, of), Labelled(after, of));
        var youngByLabel = young.ToDictionary(row => row.Label, row => row.Row);
        var labels = old.Select(row => row.Label).ToHashSet();
        return old
            .SelectMany(row => Compare(
                row.Row,
                youngByLabel.TryGetValue(row.Label, out var match) ? match : null,
                of,
                $"{path}[{row.Label}]"))
            .Concat(young
                .Where(row => !labels.Contains(row.Label))
                .Select(row => TermsDifference.Of($"{path}[{row.Label}]", DifferenceKind.Added, null, row.Row)));
    }

    private static IEnumerable<TermsDifference> Whole(JsonElement? before, JsonElement? after, string path)
    {
        if (after is not null)
            yield return TermsDifference.Of(path, DifferenceKind.Added, null, after);
        else if (before is not null)
            yield return TermsDifference.Of(path, DifferenceKind.Removed, before, null);
    }

    // Nothing forbids two seasons of one name that begin on one day: the second one is told apart by its number.
    private static List<(string Label, JsonElement Row)> Labelled(JsonElement[] rows, JsonTypeInfo of)
    {
        var given = new Dictionary<string, int>(StringComparer.Ordinal);
        var labelled = new List<(string, JsonElement)>(rows.Length);
        foreach (var (place, row) in rows.Index())
        {
            var label = LabelOf(row, of, place);
            var times = given[label] = given.GetValueOrDefault(label) + 1;
            labelled.Add((times == 1 ? label : string.Create(CultureInfo.InvariantCulture, $"{label};{times}"), row));
        }
        return labelled;
    }

    private static string LabelOf(JsonElement row, JsonTypeInfo of, int place)
    {
        if (of.Type == typeof(decimal))
            return place.ToString(CultureInfo.InvariantCulture);
        if (of.Kind != JsonTypeInfoKind.Object)
            return Quoted(row);
        if (!Keys.TryGetValue(of.Type, out var key))
            throw new InvalidOperationException($"It isn't said what a {of.Type.Name} is known by.");
        return string.Join(',', key.Select(name => Field(row, name) is { } value ? Quoted(value) : "*"));
    }

    private static string Quoted(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String)
            return value.GetRawText();
        var text = value.GetString()!
            .Replace(@"\", @"\\", StringComparison.Ordinal)
            .Replace("'", @"\'", StringComparison.Ordinal);
        return $"'{text}'";
    }

    private static JsonElement[] Rows(JsonElement? list) => list is { } given ? [.. given.EnumerateArray()] : [];

    private static JsonElement? Field(JsonElement? of, string name) =>
        of is { } element && element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
            ? value
            : null;

    // 0.5 and 0.50 are the same promise.
    private static bool IsSame(JsonElement one, JsonElement other) =>
        one.ValueKind == JsonValueKind.Number && other.ValueKind == JsonValueKind.Number
            ? one.GetDecimal() == other.GetDecimal()
            : one.GetRawText() == other.GetRawText();
}
