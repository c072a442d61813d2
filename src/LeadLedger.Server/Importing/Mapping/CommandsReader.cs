using System.Text.Json.Serialization.Metadata;
using LeadLedger.Domain;
using LeadLedger.Server.Http;
using LeadLedger.Server.Importing.Rows;
using LeadLedger.Server.Leads;
using LeadLedger.Server.Ledger;
using YamlDotNet.RepresentationModel;

namespace LeadLedger.Server.Importing.Mapping;

/// <summary>Reads which commands rows become.</summary>
internal sealed class CommandsReader(ValueReader values)
{
    private static readonly string[] BesideTheRequest = ["occurredAt", "by"];

    /// <summary>What the import itself says of a handoff: the row's lead and agreement.</summary>
    private static readonly string[] FilledIn = ["agreementId", "sourceSystem", "externalReference"];

    /// <summary>The command that passes a lead to sales for the first time.</summary>
    public const string HandOff = "handOffLead";

    /// <summary>
    /// What a row can become, with the type of its request. Not what is done on a review: which of a lead's cases it is
    /// and which version was seen no export tells.
    /// </summary>
    public static IReadOnlyDictionary<string, Type> OfRows { get; } = LeadCommands.All
        .Where(command => command.Target is TargetKind.Nothing or TargetKind.Lead)
        .Where(command => command.Roles.Contains(Role.Importer))
        .ToDictionary(command => command.Name, command => command.RequestType, StringComparer.Ordinal);

    public IReadOnlyList<RowCommand> Read(YamlSection root)
    {
        var read = root.Sections("commands").Select(Command).OfType<RowCommand>().ToList();
        if (read.Count == 0)
            root.Report("'commands' says what a row becomes; there is none that can be used.");
        foreach (var twice in read.GroupBy(command => command.Id).Where(group => group.Count() > 1))
        {
            root.Report(
                root.Find("commands")!,
                "commands",
                $"there are {twice.Count()} with the id '{twice.Key}'. Give each an 'id' of its own and keep it: "
                + "a row is recognised by it when it comes again.");
        }

        return read;
    }

    private RowCommand? Command(YamlSection section)
    {
        var name = section.Text("command", required: true);
        var id = section.Text("id") ?? name;
        var when = values.Conditions(section, "when");
        var occurredAt = values.Value(section, "occurredAt", "instant", required: true);
        var by = values.Value(section, "by", "subject");
        var request = section.Section("request") is { } body ? Request(name, body) : new RequestPart.Members([]);
        section.NothingElse();
        if (name is not null && !OfRows.ContainsKey(name))
        {
            section.Report(
                section.Find("command")!,
                section.At("command"),
                $"there is no command '{name}'. There are: {string.Join(", ", OfRows.Keys.Order())}.");
            return null;
        }

        return name is null || occurredAt is null ? null : new RowCommand(name, id!, when, occurredAt, by, request);
    }

    private RequestPart.Members Request(string? command, YamlSection body)
    {
        if (command is not null && OfRows.TryGetValue(command, out var type))
            CheckNames(body, type);
        foreach (var ours in BesideTheRequest.Where(body.Has))
            body.Report($"'{ours}' stands beside 'request', not in it.");
        foreach (var ours in FilledIn.Where(body.Has))
            body.Report($"'{ours}' is filled in by the import: from 'sourceSystem', 'lead' and the agreement.");
        return values.Members(body);
    }

    /// <summary>What the request doesn't know would be refused for every row; better said once, and before.</summary>
    private static void CheckNames(YamlSection body, Type type)
    {
        var info = RequestJson.Options.GetTypeInfo(type);
        if (info.Kind != JsonTypeInfoKind.Object)
            return;
        var properties = info.Properties.ToDictionary(property => property.Name, StringComparer.Ordinal);
        foreach (var (name, node) in body.Entries())
        {
            if (!properties.TryGetValue(name, out var property))
            {
                var known = properties.Keys.Except([.. BesideTheRequest, .. FilledIn]).Order();
                var message = $"the command has no field '{name}'. It has: {string.Join(", ", known)}.";
                body.Report(node, body.At(name), message);
            }
            else if (node is YamlMappingNode && body.Section(node, body.At(name)) is { } inner
                && !inner.Has("column"))
            {
                CheckNames(inner, property.PropertyType);
            }
        }
    }
}
