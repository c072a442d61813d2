using Npgsql;

namespace LeadLedger.Server.ReadModels.Building;

/// <summary>One table in two builds, joined by its key.</summary>
/// <param name="Common">The columns that both have.</param>
/// <param name="Key">Those of them by which rows are the same row.</param>
internal sealed record TablePair(
    ReadModelBuild InUse,
    ReadModelBuild Made,
    string Table,
    IReadOnlyList<BuildColumn> Common,
    IReadOnlyList<BuildColumn> Key)
{
    private IReadOnlyList<BuildColumn> Values { get; } = [.. Common.Except(Key)];

    private string Join =>
        $"""
        {InUse.Schema}."{Table}" o full join {Made.Schema}."{Table}" n
          on {string.Join(" and ", Key.Select(key => $"o.{key.Sql} = n.{key.Sql}"))}
        """;

    private string IsAdded => $"o.{Key[0].Sql} is null";

    private string IsRemoved => $"n.{Key[0].Sql} is null";

    private string IsChanged =>
        $"o.{Key[0].Sql} is not null and n.{Key[0].Sql} is not null and {(Values.Count == 0
            ? "false"
            : $"({string.Join(" or ", Values.Select(Differs))})")}";

    /// <summary>How many rows differ, and in which columns.</summary>
    public async Task<(long Added, long Removed, long Changed, IReadOnlyList<ColumnDifference> Columns)> Count(
        NpgsqlConnection connection, CancellationToken cancellation)
    {
        var columns = Values.Select(column =>
            $"""
            , count(*) filter (where o.{Key[0].Sql} is not null and n.{Key[0].Sql} is not null and {Differs(column)})
            , {(column.IsNumber ? $"sum(o.{column.Sql})::text, sum(n.{column.Sql})::text" : "null::text, null::text")}
            """);
        await using var ask = new NpgsqlCommand(
            $"""
            select count(*) filter (where {IsAdded}), count(*) filter (where {IsRemoved}),
              count(*) filter (where {IsChanged})
              {string.Join("\n", columns)}
            from {Join}
            """, connection)
        {
            CommandTimeout = 0,
        };
        await using var reader = await ask.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        var differing = new List<ColumnDifference>();
        foreach (var (index, column) in Values.Index())
        {
            var at = 3 + (index * 3);
            var difference = new ColumnDifference(
                column.Name, column.Type, column.Type, reader.GetInt64(at), Text(reader, at + 1), Text(reader, at + 2));
            if (difference.Rows > 0 || difference.SumInUse != difference.SumMade)
                differing.Add(difference);
        }
        return (reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2), differing);
    }

    /// <summary>The first rows that differ.</summary>
    public async Task<IReadOnlyList<RowDifference>> Samples(
        NpgsqlConnection connection, int most, CancellationToken cancellation)
    {
        var key = Key.Select(it => $"coalesce(o.{it.Sql}, n.{it.Sql})::text");
        var values = Values.Select(it => $", o.{it.Sql}::text, n.{it.Sql}::text");
        await using var ask = new NpgsqlCommand(
            $"""
            select {IsAdded}, {IsRemoved}, {string.Join(", ", key)} {string.Join("\n", values)}
            from {Join}
            where {IsAdded} or {IsRemoved} or {IsChanged}
            order by {string.Join(", ", Key.Select(it => $"coalesce(o.{it.Sql}, n.{it.Sql})"))}
            limit {most}
            """, connection)
        {
            CommandTimeout = 0,
        };
        var rows = new List<RowDifference>();
        await using var reader = await ask.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            rows.Add(Read(reader));
        return rows;
    }

    private RowDifference Read(NpgsqlDataReader reader)
    {
        var key = KeyOf(reader, forLog: false);
        var forLog = KeyOf(reader, forLog: true);
        if (reader.GetBoolean(0))
            return new RowDifference(key, forLog, TablePresence.Added, []);
        if (reader.GetBoolean(1))
            return new RowDifference(key, forLog, TablePresence.Removed, []);
        var first = 2 + Key.Count;
        var values = Values.Index()
            .Select(it => new ValueDifference(
                it.Item.Name, Text(reader, first + (2 * it.Index)), Text(reader, first + (2 * it.Index) + 1)))
            .Where(value => value.InUse != value.Made);
        return new RowDifference(key, forLog, TablePresence.Both, [.. values]);
    }

    private string KeyOf(NpgsqlDataReader reader, bool forLog) => string.Join(
        ", ",
        Key.Index().Select(it =>
            $"{it.Item.Name}={(forLog && it.Item.Type == "text" ? "…" : Text(reader, 2 + it.Index))}"));

    // To the byte, as the checksum has it: 1.0 and 1.00 aren't the same row, and json has no equality.
    private static string Differs(BuildColumn column) => $"o.{column.Sql}::text is distinct from n.{column.Sql}::text";

    private static string? Text(NpgsqlDataReader reader, int at) => reader.IsDBNull(at) ? null : reader.GetString(at);
}
