using LeadLedger.Domain.Leads.Explaining;

namespace LeadLedger.Domain.Specs.Leads.Explaining;

/// <summary>
/// Explanations as they are printed. Texts/ has one for each way that a case can go: to be read, and agreed with, by
/// people. UPDATE_SNAPSHOTS=1 writes them anew.
/// </summary>
public sealed class ExplanationSpecs
{
    public static TheoryData<string> Lives { get; } = [.. CaseLives.All.Keys];

    [Theory]
    [MemberData(nameof(Lives))]
    public void A_case_is_explained_as_its_text_says(string life)
    {
        var (record, reader) = CaseLives.All[life];
        var printed = PrintedExplanation.Of(RejectionExplanation.Of(record, reader)!);
        var file = Path.Combine(Texts(), $"{life}.txt");
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
            File.WriteAllText(file, printed);
        Assert.Equal(File.ReadAllText(file), printed);
    }

    [Fact]
    public void Every_text_is_of_a_life() =>
        Assert.Equal(
            CaseLives.All.Keys.Order(StringComparer.Ordinal),
            Directory.EnumerateFiles(Texts(), "*.txt").Select(Path.GetFileNameWithoutExtension)
                .Order(StringComparer.Ordinal)!);

    [Fact]
    public void A_case_that_isnt_there_has_no_explanation()
    {
        var (record, reader) = CaseLives.All["upheld-with-a-dissent"];
        Assert.Null(RejectionExplanation.Of(record with { Case = 2 }, reader));
        Assert.Null(RejectionExplanation.Of(record with { Lead = [] }, reader));
    }

    internal static string Texts()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "LeadLedger.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside a checkout.");
        return Path.Combine(
            folder.FullName, "tests", "LeadLedger.Domain.Specs", "Leads", "Explaining", "Texts");
    }
}
