using LeadLedger.Domain;
using LeadLedger.Domain.Leads;

namespace LeadLedger.Tests.ReadModels.Star;

/// <summary>What each lead was, and from when to when: against the domain's own fold of the same events.</summary>
public sealed class LeadHistoryTests
{
    [Theory]
    [InlineData(81)]
    [InlineData(82)]
    public async Task A_row_is_begun_each_time_the_domain_says_that_something_changed(int seed)
    {
        await using var database = await ReadModelDatabase.Make();
        await RandomHistory.Append(database.Ledger, seed, 700);
        await database.Project(pageSize: 23);
        var expected = database.Ledger.Events
            .Where(appended => appended.Event is LeadEvent)
            .GroupBy(appended => appended.Stream)
            .SelectMany(life => States(life.Key, life))
            .Order(StringComparer.Ordinal);
        var rows = await database.Query("""
            select lead_id, number, handoff, place, stage, owner_kind, owner, assignee, began_position, ended_position
            from bi_v1.lead_history
            """);
        Assert.Equal(expected, rows.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_leads_rows_follow_on_each_other_and_the_last_is_what_it_is_now()
    {
        await using var database = await ReadModelDatabase.Make();
        await RandomHistory.Append(database.Ledger, seed: 83, events: 900);
        await database.Project(pageSize: 40);
        Assert.Equal(["0|0|0"], await database.Query("""
            select
              count(*) filter (where next.lead_id is null and h.valid_to is not null),
              count(*) filter (where next.lead_id is not null and (
                h.valid_to is distinct from next.valid_from or h.to_day is distinct from next.from_day
                or h.ended_position is distinct from next.began_position or h.valid_to < h.valid_from
                or h.to_day < h.from_day)),
              count(*) filter (where h.valid_from is distinct from h.happened_at and not h.reordered)
            from bi_v1.lead_history h
            left join bi_v1.lead_history next on next.lead_id = h.lead_id and next.number = h.number + 1
            """));
        Assert.Equal(["0|0"], await database.Query("""
            select count(*) - count(h.lead_id), count(*) - (select count(*) from bi_v1.lead)
            from bi_v1.lead l
            left join bi_v1.lead_history h on h.lead_id = l.lead_id and h.valid_to is null
              and (h.place, h.owner_kind, h.handoff) = (l.place, l.owner_kind, l.handoff)
              and h.stage is not distinct from l.stage and h.owner is not distinct from l.owner
              and h.assignee is not distinct from l.assignee
            """));
    }

    [Fact]
    public async Task Each_day_has_what_was_at_its_end_and_none_is_left_out()
    {
        await using var database = await ReadModelDatabase.Make();
        await RandomHistory.Append(database.Ledger, seed: 84, events: 500);
        await database.Project();
        const string AtTheEnd = """
            select d.day, h.lead_id, max(h.number) as number
            from bi_v1.dim_date d join bi_v1.lead_history h on h.from_day <= d.day
            where d.day between '2026-02-01' and '2026-06-30'
            group by d.day, h.lead_id
            """;
        const string Daily =
            "select day, lead_id, number from bi_v1.lead_daily where day between '2026-02-01' and '2026-06-30'";
        Assert.Equal(["0|0|true"], await database.Query($"""
            select (select count(*) from ({AtTheEnd} except {Daily}) missing),
              (select count(*) from ({Daily} except all {AtTheEnd}) wrong),
              (select count(*) > 1000 from ({Daily}) daily)
            """));
    }

    [Fact]
    public async Task A_fact_that_comes_to_be_known_late_begins_no_row_before_the_one_before_it()
    {
        await using var database = await ReadModelDatabase.Make();
        var terms = Company.Terms();
        await database.Ledger.Append(Company.Enterprise.Value, Company.Drafted(Company.Enterprise, terms));
        var lead = Company.Lead(1);
        await database.Ledger.Append(
            lead,
            Company.HandedOff(lead, Company.Handoff(Company.Enterprise, terms, Company.Start)),
            new LeadAssigned(new LeadId(lead), "sue", "max", Company.Start.AddDays(2).AddHours(16)),
            Company.Attempted(lead, terms, Company.Start.AddHours(1), AttemptOutcome.Connected));
        await database.Project();
        Assert.Equal(
            [
                "awaitingFirstResponse|sam|2026-03-02|2026-03-05|2026-03-02T08:00:00Z|2026-03-02T08:00:00Z|false",
                "awaitingFirstResponse|sue|2026-03-05|2026-03-05|2026-03-05T00:00:00Z|2026-03-05T00:00:00Z|false",
                "working|sue|2026-03-05||2026-03-05T00:00:00Z|2026-03-02T09:00:00Z|true",
            ],
            await database.Query("""
                select stage, assignee, from_day, to_day, valid_from, happened_at, reordered
                from bi_v1.lead_history order by number
                """));
        // The second ended on the day on which it began: no day ends with it.
        Assert.Equal(
            ["2026-03-04|1", "2026-03-05|3", "2026-03-06|3"],
            await database.Query("""
                select day, number from bi_v1.lead_daily where day between '2026-03-04' and '2026-03-06' order by day
                """));
    }

    private static IEnumerable<string> States(Guid id, IEnumerable<LedgerOfHand.Appended> life)
    {
        var (lead, number, last) = (Lead.Initial, 0, "");
        var open = "";
        foreach (var appended in life)
        {
            lead = Lead.Evolve(lead, (LeadEvent)appended.Event);
            var state = State((Lead.Existing)lead);
            if (state == last)
                continue;
            if (number > 0)
                yield return $"{open}|{appended.Position}";
            last = state;
            open = $"{id}|{++number}|{state}|{appended.Position}";
        }
        yield return $"{open}|";
    }

    private static string State(Lead.Existing lead)
    {
        var (kind, owner) = lead.Owner switch
        {
            LeadOwner.SalesPerson person => ("salesPerson", person.Person),
            LeadOwner.SalesTeam team => ("salesTeam", team.AgreementId.ToString()),
            LeadOwner.ReviewPanel panel => ("panel", panel.PanelId.ToString()),
            LeadOwner.Marketing marketing => ("marketing", marketing.AgreementId.ToString()),
            _ => ("closed", ""),
        };
        return string.Join(
            '|',
            lead.Facts.Handoff.Number,
            Camel(lead.Place.ToString()),
            lead is Lead.WithSales withSales ? Camel(withSales.Stage.ToString()) : "",
            kind,
            owner,
            lead.Facts.Assignee);
    }

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
