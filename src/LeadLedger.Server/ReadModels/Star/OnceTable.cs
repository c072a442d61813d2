using LeadLedger.Server.ReadModels.Tables;
using Npgsql;

namespace LeadLedger.Server.ReadModels.Star;

/// <summary>A table whose rows are written when something is seen first, and left alone when it is seen again.</summary>
internal sealed class OnceTable<TRow>(string name, Column<TRow>[] columns)
{
    private readonly string _add = $"""
        insert into {name} ({string.Join(", ", columns.Select(column => column.Name))})
        select * from unnest({string.Join(", ", columns.Select((_, i) => $"${i + 1}"))})
        on conflict do nothing
        """;

    public void Add(IReadOnlyList<TRow> rows, PageStatements statements)
    {
        if (rows.Count == 0)
            return;
        var command = new NpgsqlBatchCommand(_add);
        foreach (var column in columns)
            command.Parameters.Add(column.Values(rows));
        statements.Add(command);
    }
}
