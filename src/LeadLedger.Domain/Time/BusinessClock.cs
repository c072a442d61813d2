using LeadLedger.Domain.Agreements;
using NodaTime;

namespace LeadLedger.Domain.Time;

/// <summary>
/// A clock that runs only in a calendar's open hours: weekly windows in wall time, no holidays, real seconds within
/// (rule 9, ADR-0005). Everything it says follows from the open intervals it yields, so that a deadline can be
/// explained by them.
/// </summary>
public sealed class BusinessClock
{
    /// <summary>How many local days ahead it looks: ten years. Terms that need more are refused.</summary>
    public const int HorizonDays = 3660;

    private readonly DateTimeZone zone;
    private readonly string timeZone;
    private readonly OpenHours[][] windows;
    private readonly HashSet<DateOnly> holidays;

    public BusinessClock(BusinessCalendar calendar, string timeZone)
    {
        this.timeZone = timeZone;
        zone = LocalTime.Zone(timeZone);
        windows = [.. Enum.GetValues<DayOfWeek>().Select(day => WindowsOf(calendar, day))];
        holidays = [.. calendar.Holidays.Select(holiday => holiday.Date)];
    }

    /// <summary>Whether the day has open hours and is no holiday.</summary>
    public bool IsBusinessDay(DateOnly day) => windows[(int)day.DayOfWeek].Length > 0 && !holidays.Contains(day);

    /// <summary>The open intervals from an instant on, the first one cut at it; they end at the horizon.</summary>
    public IEnumerable<OpenInterval> OpenFrom(DateTimeOffset from)
    {
        var day = LocalTime.DayOf(from, timeZone);
        for (var ahead = 0; ahead <= HorizonDays; ahead++, day = day.AddDays(1))
        {
            if (!IsBusinessDay(day))
                continue;
            foreach (var window in windows[(int)day.DayOfWeek])
            {
                var opens = LocalTime.At(day, window.From, zone);
                var closes = LocalTime.At(window.To == TimeOnly.MinValue ? day.AddDays(1) : day, window.To, zone);
                if (opens < from)
                    opens = from;
                if (opens < closes)
                    yield return new OpenInterval(day, opens, closes);
            }
        }
    }

    /// <summary>The open intervals that a deadline runs through; the last one is cut at the deadline.</summary>
    /// <param name="from">When the clock starts; outside hours it starts at the next opening.</param>
    /// <param name="openTime">More than zero.</param>
    /// <exception cref="InvalidOperationException">It isn't reached within the horizon.</exception>
    public IEnumerable<OpenInterval> RunThrough(DateTimeOffset from, TimeSpan openTime)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(openTime, TimeSpan.Zero);
        return Run(from, openTime);
    }

    /// <summary>The instant at which so much open time has passed.</summary>
    /// <inheritdoc cref="RunThrough"/>
    public DateTimeOffset DueAt(DateTimeOffset from, TimeSpan openTime)
    {
        var due = from;
        foreach (var interval in RunThrough(from, openTime))
            due = interval.To;
        return due;
    }

    /// <summary>The open time between two instants; none if the second isn't later.</summary>
    public TimeSpan OpenBetween(DateTimeOffset from, DateTimeOffset until)
    {
        var open = TimeSpan.Zero;
        for (var start = from; start < until;)
        {
            // A span longer than the horizon is counted a horizon at a time.
            var next = LocalTime.StartOfDay(LocalTime.DayOf(start, timeZone).AddDays(HorizonDays), timeZone);
            var end = next < until ? next : until;
            foreach (var interval in OpenFrom(start).TakeWhile(interval => interval.From < end))
                open += (interval.To < end ? interval.To : end) - interval.From;
            start = end;
        }
        return open;
    }

    /// <summary>Whole seconds of open time between two instants.</summary>
    public long BusinessSecondsBetween(DateTimeOffset from, DateTimeOffset until) =>
        OpenBetween(from, until).Ticks / TimeSpan.TicksPerSecond;

    /// <summary>The business day that is so many after a day; the day itself isn't counted.</summary>
    /// <exception cref="InvalidOperationException">There aren't so many within the horizon.</exception>
    public DateOnly BusinessDayAfter(DateOnly day, int businessDays)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(businessDays, 1);
        for (var ahead = 1; ahead <= HorizonDays; ahead++)
        {
            if (IsBusinessDay(day.AddDays(ahead)) && --businessDays == 0)
                return day.AddDays(ahead);
        }
        throw Unreachable();
    }

    private IEnumerable<OpenInterval> Run(DateTimeOffset from, TimeSpan openTime)
    {
        var left = openTime;
        foreach (var interval in OpenFrom(from))
        {
            if (left <= interval.Length)
            {
                yield return interval with { To = interval.From + left };
                yield break;
            }
            yield return interval;
            left -= interval.Length;
        }
        throw Unreachable();
    }

    private static OpenHours[] WindowsOf(BusinessCalendar calendar, DayOfWeek day) =>
        [.. calendar.WeeklyHours.Where(window => window.Day == day).OrderBy(window => window.From)];

    private static InvalidOperationException Unreachable() =>
        new($"The calendar isn't open for long enough within {HorizonDays} days; such terms should have been refused.");
}
