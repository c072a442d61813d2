namespace LeadLedger.Domain.Agreements.Rules;

internal static class CalendarRules
{
    public static IEnumerable<Refusal> Broken(BusinessCalendar calendar)
    {
        if (!CodeRules.IsCode(calendar.Version))
            yield return new CalendarNeedsAVersion();
        foreach (var refusal in WeeklyHours(calendar.WeeklyHours))
            yield return refusal;

        var days = new HashSet<DateOnly>();
        foreach (var (i, holiday) in calendar.Holidays.Index())
        {
            if (!days.Add(holiday.Date))
                yield return new HolidayIsGivenTwice($"calendar.holidays[{i}].date");
            if (!CodeRules.IsText(holiday.Name))
                yield return new TextIsMissing($"calendar.holidays[{i}].name");
        }
    }

    private static IEnumerable<Refusal> WeeklyHours(IReadOnlyList<OpenHours> windows)
    {
        foreach (var (i, window) in windows.Index())
        {
            if (MinutesOf(window) <= 0)
                yield return new OpenHoursAreEmpty($"calendar.weeklyHours[{i}]");
            if (windows.Take(i).Any(other => Overlap(window, other)))
                yield return new OpenHoursOverlap($"calendar.weeklyHours[{i}]");
        }
    }

    /// <summary>By the wall clock of an ordinary day.</summary>
    public static double MinutesOf(OpenHours window) => (EndOf(window) - window.From.ToTimeSpan()).TotalMinutes;

    private static bool Overlap(OpenHours one, OpenHours other) =>
        one.Day == other.Day
        && one.From.ToTimeSpan() < EndOf(other)
        && other.From.ToTimeSpan() < EndOf(one);

    private static TimeSpan EndOf(OpenHours window) =>
        window.To == TimeOnly.MinValue ? TimeSpan.FromDays(1) : window.To.ToTimeSpan();
}
