using LeadLedger.Server.ReadModels.Building;

namespace LeadLedger.Tests.ReadModels;

/// <summary>What a build says differently is told by table, column and key, with the reason.</summary>
public sealed class BuildComparisonTests
{
    private const string Shadows = "select count(*) from pg_namespace where nspname like 'readmodel%'";

    [Fact]
    public async Task A_check_of_tables_that_are_what_the_events_say_finds_nothing_and_leaves_nothing_behind()
    {
        await using var database = await Filled(seed: 71);

        var differences = await Check(database);

        Assert.Empty(differences.Parted);
        Assert.True(differences.Tables > 25);
        Assert.Equal(database.Ledger.LastPosition, differences.Position);
        Assert.Equal(1L, await Scalar(database, Shadows));
        Assert.Equal(
            0L, await Scalar(database, "select count(*) from leadledger.read_model_build where state = 'shadow'"));
        Assert.Equal(0L, await Scalar(database, "select tables_parted::bigint from leadledger.read_model_check"));
    }

    [Fact]
    public async Task A_check_names_the_table_the_key_and_the_columns_of_what_somebody_wrote()
    {
        await using var database = await Filled(seed: 72);
        var lead = await Text(database, "select min(lead_id::text) from readmodel_1.handoff where number = 1");
        await database.Execute(
            $"update readmodel_1.handoff set lead_value = lead_value + 5 where lead_id = '{lead}' and number = 1");
        await database.Execute($"delete from readmodel_1.agreement where agreement_id = '{Company.Overseas}'");
        await database.Execute(
            "insert into readmodel_1.erased_lead select gen_random_uuid(), now(), 1 from generate_series(1, 5000)");

        var differences = await Check(database);

        Assert.Equal(["agreement", "erased_lead", "handoff"], differences.Parted.Select(table => table.Table));
        Assert.Equal(differences.Parted, differences.Unexplained);
        var (agreement, erased, handoff) = (differences.Parted[0], differences.Parted[1], differences.Parted[2]);
        Assert.Equal((1, 0, 0), (agreement.RowsAdded, agreement.RowsRemoved, agreement.RowsChanged));
        Assert.Equal((0, 5_000, 0), (erased.RowsAdded, erased.RowsRemoved, erased.RowsChanged));
        // Of a table of many pages each is read once, though in stretches.
        Assert.Equal(5_000, erased.RowsInUse - erased.RowsMade);
        Assert.Equal(3, erased.Samples.Count);
        Assert.Equal((0, 0, 1), (handoff.RowsAdded, handoff.RowsRemoved, handoff.RowsChanged));
        var column = Assert.Single(handoff.Columns);
        Assert.Equal(("lead_value", 1), (column.Column, column.Rows));
        Assert.Equal(5m, Number(column.SumInUse) - Number(column.SumMade));
        var row = Assert.Single(handoff.Samples);
        Assert.Equal($"lead_id={lead}, number=1", row.Key);
        var value = Assert.Single(row.Values);
        Assert.Equal(5m, Number(value.InUse) - Number(value.Made));
        Assert.Equal(3L, await Scalar(database, "select tables_parted::bigint from leadledger.read_model_check"));
        Assert.Contains(
            DifferencesText.Lines(differences),
            line => line.Contains("it shouldn't differ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_dry_run_says_what_an_older_version_shows_otherwise_and_why_and_shows_nothing_yet()
    {
        await using var database = await Filled(seed: 73);
        await database.Execute("update leadledger.read_model_build set model_version = 3");
        await database.Execute("drop table readmodel_1.erased_lead cascade");
        await database.Execute("alter table readmodel_1.handoff add column spare bigint");
        await database.Execute("update readmodel_1.pacing_entry set count = count + 1");
        var rebuild = new Rebuild(database.Service, database.Store, database.Builds);

        var outcome = await rebuild.Run(new RebuildOrder(Compare: true, Show: false));

        Assert.Null(outcome.NotCompared);
        Assert.Equal(["1"], await database.Query("select build from bi_v1.freshness"));
        var parted = outcome.Differences!.Parted.ToDictionary(table => table.Table);
        Assert.Equal(TablePresence.Added, parted["erased_lead"].Presence);
        Assert.Contains(
            parted["erased_lead"].Reasons, reason => reason.StartsWith("version 4: The star", StringComparison.Ordinal));
        Assert.Contains(parted["handoff"].Columns, column => (column.Column, column.TypeInUse) == ("spare", "bigint"));
        Assert.Equal(["pacing_entry"], outcome.Differences.Unexplained.Select(table => table.Table));

        var from = new List<long>();
        var shown = await rebuild.Run(new Reports(progress => from.Add(progress.Position)));
        Assert.Equal(outcome.Made, shown);
        Assert.All(from, position => Assert.Equal(database.Ledger.LastPosition, position));
        Assert.Equal(["2"], await database.Query("select build from bi_v1.freshness"));
    }

    [Fact]
    public async Task A_number_that_a_dropped_build_had_begins_again_at_the_first_event()
    {
        await using var database = await Filled(seed: 74);
        await Check(database);
        var rebuild = new Rebuild(database.Service, database.Store, database.Builds);
        Assert.Equal(2, (await rebuild.Run()).Number);
        Assert.Empty((await Check(database)).Parted);
    }

    [Fact]
    public void Each_version_of_the_model_says_what_it_changes_and_why()
    {
        Assert.Equal(
            Enumerable.Range(1, ReadModelScripts.ModelVersion),
            ModelChange.All.Select(change => change.Version).Distinct());
        // One that isn't made with a build any more is told of where a build with it is replaced.
        var tables = ModelChange.All.SelectMany(change => change.Tables).Distinct().Except(["dim_date"]);
        Assert.All(
            tables,
            table => Assert.Contains($"create table {table} (", ReadModelScripts.Tables, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(3, "2026-03-02T03:00:00Z", null, true)]
    [InlineData(3, "2026-03-02T03:59:59Z", "2026-03-01T03:20:00Z", true)]
    [InlineData(3, "2026-03-02T03:30:00Z", "2026-03-02T03:20:00Z", false)]
    [InlineData(3, "2026-03-02T02:59:59Z", null, false)]
    [InlineData(3, "2026-03-02T04:00:00Z", null, false)]
    [InlineData(0, "2026-03-02T00:10:00Z", "2026-03-01T23:59:00Z", true)]
    [InlineData(null, "2026-03-02T03:00:00Z", null, false)]
    public void A_check_begins_once_a_night_within_its_hour(int? hour, string now, string? lastEnded, bool isDue) =>
        Assert.Equal(
            isDue, NightlyCheck.IsDue(hour, At(now), lastEnded is null ? null : At(lastEnded)));

    private static DateTimeOffset At(string instant) =>
        DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture);

    private static async Task<ReadModelDatabase> Filled(int seed)
    {
        var database = await ReadModelDatabase.Make();
        await RandomHistory.Append(database.Ledger, seed, events: 200);
        await database.Project();
        return database;
    }

    private static Task<BuildDifferences> Check(ReadModelDatabase database) =>
        new ShadowCheck(database.Service, database.Store, database.Builds).Run(gently: true);

    private static decimal Number(string? value) =>
        decimal.Parse(value!, System.Globalization.CultureInfo.InvariantCulture);

    private static async Task<string> Text(ReadModelDatabase database, string sql)
    {
        await using var command = database.Admin.CreateCommand(sql);
        return (string)(await command.ExecuteScalarAsync())!;
    }

    private static async Task<long> Scalar(ReadModelDatabase database, string sql)
    {
        await using var command = database.Admin.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private sealed class Reports(Action<RebuildProgress> report) : IProgress<RebuildProgress>
    {
        public void Report(RebuildProgress value) => report(value);
    }
}
