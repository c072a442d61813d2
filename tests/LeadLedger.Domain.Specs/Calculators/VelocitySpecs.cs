using FsCheck.Fluent;
using LeadLedger.Domain.Calculators;

namespace LeadLedger.Domain.Specs.Calculators;

/// <summary>How fast sales makes revenue, and marketing leads (003).</summary>
public class VelocitySpecs
{
    [Fact]
    public void A_velocity_of_300_000_is_short_of_a_goal_of_500_000_by_200_000()
    {
        var result = new SalesVelocity(60, 0.25m, 60_000, 3, 500_000).Reckon().Result;

        Assert.Equal(new VelocityAgainstGoal(300_000, 200_000), result);
        Assert.True(result.IsShortOfGoal);
    }

    [Fact]
    public void A_goal_that_is_reached_has_no_shortage()
    {
        var reached = new SalesVelocity(60, 0.25m, 60_000, 3, 300_000).Reckon().Result;
        var beyond = new SalesVelocity(60, 0.25m, 60_000, 3, 200_000).Reckon().Result;

        Assert.Equal((0m, false), (reached.Gap, reached.IsShortOfGoal));
        Assert.Equal((-100_000m, false), (beyond.Gap, beyond.IsShortOfGoal));
    }

    [Fact]
    public void Without_a_goal_there_is_no_gap() =>
        Assert.Equal(
            new VelocityAgainstGoal(300_000, null), new SalesVelocity(60, 0.25m, 60_000, 3, null).Reckon().Result);

    [Theory]
    [InlineData(10, 3, "3.3333", "6.6667")]
    [InlineData(20, 3, "6.6667", "3.3333")]
    [InlineData(1, 16, "0.0625", "9.9375")]
    public void A_quotient_is_rounded_when_it_is_shown(int deal, int cycle, string velocity, string gap) =>
        Assert.Equal(
            new VelocityAgainstGoal(Of(velocity), Of(gap)), new SalesVelocity(1, 1, deal, cycle, 10).Reckon().Result);

    // 0.00005 of velocity: half away from zero, on both sides of zero.
    [Fact]
    public void Halves_go_away_from_zero()
    {
        Assert.Equal(new VelocityAgainstGoal(0.0001m, -0.0001m), Against(0));
        Assert.Equal(new VelocityAgainstGoal(0.0001m, 1m), Against(1));

        static VelocityAgainstGoal Against(decimal goal) =>
            new SalesVelocity(1, 1, 0.0001m, 2, goal).Reckon().Result;
    }

    [Fact]
    public void A_team_is_as_fast_as_its_reps_together()
    {
        var inputs = from reps in Gen.Choose(1, 50)
                     from each in Gen.Choose(0, 200)
                     from rate in Gen.Choose(0, 1_000)
                     from deal in Gen.Choose(0, 1_000_000)
                     from cycle in Gen.Choose(1, 24)
                     select (reps, each, rate: rate / 1_000m, deal, cycle);

        Seeded.Holds(inputs, it =>
        {
            var rep = new SalesVelocity(it.each, it.rate, it.deal, it.cycle, 7).Reckon().Result;
            var team = new SalesVelocity(it.reps * it.each, it.rate, it.deal, it.cycle, 7).Reckon().Result;
            // What is rounded once for the team is rounded once a rep: half a unit of the last decimal each.
            return Math.Abs(team.VelocityPerMonth - (it.reps * rep.VelocityPerMonth)) <= 0.00005m * (it.reps + 1)
                && Math.Abs(team.VelocityPerMonth + team.Gap!.Value - 7) <= 0.0001m;
        });
    }

    [Fact]
    public void A_velocity_that_cannot_be_reckoned_is_refused()
    {
        new SalesVelocity(-1, 2, 1, 0, -1).Reckon().ThenFlawed(
            "opportunities negative", "winRate rate-out-of-range", "cycleMonths zero-divisor", "goalPerMonth negative");
        new SalesVelocity(1, 1, 1, 600.1m, null).Reckon().ThenFlawed("cycleMonths too-large");
        new SalesVelocity(1_000, 1, 1_000_000_000_000, 0.5m, null).Reckon()
            .ThenFlawed("opportunities answer-too-large");
    }

    [Fact]
    public void A_thousandfold_of_what_can_be_counted_goes_when_it_is_divided_again() =>
        Assert.Equal(
            1_000_000_000_000_000,
            new SalesVelocity(600_000, 1, 1_000_000_000_000, 600, null).Reckon().Result.VelocityPerMonth);

    // 003: 250 blogs a year at 3 h are 750 h for 1,250 leads; at 1 h each 500 h are free.
    [Fact]
    public void Blogs_written_in_a_third_of_the_time_free_500_hours() =>
        Assert.Equal(new AssetYield(750, 1_250, 1.6667m, 500, 5), new MarketingVelocity(250, 3, 5, 1).Reckon().Result);

    [Fact]
    public void Without_a_faster_way_no_hours_are_freed() =>
        Assert.Equal(
            new AssetYield(750, 1_250, 1.6667m, null, null), new MarketingVelocity(250, 3, 5, null).Reckon().Result);

    [Fact]
    public void A_slower_way_costs_hours_and_one_that_takes_none_frees_all()
    {
        Assert.Equal(
            new AssetYield(750, 1_250, 1.6667m, -250, null), new MarketingVelocity(250, 3, 5, 4).Reckon().Result);
        Assert.Equal(
            new AssetYield(750, 1_250, 1.6667m, 750, null), new MarketingVelocity(250, 3, 5, 0).Reckon().Result);
    }

    [Fact]
    public void None_made_is_no_hours_and_no_leads_and_still_so_many_an_hour() =>
        Assert.Equal(new AssetYield(0, 0, 1.6667m, 0, 5), new MarketingVelocity(0, 3, 5, 1).Reckon().Result);

    [Fact]
    public void Products_are_exact() =>
        Assert.Equal(
            (0.00000006m, 0.00000015m),
            (Hours(0.0003m).Hours, Hours(0.0003m).Leads));

    [Fact]
    public void A_marketing_velocity_that_cannot_be_reckoned_is_refused()
    {
        new MarketingVelocity(-1, 0, -5, -1).Reckon().ThenFlawed(
            "volume negative", "hoursEach zero-divisor", "leadsEach negative", "newHoursEach negative");
        const decimal most = 1_000_000_000_000;
        new MarketingVelocity(most, 1_001, 1, null).Reckon().ThenFlawed("volume answer-too-large");
        new MarketingVelocity(most, 1, 1_001, null).Reckon().ThenFlawed("volume answer-too-large");
        new MarketingVelocity(1, 0.0001m, most, null).Reckon().ThenFlawed("leadsEach answer-too-large");
        new MarketingVelocity(most, 1, 1, 1_002).Reckon().ThenFlawed("volume answer-too-large");
        new MarketingVelocity(1, 1, most, 0.0001m).Reckon().ThenFlawed("leadsEach answer-too-large");
    }

    private static AssetYield Hours(decimal volume) =>
        new MarketingVelocity(volume, 0.0002m, 0.0005m, null).Reckon().Result;

    private static decimal Of(string figure) =>
        decimal.Parse(figure, System.Globalization.CultureInfo.InvariantCulture);
}
