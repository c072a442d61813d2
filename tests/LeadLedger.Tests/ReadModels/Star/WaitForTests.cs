using System.Data;
using Npgsql;

namespace LeadLedger.Tests.ReadModels.Star;

/// <summary>Who has written something and wants to read it over SQL waits for it first.</summary>
public sealed class WaitForTests
{
    [Fact]
    public async Task It_returns_once_the_views_have_what_was_waited_for()
    {
        await using var database = await ReadModelDatabase.Make();
        await database.Project();
        var position = await database.Ledger.Append(Company.Panel.Value, Company.Seated());
        var waiting = database.Query($"select bi_v1.wait_for({position}, '1 minute')");
        await database.Until(
            "select exists (select from pg_stat_activity where query like '%wait_for%' and wait_event = 'PgSleep')");
        Assert.False(waiting.IsCompleted);
        await database.Project();
        Assert.Equal([$"{position}"], await waiting);
        Assert.Equal([$"{position}"], await database.Query($"select bi_v1.wait_for({position - 1})"));
    }

    [Fact]
    public async Task It_fails_clearly_when_they_do_not_come_so_far()
    {
        await using var database = await ReadModelDatabase.Make();
        await database.Project();
        var late = await Refused(database, "select bi_v1.wait_for(4711, '50 milliseconds')");
        Assert.Equal("55000", late.SqlState);
        Assert.Equal("the views stand at position 0 and didn't reach 4711 within 00:00:00.05", late.MessageText);
        foreach (var wrong in (string[])["null", "1, null", "1, '2 minutes'", "1, '-1 seconds'"])
            Assert.Equal("22023", (await Refused(database, $"select bi_v1.wait_for({wrong})")).SqlState);
    }

    [Fact]
    public async Task It_refuses_where_no_new_snapshot_would_ever_be_taken()
    {
        await using var database = await ReadModelDatabase.Make();
        await database.Project();
        await using var connection = await database.Bi.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead);
        await using var wait = new NpgsqlCommand("select bi_v1.wait_for(0)", connection);
        var refused = await Assert.ThrowsAsync<PostgresException>(() => wait.ExecuteScalarAsync());
        Assert.Equal("25001", refused.SqlState);
        Assert.Contains("REPEATABLE READ", refused.MessageText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Freshness_tells_when_the_last_event_happened_beside_when_it_was_recorded()
    {
        await using var database = await ReadModelDatabase.Make();
        await database.Ledger.Append(Company.Panel.Value, Company.Seated());
        await database.Project();
        Assert.Equal(
            ["1970-01-01T00:00:00Z|true"],
            await database.Query("select event_time, projected_until > event_time from bi_v1.freshness"));
        foreach (var said in (string[])["\"2026-02-30T00:00:00Z\"", "\"soon\"", "7", "{}"])
        {
            await database.Execute(
                "alter table ledger.mt_events disable trigger user;"
                + $"update ledger.mt_events set headers = jsonb_build_object('occurredAt', '{said}'::jsonb)");
            Assert.Equal(["true"], await database.Query("select event_time = projected_until from bi_v1.freshness"));
        }
    }

    private static async Task<PostgresException> Refused(ReadModelDatabase database, string sql) =>
        await Assert.ThrowsAsync<PostgresException>(() => database.Query(sql));
}
