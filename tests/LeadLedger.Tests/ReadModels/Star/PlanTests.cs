namespace LeadLedger.Tests.ReadModels.Star;

/// <summary>
/// How PostgreSQL answers what the page tells analysts to ask, of tables large enough to make a choice.
/// </summary>
public sealed class PlanTests
{
    private const int Times = 400;

    [Fact]
    public async Task What_changed_since_a_position_and_what_a_lead_was_is_read_without_scanning_a_fact()
    {
        await using var database = await ReadModelDatabase.Make();
        await RandomHistory.Append(database.Ledger, seed: 92, events: 300);
        await database.Project();
        await ManyRows.Multiply(database, Times);
        var last = database.Ledger.LastPosition * (Times + 1);
        Assert.True(BiQueries.Incremental.Count >= 6);
        foreach (var query in BiQueries.Incremental.Concat(Others()))
        {
            foreach (var position in (long[])[0, last / 2, last - 100, last])
            {
                var plan = await Plan(database, BiQueries.With(query, position));
                Assert.False(BiQueries.ScansAFact(plan), plan);
            }
        }
        foreach (var query in BiQueries.All.Where(query => query.Contains(":lead", StringComparison.Ordinal)))
            Assert.False(BiQueries.ScansAFact(await Plan(database, BiQueries.With(query, 0))), query);
        // A history is what is over and what is now, from two tables: a join looks the leads up in both.
        Assert.False(BiQueries.ScansAFact(await Plan(
            database,
            "select h.* from (values (gen_random_uuid()), (gen_random_uuid())) leads (lead_id) "
                + "join bi_v1.lead_history h using (lead_id)")));
        // As it would be found if it were there.
        Assert.True(BiQueries.ScansAFact(
            await Plan(database, "select * from bi_v1.fact_handoff where position > 0")));
    }

    private static IEnumerable<string> Others() =>
        from view in (string[])["fact_outcome", "fact_rejection", "fact_ruling", "fact_breach"]
        select $"""
            select * from bi_v1.{view}_changes where position > :position
            order by position fetch first 1000 rows with ties
            """;

    private static async Task<string> Plan(ReadModelDatabase database, string query) =>
        string.Join('\n', await database.Query("explain " + query));
}
