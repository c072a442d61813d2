using LeadLedger.Domain;
using LeadLedger.Domain.Leads;
using static LeadLedger.Tests.ReadModels.PacingSteps;

namespace LeadLedger.Tests.ReadModels;

/// <summary>For which months there is a plan, and by which terms.</summary>
public sealed class PacingPlanTests
{
    [Fact]
    public async Task Each_month_has_the_plan_of_the_terms_in_force_in_it()
    {
        await using var database = await Signed(Offer);
        await database.Project(pageSize: 1);
        Assert.Equal(["2026-01-01|2027-01-01|1"], await PlannedMonths(database));

        await database.Ledger.Append(
            Company.Enterprise.Value, Company.Signed(Company.Enterprise, Company.Terms(2, 2026, 4, goal: 40_000m)));
        await database.Project();
        Assert.Equal(["2026-01-01|2026-03-01|1", "2026-04-01|2027-04-01|2"], await PlannedMonths(database));
        Assert.Equal(
            ["1|31000|31", "2|40000|30"],
            await database.Query("""
                select terms_version, trim_scale(max(planned_cumulative)), count(*) from bi_v1.pacing_curve
                where month in ('2026-03-01', '2026-04-01') group by terms_version order by 1
                """));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(50)]
    public async Task An_agreement_that_ends_has_no_plan_beyond_its_last_month(int pageSize)
    {
        await using var database = await Signed(Offer);
        await HandOff(database, 1, new DateOnly(2026, 3, 2));
        await database.Project(pageSize);
        Assert.Equal(["2026-01-01|2027-03-01|1"], await PlannedMonths(database));

        await database.Ledger.Append(Company.Enterprise.Value, Company.Terminated(new Month(2026, 5)));
        await database.Project(pageSize);
        Assert.Equal(["2026-01-01|2026-05-01|1"], await PlannedMonths(database));
        Assert.Equal(
            ["2026-05-01|2026-05-31T22:00:00Z|sales|2026-03-01|max|true"],
            await database.Query("""
                select ended_with, ended_at, ended_by_party, triggered_in, terminated_by, terminated_at is not null
                from bi_v1.agreement
                """));

        // A debit after the end, of a lead from before it, is booked in a month without terms.
        var lead = Company.Lead(1);
        await database.Ledger.Append(lead, Company.Rejected(lead, Offer, Company.Start.AddDays(100)));
        await database.Ledger.Append(lead, Company.Ruled(lead, Offer, Company.Start.AddDays(101), Verdict.Upheld));
        await database.Project(pageSize);
        Assert.Equal(["2026-01-01|2026-05-01|1", "2026-06-01|2026-06-01|"], await PlannedMonths(database));
    }

    [Fact]
    public async Task The_plan_goes_on_for_a_year_beyond_the_newest_handoff()
    {
        await using var database = await Signed(Offer);
        await database.Project();
        await HandOff(database, 1, new DateOnly(2026, 9, 15));
        await database.Project();
        Assert.Equal(["2026-01-01|2027-09-01|1"], await PlannedMonths(database));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(50)]
    public async Task No_month_between_backfilled_terms_and_those_that_follow_is_without_a_plan(int pageSize)
    {
        await using var database = await Signed(Company.Terms(year: 2023) with { Backfilled = true });
        await database.Project(pageSize);
        // Signed in January 2026, so a year beyond it and not a year beyond its effect.
        Assert.Equal(["2023-01-01|2027-01-01|1"], await PlannedMonths(database));

        await database.Ledger.Append(
            Company.Enterprise.Value, Company.Signed(Company.Enterprise, Company.Terms(2, 2028, 4)));
        await database.Project(pageSize);
        Assert.Equal(["2023-01-01|2028-03-01|1", "2028-04-01|2029-04-01|2"], await PlannedMonths(database));
        Assert.Equal(
            ["76|0"],
            await database.Query("""
                select count(distinct month), count(*) filter (where planned is null) from bi_v1.pacing_curve
                """));
    }

    [Fact]
    public async Task Terms_for_a_year_that_nobody_lives_to_see_do_not_fill_the_table()
    {
        await using var database = await Signed(Offer);
        await database.Ledger.Append(
            Company.Enterprise.Value, Company.Signed(Company.Enterprise, Company.Terms(2, 9999, 12)));
        await database.Project();
        Assert.Equal(["2026-01-01|2199-12-01|1"], await PlannedMonths(database));
    }

    private static Task<List<string>> PlannedMonths(ReadModelDatabase database) => database.Query("""
        select min(month), max(month), terms_version from bi_v1.pacing_curve group by terms_version order by 1
        """);
}
