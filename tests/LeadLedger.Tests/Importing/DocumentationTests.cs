using System.Text.RegularExpressions;
using LeadLedger.Server.Importing;
using LeadLedger.Server.Ledger;

namespace LeadLedger.Tests.Importing;

/// <summary>What docs/importing.md shows is what happens.</summary>
public sealed partial class DocumentationTests
{
    [Fact]
    public async Task The_example_gives_what_the_documentation_says()
    {
        var shown = await Shown();
        await using var ledger = await ImportLedger.Open();
        using var export = new ExportFolder();
        foreach (var (name, text) in shown.Where(block => Path.HasExtension(block.Key)))
            export.Write(name, text);

        var (deals, rejects) = await Import(ledger, export, "deals.yaml");
        var (calls, _) = await Import(ledger, export, "calls.yaml");

        Assert.Equal(shown["deals"], string.Join('\n', deals.Summary()) + "\n");
        Assert.Equal(shown["deals.rejected.csv"], await File.ReadAllTextAsync(rejects!));
        Assert.Equal((3, 0), (calls.Taken, calls.Rejected));
        Assert.Equal(
            [
                "Enterprise until 2025|3000.00|true|Ann Example|Berlin|won|12500.00|",
                "Mid-market until 2025|1000.00|false|Bob Example|Hamburg|lost||no-budget",
                "Mid-market until 2025|1000.00|false|Bob Example|Hamburg|open||",
            ],
            await ledger.Query(
                "select a.name, lead_value, hand_raiser, display_name, office, outcome, amount, loss_reason "
                + "from bi_v1.handoff join bi_v1.agreement a using (agreement_id) "
                + "join bi_v1.person on assignee = subject order by handed_off_at"));
        Assert.Equal(["true|1", "false|0", "true|2"], await ledger.Query(
            "select coalesce(first_response_in_time, false), attempts from bi_v1.handoff order by handed_off_at"));
    }

    /// <summary>The blocks of the page that have a name.</summary>
    private static async Task<Dictionary<string, string>> Shown()
    {
        var page = await File.ReadAllTextAsync(SampleData.OfRepository("docs/importing.md"));
        return NamedBlock().Matches(page).ToDictionary(block => block.Groups[1].Value, block => block.Groups[2].Value);
    }

    private static async Task<(ImportTally Tally, string? Rejects)> Import(
        ImportLedger ledger, ExportFolder export, string mapping)
    {
        var order = new ImportOrder(export.PathOf(mapping), export.Folder, null, null, "import", null);
        var import = await Server.Importing.Import.Prepare(order, new Identity(ledger.Secrets), default);
        var tally = await import.Run(ledger.Ledger, new ImportProgress(TextWriter.Null, null), default);
        await ledger.Ledger.WaitForReadModels(tally.Position, _ => { }, default);
        return (tally, import.Rejects);
    }

    [GeneratedRegex(@"^```\w+ (\S+)\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex NamedBlock();
}
