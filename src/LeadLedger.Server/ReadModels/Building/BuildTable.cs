using Npgsql;

namespace LeadLedger.Server.ReadModels.Building;

/// <summary>A column as the catalog knows it.</summary>
/// <param name="Type">Its type in SQL's words.</param>
/// <param name="KeyPlace">Its place in the key, from 0; null where it isn't in it.</param>
internal sealed record BuildColumn(string Name, string Type, int? KeyPlace)
{
    /// <summary>The name as SQL takes it.</summary>
    public string Sql => $"\"{Name}\"";

    /// <summary>Whether a sum of it says something.</summary>
    public bool IsNumber =>
        Type is "smallint" or "integer" or "bigint" || Type.StartsWith("numeric", StringComparison.Ordinal);
}

/// <summary>A table of a build as the catalog knows it.</summary>
internal sealed record BuildTable(string Name, IReadOnlyList<BuildColumn> Columns)
{
    /// <summary>The key's columns in its order.</summary>
    public IReadOnlyList<BuildColumn> Key { get; } =
        [.. Columns.Where(column => column.KeyPlace is not null).OrderBy(column => column.KeyPlace)];

    /// <summary>The tables of a build, by name.</summary>
    public static async Task<SortedDictionary<string, BuildTable>> Of(
        NpgsqlConnection connection, ReadModelBuild build, CancellationToken cancellation)
    {
        await using var ask = new NpgsqlCommand(
            """
            select c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
              array_position(i.indkey::int2[], a.attnum)
            from pg_class c
            join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
            left join pg_index i on i.indrelid = c.oid and i.indisunique
            where c.relnamespace = $1::regnamespace and c.relkind = 'r'
            order by c.relname, a.attnum
            """, connection)
        {
            Parameters = { new() { Value = build.Schema } },
        };
        var rows = new List<(string Table, BuildColumn Column)>();
        await using var reader = await ask.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            int? place = await reader.IsDBNullAsync(3, cancellation) ? null : reader.GetInt32(3);
            rows.Add((reader.GetString(0), new BuildColumn(reader.GetString(1), reader.GetString(2), place)));
        }
        return new(
            rows.GroupBy(row => row.Table, StringComparer.Ordinal).ToDictionary(
                table => table.Key, table => new BuildTable(table.Key, [.. table.Select(row => row.Column)])),
            StringComparer.Ordinal);
    }
}
