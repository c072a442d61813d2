using System.Runtime.CompilerServices;
using LeadLedger.Domain.Leads;
using LeadLedger.Domain.Time;

namespace LeadLedger.Domain.Agreements;

/// <summary>What some terms promise for a lead whose clocks start at an instant (rules 9 and 12).</summary>
public static class Promises
{
    // Terms never change, so the clock made for them is kept for as long as they are.
    private static readonly ConditionalWeakTable<Terms, BusinessClock> Clocks = [];

    /// <summary>By the row of the lead's bucket, else by the row for all buckets; null if neither is there.</summary>
    public static FirstResponsePromise? FirstResponse(Terms terms, Bucket bucket, DateTimeOffset from)
    {
        var row = terms.ResponseTimes.FirstOrDefault(row => row.Bucket == bucket)
            ?? terms.ResponseTimes.FirstOrDefault(row => row.Bucket is null);
        if (row is null)
            return null;
        var within = TimeSpan.FromMinutes(row.WithinMinutes);
        DateTimeOffset? remind = row.RemindMinutesBefore is { } before
            ? DueAt(terms, row.Clock, from, within - TimeSpan.FromMinutes(before))
            : null;
        return new FirstResponsePromise(
            from, DueAt(terms, row.Clock, from, within), row.WithinMinutes, row.Clock, remind);
    }

    /// <summary>By the row of the lead's segment, else by the row for all segments; null if neither is there.</summary>
    public static CadencePromise? Cadence(Terms terms, string segment, DateTimeOffset from)
    {
        var row = terms.Cadences.FirstOrDefault(row => row.Segment == segment)
            ?? terms.Cadences.FirstOrDefault(row => row.Segment is null);
        if (row is null)
            return null;
        // So many of the window's days before its end is what is left of them after its start.
        DateTimeOffset? remind = row.RemindDaysBefore is { } before
            ? SameTimeAfter(terms, row.Clock, from, row.WindowDays - before)
            : null;
        return new CadencePromise(
            from,
            SameTimeAfter(terms, row.Clock, from, row.WindowDays),
            row.Attempts,
            row.WindowDays,
            row.Clock,
            remind);
    }

    /// <summary>By when the panel promised to rule on a case opened at <paramref name="from"/>.</summary>
    /// <exception cref="InvalidOperationException">The terms name no panel, so nothing can be rejected.</exception>
    public static DateTimeOffset RulingDueAt(Terms terms, DateTimeOffset from)
    {
        var review = terms.Review ?? throw new InvalidOperationException("These terms promise no review.");
        return DueAt(terms, review.Clock, from, TimeSpan.FromHours(review.RuleWithinHours));
    }

    /// <summary>
    /// When the panel is reminded of a case opened at <paramref name="from"/>; null if the terms don't say.
    /// </summary>
    public static DateTimeOffset? RulingRemindAt(Terms terms, DateTimeOffset from) =>
        terms.Review is { RemindHoursBefore: { } before } review
            ? DueAt(terms, review.Clock, from, TimeSpan.FromHours(review.RuleWithinHours - before))
            : null;

    /// <summary>What these terms' days and deadlines are reckoned with now.</summary>
    public static ReckonedWith ReckonedWith(Terms terms) =>
        new(terms.Calendar.Version, LocalTime.TimeZoneDataVersion);

    /// <summary>The business clock of these terms' calendar and time zone.</summary>
    public static BusinessClock ClockOf(Terms terms) =>
        Clocks.GetValue(terms, static terms => new BusinessClock(terms.Calendar, terms.TimeZone));

    internal static DateTimeOffset SameTimeAfter(Terms terms, ClockKind clock, DateTimeOffset from, int days)
    {
        var day = LocalTime.DayOf(from, terms.TimeZone);
        var then = clock == ClockKind.Business ? ClockOf(terms).BusinessDayAfter(day, days) : day.AddDays(days);
        return LocalTime.SameTimeOn(then, from, terms.TimeZone);
    }

    internal static DateTimeOffset DueAt(Terms terms, ClockKind clock, DateTimeOffset from, TimeSpan within) =>
        clock == ClockKind.Business ? ClockOf(terms).DueAt(from, within) : from + within;
}
