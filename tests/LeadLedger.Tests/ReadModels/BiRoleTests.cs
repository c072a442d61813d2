using LeadLedger.Tests.Fixtures;
using Npgsql;

namespace LeadLedger.Tests.ReadModels;

/// <summary>Who of those that read <c>bi_v1</c> sees what the company's people are called.</summary>
public sealed class BiRoleTests
{
    private const string Ada = """
        insert into directory.person values ('ada', 'Ada Example', 'North', 'Oslo'), ('bo', null, null, null)
        """;

    [Fact]
    public async Task Names_are_for_the_second_role_and_teams_and_offices_for_both()
    {
        await using var database = await Shown();

        Assert.Equal(["ada||North|Oslo", "bo|||"], await Rows.Of(database.Bi, Person));
        Assert.Equal(["ada|Ada Example|North|Oslo", "bo|||"], await Rows.Of(database.BiPeople, Person));
        Assert.Equal(["ada|North|Oslo", "bo||"], await Rows.Of(database.Bi, DimPerson));
        Assert.Equal(["ada|Ada Example"], await Rows.Of(database.BiPeople, "select * from bi_v1.dim_person_name"));
        foreach (var refused in (string[])["select * from bi_v1.dim_person_name", "set role leadledger_bi_people"])
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, await Refusal(database.Bi, refused));
    }

    /// <summary>
    /// Neither by what an error quotes, nor by what the planner knows, nor by what a filter leaves over.
    /// </summary>
    [Theory]
    [InlineData("select count(*) from bi_v1.person where display_name::int = 1")]
    [InlineData("select count(*) from bi_v1.person where display_name like 'Ada%'")]
    [InlineData("select count(display_name) from bi_v1.person")]
    [InlineData("select count(*) from bi_v1.dim_person p where row_to_json(p)::text like '%Example%'")]
    [InlineData("select count(*) from pg_stats where schemaname = 'directory'")]
    public async Task The_first_role_gets_no_name_by_a_detour(string sql)
    {
        await using var database = await Shown();
        await database.Execute("analyze directory.person");

        Assert.Equal(["0"], await Rows.Of(database.Bi, sql));
    }

    [Fact]
    public async Task The_second_role_sees_what_the_first_does_and_no_more_than_names_beside_it()
    {
        await using var database = await Shown();
        var views = await database.Query("select viewname from pg_views where schemaname = 'bi_v1'");
        Assert.Contains("fact_handoff", views);
        foreach (var view in views)
            await Rows.Of(database.BiPeople, $"select * from bi_v1.{view} limit 1");

        foreach (var act in (string[])
            [
                "select 1 from directory.person", "select 1 from readmodel_1.handoff", "select 1 from ledger.mt_events",
                "select 1 from vault.stream_key", "create table public.mine (id int)", "set role leadledger_service",
                "create view bi_v1.mine as select 1 as id", "select pg_advisory_lock(1)",
            ])
        {
            Assert.Equal(
                PostgresErrorCodes.InsufficientPrivilege,
                await Refusal(database.BiPeople, $"set transaction read write; {act}"));
        }
        Assert.Equal(["on"], await Rows.Of(database.BiPeople, "show default_transaction_read_only"));
        Assert.NotEqual(["0"], await Rows.Of(database.BiPeople, "show statement_timeout"));
    }

    /// <summary>
    /// Of a database whose views are older than the role: <c>leadledger migrate</c> with a superuser.
    /// </summary>
    [Fact]
    public async Task Names_are_shown_later_where_there_was_no_such_role_when_the_views_were_made()
    {
        await using var database = await Shown();
        await database.Execute("revoke select on bi_v1.dim_person_name from leadledger_bi_people");
        Assert.Equal(
            PostgresErrorCodes.InsufficientPrivilege,
            await Refusal(database.BiPeople, "select * from bi_v1.dim_person_name"));

        var given = database.Itself;
        await Server.Running.Database.DatabaseRoles.MakeDatabase(given.AdminConnectionString, given.Name);

        Assert.Equal(["ada|Ada Example"], await Rows.Of(database.BiPeople, "select * from bi_v1.dim_person_name"));
    }

    private const string Person = "select * from bi_v1.person order by subject";

    private const string DimPerson = "select subject, team, office from bi_v1.dim_person order by subject";

    private static async Task<ReadModelDatabase> Shown()
    {
        var database = await ReadModelDatabase.Make();
        await database.Builds.EnsureActive();
        await database.Execute(Ada);
        return database;
    }

    private static async Task<string> Refusal(NpgsqlDataSource database, string sql)
    {
        var refused = await Assert.ThrowsAsync<PostgresException>(() => Rows.Of(database, sql));
        return refused.SqlState;
    }
}
