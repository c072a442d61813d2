using System.Text.RegularExpressions;
using LeadLedger.Server.Running;

namespace LeadLedger.Tests.ReadModels.Star;

/// <summary>The queries that docs/bi.md tells analysts to ask.</summary>
internal static partial class BiQueries
{
    private static readonly Dictionary<string, string> Values = new()
    {
        ["agreement"] = $"'{Company.Enterprise}'",
        ["month"] = "date '2026-03-01'",
        ["day"] = "date '2026-03-20'",
        ["at"] = "timestamptz '2026-03-20 12:00Z'",
        ["lead"] = $"'{Company.Lead(1)}'",
        ["key"] = "''",
    };

    public static string Page { get; } = Path.Combine(Checkout.Folder, "docs", "bi.md");

    /// <summary>Every query of the page, as it stands there.</summary>
    public static List<string> All => [.. Blocks().Matches(Text()).Select(block => block.Groups[1].Value)];

    /// <summary>The queries that read on from a position.</summary>
    public static List<string> Incremental =>
        [.. All.Where(query => FromAPosition().IsMatch(query))];

    public static string Text() => File.ReadAllText(Page).ReplaceLineEndings("\n");

    /// <summary>A query with values in the places of its parameters.</summary>
    public static string With(string query, long position)
    {
        query = query.Replace(":position", $"{position}", StringComparison.Ordinal);
        return Values.Aggregate(query, (sql, it) => Regex.Replace(sql, $@"(?<!:):{it.Key}\b", it.Value));
    }

    /// <summary>Whether a plan reads the whole of a table that grows with the leads.</summary>
    public static bool ScansAFact(string plan) => Scan().IsMatch(plan);

    [GeneratedRegex("```sql\n(.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex Blocks();

    [GeneratedRegex("position >=? :position")]
    private static partial Regex FromAPosition();

    [GeneratedRegex("Seq Scan on (handoff|rejection|breach|contact_attempt|lead_activity|lead_history|pacing_)")]
    private static partial Regex Scan();
}
