using LeadLedger.Domain;
using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Leads;

namespace LeadLedger.Tests.ReadModels.Star;

/// <summary>What a tool that loads by position gets of facts whose rows change.</summary>
public sealed class ChangesTests
{
    // Each has a view of its changes beside it.
    private static readonly string[] Views =
        ["fact_handoff", "fact_outcome", "fact_rejection", "fact_ruling", "fact_breach", "lead", "lead_history"];

    public static TheoryData<string> Changing => [.. Views];

    [Fact]
    public async Task Each_view_of_changes_has_every_row_of_its_view_once()
    {
        await using var database = await ReadModelDatabase.Make();
        await RandomHistory.Append(database.Ledger, seed: 71, events: 900);
        await database.Project(pageSize: 50);
        foreach (var view in Views)
        {
            Assert.Equal(["true|0|0"], await database.Query($"""
                select count(*) > 0,
                  count(*) - (select count(*) from bi_v1.{view}_changes),
                  (select count(*) from (
                    select * from bi_v1.{view} except select * from bi_v1.{view}_changes) missing)
                from bi_v1.{view}
                """));
        }
    }

    [Theory]
    [MemberData(nameof(Changing))]
    public async Task Read_in_pages_with_ties_nothing_is_left_out_and_nothing_comes_twice(string view)
    {
        await using var database = await ReadModelDatabase.Make();
        await RandomHistory.Append(database.Ledger, seed: 72, events: 400);
        await database.Project();
        var key = view switch
        {
            "fact_handoff" or "fact_outcome" => "handoff_key",
            "fact_rejection" or "fact_ruling" => "case_key",
            "fact_breach" => "breach_key",
            "lead" => "lead_id",
            _ => "history_key",
        };
        var read = new List<string>();
        for (var after = "0"; ;)
        {
            var page = await database.Query($"""
                select {key}, position from bi_v1.{view}_changes where position > {after}
                order by position fetch first 3 rows with ties
                """);
            if (page.Count == 0)
                break;
            read.AddRange(page.Select(row => row.Split('|')[0]));
            after = page[^1].Split('|')[1];
        }
        Assert.NotEmpty(read);
        Assert.Equal(
            (await database.Query($"select {key} from bi_v1.{view}")).Order(StringComparer.Ordinal),
            read.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Read_in_pages_by_position_and_key_nothing_is_left_out_where_a_limit_alone_loses_rows()
    {
        await using var database = await ReadModelDatabase.Make();
        await RandomHistory.Append(database.Ledger, seed: 73, events: 400);
        await database.Project();
        var paged = BiQueries.Incremental.Single(query => query.Contains(":key", StringComparison.Ordinal));
        var (whole, lossy) = (await Read(paged), await Read("""
            select * from bi_v1.lead_history_changes where position > :position order by position limit 1000
            """));
        var all = await database.Query("select history_key from bi_v1.lead_history");
        Assert.Equal(all.Order(StringComparer.Ordinal), whole.Order(StringComparer.Ordinal));
        Assert.True(lossy.Count < all.Count);

        async Task<List<string>> Read(string query)
        {
            query = query.Replace("select *", "select history_key, position").Replace("limit 1000", "limit 3");
            var read = new List<string>();
            for (var (key, after) = ("", "0"); ;)
            {
                var page = await database.Query(query.Replace(":position", after).Replace(":key", $"'{key}'"));
                if (page.Count == 0)
                    return read;
                read.AddRange(page.Select(row => row.Split('|')[0]));
                (key, after) = (page[^1].Split('|')[0], page[^1].Split('|')[1]);
            }
        }
    }

    [Fact]
    public async Task Erasing_marks_every_row_of_the_lead_and_brings_each_to_who_loads_by_position()
    {
        await using var database = await ReadModelDatabase.Make();
        var terms = Company.Terms();
        await database.Ledger.Append(Company.Panel.Value, Company.Seated());
        await database.Ledger.Append(Company.Enterprise.Value, Company.Drafted(Company.Enterprise, terms));
        var (lead, other) = (Company.Lead(1), Company.Lead(2));
        await database.Ledger.Append(lead, Life(lead, terms));
        await database.Ledger.Append(other, Life(other, terms));
        await database.Project();
        var before = database.Ledger.LastPosition;
        const string Erased = "select count(*) filter (where erased), count(*) from bi_v1.{0} where lead_id = '{1}'";
        string[] views = ["lead", "lead_history", "fact_handoff", "fact_contact_attempt", "fact_rejection",
            "fact_ruling", "fact_outcome", "fact_breach"];

        await database.Ledger.Append(
            lead,
            new PersonalDataErased(new LeadId(lead), ErasureGround.ConsentWithdrawn, "olga", Company.Start.AddDays(9)));
        await database.Project();

        foreach (var view in views)
        {
            var counts = (await database.Query(string.Format(null, Erased, view, lead)))[0].Split('|');
            Assert.NotEqual("0", counts[1]);
            Assert.Equal(counts[1], counts[0]);
            var others = (await database.Query(string.Format(null, Erased, view, other)))[0];
            Assert.Equal($"0|{counts[1]}", others);
            if (view == "fact_contact_attempt")
                continue;
            Assert.Equal(
                [$"{lead}|{database.Ledger.LastPosition}|{counts[1]}"],
                await database.Query($"""
                    select lead_id, position, count(*) from bi_v1.{view}_changes where position > {before}
                    group by lead_id, position
                    """));
        }
        Assert.Equal(
            ["2026-03-11T08:00:00Z"],
            await database.Query($"select erased_at from bi_v1.lead where lead_id = '{lead}'"));
        Assert.Equal(
            [$"{lead}|{database.Ledger.LastPosition}"],
            await database.Query($"select lead_id, position from bi_v1.erased_lead where position > {before}"));
    }

    private static object[] Life(Guid lead, Terms terms) =>
    [
        Company.HandedOff(lead, Company.Handoff(Company.Enterprise, terms, Company.Start)),
        Company.Attempted(lead, terms, Company.Start.AddHours(1), AttemptOutcome.NoAnswer),
        new FirstResponseMissed(
            new LeadId(lead), 1, null, "sam", Company.Start.AddMinutes(60), new DateOnly(2026, 3, 2)),
        Company.Rejected(lead, terms, Company.Start.AddDays(1)),
        Company.Ruled(lead, terms, Company.Start.AddDays(2), Verdict.Upheld),
        Company.Returned(lead, terms, Company.Start.AddDays(2), ReturnCause.RejectionUpheld, number: 1),
        new LeadHandedOffAgain(
            new LeadId(lead), Company.Handoff(Company.Enterprise, terms, Company.Start.AddDays(3), number: 2)),
    ];
}
