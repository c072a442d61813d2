using LeadLedger.Server.Exports;
using LeadLedger.Tests.ReadModels;

namespace LeadLedger.Tests.Exports;

/// <summary>A random history with its read models, and what is exported of them.</summary>
internal sealed class ExportedRows : IAsyncDisposable
{
    private ExportedRows(ReadModelDatabase database) => Database = database;

    public ReadModelDatabase Database { get; }

    public static async Task<ExportedRows> Make(int seed, int events)
    {
        var rows = new ExportedRows(await ReadModelDatabase.Make());
        await RandomHistory.Append(rows.Database.Ledger, seed, events);
        await rows.Database.Project();
        return rows;
    }

    /// <summary>All that a selection gives, in one piece.</summary>
    public async Task<(string Text, ExportCut Cut)> Export(ExportSelection selection)
    {
        await using var run = await Begin(selection);
        using var output = new MemoryStream();
        await run.CopyTo(output);
        return (System.Text.Encoding.UTF8.GetString(output.ToArray()), run.Cut);
    }

    public async Task<ExportRun> Begin(ExportSelection selection, CancellationToken cancellation = default) =>
        await ExportRun.Begin(Database.Service, selection, (await Schema(selection.View))!, cancellation);

    public Task<ExportSchema?> Schema(ExportedView view) =>
        ExportSchema.Read(Database.Service, view, CancellationToken.None);

    /// <summary>One value that a query gives.</summary>
    public async Task<string> Ask(string sql) => Assert.Single(await Database.Query(sql));

    public ValueTask DisposeAsync() => Database.DisposeAsync();
}
