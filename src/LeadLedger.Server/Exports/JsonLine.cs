namespace LeadLedger.Server.Exports;

/// <summary>
/// A row as a line of JSON, by SQL: the very text that <c>row_to_json</c> gives, for about half of its cost. That looks
/// up every column's type and escapes its name again with each row; here both are done once.
/// </summary>
internal static class JsonLine
{
    // As they are printed they are JSON.
    private static readonly string[] Plain = ["bigint", "integer", "smallint", "numeric", "boolean", "jsonb"];

    // As they are printed they are JSON's text, for nothing in them has to be escaped.
    private static readonly string[] Unescaped = ["uuid", "date"];

    /// <summary>The expression that makes it.</summary>
    /// <param name="row">The row's name in the query.</param>
    /// <param name="columns">In the line's order.</param>
    public static string Sql(string row, IEnumerable<ExportedColumn> columns)
    {
        var pairs = columns.Select(column => $"\"{column.Name}\":' || {Value($"{row}.\"{column.Name}\"", column.Type)}");
        return $"'{{{string.Join(" || ',", pairs)} || '}}'";
    }

    private static string Value(string column, string type) => type.Split('(')[0] switch
    {
        var known when Plain.Contains(known) => $"coalesce({column}::text, 'null')",
        var known when Unescaped.Contains(known) => $"coalesce('\"' || {column} || '\"', 'null')",
        _ => $"coalesce(to_json({column})::text, 'null')",
    };
}
