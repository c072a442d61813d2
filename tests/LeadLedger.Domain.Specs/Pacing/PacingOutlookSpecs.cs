using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Pacing;
using LeadLedger.Domain.Specs.Agreements;

namespace LeadLedger.Domain.Specs.Pacing;

public class PacingOutlookSpecs
{
    // 100,000 over the 30 days of June: 50,000 by the 15th, with a band from 45,000 to 60,000.
    private static readonly PacingPlan Straight = Plan(Enterprise.Offer.Curve!);

    [Theory]
    [InlineData(50_000, 0, BandStanding.InBand)]
    [InlineData(45_000, -5_000, BandStanding.InBand)]
    [InlineData(44_999.99, -5_000.01, BandStanding.Below)]
    [InlineData(60_000, 10_000, BandStanding.InBand)]
    [InlineData(60_000.01, 10_000.01, BandStanding.Above)]
    public void A_month_stands_in_its_band_or_out_of_it(decimal actual, decimal variance, BandStanding standing)
    {
        var outlook = After(Straight, Evenly(15, actual));

        Assert.Equal(new DateOnly(2026, 6, 15), outlook.Day);
        Assert.Equal((actual, variance, standing), (outlook.Actual, outlook.Variance, outlook.Standing));
    }

    [Fact]
    public void What_is_missing_is_needed_on_the_days_that_remain() =>
        Assert.Equal(4_000, After(Straight, Evenly(15, 40_000)).NeededPerDay);

    // After Friday 26 June only Monday and Tuesday are left to work on.
    [Fact]
    public void Days_of_no_weight_do_not_count_as_remaining()
    {
        var plan = Plan(Enterprise.Offer.Curve! with { Shape = CurveShape.BusinessDays });

        var outlook = After(plan, Evenly(26, 90_000));

        Assert.Equal((5_000, 5_000), (outlook.NeededPerDay, outlook.NeededPerWeight));
    }

    // Mondays weigh three: of the 8,000 that two days must bring, Monday 29 June brings 6,000.
    [Fact]
    public void What_is_needed_goes_by_the_days_weights()
    {
        var plan = Plan(Enterprise.Offer.Curve! with
        {
            Shape = CurveShape.Weighted,
            WeekdayWeights = [3, 1, 1, 1, 1, 0, 0],
        });

        var outlook = After(plan, Evenly(28, 92_000));

        Assert.Equal((4_000, 2_000), (outlook.NeededPerDay, outlook.NeededPerWeight));
    }

    [Fact]
    public void Once_the_goal_is_reached_nothing_is_needed() =>
        Assert.Equal(0, After(Straight, Evenly(15, 100_001)).NeededPerDay);

    [Fact]
    public void On_the_last_day_there_is_no_day_left_to_need_anything_on()
    {
        var outlook = After(Straight, Evenly(30, 90_000));

        Assert.Null(outlook.NeededPerDay);
        Assert.Null(outlook.NeededPerWeight);
        Assert.Equal(new MonthEndForecast(90_000, 90_000, 90_000, 30), outlook.Forecast);
    }

    [Fact]
    public void A_day_outside_the_month_has_no_outlook()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => After(Straight, []));
        Assert.Throws<ArgumentOutOfRangeException>(() => After(Straight, Evenly(31, 1)));
    }

    private static PacingOutlook After(PacingPlan plan, decimal[] actual) =>
        PacingOutlook.After(plan, actual, credits: 0);

    private static decimal[] Evenly(int days, decimal actual) =>
        [.. Enumerable.Range(1, days).Select(day => day == days ? actual : actual * day / days)];

    private static PacingPlan Plan(Curve curve) => PacingPlan.ForMonth(
        Enterprise.Offer with { Goal = new Goal(GoalKind.LeadValue, 100_000), Curve = curve },
        new Month(2026, 6))!;
}
