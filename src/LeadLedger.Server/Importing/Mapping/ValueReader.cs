using LeadLedger.Server.Importing.Rows;
using LeadLedger.Server.Importing.Values;
using YamlDotNet.RepresentationModel;

namespace LeadLedger.Server.Importing.Mapping;

/// <summary>
/// Reads where values come from. A plain word is a constant; keys with <c>column</c> among them are a column's value;
/// any other keys are an object of such values.
/// </summary>
internal sealed class ValueReader(
    Columns columns,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> namedWords,
    string timeZone,
    Func<string, string> subjectOf)
{
    private readonly ConversionReader conversions = new(timeZone, subjectOf);

    /// <summary>The part of a request under a node; null if it was reported.</summary>
    public RequestPart? Part(YamlSection owner, YamlNode node, string path)
    {
        switch (node)
        {
            case YamlScalarNode scalar:
                return new RequestPart.Field(new FieldValue.Constant(new Scalar(YamlJson.Scalar(scalar))));
            case YamlSequenceNode list:
                var items = list.Children.Select((item, index) => Part(owner, item, $"{path}[{index}]"));
                return new RequestPart.Items([.. items.OfType<RequestPart>()]);
            default:
                if (owner.Section(node, path) is not { } section)
                    return null;
                return section.Has("column")
                    ? Column(section, "text") is { } value ? new RequestPart.Field(value) : null
                    : Members(section);
        }
    }

    /// <summary>An object of values.</summary>
    public RequestPart.Members Members(YamlSection section)
    {
        var parts = new List<(string, RequestPart)>();
        foreach (var (name, node) in section.Entries())
        {
            if (Part(section, node, section.At(name)) is { } part)
                parts.Add((name, part));
        }

        return new RequestPart.Members(parts);
    }

    /// <summary>The single value under a key; null if there is none or it was reported.</summary>
    /// <param name="kind">What a column is read as unless it says so itself.</param>
    public FieldValue? Value(YamlSection owner, string key, string kind = "text", bool required = false)
    {
        var node = owner.Find(key);
        if (node is null && required)
            owner.Report($"'{key}' is needed here.");
        if (node is null)
            return null;
        if (node is YamlScalarNode scalar)
            return new FieldValue.Constant(new Scalar(YamlJson.Scalar(scalar)));
        return owner.Section(node, owner.At(key)) is { } section ? Column(section, kind) : null;
    }

    /// <summary>The conditions under a key; all must hold.</summary>
    public IReadOnlyList<Condition> Conditions(YamlSection owner, string key)
    {
        if (owner.Find(key) is not { } node)
            return [];
        var sections = node is YamlSequenceNode
            ? owner.Sections(key)
            : [.. new[] { owner.Section(node, owner.At(key)) }.OfType<YamlSection>()];
        return [.. sections.Select(Condition).OfType<Condition>()];
    }

    private Condition? Condition(YamlSection section)
    {
        var column = ColumnOf(section);
        var oneOf = section.Has("is") ? section.Texts("is") : null;
        var noneOf = section.Has("isNot") ? section.Texts("isNot") : null;
        var blank = section.Word("blank", Truths);
        _ = (section.Find("is"), section.Find("isNot"));
        section.NothingElse();
        if (oneOf is null && noneOf is null && blank is null)
            section.Report("a condition says what a column 'is', 'isNot', or whether it is 'blank'.");
        return column is { } found ? new Condition(found, oneOf, noneOf, blank) : null;
    }

    private FieldValue.FromColumn? Column(YamlSection section, string usualKind)
    {
        var column = ColumnOf(section);
        var kind = section.Text("as") ?? usualKind;
        var blank = section.Text("blank");
        var words = Words(section);
        var otherwise = section.Text("otherwise");
        if (otherwise is not null && words is null)
            section.Report("'otherwise' is for words that aren't among the 'values', and there are none.");
        var conversion = conversions.Read(section, kind);
        section.NothingElse();
        return column is { } found && conversion is not null
            ? new FieldValue.FromColumn(found, section.Text("column")!, blank, words, otherwise, conversion)
            : null;
    }

    private Column? ColumnOf(YamlSection section)
    {
        if (section.Text("column", required: true) is not { } name)
            return null;
        if (columns.TryFind(name, out var column))
            return column;
        section.Report(section.Find("column")!, section.At("column"), columns.Complaint(name));
        return null;
    }

    private IReadOnlyDictionary<string, string>? Words(YamlSection section)
    {
        switch (section.Find("values"))
        {
            case null:
                return null;
            case YamlScalarNode { Value: { } name } node:
                if (namedWords.TryGetValue(name, out var named))
                    return named;
                section.Report(node, section.At("values"), $"there is no '{name}' among the mapping's 'words'.");
                return null;
            case var inline:
                return section.Section(inline, section.At("values")) is { } entries ? ReadWords(entries) : null;
        }
    }

    /// <summary>Words and what each stands for.</summary>
    public static IReadOnlyDictionary<string, string> ReadWords(YamlSection section)
    {
        var words = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (word, node) in section.Entries())
        {
            if (node is YamlScalarNode { Value: { } meaning })
                words[word] = meaning;
            else
                section.Report(node, section.At(word), "a text is expected here.");
        }

        return words;
    }

    private static readonly Dictionary<string, bool> Truths = new(StringComparer.Ordinal)
    {
        ["true"] = true,
        ["false"] = false,
    };
}
