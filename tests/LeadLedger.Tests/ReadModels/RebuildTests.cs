using LeadLedger.Server.ReadModels.Building;
using LeadLedger.Server.ReadModels.Projecting;
using LeadLedger.Tests.Fixtures;

namespace LeadLedger.Tests.ReadModels;

/// <summary>Read models are a function of the events alone.</summary>
public sealed class RebuildTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task However_the_feed_is_cut_into_pages_the_tables_are_the_same_to_the_byte(int seed)
    {
        await using var database = await ReadModelDatabase.Make();
        await RandomHistory.Append(database.Ledger, seed, 600);

        var oneByOne = await database.MakeBuild();
        await database.Project(oneByOne, () => 1);
        var expected = await database.Contents(oneByOne);

        var random = new Random(seed);
        foreach (var pages in (Func<int>[])[() => 7, () => 100_000, () => random.Next(1, 200)])
        {
            var build = await database.MakeBuild();
            await database.Project(build, pages);
            foreach (var (table, rows) in await database.Contents(build))
                Assert.Equal(expected[table], rows);
        }
        var filled = await database.MakeBuild();
        await database.Fill(filled, () => random.Next(1, 40), () => random.Next(1, 8));
        foreach (var (table, rows) in await database.Contents(filled))
            Assert.Equal(expected[table], rows);
        Assert.All(expected, table => Assert.NotEmpty(table.Value));
    }

    /// <summary>From some hundreds on, rows that have changed are taken out and written anew.</summary>
    [Fact]
    public async Task Rows_that_change_by_the_hundred_are_the_same_to_the_byte_as_those_that_change_one_by_one()
    {
        const int Leads = 600;
        var terms = Company.Terms();
        await using var database = await ReadModelDatabase.Make();
        await database.Ledger.Append(Company.Panel.Value, Company.Seated());
        var begun = await database.Ledger.Append(
            Company.Enterprise.Value, Company.Drafted(Company.Enterprise, terms));
        foreach (var lead in Enumerable.Range(1, Leads).Select(Company.Lead))
        {
            await database.Ledger.Append(
                lead,
                Company.HandedOff(lead, Company.Handoff(Company.Enterprise, terms, Company.Start)),
                Company.Rejected(lead, terms, Company.Start.AddHours(1)));
        }
        foreach (var lead in Enumerable.Range(1, Leads).Select(Company.Lead))
        {
            await database.Ledger.Append(
                lead, Company.Ruled(lead, terms, Company.Start.AddHours(2), Domain.Leads.Verdict.Overturned));
        }
        var oneByOne = await database.MakeBuild();
        await database.Project(oneByOne, () => 3);

        var byTheHundred = await database.MakeBuild();
        var sizes = new Queue<int>([(int)begun, 2 * Leads, Leads]);
        await database.Project(byTheHundred, () => sizes.TryDequeue(out var size) ? size : 1);

        Assert.Equal(await database.Contents(oneByOne), await database.Contents(byTheHundred));
    }

    [Fact]
    public async Task A_rebuilt_build_has_every_index_of_one_that_began_empty()
    {
        await using var database = await ReadModelDatabase.Make();
        await RandomHistory.Append(database.Ledger, seed: 67, events: 50);
        var expected = await Indexes();
        await database.Project();

        await new Rebuild(database.Service, database.Store, database.Builds).Run();

        Assert.NotEmpty(expected);
        Assert.Equal(expected, await Indexes());

        async Task<List<string>> Indexes()
        {
            var schema = (await database.Builds.EnsureActive()).Schema;
            return await Rows.Of(
                database.Admin,
                $"""
                select replace(indexdef, '{schema}.', '') from pg_indexes
                where schemaname = '{schema}' order by indexname
                """);
        }
    }

    [Fact]
    public async Task The_views_switch_to_a_rebuilt_build_under_load_without_failing_or_going_back()
    {
        await using var database = await ReadModelDatabase.Make();
        await RandomHistory.Append(database.Ledger, seed: 61, events: 300);
        await database.Project();
        using var done = new CancellationTokenSource();
        var working = LedgerUnderLoad.Work(database, done.Token);
        var seen = new List<long>();
        var reading = LedgerUnderLoad.Repeat(async () => seen.Add(await Cut(database)), done.Token);

        var rebuild = new Rebuild(database.Service, database.Store, database.Builds);
        for (var number = 2; number <= 4; number++)
            Assert.Equal(number, (await rebuild.Run()).Number);
        await done.CancelAsync();
        await Task.WhenAll(working, reading);

        Assert.Equal(seen.Order(), seen);
        await LedgerUnderLoad.ProjectActive(database);
        Assert.Equal(
            [$"4|{database.Ledger.LastPosition}"],
            await database.Query("select build, position from bi_v1.freshness"));
        var anew = await database.MakeBuild();
        await database.Project(anew, () => 100);
        Assert.Equal(await database.Contents(anew), await database.Contents(await database.Builds.EnsureActive()));
    }

    [Fact]
    public async Task An_interrupted_rebuild_goes_on_where_it_was_and_the_old_schema_goes_after_its_grace()
    {
        await using var database = await ReadModelDatabase.Make();
        await RandomHistory.Append(database.Ledger, seed: 62, events: 200);
        await database.Project();
        var rebuild = new Rebuild(database.Service, database.Store, database.Builds);
        using var interrupted = new CancellationTokenSource();
        var interrupting = new Reports(_ => interrupted.Cancel());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => rebuild.Run(interrupting, interrupted.Token));
        Assert.Equal(["1"], await database.Query("select build from bi_v1.freshness"));

        var from = new List<long>();
        Assert.Equal(2, (await rebuild.Run(new Reports(progress => from.Add(progress.Position)))).Number);
        Assert.All(from, position => Assert.Equal(database.Ledger.LastPosition, position));
        Assert.Equal(["2"], await database.Query("select build from bi_v1.freshness"));

        const string Schemas = "select nspname from pg_namespace where nspname like 'readmodel%' order by 1";
        await database.Builds.DropRetired(TimeSpan.FromHours(1), default);
        Assert.Equal(["readmodel_1", "readmodel_2"], await database.Query(Schemas));
        await database.Builds.DropRetired(TimeSpan.Zero, default);
        Assert.Equal(["readmodel_2"], await database.Query(Schemas));
    }

    [Fact]
    public async Task A_reader_of_the_views_is_not_disturbed_by_a_switch_nor_holds_back_other_readers()
    {
        await using var database = await ReadModelDatabase.Make();
        await RandomHistory.Append(database.Ledger, seed: 63, events: 100);
        await database.Project();
        Task<Server.ReadModels.Building.ReadModelBuild> switching;
        await using (var reader = await database.Bi.OpenConnectionAsync())
        await using (var transaction = await reader.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead))
        {
            await using var count = reader.CreateCommand();
            count.CommandText = "select count(*) from bi_v1.lead_activity";
            var before = await count.ExecuteScalarAsync();
            switching = new Rebuild(database.Service, database.Store, database.Builds).Run();
            await database.UntilSomebodyWaitsForALock();
            Assert.NotEmpty(await database.Query("select * from bi_v1.lead_activity"));
            Assert.Equal(before, await count.ExecuteScalarAsync());
        }
        Assert.Equal(2, (await switching).Number);
    }

    /// <summary>The position, from a cut in which the views agree with each other.</summary>
    private static async Task<long> Cut(ReadModelDatabase database)
    {
        var cut = await database.Query("""
            select f.position,
              (select count(*) from bi_v1.handoff) - (select sum(handoffs) from bi_v1.lead_value_totals),
              (select sum(count) from bi_v1.pacing_entry) - (select sum(net_count_booked) from bi_v1.pacing_curve),
              f.position - (select max(position) from bi_v1.lead_activity) >= 0
            from bi_v1.freshness f
            """);
        var values = Assert.Single(cut).Split('|');
        Assert.Equal(["0", "0", "true"], values[1..]);
        return long.Parse(values[0], System.Globalization.CultureInfo.InvariantCulture);
    }

    private sealed class Reports(Action<RebuildProgress> report) : IProgress<RebuildProgress>
    {
        public void Report(RebuildProgress value) => report(value);
    }
}
