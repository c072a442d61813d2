using System.Text.RegularExpressions;

namespace LeadLedger.Domain.Specs;

/// <summary>
/// docs/refusals.md as its readers see it: an order for each command, and a paragraph for each refusal.
/// </summary>
/// <param name="Orders">By command, the codes in order of precedence.</param>
/// <param name="Entries">Each code with its status and what is said of it.</param>
internal sealed partial record RefusalsPage(
    IReadOnlyDictionary<string, IReadOnlyList<string>> Orders,
    IReadOnlyList<RefusalEntry> Entries)
{
    public static RefusalsPage Read()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "LeadLedger.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside a checkout.");
        var text = File.ReadAllText(Path.Combine(folder.FullName, "docs", "refusals.md"));
        return new RefusalsPage(
            Sections(text, Command()).ToDictionary(
                section => section.Heading.Groups["command"].Value,
                IReadOnlyList<string> (section) => [.. Ranked().Matches(section.Body).Select(Code)]),
            [
                .. Sections(text, Heading()).Select(section => new RefusalEntry(
                    Code(section.Heading),
                    int.Parse(section.Heading.Groups["status"].ValueSpan),
                    section.Body.Trim())),
            ]);
    }

    /// <summary>The code that a refusal's type has.</summary>
    public static string CodeOf(Type refusal) => Capital().Replace(refusal.Name, "-$0").ToLowerInvariant();

    private static string Code(Match match) => match.Groups["code"].Value;

    // A section ends where the next heading of any depth begins.
    private static IEnumerable<(Match Heading, string Body)> Sections(string text, Regex heading) =>
        heading.Matches(text).Select(match =>
        {
            var start = match.Index + match.Length;
            var next = AnyHeading().Match(text, start);
            return (match, text[start..(next.Success ? next.Index : text.Length)]);
        });

    [GeneratedRegex("^### (?<command>[A-Z][a-z]+[A-Z][A-Za-z]+)$", RegexOptions.Multiline)]
    private static partial Regex Command();

    [GeneratedRegex(@"^\d+\. `(?<code>[a-z-]+)`$", RegexOptions.Multiline)]
    private static partial Regex Ranked();

    [GeneratedRegex("^#### `(?<code>[a-z-]+)` · (?<status>[0-9]{3})$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex("^#", RegexOptions.Multiline)]
    private static partial Regex AnyHeading();

    [GeneratedRegex("(?<!^)[A-Z]")]
    private static partial Regex Capital();
}

/// <summary>What the page says of one refusal.</summary>
internal sealed record RefusalEntry(string Code, int Status, string Paragraph);
