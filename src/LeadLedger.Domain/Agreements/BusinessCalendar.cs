namespace LeadLedger.Domain.Agreements;

/// <summary>When business is open, in the terms' time zone.</summary>
/// <param name="Version">A name for this state of hours and holidays; kept with every deadline reckoned by it.</param>
public sealed record BusinessCalendar(
    string Version,
    IReadOnlyList<OpenHours> WeeklyHours,
    IReadOnlyList<Holiday> Holidays);

/// <summary>
/// One window of one weekday; several a day may be given. <paramref name="To"/> 00:00 is the day's end.
/// </summary>
public sealed record OpenHours(DayOfWeek Day, TimeOnly From, TimeOnly To);

/// <summary>A day on which business is closed.</summary>
public sealed record Holiday(DateOnly Date, string Name);
