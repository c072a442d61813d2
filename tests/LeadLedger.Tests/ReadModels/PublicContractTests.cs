using LeadLedger.Server.ReadModels.Building;
using LeadLedger.Server.Running;
using LeadLedger.Tests.Fixtures;
using Npgsql;

namespace LeadLedger.Tests.ReadModels;

/// <summary>What a BI tool is promised of <c>bi_v1</c>, and what it never sees.</summary>
public sealed class PublicContractTests
{
    private static readonly string ColumnsFile =
        Path.Combine(Checkout.Folder, "tests", "LeadLedger.Tests", "ReadModels", "bi_v1.columns.txt");

    private const string Silent = """
        select c.relname || coalesce('.' || a.attname, '')
        from pg_class c
        left join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
        where c.relnamespace = 'bi_v1'::regnamespace
          and (obj_description(c.oid) is null or col_description(c.oid, a.attnum) is null)
        """;

    [Fact]
    public async Task Every_view_and_column_says_what_it_means()
    {
        await using var database = await ReadModelDatabase.Make();
        await database.Builds.EnsureActive();
        Assert.Empty(await database.Query(Silent));

        await database.Execute("create view bi_v1.unexplained as select 1 as mystery");
        Assert.Equal(["unexplained.mystery"], await database.Query(Silent));
    }

    [Fact]
    public async Task A_view_that_somebody_dropped_says_what_it_means_once_a_build_is_shown_again()
    {
        await using var database = await ReadModelDatabase.Make();
        await database.Builds.EnsureActive();
        await database.Execute("drop view bi_v1.source_quality");

        await new Rebuild(database.Service, database.Store, database.Builds).Run();

        Assert.Equal(["source_quality"], await database.Query(
            "select relname from pg_class where oid = to_regclass('bi_v1.source_quality')"));
        Assert.Empty(await database.Query(Silent));
    }

    /// <summary>
    /// The columns of the views that were shipped are in <c>bi_v1.columns.txt</c>. New ones come after them: PostgreSQL
    /// puts no other view in the place of one that is there, so a newer program couldn't take an older one's database
    /// over; and what a tool reads by name or place stays.
    /// </summary>
    [Fact]
    public async Task Every_view_still_begins_with_the_columns_that_it_was_shipped_with()
    {
        await using var database = await ReadModelDatabase.Make();
        await database.Builds.EnsureActive();
        var served = await Columns(database);
        var shipped = Shipped().GroupBy(column => column.Split('.')[0]).ToList();
        Assert.All(shipped, view => Assert.Equal(
            view,
            served.Where(column => column.StartsWith(view.Key + ".", StringComparison.Ordinal)).Take(view.Count())));

        // What is new is shipped from here on.
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
            await File.WriteAllTextAsync(ColumnsFile, string.Join('\n', served) + "\n");

        var promised = shipped.First().Key;
        await database.Execute($"alter view bi_v1.{promised} rename column position to place");
        Assert.NotEmpty(Shipped().Except(await Columns(database)));
    }

    [Fact]
    public async Task The_bi_role_reads_every_view_and_nothing_else()
    {
        await using var database = await ReadModelDatabase.Make();
        await RandomHistory.Append(database.Ledger, seed: 41, events: 60);
        await database.Project();
        var views = await database.Query(
            "select viewname from pg_views where schemaname = 'bi_v1' order by viewname");
        Assert.Contains("lead_value_totals", views);
        Assert.True(views.Remove("dim_person_name"));
        foreach (var view in views)
            await database.Query($"select * from bi_v1.{view}");

        var others = await Relations(database);
        Assert.Contains("readmodel_1.handoff", others);
        Assert.Contains("directory.person", others);
        foreach (var relation in others)
        {
            Assert.Equal(
                PostgresErrorCodes.InsufficientPrivilege, await Refusal(database, $"select * from {relation}"));
        }
        Assert.Equal(
            PostgresErrorCodes.InsufficientPrivilege,
            await Refusal(database, "set transaction read write; create table bi_v1.mine (x int)"));
        Assert.Equal(
            PostgresErrorCodes.InsufficientPrivilege,
            await Refusal(database, "set transaction read write; update bi_v1.person set team = 'x'"));
    }

    [Fact]
    public async Task No_table_holds_anything_personal()
    {
        await using var database = await ReadModelDatabase.Make();
        await RandomHistory.Append(database.Ledger, seed: 42, events: 400);
        await database.Project();
        foreach (var (_, rows) in await database.Contents(await database.Builds.EnsureActive()))
        {
            Assert.DoesNotContain("SECRET", rows, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("enc:v1:", rows, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Freshness_tells_the_lag_against_the_ledger_itself()
    {
        await using var database = await ReadModelDatabase.Make();
        await database.Ledger.Append(Company.Panel.Value, Company.Seated());
        await database.Project();
        var projected = database.Ledger.LastPosition;
        var version = ReadModelScripts.ModelVersion;
        const string Freshness = """
            select position, last_position, lag, oldest_unprojected_at is null, model_version, build
            from bi_v1.freshness
            """;
        const string Late = "select lag_seconds > 0 from bi_v1.freshness";
        Assert.Equal([$"{projected}|{projected}|0|true|{version}|1"], await database.Query(Freshness));
        Assert.Equal(["false"], await database.Query(Late));

        await database.Ledger.Append(Company.Enterprise.Value, Company.Drafted(Company.Enterprise, Company.Terms()));
        var last = database.Ledger.LastPosition;
        Assert.Equal(
            [$"{projected}|{last}|{last - projected}|false|{version}|1"], await database.Query(Freshness));
        // The lag is told in milliseconds, and the event may be younger than one.
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while ((await database.Query(Late))[0] != "true")
            patience.Token.ThrowIfCancellationRequested();
    }

    [Fact]
    public async Task What_changed_since_a_position_is_found_without_scanning_a_fact()
    {
        await using var database = await ReadModelDatabase.Make();
        await RandomHistory.Append(database.Ledger, seed: 43, events: 300);
        await database.Project();
        var since = database.Ledger.LastPosition - 20;
        const string Changed = """
            from bi_v1.handoff h where h.lead_id in (select lead_id from bi_v1.lead_activity where position > {0})
            """;
        var changed = Changed.Replace("{0}", $"{since}", StringComparison.Ordinal);
        var found = await database.Query(
            $"select h.lead_id, h.handoff {changed} and h.position > {since} order by 1, 2");
        var expected = await database.Query(
            $"select lead_id, handoff from bi_v1.handoff where position > {since} order by 1, 2");
        Assert.NotEmpty(expected);
        Assert.Equal(expected, found);
    }

    private static Task<List<string>> Relations(ReadModelDatabase database) => database.Query("""
        select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where c.relkind in ('r', 'v') and n.nspname not in ('bi_v1', 'pg_catalog', 'information_schema', 'pg_toast')
        """);

    private static async Task<string> Refusal(ReadModelDatabase database, string sql)
    {
        var refused = await Assert.ThrowsAsync<PostgresException>(() => database.Query(sql));
        return refused.SqlState;
    }

    // Nobody is shown columns that they may not read; the role for names may read all of them.
    private static Task<List<string>> Columns(ReadModelDatabase database) => Rows.Of(database.BiPeople, """
        select table_name || '.' || column_name || ' ' || data_type
        from information_schema.columns where table_schema = 'bi_v1' order by table_name, ordinal_position
        """);

    private static string[] Shipped()
    {
        using var stream = typeof(PublicContractTests).Assembly
            .GetManifestResourceStream("LeadLedger.Tests.ReadModels.bi_v1.columns.txt")!;
        using var text = new StreamReader(stream);
        return text.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
