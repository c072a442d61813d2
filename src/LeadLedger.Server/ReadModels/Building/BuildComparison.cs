using System.Numerics;
using Npgsql;

namespace LeadLedger.Server.ReadModels.Building;

/// <summary>
/// Compares two builds table by table. Tables are told equal by a checksum that needs no order: the sum of a 64-bit
/// hash of each row's text. Only those that part are joined by their keys, to say where.
/// </summary>
internal sealed class BuildComparison(BuildCut cut, ReadModelBuild made, Pace pace)
{
    /// <summary>How many rows of a table are told.</summary>
    private const int MostSamples = 3;

    private const int FewestPages = 4;
    private const int MostPages = 10_000;

    private readonly PieceSize _stretch = new(FewestPages, MostPages);

    /// <summary>Compares.</summary>
    public async Task<BuildDifferences> Run(CancellationToken cancellation)
    {
        var before = await BuildTable.Of(cut.Connection, cut.InUse, cancellation);
        var after = await BuildTable.Of(cut.Connection, made, cancellation);
        var parted = new List<TableDifference>();
        foreach (var name in before.Keys.Union(after.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var difference = await Compare(before.GetValueOrDefault(name), after.GetValueOrDefault(name), cancellation);
            if (difference is not null)
                parted.Add(difference);
        }
        return new BuildDifferences(
            cut.Position, cut.InUse, made, before.Keys.Union(after.Keys, StringComparer.Ordinal).Count(), parted);
    }

    private async Task<TableDifference?> Compare(
        BuildTable? before, BuildTable? after, CancellationToken cancellation)
    {
        if (before is null || after is null)
            return await Alone((before ?? after)!, before is null, cancellation);
        var common = before.Columns
            .Where(column => after.Columns.Any(other => Same(column, other)))
            .ToList();
        var (rowsBefore, sumBefore) = await Checksum(cut.InUse, before.Name, common, cancellation);
        var (rowsAfter, sumAfter) = await Checksum(made, after.Name, common, cancellation);
        var shapes = Shapes(before, after, common);
        if ((rowsBefore, sumBefore) == (rowsAfter, sumAfter))
        {
            return shapes.Count == 0 ? null : new TableDifference(
                before.Name, TablePresence.Both, rowsBefore, rowsAfter, 0, 0, 0, shapes, [], Reasons(before.Name));
        }
        var pair = new TablePair(cut.InUse, made, before.Name, common, JoinOn(before, common));
        var counts = await pair.Count(cut.Connection, cancellation);
        var samples = await pair.Samples(cut.Connection, MostSamples, cancellation);
        return new TableDifference(
            before.Name, TablePresence.Both, rowsBefore, rowsAfter,
            counts.Added, counts.Removed, counts.Changed, [.. counts.Columns, .. shapes], samples,
            Reasons(before.Name));
    }

    private IReadOnlyList<string> Reasons(string table) =>
        ModelChange.Reasons(table, cut.InUse.ModelVersion, made.ModelVersion);

    private async Task<TableDifference> Alone(BuildTable table, bool isAdded, CancellationToken cancellation)
    {
        var (rows, _) = await Checksum(isAdded ? made : cut.InUse, table.Name, table.Columns, cancellation);
        return isAdded
            ? new TableDifference(table.Name, TablePresence.Added, 0, rows, rows, 0, 0, [], [], Reasons(table.Name))
            : new TableDifference(table.Name, TablePresence.Removed, rows, 0, 0, rows, 0, [], [], Reasons(table.Name));
    }

    /// <summary>Of a whole table; while others have to be made way for, of a stretch of it after the other.</summary>
    private async Task<(long Rows, BigInteger Sum)> Checksum(
        ReadModelBuild build, string table, IEnumerable<BuildColumn> columns, CancellationToken cancellation)
    {
        var row = string.Join(", ", columns.Select(column => column.Sql));
        var ofAll = $"""
            select count(*), coalesce(sum(hashtextextended(row({row})::text, 0)::numeric), 0)
            from {build.Schema}."{table}"
            """;
        var (rows, sum, from) = (0L, BigInteger.Zero, 0L);
        // A sum needs no order. The pages are at least those that the snapshot sees.
        for (var pages = await Pages(build, table, cancellation); from < pages;)
        {
            var begun = Pace.Begin();
            var stretch = pace.MakesWay ? _stretch.Now : pages - from;
            var isWhole = from == 0 && stretch >= pages;
            var ofThese = $"{ofAll} where ctid >= '({from},0)' and ctid < '({from + stretch},0)'";
            var part = await Sum(isWhole ? ofAll : ofThese, cancellation);
            (rows, sum, from) = (rows + part.Rows, sum + part.Sum, from + stretch);
            _stretch.Took((int)Math.Min(stretch, MostPages), await pace.Rest(begun, cancellation));
        }
        return (rows, sum);
    }

    private async Task<long> Pages(ReadModelBuild build, string table, CancellationToken cancellation)
    {
        await using var ask = new NpgsqlCommand(
            $"""
            select pg_relation_size('{build.Schema}."{table}"') / current_setting('block_size')::bigint
            """, cut.Connection);
        return (long)(await ask.ExecuteScalarAsync(cancellation))!;
    }

    private async Task<(long Rows, BigInteger Sum)> Sum(string sql, CancellationToken cancellation)
    {
        await using var ask = new NpgsqlCommand(sql, cut.Connection) { CommandTimeout = 0 };
        await using var reader = await ask.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return (reader.GetInt64(0), await reader.GetFieldValueAsync<BigInteger>(1, cancellation));
    }

    private static List<ColumnDifference> Shapes(BuildTable before, BuildTable after, List<BuildColumn> common) =>
    [
        .. before.Columns.Concat(after.Columns)
            .Select(column => column.Name)
            .Distinct(StringComparer.Ordinal)
            .Where(name => common.TrueForAll(column => column.Name != name))
            .Select(name => new ColumnDifference(
                name, TypeIn(before, name), TypeIn(after, name), Rows: 0, SumInUse: null, SumMade: null)),
    ];

    private static string? TypeIn(BuildTable table, string column) =>
        table.Columns.FirstOrDefault(it => it.Name == column)?.Type;

    private static bool Same(BuildColumn column, BuildColumn other) =>
        column.Name == other.Name && column.Type == other.Type;

    /// <summary>The key, where the new table still has its columns; else all of what both have.</summary>
    private static List<BuildColumn> JoinOn(BuildTable before, List<BuildColumn> common) =>
        before.Key.Count > 0 && before.Key.All(common.Contains) ? [.. before.Key] : common;
}
