using LeadLedger.Domain.Time;

namespace LeadLedger.Domain.Agreements;

/// <summary>Why a clock doesn't run on a day.</summary>
public enum ClosedBecause
{
    Holiday,
    NoOpenHours,

    /// <summary>It started after the day's last open hour.</summary>
    AfterHours,
}

/// <summary>A local day that a deadline runs through.</summary>
/// <param name="Counts">The clock runs on it, or it is one of the window's days.</param>
/// <param name="Open">When the clock runs on it; none where whole days are counted.</param>
/// <param name="Closed">Why it doesn't count; null: it does.</param>
/// <param name="Holiday">The holiday's name.</param>
public sealed record ReckonedDay(
    DateOnly LocalDay, bool Counts, IReadOnlyList<OpenInterval> Open, ClosedBecause? Closed, string? Holiday);

/// <summary>How a deadline follows from a calendar and a time zone, day by day (rule 9, ADR-0005).</summary>
public static class Reckoning
{
    /// <summary>The days through which a time runs, from its start to its deadline.</summary>
    public static IReadOnlyList<ReckonedDay> OfTime(Terms terms, ClockKind clock, DateTimeOffset from, TimeSpan within)
    {
        var open = clock == ClockKind.Business
            ? Promises.ClockOf(terms).RunThrough(from, within).ToList()
            : EveryHour(terms.TimeZone, from, from + within);
        var byDay = open.ToLookup(interval => interval.LocalDay);
        return
        [
            .. Days(LocalTime.DayOf(from, terms.TimeZone), open[^1].LocalDay)
                .Select(day => byDay[day].ToList() is { Count: > 0 } intervals
                    ? new ReckonedDay(day, true, intervals, null, null)
                    : Closed(terms, day)),
        ];
    }

    /// <summary>The days of a window: those after the day on which it starts.</summary>
    public static IReadOnlyList<ReckonedDay> OfWindow(
        Terms terms, ClockKind clock, DateTimeOffset from, int windowDays)
    {
        var start = LocalTime.DayOf(from, terms.TimeZone);
        var business = Promises.ClockOf(terms);
        var last = clock == ClockKind.Business
            ? business.BusinessDayAfter(start, windowDays)
            : start.AddDays(windowDays);
        return
        [
            .. Days(start.AddDays(1), last).Select(day => clock == ClockKind.Elapsed || business.IsBusinessDay(day)
                ? new ReckonedDay(day, true, [], null, null)
                : Closed(terms, day)),
        ];
    }

    private static ReckonedDay Closed(Terms terms, DateOnly day)
    {
        var holiday = terms.Calendar.Holidays.FirstOrDefault(holiday => holiday.Date == day);
        var because = holiday is not null ? ClosedBecause.Holiday
            : Promises.ClockOf(terms).IsBusinessDay(day) ? ClosedBecause.AfterHours
            : ClosedBecause.NoOpenHours;
        return new ReckonedDay(day, false, [], because, holiday?.Name);
    }

    // Real time: the day of a clock change is an hour shorter or longer than others.
    private static List<OpenInterval> EveryHour(string timeZone, DateTimeOffset from, DateTimeOffset until)
    {
        var intervals = new List<OpenInterval>();
        for (var start = from; start < until;)
        {
            var day = LocalTime.DayOf(start, timeZone);
            var midnight = LocalTime.StartOfDay(day.AddDays(1), timeZone);
            var end = midnight < until ? midnight : until;
            intervals.Add(new OpenInterval(day, start, end));
            start = end;
        }
        return intervals;
    }

    private static IEnumerable<DateOnly> Days(DateOnly first, DateOnly last)
    {
        for (var day = first; day <= last; day = day.AddDays(1))
            yield return day;
    }
}
