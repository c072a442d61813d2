using LeadLedger.Server.ReadModels.Projecting;
using LeadLedger.Tests.Fixtures;

namespace LeadLedger.Tests.ReadModels;

/// <summary>A rebuild in a process of its own that is killed while the ledger is written, and started again.</summary>
public sealed class KilledRebuildTests
{
    private const string Building =
        "select exists (select from leadledger.read_model_build where build = 2 and state = 'building')";

    private const string OfThisDatabase = "database = (select oid from pg_database where datname = current_database())";

    private const string WaitingToShow =
        $"select exists (select from pg_locks where not granted and mode = 'AccessExclusiveLock' and {OfThisDatabase})";

    // PostgreSQL notices the end of a client when it next speaks to it.
    private static readonly string LetGo =
        $"select not exists (select from pg_locks where locktype = 'advisory' and classid = {SessionLock.Class} "
        + $"and objid = {(int)Exclusive.Rebuilding} and {OfThisDatabase})";

    [Fact]
    public async Task Killed_twice_under_load_it_ends_with_what_an_undisturbed_one_makes()
    {
        await using var database = await ReadModelDatabase.Make();
        using var folder = new TemporaryFolder();
        await RandomHistory.Append(database.Ledger, seed: 65, events: 1500);
        await database.Project();
        using var done = new CancellationTokenSource();
        var working = LedgerUnderLoad.Work(database, done.Token);

        // Once when it has just begun, and once with all of it made, while it waits to show it: it can't before the
        // reader is done, however long that takes.
        await using (var reader = await database.Bi.OpenConnectionAsync())
        await using (await reader.BeginTransactionAsync())
        {
            await using var reading = reader.CreateCommand();
            reading.CommandText =
                "set local idle_in_transaction_session_timeout = 0; select count(*) from bi_v1.fact_handoff";
            await reading.ExecuteScalarAsync();
            await KillOnce(database, folder, Building);
            await KillOnce(database, folder, WaitingToShow);
        }
        Assert.Equal(["1"], await database.Query("select build from bi_v1.freshness"));
        var (exitCode, _, errors) = await ProgramRun.ToItsEnd(folder.Path, ["rebuild"], Database(database));
        await done.CancelAsync();
        await working;

        Assert.Equal((0, ""), (exitCode, errors));
        await LedgerUnderLoad.ProjectActive(database);
        Assert.Equal(
            [$"2|{database.Ledger.LastPosition}"], await database.Query("select build, position from bi_v1.freshness"));
        var undisturbed = await database.MakeBuild();
        await database.Project(undisturbed, () => 1000);
        var expected = await database.Contents(undisturbed);
        var found = await database.Contents(await database.Builds.EnsureActive());
        Assert.Equal(expected.Keys, found.Keys);
        Assert.All(expected, table => Assert.Equal(table.Value, found[table.Key]));
    }

    private static async Task KillOnce(ReadModelDatabase database, TemporaryFolder folder, string when)
    {
        await using var run = ProgramRun.Start(folder.Path, ["rebuild"], Database(database));
        await database.Until(when);
        await run.Kill();
        await database.Until(LetGo);
    }

    private static (string, string) Database(ReadModelDatabase database) =>
        ("LEADLEDGER_DATABASE", database.ServiceConnectionString);
}
