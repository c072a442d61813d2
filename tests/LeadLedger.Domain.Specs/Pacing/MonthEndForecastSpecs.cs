using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Pacing;
using LeadLedger.Domain.Specs.Agreements;

namespace LeadLedger.Domain.Specs.Pacing;

public class MonthEndForecastSpecs
{
    private static readonly PacingPlan Straight = Plan(Enterprise.Offer.Curve!);

    // Saturday 1 and Sunday 2 August weigh nothing.
    private static readonly PacingPlan BusinessDays =
        Plan(Enterprise.Offer.Curve! with { Shape = CurveShape.BusinessDays }, new Month(2026, 8));

    [Fact]
    public void The_month_goes_on_as_it_began() =>
        Assert.Equal(120_000, Forecast(Straight, 30_000, 40_000).Expected / (40_000m * 15 / 120_000));

    [Fact]
    public void One_day_is_too_few_for_a_range() =>
        Assert.Equal(new MonthEndForecast(150_000, null, null, 1), Forecast(Straight, 5_000));

    [Fact]
    public void Before_a_day_of_weight_has_passed_there_is_no_forecast() =>
        Assert.Null(PacingOutlook.After(BusinessDays, [100m, 200], 2).Forecast);

    // 4,000 and 6,000 in two days of thirty: rate 5,000, s² = 2,000,000, 28 days to come.
    // Standard error: √(2,000,000 × (28 + 28²/2)) = 28,982.75; t(0.9, 1) = 3.0777.
    [Fact]
    public void Two_days_give_a_wide_range()
    {
        var forecast = Forecast(Straight, 4_000, 10_000);

        Assert.Equal((150_000, 2), (forecast.Expected, forecast.Days));
        Assert.Equal(150_000 + 89_200.2m, forecast.High!.Value, 0);
        Assert.Equal(150_000 - 89_200.2m, forecast.Low!.Value, 0);
    }

    [Fact]
    public void The_range_narrows_as_days_pass()
    {
        var widths = new[] { 2, 4, 8, 16, 28 }
            .Select(days => Forecast(Straight, UpAndDown(days)))
            .Select(forecast => forecast.High - forecast.Low);

        Assert.Equal(widths.OrderDescending(), widths);
    }

    // 5 credits of 1,000 a day, evenly: s² is taken as rate × credit = 5,000,000, though no day differed.
    [Fact]
    public void Even_days_are_no_reason_to_be_certain()
    {
        var forecast = PacingOutlook.After(Straight, [5_000m, 10_000], credits: 10).Forecast!;

        var standardError = Math.Sqrt(5_000_000 * (28 + (28 * 28 / 2.0)));
        Assert.Equal(150_000 + (decimal)(3.0777 * standardError), forecast.High!.Value, 3);
    }

    [Fact]
    public void A_curve_that_never_fell_is_not_expected_to()
    {
        Assert.Equal(100_000, Forecast(Straight, 1_000, 100_000).Low);
        Assert.True(Forecast(Straight, 100_000, 1_000).Low < 1_000);
    }

    // 700 came on the weekend and 300 on Monday: a Monday of 1,000, so the second day is like the first.
    [Fact]
    public void What_comes_on_a_day_of_no_weight_counts_with_the_next_that_has_one()
    {
        var forecast = Forecast(BusinessDays, 200, 700, 1_000, 2_000);

        Assert.Equal(new MonthEndForecast(21_000, 21_000, 21_000, 2), forecast);
    }

    [Fact]
    public void What_came_last_counts_although_its_day_has_no_weight()
    {
        // Friday 7 August is the fifth business day; 500 more come on Saturday.
        var forecast = Forecast(BusinessDays, 0, 0, 100, 200, 300, 400, 500, 1_000);

        Assert.Equal((4_200, 5), (forecast.Expected, forecast.Days));
        Assert.True(forecast.High > forecast.Expected);
    }

    [Fact]
    public void Days_on_which_nothing_came_are_no_reason_to_be_certain_that_nothing_will() =>
        Assert.Equal(new MonthEndForecast(0, null, null, 3), Forecast(Straight, 0, 0, 0));

    // Signed on the 20th: 5,000 on each of two days, and nine days to come.
    [Fact]
    public void Days_before_the_terms_were_in_force_say_nothing_of_the_rate()
    {
        decimal[] actual = [.. Enumerable.Repeat(0m, 19), 5_000, 10_000];

        var forecast = PacingOutlook.After(Straight, actual, credits: 2, new DateOnly(2026, 6, 20)).Forecast!;

        Assert.Equal((10_000 + (9 * 5_000), 2), (forecast.Expected, forecast.Days));
    }

    [Fact]
    public void Days_before_that_brought_something_count()
    {
        decimal[] actual = [5_000, 10_000, 15_000, 20_000];

        var forecast = PacingOutlook.After(Straight, actual, credits: 4, new DateOnly(2026, 6, 4)).Forecast!;

        Assert.Equal((150_000, 4), (forecast.Expected, forecast.Days));
    }

    // 5,000 a day, and a morning on which nothing came yet.
    [Fact]
    public void A_day_that_still_runs_says_nothing_of_what_a_day_brings()
    {
        Assert.Equal((150_000, 2), Running(5_000, 10_000, 10_000));
        Assert.Equal((160_000, 2), Running(5_000, 10_000, 160_000));
        Assert.Null(PacingOutlook.After(Straight, [5_000m], credits: 0, lastDayRuns: true).Forecast);
    }

    private static (decimal Expected, int Days) Running(params decimal[] actual)
    {
        var forecast = PacingOutlook.After(Straight, actual, credits: 2, lastDayRuns: true).Forecast!;
        return (forecast.Expected, forecast.Days);
    }

    // Half as much again by chance and never by plan: the truth is in the 80 % range about four times in five.
    [Fact]
    public void Four_months_in_five_end_within_the_range()
    {
        var random = new Random(20_260_701);
        var within = 0;
        const int months = 2_000;
        for (var month = 0; month < months; month++)
        {
            var sum = 0m;
            var days = Enumerable.Range(0, 30).Select(_ => sum += random.Next(2_000, 8_000)).ToArray();
            var forecast = Forecast(Straight, days[..5]);
            within += forecast.Low <= days[29] && days[29] <= forecast.High ? 1 : 0;
        }

        Assert.InRange(within / (double)months, 0.77, 0.83);
    }

    private static MonthEndForecast Forecast(PacingPlan plan, params decimal[] actual) =>
        PacingOutlook.After(plan, actual, credits: 0).Forecast!;

    private static decimal[] UpAndDown(int days)
    {
        var sum = 0m;
        return [.. Enumerable.Range(0, days).Select(day => sum += day % 2 == 0 ? 4_000 : 6_000)];
    }

    private static PacingPlan Plan(Curve curve, Month? month = null) => PacingPlan.ForMonth(
        Enterprise.Offer with { Goal = new Goal(GoalKind.LeadValue, 100_000), Curve = curve },
        month ?? new Month(2026, 6))!;
}
