using System.Text;
using LeadLedger.Server.Importing;
using LeadLedger.Server.Ledger;
using LeadLedger.Tests.Fixtures;

namespace LeadLedger.Tests.Importing;

/// <summary>What an import leaves when it is cut off, and how the program tells how it went.</summary>
public sealed class InterruptedImportTests
{
    // More than twice what the executor takes in at once.
    private const int Rows = 6_000;

    /// <summary>Some of it is in the ledger by then, and more is left than the executor takes in at once.</summary>
    private const int EventsBefore = 5_000;
    private const int EventsOfAll = Rows + (Rows / 2) + 8;

    [Fact]
    public async Task An_import_that_is_cancelled_goes_on_from_where_it_was()
    {
        await using var ledger = await ImportLedger.Open();
        using var export = new ExportFolder(deals: ManyDeals());
        using var cancel = new CancellationTokenSource();
        var order = new ImportOrder(export.MappingFile, export.Folder, null, null, "import", null);
        var import = await Import.Prepare(order, new Identity(ledger.Secrets), default);

        Task running;
        await using (var gate = await Gate.After(ledger.Database.AdminConnectionString, EventsBefore))
        {
            running = import.Run(ledger.Ledger, new ImportProgress(TextWriter.Null, null), cancel.Token);
            await gate.UntilSomebodyWaits();
            await cancel.CancelAsync();
        }
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        var before = await ledger.Events();
        var (tally, _) = await ledger.Import(export);

        Assert.InRange(before.All, 1, EventsOfAll - 1);
        Assert.Equal(0, tally.Rejected);
        Assert.InRange(tally.ThereAlready, 1, Rows - 1);
        Assert.Equal((EventsOfAll, EventsOfAll), await ledger.Events());
    }

    [Fact]
    public async Task An_import_that_is_killed_goes_on_from_where_it_was()
    {
        await using var database = await (await TestServer.Get()).MakeMigrated();
        using var export = new ExportFolder(deals: ManyDeals());
        long before;
        await using (var gate = await Gate.After(database.AdminConnectionString, EventsBefore))
        using (var killed = ProgramRun.Start(database, export))
        {
            await gate.UntilSomebodyWaits();
            killed.Kill();
            await killed.WaitForExitAsync();
            before = await CountEvents(database);
        }
        var (exitCode, output, errors) = await ProgramRun.Of(database, export);

        Assert.InRange(before, 100, EventsOfAll - 1);
        Assert.Equal("", errors);
        Assert.Equal(0, exitCode);
        Assert.Contains("6,000 rows: ", output, StringComparison.Ordinal);
        Assert.Contains(" 0 rejected.", output, StringComparison.Ordinal);
        Assert.Equal(EventsOfAll, await CountEvents(database));
        (exitCode, output, _) = await ProgramRun.Of(database, export);
        Assert.Equal(0, exitCode);
        Assert.Contains("Nothing changed: all of it was in the ledger already.", output, StringComparison.Ordinal);
        Assert.Equal(EventsOfAll, await CountEvents(database));
    }

    [Fact]
    public async Task The_exit_status_tells_of_rejected_rows_and_of_a_mapping_that_cannot_be_used()
    {
        await using var database = await (await TestServer.Get()).MakeMigrated();
        using var export = new ExportFolder(
            deals: ExportFolder.Deals + "\nX-3,North,Cid Example,someday,open,,\n");

        var (some, said, _) = await ProgramRun.Of(database, export);
        export.Write("mapping.yaml", ExportFolder.MappingWith("{ column: ident }", insteadOf: "{ column: id }"));
        var (unusable, _, why) = await ProgramRun.Of(database, export);
        var (checkOnly, _, whyToo) = await ProgramRun.Of(database, export, null, "--check");

        Assert.Equal(1, some);
        Assert.Contains("rejected as not-a-time: 1", said, StringComparison.Ordinal);
        Assert.True(File.Exists(export.PathOf("deals.rejected.csv")));
        Assert.Equal((2, 2), (unusable, checkOnly));
        Assert.StartsWith(
            "mapping.yaml: line 4, lead.column: there is no column 'ident'.", why, StringComparison.Ordinal);
        Assert.Equal(why, whyToo);
    }

    private static string ManyDeals()
    {
        var deals = new StringBuilder("id,team,contact,opened,stage,closed,amount\n");
        for (var row = 1; row <= Rows; row++)
        {
            deals.Append($"D-{row},{(row % 3 == 0 ? "South" : "North")},Person {row},2025-03-03,");
            deals.Append(row % 2 == 0 ? "won,2025-03-20,10\n" : "open,,\n");
        }

        return deals.ToString();
    }

    private static async Task<long> CountEvents(TestDatabase database)
    {
        await using var count = database.Admin.CreateCommand("select count(*) from ledger.mt_events");
        return (long)(await count.ExecuteScalarAsync())!;
    }
}
