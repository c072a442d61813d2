using System.Globalization;
using LeadLedger.Domain;

namespace LeadLedger.Server.Exports;

/// <summary>How rows are written.</summary>
public enum ExportFormat
{
    /// <summary>With a header; null is nothing, an empty text is <c>""</c>.</summary>
    Csv,

    /// <summary>An object a line, with every column in each.</summary>
    Ndjson,
}

/// <summary>What of a view is asked for.</summary>
internal sealed record ExportSelection(ExportedView View)
{
    public ExportFormat Format { get; init; }

    /// <summary>In this order; null: all.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>Rows that were touched after this position, in the order of position; null: all, in none.</summary>
    public long? After { get; init; }

    /// <summary>How many rows at most, and those besides that share the last one's position.</summary>
    public int? Limit { get; init; }

    public Guid? Agreement { get; init; }

    public Month? Month { get; init; }

    /// <summary>The first local day.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The local day after the last.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>The agreements whose rows the caller may see; null: all.</summary>
    public IReadOnlyList<Guid>? Theirs { get; init; }

    /// <summary>Whether it goes by position, and so can be cut into parts.</summary>
    public bool IsByPosition => After is not null || Limit is not null;

    /// <summary>The view that is read.</summary>
    public string Relation => "bi_v1." + (IsByPosition ? View.Changes : View.Name);

    /// <summary>What the view can't answer: which parameter, and why not.</summary>
    public (string Parameter, string Why)? Contradiction()
    {
        if (IsByPosition && !View.IsIncremental)
            return (After is null ? "limit" : "after", $"{View.Name} has no position to go on from: read it whole.");
        if (Agreement is not null && View.RowsOf != RowsOf.Agreements)
            return ("agreement", $"{View.Name} isn't about agreements.");
        if (Month is not null && !View.HasMonths)
            return ("month", $"{View.Name} has no months.");
        if ((From ?? Until) is not null && View.Day is null)
            return (From is null ? "until" : "from", $"{View.Name} has no days.");
        if (From >= Until)
            return ("until", "until is the day after the last, and so after from.");
        if (View.NeedsDays && Month is null && (From is null || Until is null))
            return ("from", $"{View.Name} has a row for each lead and day: say which month, or from and until.");
        return null;
    }

    /// <summary>Those that were asked for and that the view doesn't have.</summary>
    public string? UnknownColumn(ExportSchema schema) =>
        Columns?.FirstOrDefault(name => schema.Columns.All(column => column.Name != name));

    /// <summary>Finds the position that the last row within the limit has.</summary>
    public string LastPositionSql() =>
        $"select position from {Relation}{Where(null)} order by position offset {Text(Limit!.Value - 1)} limit 1";

    /// <summary>Writes the rows out: as CSV, or as COPY's text, of which NDJSON is made.</summary>
    /// <param name="schema">The view's, in which every asked column is.</param>
    /// <param name="upTo">No rows after this position; null: to the end.</param>
    public string CopySql(ExportSchema schema, long? upTo)
    {
        var columns = schema.Select(Columns);
        var names = string.Join(", ", columns.Select(column => $"\"{column.Name}\""));
        var rows = $"select {names} from {Relation}{Where(upTo)}"
            + (IsByPosition ? " order by position" : "");
        var format = Format == ExportFormat.Csv ? "csv, header" : "text";
        return $"copy ({rows}) to stdout (format {format}, encoding 'UTF8')";
    }

    // COPY takes no parameters. Everything that is put in here is a number, an id or a day, written by us.
    private string Where(long? upTo)
    {
        var conditions = new List<string>();
        if (IsByPosition)
            conditions.Add($"position > {Text(After ?? 0)}");
        if (upTo is { } last)
            conditions.Add($"position <= {Text(last)}");
        if (Agreement is { } one)
            conditions.Add($"agreement_id = '{one:D}'");
        if (Theirs is not null && View.RowsOf == RowsOf.Agreements)
        {
            var ids = string.Join(',', Theirs.Select(id => id.ToString("D")));
            conditions.Add($"agreement_id = any('{{{ids}}}'::uuid[])");
        }
        if (Month is { } month)
            conditions.Add(InMonth(month));
        if (From is { } from)
            conditions.Add($"{View.Day} >= {Text(from)}");
        if (Until is { } until)
            conditions.Add($"{View.Day} < {Text(until)}");
        return conditions.Count == 0 ? "" : " where " + string.Join(" and ", conditions);
    }

    private string InMonth(Month month) => View.Month is { } column
        ? $"{column} = {Text(month.FirstDay)}"
        : $"{View.Day} between {Text(month.FirstDay)} and {Text(month.LastDay)}";

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(DateOnly day) => $"date '{day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}'";
}
