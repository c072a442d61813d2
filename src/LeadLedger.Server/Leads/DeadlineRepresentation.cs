using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Leads;
using LeadLedger.Domain.Time;

namespace LeadLedger.Server.Leads;

/// <summary>Every promise that was made for a lead.</summary>
/// <param name="AsOf">When the states are true; what the watch has recorded stays.</param>
/// <param name="TimeZoneDataVersion">The time-zone data by which the days are told now.</param>
public sealed record LeadDeadlines(
    long Version,
    DateTimeOffset AsOf,
    string TimeZoneDataVersion,
    IReadOnlyList<DeadlineRepresentation> Deadlines);

/// <summary>One promise: what was owed, by when and why then, and what became of it.</summary>
/// <param name="Case">
/// The case that a ruling is owed on, or whose ruling started the clock; null: the handoff did.
/// </param>
/// <param name="TermsVersion">Those of the handoff; a later change of terms doesn't touch them.</param>
/// <param name="WithinMinutes">Of a first response or a ruling.</param>
/// <param name="WindowDays">Of a cadence.</param>
/// <param name="AttemptsPromised">Of a cadence.</param>
/// <param name="OwedBy">The sales person at the deadline, or so far; null: the team, or the panel.</param>
/// <param name="DueAt">As it was reckoned when the clock started: this is what counts.</param>
/// <param name="RecomputedDueAt">What today's time-zone data would make of it; null: the same.</param>
/// <param name="RemindedAt">When a reminder was given; null: none was.</param>
/// <param name="DoneAt">
/// When it was done, in time or late, as promises are judged; null: it wasn't, or not enough.
/// </param>
/// <param name="WallSeconds">From the start of the clock until then.</param>
/// <param name="BusinessSeconds">The same in seconds of the calendar's open hours; null: it has none.</param>
/// <param name="StoppedAt">When the clock stopped, for a rejection or the end; null: it didn't.</param>
/// <param name="AttemptsMade">Of a cadence: so far, in time or late.</param>
/// <param name="AttemptsInWindow">Of a cadence: by its end.</param>
/// <param name="Breach">What the watch has recorded; null: nothing.</param>
/// <param name="TimeZoneDataVersion">Which it was reckoned with; null: that isn't kept of a ruling.</param>
/// <param name="Days">The local days that it runs through.</param>
/// <param name="Pauses">Reviews that it ran into.</param>
public sealed record DeadlineRepresentation(
    OwedPromise Promise,
    int Handoff,
    int? Case,
    int TermsVersion,
    ClockKind Clock,
    int? WithinMinutes,
    int? WindowDays,
    int? AttemptsPromised,
    string? OwedBy,
    DateTimeOffset StartedAt,
    DateTimeOffset DueAt,
    DateTimeOffset? RecomputedDueAt,
    DateTimeOffset? RemindAt,
    DateTimeOffset? RemindedAt,
    PromiseState State,
    DateTimeOffset? DoneAt,
    long? WallSeconds,
    long? BusinessSeconds,
    DateTimeOffset? StoppedAt,
    int? AttemptsMade,
    int? AttemptsInWindow,
    RecordedBreach? Breach,
    string CalendarVersion,
    string? TimeZoneDataVersion,
    IReadOnlyList<DayRepresentation> Days,
    IReadOnlyList<ReviewPause> Pauses)
{
    internal static DeadlineRepresentation Of(ExplainedDeadline it) => new(
        it.Promise,
        it.Handoff,
        it.Case,
        it.TermsVersion,
        it.Promised.Clock,
        it.Promised.WithinMinutes,
        it.Promised.WindowDays,
        it.Promised.Attempts,
        it.OwedBy,
        it.From,
        it.DueAt,
        it.RecomputedDueAt,
        it.RemindAt,
        it.Record.RemindedAt,
        it.State,
        it.DoneAt,
        it.Taken?.WallSeconds,
        it.Taken?.BusinessSeconds,
        it.StoppedAt,
        it.AttemptsMade?.Made,
        it.AttemptsMade?.InWindow,
        it.Record.Breach,
        it.CalendarVersion,
        it.TimeZoneDataVersion,
        [.. it.Days.Select(DayRepresentation.Of)],
        it.Pauses);
}

/// <summary>A local day that a deadline runs through.</summary>
/// <param name="Counts">The clock runs on it, or it is one of the window's days.</param>
/// <param name="Open">When the clock runs on it; empty where whole days are counted.</param>
/// <param name="Closed">Why it doesn't count; null: it does.</param>
/// <param name="Holiday">The holiday's name.</param>
public sealed record DayRepresentation(
    DateOnly LocalDay, bool Counts, IReadOnlyList<OpenRepresentation> Open, ClosedBecause? Closed, string? Holiday)
{
    internal static DayRepresentation Of(ReckonedDay day) => new(
        day.LocalDay, day.Counts, [.. day.Open.Select(OpenRepresentation.Of)], day.Closed, day.Holiday);
}

/// <summary>A stretch in which the clock runs.</summary>
/// <param name="Seconds">Real ones: an hour that a clock change skips isn't in it.</param>
public sealed record OpenRepresentation(DateTimeOffset From, DateTimeOffset To, long Seconds)
{
    internal static OpenRepresentation Of(OpenInterval interval) =>
        new(interval.From, interval.To, interval.Length.Ticks / TimeSpan.TicksPerSecond);
}
