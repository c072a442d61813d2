using LeadLedger.Server.ReadModels.Building;

namespace LeadLedger.Tests.ReadModels;

/// <summary>Who rebuilds makes way for who appends, and knows of them from the database alone.</summary>
public sealed class PaceTests
{
    private const string AllIsOld = """
        select recorded_at < clock_timestamp() - interval '300 milliseconds' from leadledger.recorded
        order by position desc limit 1
        """;

    [Fact]
    public async Task Whoever_appends_is_made_way_for_from_the_beginning_and_whoever_did_is_not()
    {
        await using var database = await ReadModelDatabase.Make();
        Assert.False((await Pace.Full(database.Service, default)).MakesWay);
        await RandomHistory.Append(database.Ledger, seed: 91, events: 20);
        var pace = await BesideWhoAppends(database);
        Assert.True(pace.MakesWay);
        Assert.Equal(50, pace.EventsATransaction);

        await database.Until(AllIsOld);
        pace = await Pace.Full(database.Service, default);
        Assert.False(pace.MakesWay);
        Assert.Equal(32_000, pace.EventsATransaction);
        Assert.True((await Pace.Gentle(database.Service, default)).MakesWay);
    }

    [Fact]
    public async Task While_people_append_a_rebuild_works_in_pieces_has_its_indexes_early_and_is_shown_all_the_same()
    {
        await using var database = await ReadModelDatabase.Make();
        await RandomHistory.Append(database.Ledger, seed: 92, events: 1_200);
        await database.Project();
        using var done = new CancellationTokenSource();
        var appending = LedgerUnderLoad.Repeat(
            () => RandomHistory.Continue(database.Ledger, database.Ledger.Events.Count + 1), done.Token);
        var reached = new List<RebuildProgress>();
        var indexes = 0L;

        // A busy machine may let the appends stand still at the moment of the first look: then it is rebuilt once more.
        for (var build = 2; reached is not [{ Position: <= 60 }, _, _, _, _, _, _, _, ..] && build <= 6; build++)
        {
            reached.Clear();
            var made = await new Rebuild(database.Service, database.Store, database.Builds).Run(new Reports(progress =>
            {
                if (reached.Count == 0)
                    indexes = Indexes(database, $"readmodel_{build}");
                reached.Add(progress);
            }));
            Assert.Equal(build, made.Number);
            Assert.Equal([$"{build}"], await database.Query("select build from bi_v1.freshness"));
        }
        await done.CancelAsync();
        await appending;

        Assert.InRange(reached[0].Position, 1, 60);
        Assert.True(reached.Count >= 8, $"{reached.Count} pieces");
        Assert.Equal(Indexes(database, "readmodel_1"), indexes);
    }

    [Fact]
    public async Task At_full_speed_a_rebuild_takes_all_at_once_and_has_the_same_indexes_at_the_end()
    {
        await using var database = await ReadModelDatabase.Make();
        await RandomHistory.Append(database.Ledger, seed: 93, events: 1_200);
        await database.Project();
        await database.Until(AllIsOld);
        var reached = new List<RebuildProgress>();
        await new Rebuild(database.Service, database.Store, database.Builds).Run(new Reports(reached.Add));

        Assert.Equal(database.Ledger.LastPosition, reached[0].Position);
        Assert.Equal(Indexes(database, "readmodel_1"), Indexes(database, "readmodel_2"));
    }

    [Fact]
    public async Task A_rebuild_ends_though_the_last_positions_were_drawn_and_never_used()
    {
        await using var database = await ReadModelDatabase.Make();
        await RandomHistory.Append(database.Ledger, seed: 94, events: 100);
        await database.Project();
        await database.Execute("select nextval('ledger.mt_events_sequence') from generate_series(1, 300)");

        var rebuild = new Rebuild(database.Service, database.Store, database.Builds);
        var outcome = await rebuild.Run(new RebuildOrder(Compare: true, Show: true)).WaitAsync(TimeSpan.FromMinutes(5));

        Assert.Empty(outcome.Differences!.Parted);
        Assert.Equal(
            [$"2|{database.Ledger.LastPosition}"], await database.Query("select build, position from bi_v1.freshness"));
    }

    /// <summary>Right after an append: on a busy machine that may take some tries.</summary>
    private static async Task<Pace> BesideWhoAppends(ReadModelDatabase database)
    {
        for (var tries = 1; ; tries++)
        {
            await RandomHistory.Continue(database.Ledger, database.Ledger.Events.Count + 1);
            var pace = await Pace.Full(database.Service, default);
            if (pace.MakesWay || tries == 50)
                return pace;
        }
    }

    private static long Indexes(ReadModelDatabase database, string schema)
    {
        using var count = database.Admin.CreateCommand(
            $"select count(*) from pg_indexes where schemaname = '{schema}'");
        return (long)count.ExecuteScalar()!;
    }

    private sealed class Reports(Action<RebuildProgress> report) : IProgress<RebuildProgress>
    {
        public void Report(RebuildProgress value) => report(value);
    }
}
