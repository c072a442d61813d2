using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Time;
using static LeadLedger.Domain.Specs.Agreements.Enterprise;

namespace LeadLedger.Domain.Specs.Time;

public class BusinessClockSpecs
{
    private const string Berlin = "Europe/Berlin";
    private const string NewYork = "America/New_York";

    // Monday to Friday 9 to 17; 1 May and 25 December 2026, both Fridays, are holidays.
    private static readonly BusinessClock Office = new(NineToFive, Berlin);

    // Sundays are when clocks change.
    private static readonly OpenHours WholeSunday = new(DayOfWeek.Sunday, new(0, 0), new(0, 0));

    private static readonly OpenHours[] NightShift =
        [new(DayOfWeek.Monday, new(22, 0), new(0, 0)), new(DayOfWeek.Tuesday, new(0, 0), new(6, 0))];

    // On the Monday on which the night shift begins.
    private static readonly DateTimeOffset Noon = At("2026-07-06T12:00+02:00");

    [Theory]
    [InlineData("2026-07-01T10:00+02:00", 60, "2026-07-01T11:00+02:00")]
    [InlineData("2026-07-01T16:00+02:00", 60, "2026-07-01T17:00+02:00")]
    [InlineData("2026-07-01T16:00+02:00", 61, "2026-07-02T09:01+02:00")]
    [InlineData("2026-07-03T16:30+02:00", 60, "2026-07-06T09:30+02:00")]
    [InlineData("2026-07-01T10:00:30.5+02:00", 1, "2026-07-01T10:01:30.5+02:00")]
    public void Only_open_hours_count(string from, int minutes, string due) =>
        Assert.Equal(At(due), Office.DueAt(At(from), TimeSpan.FromMinutes(minutes)));

    [Theory]
    [InlineData("2026-07-01T03:00+02:00", "2026-07-01T09:05+02:00")]
    [InlineData("2026-07-01T17:00+02:00", "2026-07-02T09:05+02:00")]
    [InlineData("2026-07-01T23:59+02:00", "2026-07-02T09:05+02:00")]
    [InlineData("2026-07-04T12:00+02:00", "2026-07-06T09:05+02:00")]
    public void Outside_hours_the_clock_starts_at_the_next_opening(string from, string due) =>
        Assert.Equal(At(due), Office.DueAt(At(from), TimeSpan.FromMinutes(5)));

    // 1 May in Berlin is from 22:00 UTC on 30 April.
    [Theory]
    [InlineData("2026-04-30T14:59Z", 2, "2026-05-04T07:01Z")]
    [InlineData("2026-04-30T22:30Z", 1, "2026-05-04T07:01Z")]
    [InlineData("2026-05-01T09:00Z", 1, "2026-05-04T07:01Z")]
    public void A_holiday_is_closed_on_its_local_day(string from, int minutes, string due) =>
        Assert.Equal(At(due), Office.DueAt(At(from), TimeSpan.FromMinutes(minutes)));

    [Fact]
    public void A_day_may_have_several_windows()
    {
        var siesta = Clock(
            Berlin,
            new OpenHours(DayOfWeek.Monday, new(16, 0), new(20, 0)),
            new OpenHours(DayOfWeek.Monday, new(9, 0), new(13, 0)));

        Assert.Equal(At("2026-07-06T17:00+02:00"), siesta.DueAt(At("2026-07-06T10:00+02:00"), TimeSpan.FromHours(4)));
    }

    [Fact]
    public void A_night_shift_is_two_windows_that_meet_at_midnight()
    {
        var night = Clock(Berlin, NightShift);

        Assert.Equal(At("2026-07-07T01:00+02:00"), night.DueAt(Noon, TimeSpan.FromHours(3)));
        Assert.Equal(TimeSpan.FromHours(8), night.OpenBetween(Noon, Noon.AddDays(1)));
    }

    [Fact]
    public void A_holiday_cuts_a_night_shift_at_midnight()
    {
        var night = new BusinessClock(
            new BusinessCalendar("night", NightShift, [new Holiday(new DateOnly(2026, 7, 7), "Tuesday off")]),
            Berlin);

        Assert.Equal(TimeSpan.FromHours(2), night.OpenBetween(Noon, Noon.AddDays(1)));
    }

    [Theory]
    [InlineData(Berlin, "2026-03-29", 23)]
    [InlineData(Berlin, "2026-10-25", 25)]
    [InlineData(NewYork, "2026-03-08", 23)]
    [InlineData(NewYork, "2026-11-01", 25)]
    [InlineData(NewYork, "2026-03-29", 24)]
    public void A_whole_day_has_the_hours_that_it_really_has(string timeZone, string sunday, int hours)
    {
        var day = DateOnly.ParseExact(sunday, "o");

        Assert.Equal(
            TimeSpan.FromHours(hours),
            Clock(timeZone, WholeSunday).OpenBetween(
                LocalTime.StartOfDay(day, timeZone),
                LocalTime.StartOfDay(day.AddDays(1), timeZone)));
    }

    // 01:00 to 04:00 on the wall: an hour is skipped in spring, and one comes twice in autumn.
    [Theory]
    [InlineData(Berlin, "2026-03-29T01:00+01:00", "2026-03-29T04:00+02:00", 2)]
    [InlineData(Berlin, "2026-10-25T01:00+02:00", "2026-10-25T04:00+01:00", 4)]
    [InlineData(NewYork, "2026-03-08T01:00-05:00", "2026-03-08T04:00-04:00", 2)]
    [InlineData(NewYork, "2026-11-01T01:00-04:00", "2026-11-01T04:00-05:00", 4)]
    public void A_window_across_a_clock_change_has_its_real_hours(
        string timeZone,
        string opens,
        string closes,
        int hours)
    {
        var early = Clock(timeZone, new OpenHours(DayOfWeek.Sunday, new(1, 0), new(4, 0)));

        var open = Assert.Single(early.RunThrough(At(opens).AddHours(-1), TimeSpan.FromHours(hours)));
        Assert.Equal((At(opens), At(closes)), (open.From, open.To));
        Assert.Equal(hours, open.Length.TotalHours);
    }

    [Theory]
    [InlineData("2026-03-29T01:30+01:00", "2026-03-29T03:30+02:00")]
    [InlineData("2026-10-25T01:30+02:00", "2026-10-25T02:30+02:00")]
    public void A_due_time_is_so_many_real_seconds_later_whatever_the_wall_says(string from, string due) =>
        Assert.Equal(At(due), Clock(Berlin, WholeSunday).DueAt(At(from), TimeSpan.FromHours(1)));

    // Resolved one by one, 02:30 would move to 03:30, and the half hour from three would count twice.
    [Fact]
    public void Windows_that_end_and_begin_in_a_skipped_hour_do_not_overlap()
    {
        var clock = Clock(
            Berlin,
            new OpenHours(DayOfWeek.Sunday, new(1, 0), new(2, 30)),
            new OpenHours(DayOfWeek.Sunday, new(2, 45), new(5, 0)));

        Assert.Equal(
            [
                (At("2026-03-29T00:00Z"), At("2026-03-29T01:00Z")),
                (At("2026-03-29T01:00Z"), At("2026-03-29T03:00Z")),
            ],
            clock.OpenFrom(At("2026-03-29T00:00Z")).Take(2).Select(open => (open.From, open.To)));
    }

    [Fact]
    public void A_window_that_is_skipped_whole_is_none()
    {
        var skipped = Clock(Berlin, new OpenHours(DayOfWeek.Sunday, new(2, 0), new(3, 0)));

        Assert.Equal(new DateOnly(2026, 4, 5), skipped.OpenFrom(At("2026-03-28T12:00Z")).First().LocalDay);
    }

    [Fact]
    public void A_deadline_shows_the_intervals_that_it_ran_through() => Assert.Equal(
        [
            new OpenInterval(new(2026, 4, 30), At("2026-04-30T16:00+02:00"), At("2026-04-30T17:00+02:00")),
            new OpenInterval(new(2026, 5, 4), At("2026-05-04T09:00+02:00"), At("2026-05-04T17:00+02:00")),
            new OpenInterval(new(2026, 5, 5), At("2026-05-05T09:00+02:00"), At("2026-05-05T10:00+02:00")),
        ],
        Office.RunThrough(At("2026-04-30T16:00+02:00"), TimeSpan.FromHours(10)));

    [Theory]
    [InlineData("2026-07-01T16:59:59.5+02:00", "2026-07-02T09:00:00.6+02:00", 1)]
    [InlineData("2026-07-01T12:00+02:00", "2026-07-01T12:00+02:00", 0)]
    [InlineData("2026-07-01T12:00+02:00", "2026-07-01T11:00+02:00", 0)]
    [InlineData("2026-07-04T00:00+02:00", "2026-07-06T09:00+02:00", 0)]
    [InlineData("2026-07-01T00:00+02:00", "2026-08-01T00:00+02:00", 23 * 8 * 3600)]
    public void Business_seconds_between_two_instants_are_whole(string from, string until, long seconds) =>
        Assert.Equal(seconds, Office.BusinessSecondsBetween(At(from), At(until)));

    // 2000 to 2049 is more than the horizon: fifty years of Mondays.
    [Fact]
    public void A_span_longer_than_the_horizon_is_counted_to_its_end() => Assert.Equal(
        TimeSpan.FromHours(2609),
        Clock(Berlin, new OpenHours(DayOfWeek.Monday, new(9, 0), new(10, 0)))
            .OpenBetween(At("2000-01-01T00:00Z"), At("2050-01-01T00:00Z")));

    [Fact]
    public void A_deadline_that_is_never_reached_does_not_loop()
    {
        var closed = Clock(Berlin);

        Assert.Throws<InvalidOperationException>(() => closed.DueAt(At("2026-07-01T00:00Z"), TimeSpan.FromMinutes(1)));
        Assert.Throws<InvalidOperationException>(() => closed.BusinessDayAfter(new DateOnly(2026, 7, 1), 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => closed.DueAt(At("2026-07-01T00:00Z"), TimeSpan.Zero));
    }

    [Fact]
    public void A_business_day_has_open_hours_and_is_no_holiday()
    {
        Assert.True(Office.IsBusinessDay(new DateOnly(2026, 4, 30)));
        Assert.False(Office.IsBusinessDay(new DateOnly(2026, 5, 1)));
        Assert.False(Office.IsBusinessDay(new DateOnly(2026, 5, 2)));
        Assert.Equal(new DateOnly(2026, 5, 4), Office.BusinessDayAfter(new DateOnly(2026, 4, 30), 1));
    }

    private static BusinessClock Clock(string timeZone, params OpenHours[] windows) =>
        new(new BusinessCalendar("spec", windows, []), timeZone);
}
