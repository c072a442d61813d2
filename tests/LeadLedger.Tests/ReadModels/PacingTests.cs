using LeadLedger.Domain;
using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Leads;
using LeadLedger.Domain.Months;
using LeadLedger.Server.Ledger;
using static LeadLedger.Tests.ReadModels.PacingSteps;

namespace LeadLedger.Tests.ReadModels;

/// <summary>The line that marketing hugs, and where it stands beside it.</summary>
public sealed class PacingTests
{
    [Fact]
    public async Task The_curve_shows_plan_band_and_what_was_booked_day_by_day()
    {
        await using var database = await Signed(Offer);
        await HandOff(database, 1, new DateOnly(2026, 3, 2));
        await HandOff(database, 2, new DateOnly(2026, 3, 2), "ebook");
        await HandOff(database, 3, new DateOnly(2026, 3, 4));
        var ruled = Company.Start.AddDays(3);
        var lead = Company.Lead(1);
        await database.Ledger.Append(lead, Company.Rejected(lead, Offer, Company.Start.AddDays(1)));
        await database.Ledger.Append(lead, Company.Ruled(lead, Offer, ruled, Verdict.Upheld));
        await database.Project();

        // 31,000 in 31 days; a tenth of it is the band on either side.
        Assert.Equal(
            [
                "2026-03-01|1000|-2100|4100|0|0|0|0|-1000|true",
                "2026-03-02|2000|-1100|5100|3499.99995|3499.99995|3499.99995|499.99995|1499.99995|true",
                "2026-03-03|3000|-100|6100|3499.99995|3499.99995|3499.99995|499.99995|499.99995|true",
                "2026-03-04|4000|900|7100|6499.99995|6499.99995|6499.99995|3499.99995|2499.99995|true",
                "2026-03-05|5000|1900|8100|6499.99995|3499.99995|6499.99995|3499.99995|-1500.00005|true",
                "2026-03-31|31000|27900|34100|6499.99995|3499.99995|6499.99995|3499.99995|-27500.00005|false",
            ],
            await database.Query("""
                select day, trim_scale(planned_cumulative), trim_scale(band_low), trim_scale(band_high),
                  trim_scale(actual_gross), trim_scale(actual_net), trim_scale(gross_value_restated_cumulative),
                  trim_scale(net_value_restated_cumulative), trim_scale(variance_net), in_band_net
                from bi_v1.pacing_curve
                where month = '2026-03-01' and (day <= '2026-03-05' or day = '2026-03-31')
                order by day
                """));
    }

    [Fact]
    public async Task A_month_without_a_goal_still_shows_what_was_handed_off()
    {
        await using var database = await Signed(Offer with { Goal = null, Curve = null });
        await HandOff(database, 1, new DateOnly(2026, 3, 2));
        await database.Project();
        Assert.Equal(
            ["2026-03-01||0||", "2026-03-02||3000||", "2026-03-31||3000||"],
            await database.Query("""
                select day, planned_cumulative, trim_scale(actual_net), variance_net, in_band_net
                from bi_v1.pacing_curve
                where month = '2026-03-01' and day in ('2026-03-01', '2026-03-02', '2026-03-31') order by day
                """));
    }

    [Fact]
    public async Task A_goal_in_leads_is_held_against_leads()
    {
        await using var database = await Signed(Offer with { Goal = new Goal(GoalKind.Count, 62m) });
        await HandOff(database, 1, new DateOnly(2026, 3, 2));
        await database.Project();
        Assert.Equal(
            ["count|4|1|1|-3"],
            await database.Query("""
                select goal_kind, trim_scale(planned_cumulative), actual_gross, actual_net, trim_scale(variance_net)
                from bi_v1.pacing_curve where day = '2026-03-02'
                """));
    }

    [Theory]
    [InlineData(31)]
    [InlineData(32)]
    public async Task The_curve_ends_where_the_entries_sum_to(int seed)
    {
        await using var database = await ReadModelDatabase.Make();
        await RandomHistory.Append(database.Ledger, seed, 400);
        await database.Project(pageSize: 50);
        const string FromCurve = """
            select agreement_id, month, currency, sum(gross_count_booked), sum(net_count_booked),
              trim_scale(sum(gross_value_booked)), trim_scale(sum(net_value_booked)),
              trim_scale(sum(net_value_restated))
            from bi_v1.pacing_curve group by 1, 2, 3 order by 1, 2, 3
            """;
        const string FromEntries = """
            select m.agreement_id, m.month, m.currency,
              coalesce(sum(e.count) filter (where e.booked_month = m.month and e.entry = 'credit'), 0),
              coalesce(sum(e.count) filter (where e.booked_month = m.month), 0),
              trim_scale(coalesce(sum(e.amount) filter (where e.booked_month = m.month and e.entry = 'credit'), 0)),
              trim_scale(coalesce(sum(e.amount) filter (where e.booked_month = m.month), 0)),
              trim_scale(coalesce(sum(e.amount) filter (where e.handoff_month = m.month), 0))
            from (select distinct agreement_id, month, currency from bi_v1.pacing_curve) m
            left join bi_v1.pacing_entry e on e.agreement_id = m.agreement_id and e.currency = m.currency
            group by 1, 2, 3 order by 1, 2, 3
            """;
        Assert.Equal(await database.Query(FromEntries), await database.Query(FromCurve));
        Assert.Equal(
            await database.Query("select sum(count), trim_scale(sum(amount)) from bi_v1.pacing_entry"),
            await database.Query(
                "select sum(net_count_booked), trim_scale(sum(net_value_booked)) from bi_v1.pacing_curve"));
    }

    [Theory]
    [InlineData(33)]
    [InlineData(34)]
    public async Task What_was_known_at_the_end_of_a_past_day_never_changes(int seed)
    {
        await using var database = await ReadModelDatabase.Make();
        await RandomHistory.Append(database.Ledger, seed, 350);
        await database.Project();
        var last = (await database.Query("select max(known_day) - 2 from bi_v1.pacing_entry where not imported"))[0];
        var asKnown = $"""
            select e.agreement_id, e.booked_month, d.day, sum(e.count), trim_scale(sum(e.amount))
            from generate_series(date '2026-03-02', date '{last}', interval '1 day') as d (day)
            join bi_v1.pacing_entry e on e.known_day <= d.day and not e.imported
            group by 1, 2, 3 order by 1, 2, 3
            """;
        var before = await database.Query(asKnown);
        Assert.True(before.Count > 60);

        await RandomHistory.Continue(database.Ledger, 700);
        await database.Project();
        Assert.Equal(before, await database.Query(asKnown));
        // There were some that came late: of months that were closed by then, and of days that had been told of.
        Assert.Equal(
            ["true|true"],
            await database.Query("""
                select bool_or(booked_day > fact_day), bool_or(known_day > booked_day) from bi_v1.pacing_entry
                """));
    }

    [Fact]
    public async Task History_from_elsewhere_about_a_closed_month_is_booked_and_known_on_the_first_open_day()
    {
        await using var database = await Signed(Offer);
        var month = new Month(2026, 3);
        await database.Ledger.Append(
            Identity.MonthOf(Company.Enterprise, month),
            new MonthClosed(Company.Enterprise, month, "ann", Company.Start.AddDays(40)));
        var at = new DateTimeOffset(2026, 3, 5, 12, 0, 0, TimeSpan.Zero);
        await database.Ledger.Append(
            Company.Lead(1),
            imported: true,
            Company.HandedOff(Company.Lead(1), Company.Handoff(Company.Enterprise, Offer, at)));
        await database.Project();
        Assert.Equal(
            ["2026-03-05|2026-04-01|2026-04-01|2026-03-05"],
            await database.Query("select fact_day, booked_day, known_day, handoff_day from bi_v1.pacing_entry"));
        Assert.Equal(
            ["2026-03-01|1|3000|2026-04-01|"],
            await database.Query(
                "select month, count, trim_scale(amount), booked_day, recorded_position from bi_v1.adjustment"));
    }
}
