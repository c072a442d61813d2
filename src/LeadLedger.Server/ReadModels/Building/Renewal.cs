namespace LeadLedger.Server.ReadModels.Building;

/// <summary>A newer program's read models in place of those in use, and in the log what differs and why.</summary>
internal sealed partial class Renewal(Rebuild rebuild, ILogger logger)
{
    /// <summary>Makes them, compares them and shows them.</summary>
    /// <exception cref="RebuildUnderWayException">Somebody else is rebuilding.</exception>
    public async Task Run(ReadModelBuild inUse, CancellationToken cancellation)
    {
        LogRenewing(inUse.ModelVersion, ReadModelScripts.ModelVersion);
        var outcome = await rebuild.Run(new RebuildOrder(Compare: true, Show: true), null, cancellation);
        if (outcome.NotCompared is { } reason)
            LogNotCompared(reason);
        foreach (var table in outcome.Differences?.Parted ?? [])
            Tell(table);
    }

    private void Tell(TableDifference table)
    {
        var rows = DifferencesText.Rows(table);
        var columns = DifferencesText.Columns(table);
        if (table.Reasons.Count > 0)
            LogDiffers(table.Table, rows, columns, DifferencesText.Why(table));
        else
            LogDiffersUnexplained(table.Table, rows, columns);
    }

    [LoggerMessage(LogEvents.RenewingReadModels, LogLevel.Information,
        "The read models are of version {Old} and the program's of version {New}: making them anew.")]
    private partial void LogRenewing(int old, int @new);

    [LoggerMessage(LogEvents.ReadModelsDiffer, LogLevel.Information,
        "The new read models differ in table {Table}: {Rows} rows, columns {Columns}; {Reasons}")]
    private partial void LogDiffers(string table, long rows, string columns, string reasons);

    [LoggerMessage(LogEvents.ReadModelsDifferUnexplained, LogLevel.Warning,
        "The new read models differ in table {Table}, and no change of the model explains it: {Rows} rows, columns "
        + "{Columns}.")]
    private partial void LogDiffersUnexplained(string table, long rows, string columns);

    [LoggerMessage(LogEvents.ReadModelsNotCompared, LogLevel.Warning,
        "The new read models couldn't be compared with those in use, and are shown all the same: {Reason}")]
    private partial void LogNotCompared(string reason);
}
