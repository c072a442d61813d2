using System.Buffers;
using System.Text.Json;
using LeadLedger.Server.Bulk;
using LeadLedger.Server.Importing.Mapping;
using LeadLedger.Server.Importing.Setup;
using LeadLedger.Server.Importing.Values;
using LeadLedger.Server.Ledger;

namespace LeadLedger.Server.Importing.Rows;

/// <summary>What a row becomes: commands in order (none is fine), or a problem and no command.</summary>
internal readonly record struct RowBecomes(IReadOnlyList<BulkCommand> Commands, RowProblem? Problem);

/// <summary>Makes commands of rows, as the mapping says.</summary>
/// <param name="agreements">Under which a row is handed off.</param>
internal sealed class RowCommands(ImportMapping mapping, Identity identity, AgreementsOfRows agreements)
{
    private static readonly JsonWriterOptions AsTheLedgerWrites = new() { Encoder = RequestJson.Options.Encoder };

    /// <summary>All the row's commands, or none: a row that can't be read in part isn't taken in part.</summary>
    public RowBecomes Of(Row row)
    {
        if (!mapping.Lead.TryRead(row, out var lead, out var problem)
            || !mapping.Record.TryRead(row, out var record, out problem))
            return new RowBecomes([], problem);
        if (lead.IsNone || record.IsNone)
            return new RowBecomes([], new RowProblem("reference-missing", "The row doesn't say which record it is."));

        var lines = new List<BulkCommand>();
        foreach (var command in mapping.Commands)
        {
            if (!command.When.All(condition => condition.Holds(row)))
                continue;
            if (Line(row, command, lead.ToString(), record.ToString(), out var line) is { } unreadable)
                return new RowBecomes([], unreadable with { Command = command.Name });
            lines.Add(line!);
        }

        return new RowBecomes(lines, null);
    }

    private RowProblem? Line(Row row, RowCommand command, string lead, string record, out BulkCommand? line)
    {
        line = null;
        if (!command.OccurredAt.TryRead(row, out var occurredAt, out var problem))
            return problem;
        if (occurredAt.IsNone)
            return new RowProblem("value-missing", "The row doesn't say when it happened.");
        var by = Scalar.None;
        if (command.By?.TryRead(row, out by, out problem) == false)
            return problem;

        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer, AsTheLedgerWrites))
        {
            if (Write(row, command, lead, occurredAt, by, writer) is { } unreadable)
                return unreadable;
        }

        line = new BulkCommand(
            command.Name,
            new LeadReference.ByRecord(mapping.SourceSystem, lead),
            buffer.WrittenMemory,
            IdempotencyKey: KeyOf(record, command));
        return null;
    }

    /// <summary>A keyed stand-in, because the record's reference would tell (domain.md, Erasure).</summary>
    private string KeyOf(string record, RowCommand command) =>
        "import-" + identity.Blind(JsonSerializer.Serialize((string[])[mapping.SourceSystem, record, command.Id]));

    private RowProblem? Write(
        Row row, RowCommand command, string lead, Scalar occurredAt, Scalar by, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("occurredAt", occurredAt.ToString());
        if (!by.IsNone)
            writer.WriteString("by", by.ToString());
        if (command.Name == CommandsReader.HandOff)
        {
            if (agreements.Of(row, out var problem) is not { Value: var agreement })
                return problem ?? throw new InvalidOperationException("A mapping that hands off has an agreement.");
            writer.WriteString("agreementId", agreement);
            writer.WriteString("sourceSystem", mapping.SourceSystem);
            writer.WriteString("externalReference", lead);
        }

        foreach (var (name, part) in command.Request.Parts)
        {
            if (part.Write(row, writer, name) is { } unreadable)
                return unreadable;
        }

        writer.WriteEndObject();
        return null;
    }
}
