using System.Text.Json;
using LeadLedger.Domain.Leads;

namespace LeadLedger.Tests.ReadModels;

/// <summary>What the queue knows of who may judge, against the domain's own fold.</summary>
public sealed class ReviewDeskTests
{
    [Theory]
    [InlineData(101)]
    [InlineData(102)]
    public async Task Who_is_barred_and_who_has_voted_is_as_the_domain_has_it(int seed)
    {
        await using var database = await ReadModelDatabase.Make();
        var leads = await RandomHistory.Append(database.Ledger, seed, events: 700);
        await database.Project(pageSize: 37);

        var expected = leads.Values.OfType<Lead.UnderReview>().Select(lead => string.Join('|',
            lead.Facts.Id,
            Array(lead.Facts.Involved.Keys.Concat(lead.Case.Recusals.Select(recusal => recusal.Member))),
            Array(lead.Case.Votes.Select(vote => vote.Member))));
        Assert.NotEmpty(expected);
        Assert.Contains(leads.Values.OfType<Lead.UnderReview>(), lead => lead.Case.Votes.Count > 0);
        Assert.Equal(expected.Order(StringComparer.Ordinal), (await Desk(database)).Order(StringComparer.Ordinal));
        Assert.Empty(await Ask(
            database, "select lead_id::text from review_desk.review_case where state <> 'open' and voted <> '[]'"));
    }

    [Fact]
    public async Task A_vote_moves_nothing_that_anybody_is_shown()
    {
        await using var database = await ReadModelDatabase.Make();
        var (terms, lead) = (Company.Terms(), Company.Lead(1));
        await database.Ledger.Append(Company.Panel.Value, Company.Seated());
        await database.Ledger.Append(
            Company.Enterprise.Value, Company.Drafted(Company.Enterprise, terms));
        await database.Ledger.Append(
            lead,
            Company.HandedOff(lead, Company.Handoff(Company.Enterprise, terms, Company.Start)),
            Company.Rejected(lead, terms, Company.Start.AddHours(1)));
        await database.Project();
        var before = await Shown(database);
        await database.Ledger.Append(lead, new VoteCast(
            new(lead), 1, "mo", Verdict.Upheld, Domain.PersonalText.Of("SECRET"), Company.Start.AddHours(2)));
        await database.Project();
        Assert.Equal(before, await Shown(database));
        Assert.Equal(["""["mo"]"""], await Ask(database, "select voted::text from review_desk.review_case"));
    }

    [Fact]
    public async Task The_bi_role_has_no_way_to_who_has_voted()
    {
        await using var database = await ReadModelDatabase.Make();
        await database.Builds.EnsureActive();
        var refused = await Assert.ThrowsAsync<Npgsql.PostgresException>(
            () => database.Query("select voted from review_desk.review_case"));
        Assert.Equal("42501", refused.SqlState);
    }

    [Fact]
    public async Task A_months_trend_is_that_of_its_cases()
    {
        await using var database = await ReadModelDatabase.Make();
        var terms = Company.Terms();
        await database.Ledger.Append(Company.Panel.Value, Company.Seated());
        await database.Ledger.Append(Company.Enterprise.Value, Company.Drafted(Company.Enterprise, terms));
        // Ruled on after 1, 2 and 10 hours; one is open.
        foreach (var (number, hours, verdict) in ((int, int, Verdict?)[])
            [(1, 1, Verdict.Upheld), (2, 2, Verdict.Upheld), (3, 10, Verdict.Overturned), (4, 0, null)])
        {
            var (lead, at) = (Company.Lead(number), Company.Start.AddHours(1));
            var source = number == 3 ? "paidSearch" : "organicSearch";
            await database.Ledger.Append(
                lead,
                Company.HandedOff(
                    lead, Company.Handoff(Company.Enterprise, terms, Company.Start, source: source)),
                Company.Rejected(lead, terms, at));
            if (verdict is { } ruled)
                await database.Ledger.Append(lead, Company.Ruled(lead, terms, at.AddHours(hours), ruled));
        }
        await database.Project();
        Assert.Equal(
            [
                "all||4|1|3|2|1|0|0.6667|7200|36000",
                "source|organicSearch|3|1|2|2|0|0|1.0000|3600|7200",
                "source|paidSearch|1|0|1|0|1|0|0.0000|36000|36000",
            ],
            await database.Query("""
                select dimension, value, opened, open, ruled, upheld, overturned, withdrawn, upheld_share,
                  median_seconds_to_rule, p90_seconds_to_rule
                from bi_v1.review_trend where dimension in ('all', 'source') and month = '2026-03-01'
                order by 1, 2
                """));
        Assert.Equal(["4|4|4|4|4|4"], await database.Query("""
            select sum(opened) filter (where dimension = 'all'), sum(opened) filter (where dimension = 'source'),
              sum(opened) filter (where dimension = 'conversionAction'),
              sum(opened) filter (where dimension = 'reason'), sum(opened) filter (where dimension = 'criterion'),
              sum(opened) filter (where dimension = 'rejectedBy')
            from bi_v1.review_trend
            """));
    }

    private static string Array(IEnumerable<string> subjects) =>
        JsonSerializer.Serialize(subjects.Distinct().Order(StringComparer.Ordinal));

    private static Task<List<string>> Desk(ReadModelDatabase database) => Ask(database, """
        select lead_id || '|' || replace(barred::text, ', ', ',') || '|' || replace(voted::text, ', ', ',')
        from review_desk.review_case where state = 'open'
        """);

    private static async Task<string> Shown(ReadModelDatabase database) => string.Join('\n', [
        // Less its age, which is of the moment of the query.
        .. await database.Query("select (to_jsonb(q) - 'age_seconds')::text from bi_v1.review_queue q"),
        .. await database.Query("select * from bi_v1.rejection"),
        .. await database.Query("select * from bi_v1.lead"),
        .. await database.Query("select * from bi_v1.handoff"),
    ]);

    private static async Task<List<string>> Ask(ReadModelDatabase database, string sql)
    {
        await using var command = database.Service.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
            rows.Add(reader.GetString(0));
        return rows;
    }
}
