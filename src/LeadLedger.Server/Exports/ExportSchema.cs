using LeadLedger.Server.Http;
using Npgsql;

namespace LeadLedger.Server.Exports;

/// <summary>A column of an export.</summary>
/// <param name="Name">The same in <c>bi_v1</c>, in a CSV's header and in NDJSON.</param>
/// <param name="Type">PostgreSQL's name of it: text, bigint, numeric, date, timestamp with time zone …</param>
/// <param name="Meaning">With its unit.</param>
public sealed record ExportedColumn(string Name, string Type, string Meaning);

/// <summary>What stands beside an export: all that is needed to load it without guessing.</summary>
/// <param name="View">Of <c>bi_v1</c>.</param>
/// <param name="Key">The columns that name a row: load by replacing rows by these.</param>
/// <param name="Incremental">Whether it can be read on from a position, with <c>after</c>.</param>
/// <param name="Day">The column that <c>from</c> and <c>until</c> go by; null: its rows have no day.</param>
/// <param name="Month">The column that <c>month</c> goes by; null: its rows have no month.</param>
/// <param name="GoOn">How the next export begins where this one ends.</param>
/// <param name="Columns">All there are, in order.</param>
public sealed record ExportSchema(
    string View,
    string Meaning,
    IReadOnlyList<string> Key,
    bool Incremental,
    string? Day,
    string? Month,
    string GoOn,
    IReadOnlyList<ExportedColumn> Columns)
{
    private const string Sql = """
        select a.attname::text, format_type(a.atttypid, a.atttypmod),
          coalesce(col_description(a.attrelid, a.attnum), ''),
          coalesce(obj_description(a.attrelid, 'pg_class'), '')
        from pg_attribute a
        where a.attrelid = to_regclass('bi_v1.' || $1::text) and a.attnum > 0 and not a.attisdropped
        order by a.attnum
        """;

    /// <summary>As the database has it now.</summary>
    /// <returns>Null: the read models haven't been made yet.</returns>
    internal static async Task<ExportSchema?> Read(
        NpgsqlDataSource database, ExportedView view, CancellationToken cancellation)
    {
        var rows = await database.Read(
            Sql,
            row => (
                Column: new ExportedColumn(row.GetString(0), row.GetString(1), row.GetString(2)),
                Meaning: row.GetString(3)),
            cancellation,
            view.Name);
        return rows.Count == 0 ? null : Of(view, rows[0].Meaning, [.. rows.Select(row => row.Column)]);
    }

    internal static ExportSchema Of(ExportedView view, string meaning, IReadOnlyList<ExportedColumn> columns) => new(
        view.Name, meaning, view.Key, view.IsIncremental, view.Day, view.Month ?? view.Day, GoOnOf(view), columns);

    /// <summary>The columns of these names, in their order; null: all.</summary>
    internal IReadOnlyList<ExportedColumn> Select(IReadOnlyList<string>? names) => names is null
        ? Columns
        : [.. names.Select(name => Columns.First(column => column.Name == name))];

    private static string GoOnOf(ExportedView view) => view.IsIncremental
        ? "Keep what Ledger-Next-After says and ask next time with ?after= that. Rows come by position then, each as "
            + "it is now; replace by the key. After an export that broke off, go on after the last row's position "
            + "less 1."
        : "Read it whole again, or the months or days that matter; replace what was read before.";
}
