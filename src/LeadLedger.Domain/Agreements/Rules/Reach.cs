using LeadLedger.Domain.Time;

namespace LeadLedger.Domain.Agreements.Rules;

/// <summary>
/// Whether a promise in business time falls due within the clock's horizon from whatever instant it starts: the open
/// time of the horizon's weeks less that of every holiday there is must be enough.
/// </summary>
internal static class Reach
{
    // Twenty weeks are kept back for windows that clock changes swallow whole and for the weeks cut at either end.
    private const int Weeks = (BusinessClock.HorizonDays / 7) - 20;

    public static Refusal? OfMinutes(BusinessCalendar calendar, long minutes, string field) =>
        Check(calendar, minutes, field, CalendarRules.MinutesOf);

    public static Refusal? OfDays(BusinessCalendar calendar, int days, string field)
    {
        var oneWindowADay = calendar with { WeeklyHours = [.. calendar.WeeklyHours.DistinctBy(window => window.Day)] };
        return Check(oneWindowADay, days, field, _ => 1);
    }

    private static Refusal? Check(BusinessCalendar calendar, long needed, string field, Func<OpenHours, double> worth)
    {
        if (calendar.WeeklyHours.Count == 0)
            return new BusinessTimeNeedsOpenHours(field);
        var byDay = calendar.WeeklyHours.ToLookup(window => window.Day, worth);
        var lost = calendar.Holidays.Sum(holiday => byDay[holiday.Date.DayOfWeek].Sum());
        return needed > (byDay.Sum(day => day.Sum()) * Weeks) - lost ? new DeadlineIsOutOfReach(field) : null;
    }
}
