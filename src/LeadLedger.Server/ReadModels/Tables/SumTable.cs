using Npgsql;

namespace LeadLedger.Server.ReadModels.Tables;

/// <summary>
/// A table of sums: what a page brings is added to what is there. Money is kept without trailing zeros, so that a sum
/// is the same to the byte in whatever steps it was added up.
/// </summary>
/// <param name="constraint">The primary key's name.</param>
internal sealed class SumTable<TRow>(
    string name,
    string constraint,
    IReadOnlyList<Column<TRow>> key,
    IReadOnlyList<Column<TRow>> counts,
    IReadOnlyList<Column<TRow>> amounts,
    Column<TRow> position)
{
    private readonly IReadOnlyList<Column<TRow>> _columns = [.. key, .. counts, .. amounts, position];

    private string? _add;

    private string Add => _add ??= $"""
        insert into {name} as t ({Names(_columns)})
        select {Names([.. key, .. counts])}{Each(amounts, ", trim_scale({0})", "")}, {position.Name}
        from unnest({Each(_columns, "${1}")}) as u ({Names(_columns)})
        on conflict on constraint {constraint} do update set
          {Each(counts, "{0} = t.{0} + excluded.{0}")},
          {Each(amounts, "{0} = trim_scale(t.{0} + excluded.{0}), ", "")}{position.Name} = greatest(t.{position.Name}, excluded.{position.Name})
        """;

    /// <summary>Adds the rows to the sums of their keys; no key may come twice.</summary>
    public void AddTo(PageStatements statements, IReadOnlyList<TRow> rows)
    {
        if (rows.Count == 0)
            return;
        var command = new NpgsqlBatchCommand(Add);
        foreach (var column in _columns)
            command.Parameters.Add(column.Values(rows));
        statements.Add(command);
    }

    private static string Names(IEnumerable<Column<TRow>> columns) =>
        string.Join(", ", columns.Select(column => column.Name));

    private static string Each(IReadOnlyList<Column<TRow>> columns, string form, string between = ", ") =>
        string.Join(between, columns.Select((column, i) => form
            .Replace("{0}", column.Name, StringComparison.Ordinal)
            .Replace("{1}", $"{i + 1}", StringComparison.Ordinal)));
}
