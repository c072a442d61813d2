using System.Diagnostics;
using LeadLedger.EventStore;
using LeadLedger.Server.Running.Database;
using LeadLedger.Tests.Fixtures;
using Npgsql;

namespace LeadLedger.Tests.Faults;

/// <summary>A migration that is killed in the middle of a script, while another one waits for it.</summary>
[Collection(RealFaults.Name)]
public sealed class KilledMigrationTests : IDisposable
{
    /// <summary>Whoever makes the table of events waits for a lock that the test has.</summary>
    private const string StopAtTheEventsTable =
        """
        create function public.wait_at_the_events() returns event_trigger language plpgsql as $$
        begin
          if exists (select from pg_event_trigger_ddl_commands() where object_identity = 'ledger.mt_events') then
            perform pg_advisory_xact_lock_shared(4711);
          end if;
        end $$;
        create event trigger wait_at_the_events on ddl_command_end execute function public.wait_at_the_events();
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_it_had_begun_is_undone_and_the_next_one_does_all_of_it()
    {
        await using var database = await (await TestServer.Get()).MakeEmpty();
        await Execute(database, StopAtTheEventsTable);
        await using var holding = await database.Admin.OpenConnectionAsync();
        await using (var hold = new NpgsqlCommand("select pg_advisory_lock(4711)", holding))
            await hold.ExecuteNonQueryAsync();

        await using var killed = Migrate(database);
        await Until(async () => await Waiting(database) == 1);
        await using var next = Migrate(database);
        // It waits for the lock of all who migrate, behind the first.
        await Until(async () => await Waiting(database) == 2);
        await killed.Kill();
        Assert.Equal(false, await Scalar.Of(
            database.AdminConnectionString, "select to_regclass('ledger.mt_events') is not null"));
        await using (var letGo = new NpgsqlCommand("select pg_advisory_unlock(4711)", holding))
            await letGo.ExecuteNonQueryAsync();
        var (exitCode, output, errors) = await next.End();

        Assert.Equal((0, ""), (exitCode, errors));
        Assert.EndsWith("The schema is current.", output, StringComparison.Ordinal);
        Assert.Empty(await Migrations.Pending(database.Owner, Schema.Scripts));
        Assert.Equal(
            (long)Schema.Scripts.Count,
            await Scalar.Of(database.AdminConnectionString, "select count(*) from leadledger.migration"));
        await using var store = new PostgresEventStore(database.Service);
        Assert.IsType<AppendResult.Appended>(await store.Append(EventStore.Sample.Append(Guid.NewGuid(), 0)));
    }

    private ProgramRun Migrate(TestDatabase database) => ProgramRun.Start(
        _folder.Path,
        ["migrate"],
        ("LEADLEDGER_DATABASE", database.ServiceConnectionString),
        ("LEADLEDGER_DATABASE_OWNER", database.OwnerConnectionString));

    private static Task<long> Waiting(TestDatabase database) => EventStore.Sample.Scalar<long>(database.Admin,
        "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'");

    private static async Task Execute(TestDatabase database, string sql)
    {
        await using var command = database.Admin.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task Until(Func<Task<bool>> holds)
    {
        var patience = Stopwatch.StartNew();
        while (!await holds())
            Assert.InRange(patience.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(60));
    }
}
