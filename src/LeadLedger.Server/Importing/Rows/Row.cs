namespace LeadLedger.Server.Importing.Rows;

/// <summary>A column of the main file (0) or of one of the lookup files (1, 2 …).</summary>
internal readonly record struct Column(int File, int Index);

/// <summary>One record of the main file with the records that belong to it in the lookup files.</summary>
/// <param name="Line">Where it starts in the main file.</param>
/// <param name="Records">The main file's first; null for a lookup without a record for it.</param>
internal sealed record Row(long Line, IReadOnlyList<string[]?> Records)
{
    /// <summary>What stands in a column; empty where there is nothing.</summary>
    public string this[Column column] => Records[column.File]?[column.Index] ?? "";

    public IReadOnlyList<string> MainFields => Records[0] ?? [];
}

/// <summary>Why a row isn't taken: ordinary business, so a value.</summary>
/// <param name="Code">Stable, kebab-case.</param>
/// <param name="Detail">One sentence for whoever mends the row.</param>
/// <param name="Command">The command that it would have become; null where it is about the whole row.</param>
internal sealed record RowProblem(string Code, string Detail, string? Command = null);
