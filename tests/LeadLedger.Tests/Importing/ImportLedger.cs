using LeadLedger.Domain;
using LeadLedger.Server.Importing;
using LeadLedger.Server.Ledger;
using LeadLedger.Server.Running;
using LeadLedger.Tests.Fixtures;
using Microsoft.Extensions.Logging;

namespace LeadLedger.Tests.Importing;

/// <summary>A ledger of one's own to import into, opened as the verbs open it.</summary>
internal sealed class ImportLedger : IAsyncDisposable
{
    private ImportLedger(TestDatabase database, LedgerSecrets secrets, OpenLedger ledger) =>
        (Database, Secrets, Ledger) = (database, secrets, ledger);

    public TestDatabase Database { get; }

    public LedgerSecrets Secrets { get; }

    public OpenLedger Ledger { get; }

    /// <param name="clock">Null: the machine's.</param>
    public static async Task<ImportLedger> Open(TimeProvider? clock = null)
    {
        var database = await (await TestServer.Get()).MakeMigrated();
        var secrets = Server.Running.Secrets.Make(forDevelopment: false).ForLedger();
        return new ImportLedger(database, secrets, await OpenLedger.Open(
            database.ServiceConnectionString, secrets, clock ?? TimeProvider.System, LogLevel.Error, default));
    }

    /// <summary>Imports an export, and waits until it can be read.</summary>
    public async Task<(ImportTally Tally, string? Rejects)> Import(
        ExportFolder export,
        string? mainFile = null,
        AgreementId? agreement = null,
        CancellationToken cancellation = default)
    {
        var order = new ImportOrder(
            export.MappingFile, export.Folder, mainFile, agreement, "import", export.PathOf("rejected.csv"));
        var import = await Server.Importing.Import.Prepare(order, new Identity(Secrets), cancellation);
        var tally = await import.Run(Ledger, new ImportProgress(TextWriter.Null, null), cancellation);
        await Ledger.WaitForReadModels(tally.Position, _ => { }, cancellation);
        return (tally, import.Rejects);
    }

    /// <summary>
    /// The rows of a query as whoever sees names too has them, each as its columns joined by <c>|</c>.
    /// </summary>
    public Task<List<string>> Query(string sql) => Rows.Of(Database.BiPeople, sql);

    /// <summary>How many events there are, and how many different ones.</summary>
    public async Task<(long All, long Different)> Events()
    {
        await using var command = Database.Admin.CreateCommand(
            "select count(*), count(distinct id) from ledger.mt_events");
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return (reader.GetInt64(0), reader.GetInt64(1));
    }

    public async ValueTask DisposeAsync()
    {
        await Ledger.DisposeAsync();
        await Database.DisposeAsync();
    }
}
