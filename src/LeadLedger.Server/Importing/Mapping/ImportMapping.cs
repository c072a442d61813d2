using System.Text.Json.Nodes;
using LeadLedger.Domain;
using LeadLedger.Domain.Agreements;
using LeadLedger.Server.Importing.Csv;
using LeadLedger.Server.Importing.Rows;
using LeadLedger.Server.Importing.Values;

namespace LeadLedger.Server.Importing.Mapping;

/// <summary>What a mapping file says, checked against the data that it is for.</summary>
/// <param name="SourceSystem">The system that the export came from; its records' references are unique in it.</param>
/// <param name="Lead">The reference of the row's lead in that system.</param>
/// <param name="Record">The row's own reference; the lead's where a row is a lead.</param>
internal sealed record ImportMapping(
    string SourceSystem,
    DataFiles Files,
    FieldValue Lead,
    FieldValue Record,
    AgreementChoice Agreement,
    IReadOnlyList<PeopleFile> People,
    IReadOnlyList<RowCommand> Commands);

/// <summary>A CSV file as the mapping names it.</summary>
internal sealed record CsvSource(string Path, CsvForm Form)
{
    public CsvFile Open() => CsvFile.Open(Path, Form);
}

/// <summary>The main file, whose rows become commands, and those that tell more about them.</summary>
internal sealed record DataFiles(CsvSource Main, IReadOnlyList<string> MainHeader, IReadOnlyList<LookupFile> Lookups);

/// <summary>A file with at most one record for each row.</summary>
/// <param name="KeyColumn">Unique in the file.</param>
/// <param name="For">What the row says that must stand there.</param>
/// <param name="Optional">A row without a record here is taken all the same.</param>
internal sealed record LookupFile(string Name, CsvSource Source, int KeyColumn, FieldValue For, bool Optional);

/// <summary>Where the names of people of the company stand.</summary>
internal sealed record PeopleFile(
    CsvSource Source,
    int NameColumn,
    int? TeamColumn,
    int? OfficeColumn,
    PartySide? Side);

/// <summary>On which list of an agreement's parties people stand.</summary>
internal enum PartySide
{
    Marketing,
    Sales,
    SalesManagers,
}

/// <summary>Which agreement a handoff is under. A closed hierarchy.</summary>
internal abstract record AgreementChoice
{
    private AgreementChoice() { }

    /// <summary>The mapping hands nothing off.</summary>
    public sealed record None : AgreementChoice;

    /// <summary>One that is in the ledger.</summary>
    public sealed record Existing(AgreementId Id) : AgreementChoice;

    /// <summary>Made by the import under backfilled terms: one, or one for each value of a column.</summary>
    /// <param name="Per">Null: one for all rows.</param>
    /// <param name="Name">With <c>{value}</c> where the value goes.</param>
    /// <param name="SalesTeam">With <c>{value}</c> where the value goes.</param>
    /// <param name="Parties">Beside the people of the people files whose team the value is.</param>
    /// <param name="Signers">Null: the first of each side.</param>
    /// <param name="Terms">The body of a proposal, without its parties.</param>
    public sealed record Made(
        FieldValue? Per,
        string Name,
        string SalesTeam,
        Parties Parties,
        Signers Signers,
        JsonObject Terms,
        long Line) : AgreementChoice;
}

/// <summary>Who signs backfilled terms, by the subject of their token; null: the first of that side.</summary>
internal sealed record Signers(string? Marketing, string? Sales);

/// <summary>A command that rows become.</summary>
/// <param name="Name">As bulk lines name it.</param>
/// <param name="Id">Tells it from the mapping's other commands; part of its idempotency key.</param>
/// <param name="When">All must hold; none: every row.</param>
/// <param name="Request">Its body, without when it happened and whose deed it was.</param>
internal sealed record RowCommand(
    string Name,
    string Id,
    IReadOnlyList<Condition> When,
    FieldValue OccurredAt,
    FieldValue? By,
    RequestPart.Members Request);

/// <summary>What must stand in a column for a row to become a command.</summary>
internal sealed record Condition(
    Column Column,
    IReadOnlyList<string>? OneOf,
    IReadOnlyList<string>? NoneOf,
    bool? Blank)
{
    public bool Holds(Row row)
    {
        var text = row[Column];
        return (OneOf is null || OneOf.Contains(text))
            && (NoneOf is null || !NoneOf.Contains(text))
            && (Blank is null || Blank == (text.Length == 0));
    }
}
