using System.Globalization;

namespace LeadLedger.Server.ReadModels.Building;

/// <summary>What differs between two builds, in lines for people.</summary>
internal static class DifferencesText
{
    private const int LongestValue = 60;

    private const string Unexplained = "no change note of the model names this table: it shouldn't differ";

    /// <summary>All of it.</summary>
    public static IEnumerable<string> Lines(BuildDifferences differences)
    {
        var parted = differences.Parted.Count == 0 ? "all are equal" : $"{differences.Parted.Count} differ";
        yield return Text($"{Name(differences.Made)} against {Name(differences.InUse)}, which is in use, at position ")
            + Text($"{differences.Position}: {differences.Tables} tables, {parted}.");
        foreach (var line in differences.Parted.SelectMany(Lines))
            yield return line;
    }

    /// <summary>How many rows differ in all.</summary>
    public static long Rows(TableDifference table) => table.RowsAdded + table.RowsRemoved + table.RowsChanged;

    /// <summary>The names of the columns that differ.</summary>
    public static string Columns(TableDifference table) =>
        table.Columns.Count == 0 ? "-" : string.Join(", ", table.Columns.Select(column => column.Column));

    /// <summary>Why it differs.</summary>
    public static string Why(TableDifference table) =>
        table.Reasons.Count == 0 ? Unexplained : string.Join("; ", table.Reasons);

    private static IEnumerable<string> Lines(TableDifference table)
    {
        yield return table.Presence switch
        {
            TablePresence.Added => Text($"{table.Table}: new, {table.RowsMade} rows"),
            TablePresence.Removed => Text($"{table.Table}: is there no longer, {table.RowsInUse} rows"),
            _ => Text($"{table.Table}: {table.RowsInUse} rows, then {table.RowsMade}; {table.RowsChanged} changed, ")
                + Text($"{table.RowsAdded} added, {table.RowsRemoved} removed"),
        };
        yield return $"  why: {Why(table)}";
        foreach (var column in table.Columns)
            yield return $"  {Line(column)}";
        foreach (var row in table.Samples)
            yield return $"  e.g. {row.Key}: {Line(row)}";
    }

    private static string Line(ColumnDifference column) => column switch
    {
        { TypeInUse: null } => $"{column.Column}: new ({column.TypeMade})",
        { TypeMade: null } => $"{column.Column}: is there no longer ({column.TypeInUse})",
        _ when column.TypeInUse != column.TypeMade =>
            $"{column.Column}: {column.TypeMade} instead of {column.TypeInUse}",
        { SumInUse: null, SumMade: null } => Text($"{column.Column}: {column.Rows} rows"),
        _ => Text($"{column.Column}: {column.Rows} rows, sum {column.SumInUse ?? "-"}, then {column.SumMade ?? "-"}"),
    };

    private static string Line(RowDifference row) => row.Presence switch
    {
        TablePresence.Added => "only in the new one",
        TablePresence.Removed => "only in the one in use",
        _ => string.Join(", ", row.Values.Select(it => $"{it.Column} {Short(it.InUse)}, then {Short(it.Made)}")),
    };

    private static string Short(string? value) => value switch
    {
        null => "empty",
        { Length: > LongestValue } => value[..LongestValue] + "…",
        _ => value,
    };

    private static string Name(ReadModelBuild build) => Text($"build {build.Number} (version {build.ModelVersion})");

    private static string Text(FormattableString words) => words.ToString(CultureInfo.InvariantCulture);
}
