using FsCheck.Fluent;
using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Pacing;
using LeadLedger.Domain.Specs.Agreements;

namespace LeadLedger.Domain.Specs.Pacing;

public class PacingPlanSpecs
{
    private static readonly Month June = new(2026, 6);
    private static readonly Curve Straight = Enterprise.Offer.Curve!;

    // 004: 100,000 over a month of 30 days.
    [Fact]
    public void The_straight_line_gives_every_day_its_share()
    {
        var plan = Plan(Straight);

        Assert.Equal(30, plan.Days.Count);
        Assert.Equal(100_000m * 1 / 30, plan.Days[0].PlannedCumulative);
        Assert.Equal(50_000, plan.Days[14].PlannedCumulative);
        Assert.Equal(100_000, plan.Days[29].PlannedCumulative);
        Assert.Equal((new DateOnly(2026, 6, 1), new DateOnly(2026, 6, 30)), (plan.Days[0].Day, plan.Days[29].Day));
    }

    [Theory]
    [InlineData(2026, 2, 28)]
    [InlineData(2028, 2, 29)]
    [InlineData(2026, 7, 31)]
    public void A_month_has_the_days_that_it_has(int year, int month, int days)
    {
        var plan = Plan(Straight, new Month(year, month));

        Assert.Equal(days, plan.Days.Count);
        Assert.Equal(100_000, plan.Days[^1].PlannedCumulative);
    }

    [Fact]
    public void The_band_is_a_share_of_the_goal_on_either_side()
    {
        var day = Plan(Straight with { BandBelowShare = 0.05m, BandAboveShare = 0.1m }).Days[14];

        Assert.Equal((45_000, 60_000), (day.BandLow, day.BandHigh));
    }

    // May 2026 has 21 weekdays, of which the 1st is a holiday.
    [Fact]
    public void Business_days_carry_the_goal_and_other_days_nothing()
    {
        var plan = Plan(Straight with { Shape = CurveShape.BusinessDays }, new Month(2026, 5));

        Assert.Equal(20, plan.Days.Sum(day => day.Weight));
        Assert.Equal([0, 0, 0, 5_000, 10_000], plan.Days.Take(5).Select(day => day.PlannedCumulative));
        Assert.Equal(100_000, plan.Days[28].PlannedCumulative);
        Assert.Equal(100_000, plan.Days[30].PlannedCumulative);
    }

    // June 2026 begins on a Monday and has five Mondays and Tuesdays and four of each other day.
    [Fact]
    public void Weekdays_carry_what_they_weigh()
    {
        var plan = Plan(Straight with { Shape = CurveShape.Weighted, WeekdayWeights = [2, 1, 1, 1, 1, 0.25m, 0] });

        Assert.Equal([2, 1, 1, 1, 1, 0.25m, 0, 2], plan.Days.Take(8).Select(day => day.Weight));
        Assert.Equal(10 + 5 + 12 + 1, plan.Days.Sum(day => day.Weight));
        Assert.Equal(100_000m * 6.25m / 28, plan.Days[6].PlannedCumulative);
    }

    [Fact]
    public void Seasons_and_events_multiply_the_days_own_weights()
    {
        var plan = Plan(Straight with
        {
            DateWeights =
            [
                new DateWeight("Season", new(2026, 5, 20), new(2026, 6, 3), 0.5m),
                new DateWeight("Fair", new(2026, 6, 3), new(2026, 6, 4), 4),
            ],
        });

        Assert.Equal([0.5m, 0.5m, 2, 4, 1], plan.Days.Take(5).Select(day => day.Weight));
    }

    [Fact]
    public void Terms_without_a_goal_or_a_curve_plan_nothing()
    {
        Assert.Null(PacingPlan.ForMonth(Enterprise.Offer with { Curve = null }, June));
        Assert.Null(PacingPlan.ForMonth(Enterprise.Offer with { Goal = null }, June));
    }

    [Fact]
    public void A_curve_never_falls_and_ends_at_the_goal()
    {
        var weights = Gen.Choose(0, 100_000).Select(w => w / 1000m);
        var seasons = from start in Gen.Choose(0, 400)
                      from length in Gen.Choose(0, 60)
                      from weight in Gen.Choose(100, 3_000)
                      let first = new DateOnly(2026, 1, 1).AddDays(start)
                      select new DateWeight("Season", first, first.AddDays(length), weight / 1000m);
        var curves = from shape in Gen.Elements(Enum.GetValues<CurveShape>())
                     from weekdays in weights.ArrayOf(7)
                     from dates in seasons.ListOf(4)
                     select Straight with { Shape = shape, WeekdayWeights = weekdays, DateWeights = [.. dates] };
        var months = from curve in curves
                     from month in Gen.Choose(1, 12)
                     from goal in Gen.Choose(1, int.MaxValue)
                     select (curve, month, goal: goal / 7m);

        Seeded.Holds(months, input =>
        {
            if (input.curve.Shape == CurveShape.Weighted && input.curve.WeekdayWeights.All(w => w == 0))
                return true;
            var days = Plan(input.curve, new Month(2026, input.month), input.goal).Days;
            return days.Zip(days.Skip(1)).All(pair => pair.First.PlannedCumulative <= pair.Second.PlannedCumulative)
                && days[0].PlannedCumulative >= 0
                && days[^1].PlannedCumulative == input.goal;
        });
    }

    private static PacingPlan Plan(Curve curve, Month? month = null, decimal goal = 100_000) => PacingPlan.ForMonth(
        Enterprise.Offer with { Goal = new Goal(GoalKind.LeadValue, goal), Curve = curve },
        month ?? June)!;
}
