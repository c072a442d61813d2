using Npgsql;

namespace LeadLedger.Server.ReadModels.Tables;

/// <summary>
/// A read model's table, written and read in sets: one statement a page, whatever the number of rows. Its name has no
/// schema; the projecting connection's search path says which build is meant.
/// </summary>
/// <param name="key">How many of the first columns are the primary key.</param>
internal sealed class Table<TRow>(string name, int key, Column<TRow>[] columns)
    where TRow : new()
{
    // From so many values on the round trips of a COPY, and those of the transaction around it, cost less than the
    // server's unpacking of an array for each column.
    private const int WorthACopy = 1_200;

    // From so many rows on it is cheaper to take them out and copy them in anew, whole, than to unpack an array for each
    // column that moves. Fewer aren't worth a round trip more, nor the indexes that an update can leave alone.
    private const int WorthReplacing = 500;

    // What can't be read back may be changed without having been read, and then only what moves is known of it.
    private readonly bool _isWhole = columns.All(column => column.IsRead);

    private readonly Column<TRow>[] _moved = [.. columns.Where((column, i) => i < key || column.Moves)];
    private readonly string _select = $"select {Names(columns)} from {name} where {columns[0].Name} = any($1)";
    private readonly string _insert =
        $"insert into {name} ({Names(columns)}) select * from unnest({Parameters(columns.Length)})";
    private readonly string _copy = $"copy {name} ({Names(columns)}) from stdin (format binary)";

    private string? _update;

    private string Update => _update ??= $"""
        update {name} t set {string.Join(", ", _moved.Skip(key).Select(column => $"{column.Name} = u.{column.Name}"))}
        from unnest({Parameters(_moved.Length)}) as u ({Names(_moved)})
        where {OnKey}
        """;

    private string? _remove;

    private string Remove => _remove ??= $"""
        delete from {name} t using unnest({Parameters(key)}) as u ({Names(_moved.Take(key))}) where {OnKey}
        """;

    private string OnKey =>
        string.Join(" and ", _moved.Take(key).Select(column => $"t.{column.Name} = u.{column.Name}"));

    /// <summary>Every row whose first key column is one of <paramref name="ids"/>.</summary>
    public NpgsqlBatchCommand Select(Guid[] ids) =>
        new(_select) { Parameters = { new NpgsqlParameter<Guid[]> { TypedValue = ids } } };

    /// <summary>The row that the reader is at, of a query made by <see cref="Select"/>.</summary>
    public TRow Read(NpgsqlDataReader reader)
    {
        var row = new TRow();
        for (var i = 0; i < columns.Length; i++)
            columns[i].Read(reader, i, row);
        return row;
    }

    /// <summary>Writes new rows: many by COPY, few by a statement.</summary>
    public void Insert(IReadOnlyList<TRow> rows, PageStatements statements)
    {
        if (rows.Count * columns.Length >= WorthACopy || statements.Copies(_copy))
            Append(rows, statements);
        else
            InsertAfter(rows, statements);
    }

    /// <summary>Writes new rows to which more will be added: by COPY, however few they are.</summary>
    public void Append(IReadOnlyList<TRow> rows, PageStatements statements)
    {
        if (rows.Count == 0)
            return;
        var copy = statements.Copy(_copy);
        foreach (var row in rows)
        {
            copy.BeginRow(columns.Length);
            foreach (var column in columns)
                column.Write(copy, row);
        }
    }

    /// <summary>Writes new rows after what was put into the statements before them.</summary>
    public void InsertAfter(IReadOnlyList<TRow> rows, PageStatements statements)
    {
        if (rows.Count > 0)
            statements.Add(Statement(_insert, columns, rows));
    }

    /// <summary>Writes rows: some that aren't there yet, and some that are and have changed.</summary>
    public void Write(IReadOnlyList<TRow> fresh, IReadOnlyList<TRow> moved, PageStatements statements)
    {
        if (_isWhole && moved.Count >= WorthReplacing)
        {
            statements.AddBefore(Statement(Remove, _moved[..key], moved));
            Insert([.. fresh, .. moved], statements);
            return;
        }
        Insert(fresh, statements);
        if (moved.Count > 0)
            statements.Add(Statement(Update, _moved, moved));
    }

    private static NpgsqlBatchCommand Statement(
        string sql, IReadOnlyList<Column<TRow>> columns, IReadOnlyList<TRow> rows)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var column in columns)
            command.Parameters.Add(column.Values(rows));
        return command;
    }

    private static string Names(IEnumerable<Column<TRow>> columns) =>
        string.Join(", ", columns.Select(column => column.Name));

    private static string Parameters(int count) =>
        string.Join(", ", Enumerable.Range(1, count).Select(number => $"${number}"));
}
