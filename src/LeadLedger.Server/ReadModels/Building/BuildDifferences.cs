namespace LeadLedger.Server.ReadModels.Building;

/// <summary>What two builds say differently at one position of the ledger.</summary>
/// <param name="Position">Where both stood.</param>
/// <param name="InUse">The build that the views showed.</param>
/// <param name="Made">The build that was made anew.</param>
/// <param name="Tables">How many tables were compared.</param>
/// <param name="Parted">Those that differ, by name; none says that the two are equal.</param>
public sealed record BuildDifferences(
    long Position, ReadModelBuild InUse, ReadModelBuild Made, int Tables, IReadOnlyList<TableDifference> Parted)
{
    /// <summary>Those that no change of the model explains: a fault, in the tables or in the program.</summary>
    public IEnumerable<TableDifference> Unexplained => Parted.Where(table => table.Reasons.Count == 0);
}

/// <summary>Where a table is.</summary>
public enum TablePresence
{
    /// <summary>In both builds.</summary>
    Both,

    /// <summary>Only in the new one.</summary>
    Added,

    /// <summary>Only in the one in use.</summary>
    Removed,
}

/// <summary>A table that two builds have differently.</summary>
/// <param name="RowsInUse">How many rows it has in the build in use.</param>
/// <param name="RowsMade">How many it has in the new one.</param>
/// <param name="RowsAdded">Keys that are only in the new one.</param>
/// <param name="RowsRemoved">Keys that are only in the one in use.</param>
/// <param name="RowsChanged">Keys in both with a column that differs.</param>
/// <param name="Columns">The columns that differ, in the table's order.</param>
/// <param name="Samples">Some of the rows, in the order of their keys.</param>
/// <param name="Reasons">The change notes that explain it; empty: none does.</param>
public sealed record TableDifference(
    string Table,
    TablePresence Presence,
    long RowsInUse,
    long RowsMade,
    long RowsAdded,
    long RowsRemoved,
    long RowsChanged,
    IReadOnlyList<ColumnDifference> Columns,
    IReadOnlyList<RowDifference> Samples,
    IReadOnlyList<string> Reasons);

/// <summary>A column that two builds have differently.</summary>
/// <param name="TypeInUse">Its type in the build in use; null where it isn't there.</param>
/// <param name="TypeMade">Its type in the new one; null where it isn't there.</param>
/// <param name="Rows">In how many of the rows with the same key it differs; 0 where it isn't in both.</param>
/// <param name="SumInUse">Its sum over all rows in the build in use; null where it isn't a number.</param>
/// <param name="SumMade">The same in the new one.</param>
public sealed record ColumnDifference(
    string Column, string? TypeInUse, string? TypeMade, long Rows, string? SumInUse, string? SumMade);

/// <summary>A row that two builds have differently.</summary>
/// <param name="Key">Its key's columns and values, as <c>lead_id=…, number=1</c>.</param>
/// <param name="KeyForLog">The same without any text, which may be a person's subject.</param>
/// <param name="Presence">Whether it is in both.</param>
/// <param name="Values">What differs in it, where it is in both.</param>
public sealed record RowDifference(
    string Key, string KeyForLog, TablePresence Presence, IReadOnlyList<ValueDifference> Values);

/// <summary>A value that two builds have differently, as PostgreSQL writes it; null is null.</summary>
public sealed record ValueDifference(string Column, string? InUse, string? Made);
