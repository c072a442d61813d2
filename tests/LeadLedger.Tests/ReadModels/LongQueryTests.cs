using System.Data;
using System.Diagnostics;
using LeadLedger.Tests.Fixtures;
using Npgsql;
using Xunit.Abstractions;

namespace LeadLedger.Tests.ReadModels;

/// <summary>Whoever reads <c>bi_v1</c> for long is in nobody's way.</summary>
public sealed class LongQueryTests(ITestOutputHelper output)
{
    private const int Rounds = 20;

    /// <summary>
    /// One that has read every view and keeps its transaction open, and one that is in the middle of a query, end only
    /// when they are told to: what is appended and projected meanwhile hasn't waited for either.
    /// </summary>
    [Fact]
    public async Task A_long_query_holds_back_neither_appends_nor_projecting()
    {
        await using var database = await ReadModelDatabase.Make();
        await RandomHistory.Append(database.Ledger, seed: 71, events: 200);
        await database.Project();
        var alone = await Work(database);

        await using var reader = await database.Bi.OpenConnectionAsync();
        await using var transaction = await reader.BeginTransactionAsync(IsolationLevel.RepeatableRead);
        foreach (var view in await database.Query(
            "select viewname from pg_views where schemaname = 'bi_v1' and viewname <> 'dim_person_name'"))
            await Execute(reader, $"select * from bi_v1.{view} limit 10", CancellationToken.None);
        await using var asker = await database.Bi.OpenConnectionAsync();
        using var enough = new CancellationTokenSource();
        var query = Execute(
            asker, "select count(*) from bi_v1.fact_handoff, generate_series(1, 1000000000000)", enough.Token);
        await database.Until($"""
            select state = 'active' and backend_xmin is not null from pg_stat_activity where pid = {asker.ProcessID}
            """);

        var beside = await Work(database);

        output.WriteLine($"median of append / of projecting it, ms: alone {alone}, beside long queries {beside}");
        Assert.False(query.IsCompleted);
        Assert.Equal(["0"], await Rows.Of(database.Bi, "select lag from bi_v1.freshness"));
        await enough.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => query);
    }

    private static async Task<string> Work(ReadModelDatabase database)
    {
        var appends = new List<double>();
        var projections = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            var began = Stopwatch.GetTimestamp();
            await RandomHistory.Continue(database.Ledger, database.Ledger.Events.Count + 1);
            appends.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            began = Stopwatch.GetTimestamp();
            await database.Project();
            projections.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }
        return FormattableString.Invariant($"{Median(appends):F1} / {Median(projections):F1}");
    }

    private static double Median(List<double> of) => of.Order().ElementAt(of.Count / 2);

    private static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
