using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace LeadLedger.Server.Importing.Mapping;

/// <summary>YAML as JSON, by YAML 1.2's own schema: a plain word is what it looks like, a quoted one is text.</summary>
internal static partial class YamlJson
{
    /// <summary>A whole tree.</summary>
    public static JsonNode? Tree(YamlNode node) => node switch
    {
        YamlMappingNode mapping => new JsonObject(mapping.Children.Select(entry =>
            KeyValuePair.Create(Key(entry.Key), Tree(entry.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(Tree)]),
        YamlScalarNode scalar => Scalar(scalar),
        _ => throw new UnusableMappingException([new MappingProblem(node.Start.Line, "", "aliases aren't taken.")]),
    };

    /// <summary>What a single word stands for; a quoted one is always text.</summary>
    public static JsonValue? Scalar(YamlScalarNode scalar)
    {
        var text = scalar.Value ?? "";
        if (scalar.Style != ScalarStyle.Plain)
            return JsonValue.Create(text);
        return text switch
        {
            "" or "~" or "null" => null,
            "true" => JsonValue.Create(true),
            "false" => JsonValue.Create(false),
            _ when Number().IsMatch(text) && decimal.TryParse(
                text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => JsonValue.Create(number),
            _ => JsonValue.Create(text),
        };
    }

    private static string Key(YamlNode node) => node is YamlScalarNode { Value: { } key }
        ? key
        : throw new UnusableMappingException([new MappingProblem(node.Start.Line, "", "a key is a plain text.")]);

    [GeneratedRegex(@"^-?(0|[1-9]\d*)(\.\d+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
