using System.Text.RegularExpressions;
using LeadLedger.Server.Running;

namespace LeadLedger.Tests.ReadModels.Star;

/// <summary>
/// The page that tells analysts about <c>bi_v1</c>: what is written by hand, its queries, and the reference.
/// </summary>
internal static partial class BiPage
{
    private const string Mark = "--filter BiPageTests -->\n";

    public static readonly string Path = System.IO.Path.Combine(Checkout.Folder, "docs", "bi.md");

    private static readonly Dictionary<string, string> Values = new()
    {
        ["agreement"] = $"'{Company.Enterprise}'",
        ["month"] = "date '2026-03-01'",
        ["day"] = "date '2026-03-20'",
        ["at"] = "timestamptz '2026-03-20 12:00Z'",
        ["lead"] = $"'{Company.Lead(1)}'",
    };

    /// <summary>Every query of the page, as it stands there.</summary>
    public static List<string> Queries => [.. Blocks().Matches(Text).Select(block => block.Groups[1].Value)];

    /// <summary>The queries that read on from a position.</summary>
    public static List<string> Incremental =>
        [.. Queries.Where(query => query.Contains("position > :position", StringComparison.Ordinal))];

    private static string Text => File.ReadAllText(Path).ReplaceLineEndings("\n");

    /// <summary>A query with values in the places of its parameters.</summary>
    public static string With(string query, long position)
    {
        query = query.Replace(":position", $"{position}", StringComparison.Ordinal);
        return Values.Aggregate(query, (sql, it) => Regex.Replace(sql, $@"(?<!:):{it.Key}\b", it.Value));
    }

    /// <summary>The part that is written by hand.</summary>
    public static string ByHand() => Text[..(Text.IndexOf(Mark, StringComparison.Ordinal) + Mark.Length)];

    /// <summary>The page as it has to be: what is written by hand, and the reference as the database has it.</summary>
    public static async Task<string> Wanted(ReadModelDatabase database)
    {
        var rows = await database.Query("""
            select c.relname, obj_description(c.oid), a.attname, format_type(a.atttypid, null),
              replace(col_description(c.oid, a.attnum), '|', '\|'),
              c.relname ~ '^(dim|fact)_' or c.relname in ('lead', 'lead_history', 'lead_daily', 'funnel_cohort',
                'speed_to_lead', 'source_quality', 'erased_lead', 'lead_value_totals', 'review_queue',
                'dont_be_on_it', 'freshness')
                or c.relname ~ '_changes$' as star
            from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
            where c.relnamespace = 'bi_v1'::regnamespace
            order by c.relname, a.attnum
            """, separator: "\t");
        var views = rows.Select(row => row.Split('\t')).GroupBy(row => row[0]).ToList();
        return ByHand() + "\n# Reference\n\n" + string.Join(
            '\n',
            new[] { "## The star, view by view\n" }
                .Concat(views.Where(view => view.First()[5] == "true").Select(Section))
                .Append("## The other views\n")
                .Concat(views.Where(view => view.First()[5] != "true").Select(Section)));
    }

    // A view of changes has the columns of its fact.
    private static string Section(IGrouping<string, string[]> view)
    {
        var heading = $"### `{view.Key}`\n\n{view.First()[1]}\n";
        return view.Key.EndsWith("_changes", StringComparison.Ordinal)
            ? heading
            : $"{heading}\n| column | type | meaning |\n| --- | --- | --- |\n"
                + string.Concat(view.Select(row => $"| `{row[2]}` | {row[3]} | {row[4]} |\n"));
    }

    [GeneratedRegex("```sql\n(.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex Blocks();
}
