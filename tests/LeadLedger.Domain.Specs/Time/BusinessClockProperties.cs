using FsCheck;
using FsCheck.Fluent;
using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Time;
using NodaTime;

namespace LeadLedger.Domain.Specs.Time;

/// <summary>The clock against one that looks at the wall each minute.</summary>
public class BusinessClockProperties
{
    private static readonly DateTimeOffset[] Changes =
    [
        new(2026, 3, 29, 1, 0, 0, TimeSpan.Zero),
        new(2026, 10, 25, 1, 0, 0, TimeSpan.Zero),
        new(2026, 3, 8, 7, 0, 0, TimeSpan.Zero),
        new(2026, 11, 1, 6, 0, 0, TimeSpan.Zero),
        new(2026, 7, 1, 12, 0, 0, TimeSpan.Zero),
    ];

    private static readonly Gen<BusinessCalendar> Calendars =
        from days in Gen.Choose(0, 6).Select(day => (DayOfWeek)day).ListOf(6)
        from cuts in Gen.Choose(0, 24 * 12 - 1).Select(fives => fives * 5).ListOf(4)
        from holidays in Gen.Choose(-3, 3).ListOf(2)
        from change in Gen.Elements(Changes)
        select new BusinessCalendar(
            "random",
            [.. days.Distinct().SelectMany(day => Windows(day, [.. cuts.Distinct().Order()]))],
            [.. holidays.Distinct().Select(d => new Holiday(DateOnly.FromDateTime(change.Date).AddDays(d), "Off"))]);

    // Starts up to two days before a clock change, so that most spans run across it.
    private static readonly Gen<(BusinessCalendar Calendar, string Zone, DateTimeOffset From, int Minutes)> Spans =
        from calendar in Calendars
        from zone in Gen.Elements("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata")
        from change in Gen.Elements(Changes)
        from before in Gen.Choose(0, 2 * 24 * 60)
        from minutes in Gen.Choose(1, 4 * 24 * 60)
        select (calendar, zone, change.AddMinutes(-before), minutes);

    [Fact]
    public void Open_time_is_what_a_minute_by_minute_count_finds() => Seeded.Holds(Spans, span =>
    {
        var open = NaivelyOpenMinutes(span.Calendar, span.Zone, span.From).Take(span.Minutes).Count(isOpen => isOpen);
        var until = span.From.AddMinutes(span.Minutes);
        return new BusinessClock(span.Calendar, span.Zone).OpenBetween(span.From, until) == TimeSpan.FromMinutes(open);
    });

    [Fact]
    public void A_deadline_is_the_end_of_the_minute_in_which_a_naive_count_is_full() => Seeded.Holds(Spans, span =>
    {
        if (span.Calendar.WeeklyHours.Count == 0)
            return true;
        var needed = 1 + (span.Minutes % 300);
        var opened = 0;
        var passed = NaivelyOpenMinutes(span.Calendar, span.Zone, span.From)
            .TakeWhile(isOpen => (opened += isOpen ? 1 : 0) < needed)
            .Count() + 1;
        var due = new BusinessClock(span.Calendar, span.Zone).DueAt(span.From, TimeSpan.FromMinutes(needed));
        return due == span.From.AddMinutes(passed);
    });

    [Fact]
    public void Open_time_until_the_deadline_is_what_was_promised() => Seeded.Holds(Spans, span =>
    {
        if (span.Calendar.WeeklyHours.Count == 0)
            return true;
        var clock = new BusinessClock(span.Calendar, span.Zone);
        var promised = TimeSpan.FromSeconds(span.Minutes * 7);
        return clock.OpenBetween(span.From, clock.DueAt(span.From, promised)) == promised;
    });

    // Where the wall clock steps back, it is read as one that waits until the time that it showed comes again.
    private static IEnumerable<bool> NaivelyOpenMinutes(BusinessCalendar calendar, string timeZone, DateTimeOffset from)
    {
        var zone = DateTimeZoneProviders.Tzdb[timeZone];
        var latest = LocalDateTime.MinIsoValue;
        for (var back = 24 * 60; ; back--)
        {
            var wall = Instant.FromDateTimeOffset(from.AddMinutes(-back)).InZone(zone).LocalDateTime;
            latest = wall > latest ? wall : latest;
            if (back <= 0)
                yield return IsOpen(calendar, latest);
        }
    }

    private static bool IsOpen(BusinessCalendar calendar, LocalDateTime wall)
    {
        var day = wall.Date.ToDateOnly();
        var minute = (wall.Hour * 60) + wall.Minute;
        return calendar.Holidays.All(holiday => holiday.Date != day)
            && calendar.WeeklyHours.Any(window =>
                window.Day == day.DayOfWeek
                && MinuteOf(window.From) <= minute
                && (window.To == TimeOnly.MinValue || minute < MinuteOf(window.To)));
    }

    private static int MinuteOf(TimeOnly time) => (time.Hour * 60) + time.Minute;

    // Cuts in pairs: from one to the next; a last one alone, to the day's end.
    private static IEnumerable<OpenHours> Windows(DayOfWeek day, int[] cuts) =>
        cuts.Chunk(2).Select(pair => new OpenHours(
            day,
            TimeOnly.MinValue.AddMinutes(pair[0]),
            pair.Length == 2 ? TimeOnly.MinValue.AddMinutes(pair[1]) : TimeOnly.MinValue));
}
