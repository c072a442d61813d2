using LeadLedger.EventStore;
using LeadLedger.Tests.Fixtures;

namespace LeadLedger.Tests.EventStore;

public sealed class MigrationTests
{
    private static readonly Migration First = new(1, "first", "create table leadledger.one (id int)");
    private static readonly Migration Second = new(2, "second", "create table leadledger.two (id int)");

    [Fact]
    public async Task Applying_twice_does_nothing_the_second_time()
    {
        await using var database = await Empty();
        var scripts = Migrations.OfEventStore;
        Assert.Equal(scripts, await Migrations.Pending(database.Owner, scripts));

        Assert.Equal(scripts, await Migrations.Apply(database.Owner, scripts));
        Assert.Empty(await Migrations.Apply(database.Owner, scripts));

        Assert.Empty(await Migrations.Pending(database.Service, scripts));
        Assert.Equal(scripts.Select(s => $"{s.Number} | {s.Name} | {s.Checksum}"), await Sample.Rows(database.Owner,
            "select number, name, checksum from leadledger.migration order by number"));
    }

    [Fact]
    public async Task Of_many_migrators_at_once_one_works_and_the_others_find_nothing_to_do()
    {
        await using var database = await Empty();

        var applied = await Task.WhenAll(Enumerable.Range(0, 6).Select(
            _ => Task.Run(() => Migrations.Apply(database.Owner, Migrations.OfEventStore))));

        Assert.Equal(Migrations.OfEventStore, Assert.Single(applied, scripts => scripts.Count > 0));
    }

    [Fact]
    public async Task Several_databases_of_one_server_migrate_at_once_by_a_superuser_who_shares_their_roles()
    {
        var databases = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Empty()));
        try
        {
            await Task.WhenAll(databases.Select(
                database => Task.Run(() => Migrations.Apply(database.Admin, Migrations.OfEventStore))));

            foreach (var database in databases)
                Assert.Empty(await Migrations.Pending(database.Service, Migrations.OfEventStore));
        }
        finally
        {
            foreach (var database in databases)
                await database.DisposeAsync();
        }
    }

    [Fact]
    public async Task What_a_superuser_began_the_owner_can_carry_on()
    {
        await using var database = await Empty();
        await Migrations.Apply(database.Admin, Migrations.OfEventStore);
        var next = new Migration(900, "next", "create table leadledger.next (id int)");

        Assert.Equal([next], await Migrations.Apply(database.Owner, [.. Migrations.OfEventStore, next]));
    }

    [Fact]
    public async Task Missing_scripts_are_applied_in_order_also_below_one_that_is_there()
    {
        await using var database = await Empty();
        await Migrations.Apply(database.Owner, [Second]);

        Assert.Equal([First], await Migrations.Apply(database.Owner, [Second, First]));
    }

    [Fact]
    public async Task A_database_newer_than_the_program_is_refused()
    {
        await using var database = await Empty();
        await Migrations.Apply(database.Owner, [First, Second]);

        foreach (var attempt in (Func<Task>[])[
            () => Migrations.Apply(database.Owner, [First]), () => Migrations.Pending(database.Owner, [First])])
        {
            var refused = await Assert.ThrowsAsync<MigrationRefusedException>(attempt);
            Assert.Equal(MigrationRefusal.DatabaseIsNewer, refused.Refusal);
        }
    }

    [Fact]
    public async Task A_script_that_changed_after_it_was_applied_is_refused_and_nothing_is_applied()
    {
        await using var database = await Empty();
        await Migrations.Apply(database.Owner, [First]);
        var reworded = First with { Sql = First.Sql + " -- better" };

        var refused = await Assert.ThrowsAsync<MigrationRefusedException>(
            () => Migrations.Apply(database.Owner, [reworded, Second]));

        Assert.Equal(MigrationRefusal.ScriptChanged, refused.Refusal);
        Assert.Equal([Second], await Migrations.Pending(database.Owner, [First, Second]));
    }

    [Fact]
    public async Task A_script_that_fails_leaves_no_trace_and_those_before_it_stand()
    {
        await using var database = await Empty();
        var broken = new Migration(3, "broken", "create table leadledger.three (id int); select 1 / 0");

        await Assert.ThrowsAsync<Npgsql.PostgresException>(
            () => Migrations.Apply(database.Owner, [First, Second, broken]));

        Assert.Equal([broken], await Migrations.Pending(database.Owner, [First, Second, broken]));
        Assert.True(await Sample.Scalar<bool>(database.Owner, "select to_regclass('leadledger.three') is null"));
    }

    [Fact]
    public void Line_ends_do_not_change_a_scripts_checksum() =>
        Assert.Equal(new Migration(1, "a", "x\ny\n").Checksum, new Migration(1, "a", "x\r\ny\r\n").Checksum);

    [Fact]
    public async Task Two_scripts_of_one_number_are_a_bug() =>
        await Assert.ThrowsAsync<ArgumentException>(async () =>
        {
            await using var database = await Empty();
            await Migrations.Apply(database.Owner, [First, Second with { Number = 1 }]);
        });

    private static async Task<TestDatabase> Empty() => await (await TestServer.Get()).MakeEmpty();
}
