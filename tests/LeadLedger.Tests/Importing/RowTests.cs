using System.Text;
using LeadLedger.Server.Bulk;
using LeadLedger.Server.Importing.Rows;
using LeadLedger.Server.Ledger;

namespace LeadLedger.Tests.Importing;

public sealed class RowTests
{
    private const string Header = "id,team,contact,opened,stage,closed,amount\n";

    private readonly Identity identity = new(new LedgerSecrets(
        "k1", new Dictionary<string, byte[]> { ["k1"] = new byte[32] }, new byte[32]));

    [Fact]
    public async Task A_row_becomes_its_commands_in_order()
    {
        using var export = new ExportFolder();

        var rows = await export.Rows(identity);

        Assert.Equal(["handOffLead", "recordOutcome"], rows[0].Commands.Select(line => line.Command));
        Assert.Equal(["handOffLead"], rows[1].Commands.Select(line => line.Command));
        Assert.Equal(new LeadReference.ByRecord("deals", "D-1"), rows[0].Commands[1].Lead);
        var agreement = identity.StreamOf("agreement", "import deals", "North");
        Assert.Equal(
            $$$"""
            {"occurredAt":"2025-03-03T08:00:00Z","by":"m-1","agreementId":"{{{agreement}}}",
            "sourceSystem":"deals","externalReference":"D-1","segment":"all","bucket":"otherMediumFit",
            "conversionAction":"inquiry","source":"deals-export","person":{"name":"Ann Example"}}
            """.ReplaceLineEndings(""),
            Json(rows[0].Commands[0]));
        Assert.Equal(
            """{"occurredAt":"2025-03-20T16:00:00Z","by":"s-1","outcome":"won","amount":1200.50}""",
            Json(rows[0].Commands[1]));
    }

    [Fact]
    public async Task A_key_is_the_same_for_the_same_row_and_tells_nothing_of_it()
    {
        using var export = new ExportFolder(deals: ExportFolder.Deals + ExportFolder.DealAgain);

        var rows = await export.Rows(identity);

        Assert.Equal(Keys(rows[0]), Keys(rows[2]));
        Assert.Equal(3, Keys(rows[0]).Concat(Keys(rows[1])).Distinct().Count());
        Assert.DoesNotContain(Keys(rows[0]), key => key!.Contains("D-1", StringComparison.Ordinal));

        static IEnumerable<string?> Keys(RowBecomes row) => row.Commands.Select(line => line.IdempotencyKey);
    }

    [Theory]
    [InlineData("D-1,North,Ann,03.03.2025,open,,", "not-a-time", "'03.03.2025' in opened isn't written yyyy-MM-dd.")]
    [InlineData("D-1,North,Ann,2025-02-30,open,,", "not-a-time", "'2025-02-30' in opened isn't written yyyy-MM-dd.")]
    [InlineData("D-1,North,Ann,,open,,", "value-missing", "The row doesn't say when it happened.")]
    [InlineData("D-1,North,Ann,2025-03-03,won,2025-03-20,1.200", "", "")]
    [InlineData(
        "D-1,North,Ann,2025-03-03,won,2025-03-20,\"1,200\"", "not-a-number",
        "'1,200' in amount is no number as the mapping describes them.")]
    [InlineData(
        "D-1,North,Ann,2025-03-03,won,2025-03-20,12e3", "not-a-number",
        "'12e3' in amount is no number as the mapping describes them.")]
    [InlineData(",North,Ann,2025-03-03,open,,", "reference-missing", "The row doesn't say which record it is.")]
    [InlineData(
        "D-1,,Ann,2025-03-03,open,,", "agreement-missing", "The row doesn't say under which agreement it falls.")]
    [InlineData(
        "D-1,North,Ann,2025-03-03,open,", "record-malformed",
        "The record can't be read: it has 6 fields, the header has 7.")]
    [InlineData(
        "D-1,North,Ann \"Annie\",2025-03-03,open,,", "record-malformed",
        "The record can't be read: there is a quote inside a field that isn't quoted.")]
    [InlineData(
        "D-1,North,\"Ann\"ie,2025-03-03,open,,", "record-malformed",
        "The record can't be read: there is text after a closing quote.")]
    [InlineData(
        "D-1,North,\"Ann,2025-03-03,open,,", "record-malformed",
        "The record can't be read: a quote is opened and never closed.")]
    public async Task A_row_that_cannot_be_read_is_a_problem_and_no_command(string line, string code, string detail)
    {
        using var export = new ExportFolder(deals: Header + line + "\n");

        var row = Assert.Single(await export.Rows(identity));

        Assert.Equal(code, row.Problem?.Code ?? "");
        Assert.Equal(detail, row.Problem?.Detail ?? "");
        Assert.Equal(code.Length == 0 ? 2 : 0, row.Commands.Count);
    }

    [Fact]
    public async Task Lines_are_counted_as_an_editor_counts_them()
    {
        using var export = new ExportFolder(
            deals: Header + "D-1,North,\"Ann\nExample\",2025-03-03,open,,\n\nD-2,North,Bob,2025-03-03,open,,\n");
        var mapping = export.Read();
        var source = await RowSource.Open(mapping.Files, CancellationToken.None);
        var lines = new List<long>();

        await foreach (var read in source.Rows())
            lines.Add(read.Row.Line);

        Assert.Equal([2, 5], lines);
    }

    [Theory]
    [InlineData(
        "{ column: amount, as: number, decimal: \",\", thousands: \".\", strip: \"€\" }", "€ 1.200,50", "1200.50")]
    [InlineData("{ column: amount, as: number, decimal: \",\" }", "1200,5", "1200.5")]
    [InlineData("{ column: amount, as: number }", "-3", "-3")]
    [InlineData("{ column: amount, values: { much: 5 }, as: number }", "much", "5")]
    [InlineData("{ column: amount, blank: 7, as: number }", "", "7")]
    [InlineData("{ column: amount, values: { much: a lot }, otherwise: little }", "12", "\"little\"")]
    [InlineData("{ column: amount, values: { much: a lot } }", "12", "\"12\"")]
    [InlineData("{ column: amount, as: subject }", "Ann", "\"p-deals-Ann\"")]
    [InlineData("{ column: amount, as: day, format: dd.MM.yyyy }", "03.02.2025", "\"2025-02-03\"")]
    [InlineData("{ column: amount, as: instant }", "2025-02-03T10:00:00+02:00", "\"2025-02-03T08:00:00Z\"")]
    [InlineData(
        "{ column: amount, as: instant, format: [dd.MM.yyyy HH:mm, yyyy-MM-dd HH:mm:ss] }", "2025-07-03 10:00:30",
        "\"2025-07-03T08:00:30Z\"")]
    [InlineData(
        "{ column: amount, as: instant, format: M/d/yyyy h:mm tt, timeZone: America/New_York }", "7/3/2025 1:05 PM",
        "\"2025-07-03T17:05:00Z\"")]
    [InlineData(
        "{ column: amount, as: instant, format: yyyy-MM-dd HH:mm zzz }", "2025-07-03 10:00 -05:00",
        "\"2025-07-03T15:00:00Z\"")]
    [InlineData("12", "x", "12")]
    [InlineData("\"12\"", "x", "\"12\"")]
    [InlineData("true", "x", "true")]
    public async Task A_value_is_read_as_the_mapping_says(string value, string text, string json)
    {
        using var export = new ExportFolder(
            deals: Header + $"D-1,North,Ann,2025-03-03,won,2025-03-20,\"{text}\"\n",
            mapping: ExportFolder.MappingWith(value, insteadOf: "{ column: amount, as: number }"));

        var row = Assert.Single(await export.Rows(identity));

        Assert.Contains($"\"amount\":{json}", Json(row.Commands[1]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lookup_adds_its_columns_and_a_value_without_a_record_rejects_the_row()
    {
        using var export = new ExportFolder(
            deals: Header + "D-1,north,Ann,2025-03-03,open,,\nD-2,West,Bob,2025-03-03,open,,\n",
            mapping: ExportFolder.Mapping
                .Replace(
                    "lead:",
                    """
                    lookups:
                      t: { file: teams.csv, key: short, for: { column: team, values: { north: N, West: W } } }
                    lead:
                    """,
                    StringComparison.Ordinal)
                .Replace("source: deals-export", "source: { column: t.region }", StringComparison.Ordinal));
        export.Write("teams.csv", "short,region\nN,North Sea\n");

        var rows = await export.Rows(identity);

        Assert.Contains("\"source\":\"North Sea\"", Json(rows[0].Commands[0]), StringComparison.Ordinal);
        Assert.Equal(new RowProblem("not-in-lookup", "'W' isn't in teams.csv."), rows[1].Problem);
    }

    [Fact]
    public async Task A_byte_order_mark_and_another_separator_and_encoding_are_taken()
    {
        using var export = new ExportFolder(mapping: ExportFolder.MappingWith(
            """{ file: deals.csv, separator: ";", encoding: windows-1252 }""", insteadOf: "{ file: deals.csv }"));
        File.WriteAllBytes(
            export.PathOf("deals.csv"),
            [.. Encoding.Latin1.GetBytes(Header.Replace(',', ';') + "D-1;North;Jürgen;2025-03-03;open;;\n")]);

        var row = Assert.Single(await export.Rows(identity));

        Assert.Contains("Jürgen", Json(row.Commands[0]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Characters_outside_the_encoding_reject_the_row()
    {
        using var export = new ExportFolder();
        File.WriteAllBytes(
            export.PathOf("deals.csv"), [.. Encoding.Latin1.GetBytes(Header + "D-1,North,Jürgen,2025-03-03,open,,\n")]);

        var row = Assert.Single(await export.Rows(identity));

        Assert.Equal("record-malformed", row.Problem?.Code);
    }

    private static string Json(BulkCommand line) => Encoding.UTF8.GetString(line.Request.Span);
}
