using LeadLedger.Domain;
using LeadLedger.Domain.Months;

namespace LeadLedger.Tests.ReadModels.Learning;

/// <summary>What effort, losses, velocity and capacity read as, with figures reckoned by hand.</summary>
public sealed class LearningViewsTests
{
    [Fact]
    public async Task Effort_tells_outcomes_by_attempts_and_by_response_time()
    {
        await using var database = await ReadModelDatabase.Make();
        var company = new LearnedCompany(database);
        await company.Sign();
        await company.HandOff(3, "2020-02-03", (lead, at) =>
            [.. LearnedCompany.Called(lead, at, 2, TimeSpan.FromMinutes(4)), .. LearnedCompany.Won(lead, at, 900)]);
        await company.HandOff(1, "2020-02-04", (lead, at) =>
            [.. LearnedCompany.Called(lead, at, 2, TimeSpan.FromMinutes(6)), .. LearnedCompany.Lost(lead, at)]);
        await company.HandOff(2, "2020-02-05", (lead, at) =>
            [.. LearnedCompany.Called(lead, at, 12, TimeSpan.FromDays(2)), .. LearnedCompany.GivenUp(lead, at)]);
        await company.HandOff(4, "2020-02-06");
        await company.HandOff(1, "2020-03-31", (lead, at) => LearnedCompany.Called(lead, at, 1, TimeSpan.FromHours(1)));
        await database.Project(7);

        Assert.Equal(
            ["0|0|4|0|4|0|0|0|4|0", "1|1|1|1|0|0|0|0|0|", "10|10 or more|2|0|2|0|0|2|0|0", "2|2|4|0|4|3|1|0|0|0.75"],
            await Effort(database, "attempts", "step_name"));
        Assert.Equal(
            [
                "0|none|4|0|4|0|0|0|4|0", "1|within 5 minutes|3|0|3|3|0|0|0|1", "2|within 1 hour|2|1|1|0|1|0|0|0",
                "5|within 72 hours|2|0|2|0|0|2|0|0",
            ],
            await Effort(database, "responseWall", "step_name"));
        // Two days after Wednesday at nine is sixteen of the eight hours a day that are open.
        Assert.Equal(
            ["0|4", "1|3", "2|2", "4|2"],
            await database.Query("""
                select step, handoffs from bi_v1.cadence_effect where measure = 'responseBusiness'
                  and month = date '2020-05-01' order by step
                """));
        Assert.Equal(
            ["2|900|2700|0.3006|0.9544|675"],
            await database.Query("""
                select step, 900, revenue, round(close_rate_low, 4), round(close_rate_high, 4), revenue_each
                from bi_v1.cadence_effect where measure = 'attempts' and won > 0 and month = date '2020-05-01'
                """));
    }

    [Fact]
    public async Task Losses_are_told_by_reason_and_kind()
    {
        await using var database = await ReadModelDatabase.Make();
        var company = new LearnedCompany(database);
        await company.Sign();
        await company.HandOff(3, "2020-02-03", (lead, at) => LearnedCompany.Lost(lead, at));
        await company.HandOff(1, "2020-02-03", (lead, at) =>
            [.. LearnedCompany.Opened(lead, at), .. LearnedCompany.Lost(lead, at, "noBudget", 40)]);
        await company.HandOff(1, "2020-02-03", (lead, at) => LearnedCompany.Won(lead, at, 1));
        await database.Project(2);

        Assert.Equal(
            ["noBudget|1|0.25|1|0|3000|5000|0|40", "price|3|0.75|0|3|9000|0|0|30"],
            await database.Query("""
                select loss_reason, lost, share_of_month, lost_opportunities, lost_earlier, lead_value,
                  opportunity_amount, average_attempts, average_cycle_days
                from bi_v1.loss_reasons order by loss_reason
                """));
    }

    [Fact]
    public async Task Sales_velocity_is_a_persons_a_teams_and_the_wholes_and_parts_dont_add_up()
    {
        await using var database = await ReadModelDatabase.Make();
        var company = new LearnedCompany(database);
        await company.Sign();
        // Sam: of two that ended one was won in 20 days, and two are open. Sue: one of one in 50 days, and one is open.
        await company.HandOff(1, "2020-01-06", (lead, at) =>
            [.. LearnedCompany.Opened(lead, at), .. LearnedCompany.Won(lead, at, 60_000)]);
        await company.HandOff(1, "2020-01-06", (lead, at) =>
            [.. LearnedCompany.Opened(lead, at), .. LearnedCompany.Lost(lead, at)]);
        await company.HandOff(2, "2020-01-06", (lead, at) => LearnedCompany.Opened(lead, at));
        await company.HandOff(
            1, "2020-01-06", (lead, at) => LearnedCompany.Won(lead, at, 30_000, 50), assignee: "sue");
        await company.HandOff(1, "2020-01-06", (lead, at) => LearnedCompany.Opened(lead, at), assignee: "sue");
        await database.Project(3);

        // 30.4375 days a month: 2 × 1/2 × 60,000 ÷ (20 ÷ 30.4375), and so on.
        Assert.Equal(
            [
                "person|sam|2|2|1|0.5|60000|0.6571|91312.5||",
                "person|sue|1|0|0||||||",
                "person|sue|1|1|1|1|30000|1.6427|18262.5||",
                "team||3|3|2|0.66666667|45000|1.1499|78267.8571|31000|-47267.8571",
                "whole||3|3|2|0.66666667|45000|1.1499|78267.8571|31000|-47267.8571",
            ],
            (await database.Query("""
                select scope, person, opportunities, year_ended, year_won, win_rate, average_deal, cycle_months,
                  velocity_per_month, goal_per_month, gap
                from bi_v1.sales_velocity where month = date '2020-02-01'
                union all
                select scope, person, 1, 0, 0, win_rate, average_deal, cycle_months,
                  velocity_per_month, goal_per_month, gap
                from bi_v1.sales_velocity where month = date '2020-01-01' and person = 'sue' and opportunities = 2
                order by 1, 2, 4
                """)));
        Assert.Equal(
            ["2020-01-01|4", "2020-02-01|2"],
            await database.Query("""
                select month, opportunities from bi_v1.sales_velocity where scope = 'person' and person = 'sam'
                order by month
                """));
    }

    [Fact]
    public async Task Two_hundred_and_fifty_blogs_of_three_hours_bring_a_lead_and_two_thirds_an_hour()
    {
        await using var database = await ReadModelDatabase.Make();
        await new LearnedCompany(database).Sign();
        for (var month = 1; month <= 12; month++)
        {
            var made = month == 12 ? 30 : 20;
            await Log(database, month, "blog-post", made, made * 3, made * 5);
        }
        await Log(database, 12, "webinar", 2, 40, 100);
        await database.Project();

        Assert.Equal(
            [
                "blog-post|30|90|150|3|5|1.6667|250|750|1250|3|5|1.6667|250|2.5",
                "webinar|2|40|100|20|50|2.5|2|40|100|20|50|2.5|2|2.5",
            ],
            await database.Query("""
                select asset_kind, made, hours, leads, hours_each, leads_each, leads_per_hour, year_made, year_hours,
                  year_leads, year_hours_each, year_leads_each, year_leads_per_hour, year_hours_freed_by_one_less,
                  best_leads_per_hour
                from bi_v1.marketing_velocity where month = date '2026-12-01' order by asset_kind
                """));
    }

    private static Task<List<string>> Effort(ReadModelDatabase database, string measure, string name) =>
        database.Query($"""
            select step::text, {name}, handoffs, censored, decided, won, lost, unresponsive, still_open, close_rate
            from bi_v1.cadence_effect where measure = '{measure}' and month = date '2020-05-01' order by step::text
            """);

    private static async Task Log(
        ReadModelDatabase database, int month, string kind, int made, decimal hours, int leads)
    {
        var of = new Month(2026, month);
        await database.Ledger.Append(
            new Guid(month, 0, 0x4000, [0x80, 9, 9, 9, 9, 9, 9, 9]),
            new MarketingEffortLogged(Company.Enterprise, of, kind, made, hours, leads, "mia", Company.Start));
    }
}
