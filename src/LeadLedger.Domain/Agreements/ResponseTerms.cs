namespace LeadLedger.Domain.Agreements;

public enum ClockKind
{
    /// <summary>Every minute counts.</summary>
    Elapsed,

    /// <summary>Only the calendar's open hours count.</summary>
    Business,
}

/// <summary>The first response is owed within this time; a null bucket is all that have no row of their own.</summary>
/// <param name="RemindMinutesBefore">
/// So many minutes of the same clock before the deadline sales is reminded; null: it isn't.
/// </param>
public sealed record ResponseTime(Bucket? Bucket, int WithinMinutes, ClockKind Clock, int? RemindMinutesBefore = null);

/// <summary>
/// At least so many attempts within a window (five calls in two weeks, 001); a null segment is all that have no row of
/// their own.
/// </summary>
/// <param name="WindowDays">
/// Local days: the window ends at the same wall time so many days later (elapsed), or so many business days later.
/// </param>
/// <param name="IdealDays">Days after the handoff (0: the same day) on which to try; advice, not a promise.</param>
/// <param name="RemindDaysBefore">
/// So many days, counted as the window's are, before its end sales is reminded; null: it isn't.
/// </param>
public sealed record Cadence(
    string? Segment,
    int Attempts,
    int WindowDays,
    ClockKind Clock,
    IReadOnlyList<int> IdealDays,
    int? RemindDaysBefore = null);
