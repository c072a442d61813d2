namespace LeadLedger.Tests.Importing;

public sealed class MappingTests
{
    [Fact]
    public void A_mapping_in_order_is_read()
    {
        using var export = new ExportFolder();

        var mapping = export.Read();

        Assert.Equal("deals", mapping.SourceSystem);
        Assert.Equal(["handOffLead", "recordOutcome"], mapping.Commands.Select(command => command.Name));
    }

    [Theory]
    [InlineData("main: { file: deals.csv }", "main: { file: deal.csv }", "line 3, main: deal.csv can't be read")]
    [InlineData(
        "{ column: id }", "{ column: ident }",
        "no column 'ident'. The columns are: id, team, contact, opened, stage, closed, amount.")]
    [InlineData("{ column: id }", "{ column: ident }", "line 4, lead.column: there is no column 'ident'.")]
    [InlineData("sourceSystem: deals", "source: deals", "line 1, source: this key isn't known.")]
    [InlineData("sourceSystem: deals", "source: deals", "line 1: 'sourceSystem' is needed here.")]
    [InlineData(
        "command: handOffLead", "command: passLead",
        "line 18, commands[0].command: there is no command 'passLead'. There are: assignLead,")]
    [InlineData("command: handOffLead", "command: issueRuling", "there is no command 'issueRuling'")]
    [InlineData(
        "source: deals-export", "sauce: deals-export",
        "commands[0].request.sauce: the command has no field 'sauce'. It has: assignee, bucket, campaign,")]
    [InlineData(
        "name: { column: contact }", "nom: { column: contact }",
        "line 26, commands[0].request.person.nom: the command has no field 'nom'. It has: company, email, name,")]
    [InlineData("bucket: otherMediumFit", "sourceSystem: other", "'sourceSystem' is filled in by the import")]
    [InlineData("bucket: otherMediumFit", "by: m-1", "'by' stands beside 'request', not in it.")]
    [InlineData(
        "timeZone: Europe/Berlin\nmain", "timeZone: Berlin\nmain", "line 2, timeZone: 'Berlin' is no IANA time zone")]
    [InlineData(
        "is: won }", "equals: won }",
        "commands[1].when.equals: this key isn't known. Known here: blank, column, is, isNot.")]
    [InlineData(
        ", is: won }", " }",
        "commands[1].when: a condition says what a column 'is', 'isNot', or whether it is 'blank'.")]
    [InlineData(
        "{ column: amount, as: number }", "{ column: amount, as: money }",
        "'money' isn't something that a column is read as. Known: text, number, instant, day, subject.")]
    [InlineData(
        "{ column: opened, at: \"09:00\" }", "{ column: opened, format: yyyy-MM-dd }",
        "a format without a time of day needs one: add 'at'")]
    [InlineData(
        "{ column: opened, at: \"09:00\" }", "{ column: opened, format: YYYY-MM-DD, at: \"09:00\" }",
        "'YYYY-MM-DD' names no whole day")]
    [InlineData(
        "{ column: opened, at: \"09:00\" }", "{ column: opened, at: 9am }",
        "'at' is a time of day such as 09:00, and '9am' isn't one.")]
    [InlineData(
        "{ column: stage, is: won }", "{ column: stage, is: [won, { a: b }] }",
        "commands[1].when.is: a text or a list of texts is expected here.")]
    [InlineData(
        "{ column: contact }", "{ column: contact, values: names }",
        "there is no 'names' among the mapping's 'words'.")]
    [InlineData(
        "{ column: contact }", "{ column: contact, otherwise: Nobody }",
        "'otherwise' is for words that aren't among the 'values', and there are none.")]
    [InlineData("  name: \"Deals of {value}\"", "  name: Deals", "put {value} into 'name' to tell them apart.")]
    [InlineData("agreements:", "agreement: 0197f3a0-0000-8000-8000-00000000a001\nagreements:", "give one of the two.")]
    [InlineData("effectiveFrom: \"2025-01\"", "backfilled: true", "the terms of an import are always backfilled")]
    [InlineData(
        "commands:", "commands: []\nmore:", "'commands' says what a row becomes; there is none that can be used.")]
    public void What_is_wrong_is_said_with_its_line_and_key(string right, string wrong, string complaint)
    {
        using var export = new ExportFolder(mapping: ExportFolder.MappingWith(wrong, insteadOf: right));

        Assert.Contains(export.Problems(), problem => problem.Contains(complaint, StringComparison.Ordinal));
    }

    [Fact]
    public void All_that_is_wrong_is_said_at_once()
    {
        using var export = new ExportFolder(mapping: ExportFolder.Mapping
            .Replace("{ column: id }", "{ column: ident }", StringComparison.Ordinal)
            .Replace("{ column: stage, ", "{ column: status, ", StringComparison.Ordinal));

        Assert.Equal(2, export.Problems().Count);
    }

    [Fact]
    public void Text_that_is_no_yaml_is_said_with_its_line()
    {
        using var export = new ExportFolder(mapping: "sourceSystem: deals\nmain: { file: [ }\n");

        Assert.StartsWith("line 2: this isn't YAML", Assert.Single(export.Problems()), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_commands_of_one_name_need_ids_to_be_recognised_by()
    {
        using var export = new ExportFolder(mapping: ExportFolder.Mapping + "\n" + """
              - command: recordOutcome
                when: { column: stage, is: lost }
                occurredAt: { column: closed, at: "17:00" }
                request: { outcome: lost, reason: none }
            """);

        Assert.Contains(
            "there are 2 with the id 'recordOutcome'", Assert.Single(export.Problems()), StringComparison.Ordinal);
    }

    [Fact]
    public void Handing_off_needs_an_agreement()
    {
        var without = ExportFolder.Mapping[..ExportFolder.Mapping.IndexOf("agreements:", StringComparison.Ordinal)]
            + ExportFolder.Mapping[ExportFolder.Mapping.IndexOf("commands:", StringComparison.Ordinal)..];
        using var export = new ExportFolder(mapping: without);

        Assert.Contains("needs an agreement", Assert.Single(export.Problems()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("id,team,id\n", "two columns named 'id'")]
    [InlineData("", "is empty")]
    [InlineData("id,,team\n", "a column without a name")]
    public void A_file_without_a_usable_header_is_said(string csv, string complaint)
    {
        using var export = new ExportFolder(deals: csv);

        Assert.Contains(export.Problems(), problem => problem.Contains(complaint, StringComparison.Ordinal));
    }
}
