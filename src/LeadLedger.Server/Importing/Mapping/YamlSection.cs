using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace LeadLedger.Server.Importing.Mapping;

/// <summary>
/// A YAML mapping while it is being read: it remembers what was asked for, so that whatever is left is an unknown key
/// and not a setting that silently does nothing.
/// </summary>
internal sealed class YamlSection
{
    private readonly YamlMappingNode node;
    private readonly List<MappingProblem> problems;
    private readonly HashSet<string> asked = new(StringComparer.Ordinal);

    private YamlSection(YamlMappingNode node, string path, List<MappingProblem> problems)
    {
        this.node = node;
        this.problems = problems;
        Path = path;
    }

    /// <summary>Where it stands in the file; empty for the whole file.</summary>
    public string Path { get; }

    /// <summary>The line on which it begins.</summary>
    public long Line => node.Start.Line;

    public static YamlSection Root(YamlMappingNode node, List<MappingProblem> problems) => new(node, "", problems);

    public bool Has(string key) => node.Children.Keys.OfType<YamlScalarNode>().Any(scalar => scalar.Value == key);

    /// <summary>All entries; asking for them asks for every key.</summary>
    public IEnumerable<(string Key, YamlNode Value)> Entries()
    {
        foreach (var (key, value) in node.Children)
        {
            if (key is not YamlScalarNode { Value: { } name })
            {
                Report(key, Path, "a key is a plain text.");
                continue;
            }

            asked.Add(name);
            yield return (name, value);
        }
    }

    /// <summary>What stands under a key; null if nothing does.</summary>
    public YamlNode? Find(string key)
    {
        asked.Add(key);
        return node.Children.TryGetValue(new YamlScalarNode(key), out var found) ? found : null;
    }

    /// <summary>The text under a key; null, and reported if it is required, where there is none.</summary>
    public string? Text(string key, bool required = false)
    {
        switch (Find(key))
        {
            case YamlScalarNode { Value: { Length: > 0 } text }:
                return text;
            case null when !required:
                return null;
            case null:
                Report($"'{key}' is needed here.");
                return null;
            case var other:
                Report(other, At(key), "a text is expected here.");
                return null;
        }
    }

    /// <summary>The texts under a key; one alone stands for a list of one, nothing for an empty list.</summary>
    public IReadOnlyList<string> Texts(string key)
    {
        var found = Find(key);
        var texts = new List<string>();
        foreach (var item in found is YamlSequenceNode list ? list.Children : found is null ? [] : [found])
        {
            if (item is YamlScalarNode { Value: { } text })
                texts.Add(text);
            else
                Report(item, At(key), "a text or a list of texts is expected here.");
        }

        return texts;
    }

    /// <summary>One of some words under a key.</summary>
    public TWord? Word<TWord>(string key, IReadOnlyDictionary<string, TWord> words)
        where TWord : struct
    {
        if (Text(key) is not { } text)
            return null;
        if (words.TryGetValue(text, out var word))
            return word;
        Report(Find(key)!, At(key), $"'{text}' isn't known here. Known: {string.Join(", ", words.Keys)}.");
        return null;
    }

    /// <summary>The mapping under a key; null, and reported if it is required, where there is none.</summary>
    public YamlSection? Section(string key, bool required = false)
    {
        var found = Find(key);
        if (found is not null)
            return Section(found, At(key));
        if (required)
            Report($"'{key}' is needed here.");
        return null;
    }

    /// <summary>The mappings in the list under a key.</summary>
    public IReadOnlyList<YamlSection> Sections(string key)
    {
        if (Find(key) is not { } found)
            return [];
        if (found is not YamlSequenceNode list)
        {
            Report(found, At(key), "a list is expected here (each item begins with '- ').");
            return [];
        }

        return [.. list.Children.Select((item, index) => Section(item, $"{At(key)}[{index}]")).OfType<YamlSection>()];
    }

    /// <summary>A node that should be a mapping, as a section; reported and null if it isn't.</summary>
    public YamlSection? Section(YamlNode found, string path)
    {
        if (found is YamlMappingNode mapping)
            return new YamlSection(mapping, path, problems);
        Report(found, path, "keys with values are expected here.");
        return null;
    }

    /// <summary>The path of a key of this section.</summary>
    public string At(string key) => Path.Length == 0 ? key : $"{Path}.{key}";

    /// <summary>Reports every key that wasn't asked for.</summary>
    public void NothingElse()
    {
        foreach (var (key, _) in node.Children)
        {
            var name = (key as YamlScalarNode)?.Value ?? "";
            if (!asked.Contains(name))
                Report(key, At(name), $"this key isn't known. Known here: {string.Join(", ", asked.Order())}.");
        }
    }

    public void Report(string message) => Report(node, Path, message);

    public void Report(YamlNode at, string path, string message) =>
        problems.Add(new MappingProblem(at.Start.Line, path, message));

    /// <summary>The file's one mapping.</summary>
    /// <exception cref="UnusableMappingException">It isn't YAML, or isn't one mapping.</exception>
    public static YamlMappingNode ReadFile(string path)
    {
        try
        {
            using var text = new StreamReader(path);
            var yaml = new YamlStream();
            yaml.Load(text);
            return yaml.Documents is [{ RootNode: YamlMappingNode root }]
                ? root
                : throw new UnusableMappingException("A mapping is one YAML document of keys with values.");
        }
        catch (YamlException e)
        {
            throw new UnusableMappingException([new MappingProblem(e.Start.Line, "", $"this isn't YAML: {e.Message}")]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UnusableMappingException($"The mapping can't be read: {e.Message}");
        }
    }
}
