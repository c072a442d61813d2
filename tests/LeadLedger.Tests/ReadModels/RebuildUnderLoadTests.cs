using LeadLedger.Server.ReadModels.Building;
using LeadLedger.Server.ReadModels.Projecting;
using Npgsql;

namespace LeadLedger.Tests.ReadModels;

/// <summary>A model is changed while everybody works: appends, projecting and readers go on.</summary>
public sealed class RebuildUnderLoadTests
{
    private const int Readers = 8;

    [Fact]
    public async Task Killed_twice_while_people_append_it_goes_on_where_it_was_and_ends_equal()
    {
        await using var database = await ReadModelDatabase.Make();
        await RandomHistory.Append(database.Ledger, seed: 81, events: 300);
        await database.Project();
        using var done = new CancellationTokenSource();
        var working = LedgerUnderLoad.Work(database, done.Token);
        var rebuild = new Rebuild(database.Service, database.Store, database.Builds);

        var reached = new List<long>();
        for (var kill = 1; kill <= 2; kill++)
        {
            // Its connection ends when it says how far it has come, as if its process had died; there is more to do.
            var killing = new Reports(progress =>
            {
                reached.Add(progress.Position);
                SessionLock.Depose(database.Service, Exclusive.Rebuilding, CancellationToken.None)
                    .GetAwaiter().GetResult();
                var before = database.Ledger.Events.Count;
                Assert.True(SpinWait.SpinUntil(
                    () => database.Ledger.Events.Count > before || working.IsCompleted, TimeSpan.FromMinutes(3)));
            });
            await Assert.ThrowsAnyAsync<NpgsqlException>(() => rebuild.Run(killing));
            Assert.Equal(["1"], await database.Query("select build from bi_v1.freshness"));
        }
        var outcome = await rebuild.Run(
            new RebuildOrder(Compare: true, Show: true), new Reports(progress => reached.Add(progress.Position)));
        await done.CancelAsync();
        await working;

        Assert.Equal(reached.Order(), reached);
        Assert.Empty(outcome.Differences!.Parted);
        await LedgerUnderLoad.ProjectActive(database);
        Assert.Equal(
            [$"2|{database.Ledger.LastPosition}"],
            await database.Query("select build, position from bi_v1.freshness"));
        var check = await new ShadowCheck(database.Service, database.Store, database.Builds).Run(gently: false);
        Assert.Equal(database.Ledger.LastPosition, check.Position);
        Assert.Empty(check.Parted);
    }

    [Fact]
    public async Task Of_many_readers_in_a_loop_none_fails_and_none_sees_a_mixture_while_versions_switch()
    {
        await using var database = await ReadModelDatabase.Make();
        await RandomHistory.Append(database.Ledger, seed: 82, events: 200);
        await database.Project();
        using var done = new CancellationTokenSource();
        var working = LedgerUnderLoad.Work(database, done.Token);
        var builds = new HashSet<int>();
        var readers = Enumerable.Range(0, Readers)
            .Select(reader => Task.Run(() => Read(database, isPrepared: reader % 2 == 0, builds, done.Token)))
            .ToArray();

        var rebuild = new Rebuild(database.Service, database.Store, database.Builds);
        for (var number = 2; number <= 5; number++)
            Assert.Equal(number, (await rebuild.Run()).Number);
        await done.CancelAsync();
        await Task.WhenAll([working, .. readers]);

        Assert.True(builds.Count >= 2, $"The readers saw {builds.Count} builds.");
    }

    /// <summary>Reads several views in one statement, and again in one transaction, for as long as it may.</summary>
    private static async Task Read(
        ReadModelDatabase database, bool isPrepared, HashSet<int> builds, CancellationToken until)
    {
        const string Cut = """
            select f.build, f.position,
              (select count(*) from bi_v1.handoff) - (select sum(handoffs) from bi_v1.lead_value_totals),
              (select count(*) from bi_v1.handoff) - (select count(*) from bi_v1.fact_handoff),
              (select count(*) from bi_v1.lead) - (select count(*) from bi_v1.lead_history where valid_to is null),
              coalesce((select max(position) from bi_v1.lead_activity), 0) <= f.position
            from bi_v1.freshness f
            """;
        await using var connection = await database.Bi.OpenConnectionAsync(CancellationToken.None);
        await using var cut = new NpgsqlCommand(Cut, connection);
        if (isPrepared)
            await cut.PrepareAsync(CancellationToken.None);
        (int Build, long Position) last = (0, 0);
        while (!until.IsCancellationRequested)
        {
            await using var transaction = await connection.BeginTransactionAsync(
                System.Data.IsolationLevel.RepeatableRead, CancellationToken.None);
            (int Build, long Position)? first = null;
            for (var time = 0; time < 2; time++)
            {
                await using var row = await cut.ExecuteReaderAsync(CancellationToken.None);
                Assert.True(await row.ReadAsync(CancellationToken.None));
                var seen = (row.GetInt32(0), row.GetInt64(1));
                Assert.Equal(
                    (0m, 0L, 0L, true),
                    (row.GetDecimal(2), row.GetInt64(3), row.GetInt64(4), row.GetBoolean(5)));
                Assert.Equal(first ?? seen, seen);
                first = seen;
            }
            var (build, position) = first!.Value;
            Assert.True(last.Build != build || last.Position <= position, $"{last}, then {first}");
            last = first.Value;
            lock (builds)
                builds.Add(build);
        }
    }

    private sealed class Reports(Action<RebuildProgress> report) : IProgress<RebuildProgress>
    {
        public void Report(RebuildProgress value) => report(value);
    }
}
