namespace LeadLedger.Tests.ReadModels.Star;

/// <summary>
/// The page that tells analysts about <c>bi_v1</c>: what is written by hand, and the reference.
/// </summary>
internal static class BiPage
{
    private const string Mark = "--filter BiPageTests -->\n";

    /// <summary>The part that is written by hand.</summary>
    public static string ByHand()
    {
        var text = BiQueries.Text();
        return text[..(text.IndexOf(Mark, StringComparison.Ordinal) + Mark.Length)];
    }

    /// <summary>The page as it has to be: what is written by hand, and the reference as the database has it.</summary>
    public static async Task<string> Wanted(ReadModelDatabase database)
    {
        var rows = await database.Query("""
            select c.relname, obj_description(c.oid), a.attname, format_type(a.atttypid, null),
              replace(col_description(c.oid, a.attnum), '|', '\|'),
              c.relname ~ '^(dim|fact)_' or c.relname in ('lead', 'lead_history', 'lead_daily', 'funnel_cohort',
                'speed_to_lead', 'source_quality', 'erased_lead', 'lead_value_totals', 'review_queue',
                'dont_be_on_it', 'freshness', 'look_back', 'calibration', 'cadence_effect', 'loss_reasons',
                'sales_velocity', 'marketing_velocity', 'capacity')
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
}
