using System.Numerics;
using FsCheck.Fluent;
using LeadLedger.Domain.Calculators;

namespace LeadLedger.Domain.Specs.Calculators;

/// <summary>How many leads are needed, and how many can be worked.</summary>
public class LeadsSpecs
{
    // 004: 5,000 of revenue, 100 a sale, half of the leads won.
    [Theory]
    [InlineData(50, 100)]
    [InlineData(100, 50)]
    public void A_goal_of_5_000_at_100_a_sale_takes_100_leads_when_half_are_won(int opportunities, int sales) =>
        Assert.Equal(100, new LeadsNeeded(5_000, opportunities / 100m, sales / 100m, 100).Reckon().Result);

    // 001: of 100 leads half connect, and a tenth of those become customers.
    [Fact]
    public void Five_customers_take_100_leads_as_a_rep_of_the_talk_works_them() =>
        Assert.Equal(100, new LeadsNeeded(5 * 800, 0.5m, 0.1m, 800).Reckon().Result);

    // 001 says "1,000 or 3,000" for a goal of 300,000: the formula is right, the spoken figure isn't.
    [Theory]
    [InlineData(300_000, 100, 300)]
    [InlineData(3_000_000, 1_000, 3_000)]
    public void A_goal_of_300_000_is_100_demo_requests_or_300_ebooks_and_ten_times_that_would_be_3_000_000(
        int goal, int demoRequests, int ebooks)
    {
        Assert.Equal(demoRequests, new LeadsNeeded(goal, 0.03m, 1, 100_000).Reckon().Result);
        Assert.Equal(ebooks, new LeadsNeeded(goal, 0.01m, 1, 100_000).Reckon().Result);
    }

    [Fact]
    public void A_part_of_a_lead_takes_a_whole_one()
    {
        Assert.Equal(101, new LeadsNeeded(5_000.0001m, 0.5m, 1, 100).Reckon().Result);
        Assert.Equal(1, new LeadsNeeded(0.0001m, 1, 1, 1_000_000_000_000).Reckon().Result);
        Assert.Equal(0, new LeadsNeeded(0, 0.5m, 1, 100).Reckon().Result);
    }

    // A lead is expected to bring 10⁻²⁰ less than the goal. That is beyond the digits of a decimal, which would round
    // it up to the goal and say that one lead is enough.
    [Fact]
    public void Nothing_is_rounded_in_between()
    {
        var (rate, sale, goal) = (0.99999999m, 999_999_979_999.9999m, 999_999_960_000.0004m);
        Assert.Equal(1, goal / (rate * rate * sale));
        Assert.Equal(2, new LeadsNeeded(goal, rate, rate, sale).Reckon().Result);
        Assert.Equal(1, new LeadsNeeded(goal - 0.0001m, rate, rate, sale).Reckon().Result);
    }

    [Fact]
    public void It_is_the_least_number_of_leads_that_reaches_the_goal()
    {
        var inputs = from goal in Gen.Choose(0, 100_000_000)
                     from toOpportunity in Gen.Choose(1, 100_000_000)
                     from toSale in Gen.Choose(1, 100_000_000)
                     from sale in Gen.Choose(1, int.MaxValue)
                     select (goal, toOpportunity, toSale, sale);

        Seeded.Holds(inputs, input =>
        {
            var leads = new LeadsNeeded(
                input.goal, input.toOpportunity / 100_000_000m, input.toSale / 100_000_000m, input.sale / 10_000m)
                .Reckon().Result;
            // In whole numbers: both sides × 10^20.
            var each = (BigInteger)input.toOpportunity * input.toSale * input.sale;
            var goal = input.goal * BigInteger.Pow(10, 20);
            return leads * each >= goal && (leads == 0 || (leads - 1) * each < goal);
        });
    }

    [Fact]
    public void What_would_divide_by_zero_is_refused_by_its_name() =>
        new LeadsNeeded(5_000, 0, 0, 0).Reckon().ThenFlawed(
            "leadToOpportunity zero-divisor", "opportunityToSale zero-divisor", "averageSale zero-divisor");

    [Fact]
    public void Everything_that_is_wrong_is_told_at_once()
    {
        new LeadsNeeded(-1, 1.1m, -0.1m, 1_000_000_000_000.01m).Reckon().ThenFlawed(
            "revenueGoal negative",
            "leadToOpportunity rate-out-of-range",
            "opportunityToSale rate-out-of-range",
            "averageSale too-large");
        new LeadsNeeded(0.00001m, 0.123456789m, 1, 1).Reckon().ThenFlawed(
            "revenueGoal too-many-decimals", "leadToOpportunity too-many-decimals");
    }

    [Fact]
    public void More_leads_than_can_be_counted_are_refused_and_no_fewer()
    {
        new LeadsNeeded(1_000_000_000_000, 0.00000001m, 0.00000001m, 0.0001m).Reckon()
            .ThenFlawed("revenueGoal answer-too-large");
        new LeadsNeeded(1_000_000_000_000, 0.0001m, 0.1m, 0.01m).Reckon().ThenFlawed("revenueGoal answer-too-large");
        Assert.Equal(
            1_000_000_000_000_000, new LeadsNeeded(1_000_000_000_000, 0.001m, 1, 1).Reckon().Result);
    }

    [Fact]
    public void Ten_reps_of_100_leads_work_1_000() =>
        Assert.Equal(1_000, new LeadsFromCapacity(10, 100).Reckon().Result);

    [Fact]
    public void What_is_left_of_a_reps_time_is_not_enough_for_another_lead()
    {
        Assert.Equal(82, new LeadsFromCapacity(2.5m, 33).Reckon().Result);
        Assert.Equal(0, new LeadsFromCapacity(0, 33).Reckon().Result);
    }

    [Fact]
    public void A_capacity_that_is_none_is_refused()
    {
        new LeadsFromCapacity(-1, 1_000_000_000_001).Reckon().ThenFlawed("reps negative", "leadsPerRep too-large");
        new LeadsFromCapacity(1_000_000_000_000, 1_001).Reckon().ThenFlawed("reps answer-too-large");
    }

    [Fact]
    public void A_goal_made_of_the_leads_that_can_be_worked_needs_just_these()
    {
        var inputs = from reps in Gen.Choose(0, 500)
                     from each in Gen.Choose(0, 500)
                     from percent in Gen.Choose(1, 100)
                     select (reps, each, rate: percent / 100m);

        Seeded.Holds(inputs, input =>
        {
            var leads = new LeadsFromCapacity(input.reps, input.each).Reckon().Result;
            return new LeadsNeeded(leads * input.rate * 800, input.rate, 1, 800).Reckon().Result == leads;
        });
    }
}
