using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Months;
using LeadLedger.Domain.Pacing;
using LeadLedger.Domain.Specs.Agreements;

namespace LeadLedger.Domain.Specs.Months;

/// <summary>
/// Whether a month's curve left its band, decided day by day; booking around closed months; capacity by day.
/// </summary>
public sealed class BandSpecs
{
    // 31 days, 1 a day; the band is 3.1 wide on either side.
    private static readonly PacingPlan Plan = PacingPlan.ForMonth(
        Enterprise.Offer with
        {
            Goal = new Goal(GoalKind.Count, 31),
            Curve = new Curve(CurveShape.Straight, [], [], 0.1m, 0.1m),
        },
        MonthScenes.July)!;

    [Fact]
    public void From_one_side_to_the_other_it_leaves_again_and_the_edge_is_still_in()
    {
        var known = new Dictionary<DateOnly, decimal>
        {
            [Day(5)] = 20,
            [Day(6)] = -7,
            [Day(17)] = 0.9m,
        };
        var month = AgreementMonth.Initial;
        var events = new List<MonthEvent>();
        foreach (var day in DayInBand.Of(Plan, known, Day(1), Day(18)))
        {
            foreach (var e in DecideBand.Decide(month, Command(day)).Events)
            {
                events.Add(e);
                month = AgreementMonth.Evolve(month, e);
            }
        }
        Assert.Equal(
            [
                "4 Below 0", "5 Above 20", "10 back 13", "18 Below 13.9",
            ],
            events.Select(e => e switch
            {
                PacingLeftBand it => FormattableString.Invariant($"{it.Day.Day} {it.Standing} {it.Actual}"),
                PacingReturnedToBand it => FormattableString.Invariant($"{it.Day.Day} back {it.Actual}"),
                _ => "?",
            }));
        var edge = new DayInBand(Day(4), 0.9m, Plan.Days[3]);
        Assert.Equal(BandStanding.InBand, edge.Standing);
    }

    [Fact]
    public void Days_before_the_terms_were_in_force_are_not_judged_but_what_came_on_them_counts()
    {
        var days = DayInBand.Of(Plan, new Dictionary<DateOnly, decimal> { [Day(2)] = 8 }, Day(10), Day(11)).ToList();
        Assert.Equal([(Day(10), 8m), (Day(11), 8m)], days.Select(day => (day.Day, day.Actual)));
    }

    [Fact]
    public void A_day_that_was_decided_is_not_decided_again_and_none_is_after_the_scorecard()
    {
        var below = new DayInBand(Day(9), 0, Plan.Days[8]);
        var left = DecideBand.Decide(AgreementMonth.Initial, Command(below)).Events;
        var month = MonthScenes.Given(left);
        Assert.Empty(DecideBand.Decide(month, Command(below with { Actual = 9 })).Events);
        Assert.Single(DecideBand.Decide(month, Command(new DayInBand(Day(10), 9, Plan.Days[9]))).Events);
        var issued = MonthScenes.Given(
            MonthScenes.Closed(MonthScenes.July), MonthScenes.Issued(MonthScenes.July, null));
        Assert.Empty(DecideBand.Decide(issued, Command(below)).Events);
    }

    [Fact]
    public void What_is_of_a_closed_month_is_booked_when_it_was_reported_or_else_on_the_first_open_day()
    {
        var closed = ClosedMonths.After(ClosedMonths.After(null, MonthScenes.July), MonthScenes.August);
        Assert.Equal(new ClosedMonths(Day(1), new DateOnly(2026, 8, 31)), closed);
        var september = new DateOnly(2026, 9, 1);
        Assert.Equal(new DateOnly(2026, 9, 7), closed.BookedDay(Day(30), new DateOnly(2026, 9, 7)));
        Assert.Equal(september, closed.BookedDay(Day(30), new DateOnly(2026, 8, 2)));
        Assert.Equal(september, closed.BookedDay(Day(30), null));
        // A fact of an open month is booked on its own day, whenever it was reported; so is one of before the first.
        Assert.Equal(september, closed.BookedDay(september, new DateOnly(2026, 9, 7)));
        Assert.Equal(new DateOnly(2026, 6, 30), closed.BookedDay(new DateOnly(2026, 6, 30), null));
    }

    [Fact]
    public void Capacity_is_spread_over_business_days_or_over_all_where_there_are_none()
    {
        // July 2026 has 23 weekdays and begins on a Wednesday.
        var plan = CapacityPlan.ForMonth(Enterprise.Offer, MonthScenes.July, 46);
        Assert.Equal([2m, 2m, 2m, 0m, 0m, 2m], plan.Days.Take(6).Select(day => day.Leads));
        Assert.Equal((2m, 6m, 46m), (plan.Days[0].Cumulative, plan.Days[4].Cumulative, plan.Days[^1].Cumulative));
        var always = CapacityPlan.ForMonth(
            Enterprise.Offer with { Calendar = new BusinessCalendar("none", [], []) }, MonthScenes.July, 31);
        Assert.All(always.Days, day => Assert.Equal(1, day.Leads));
    }

    private static DateOnly Day(int day) => new(2026, 7, day);

    private static DecideBand Command(DayInBand day) =>
        new(Enterprise.Id, MonthScenes.July, day, Enterprise.By("leadledger", Role.Watch, "2026-07-31T09:00Z"));
}
