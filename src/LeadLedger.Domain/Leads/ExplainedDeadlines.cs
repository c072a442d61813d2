using LeadLedger.Domain.Agreements;

namespace LeadLedger.Domain.Leads;

/// <summary>What was promised: how much of something within a time, by a clock.</summary>
/// <param name="WithinMinutes">Of a first response or a ruling; null: it is a window of days.</param>
/// <param name="WindowDays">Of a cadence; null: it is a time.</param>
/// <param name="Attempts">Of a cadence.</param>
public sealed record PromisedTime(ClockKind Clock, int? WithinMinutes, int? WindowDays, int? Attempts);

/// <summary>How long something took, by both clocks, whichever was promised.</summary>
/// <param name="WallSeconds">Whole; 0 where it was done before a clock that started late.</param>
/// <param name="BusinessSeconds">Whole seconds of the calendar's open hours; null: it has none.</param>
public sealed record TimeTaken(long WallSeconds, long? BusinessSeconds);

/// <summary>A review that a period with sales ran into.</summary>
/// <param name="To">When it was ruled on or withdrawn; null while it is open.</param>
/// <param name="ClockRanOn">
/// It was withdrawn, so the clock ran on as if there had been no rejection (rule 9); false: the clock stopped.
/// </param>
public sealed record ReviewPause(int Case, DateTimeOffset From, DateTimeOffset? To, bool ClockRanOn);

/// <summary>One promise, how it stands, and how its deadline follows from the calendar.</summary>
/// <param name="Case">
/// The case that a ruling is owed on, or whose ruling started the clock; null: the handoff did.
/// </param>
/// <param name="TermsVersion">Those of the handoff: they apply for good (rule 3).</param>
/// <param name="OwedBy">The sales person at the deadline, or so far; null: the team, or the panel.</param>
/// <param name="DueAt">As it was reckoned when the clock started: this is what counts.</param>
/// <param name="DoneAt">
/// When it was done, in time or late, as promises are judged; null: it wasn't, or not enough.
/// </param>
/// <param name="Taken">From the clock's start to <paramref name="DoneAt"/>.</param>
/// <param name="StoppedAt">When the clock stopped, for a rejection or the end; null: it didn't.</param>
/// <param name="AttemptsMade">Of a cadence: made so far, and by its end.</param>
/// <param name="CalendarVersion">The terms' calendar.</param>
/// <param name="TimeZoneDataVersion">Which it was reckoned with; null: that wasn't kept, as of a ruling.</param>
/// <param name="RecomputedDueAt">What today's time-zone data would make of it, where that is another instant.</param>
/// <param name="Days">The local days that it runs through, by today's data.</param>
public sealed record ExplainedDeadline(
    OwedPromise Promise,
    int Handoff,
    int? Case,
    int TermsVersion,
    PromisedTime Promised,
    string? OwedBy,
    DateTimeOffset From,
    DateTimeOffset DueAt,
    DateTimeOffset? RemindAt,
    PromiseRecord Record,
    PromiseState State,
    DateTimeOffset? DoneAt,
    TimeTaken? Taken,
    DateTimeOffset? StoppedAt,
    (int Made, int InWindow)? AttemptsMade,
    string CalendarVersion,
    string? TimeZoneDataVersion,
    DateTimeOffset? RecomputedDueAt,
    IReadOnlyList<ReckonedDay> Days,
    IReadOnlyList<ReviewPause> Pauses);

/// <summary>A deadline explains itself: what was promised, when, by which calendar, and what became of it.</summary>
public static class ExplainedDeadlines
{
    /// <summary>Every promise that was ever made for a lead, in the order in which their clocks started.</summary>
    /// <param name="agreement">The lead's.</param>
    /// <param name="now">As of when.</param>
    public static IReadOnlyList<ExplainedDeadline> Of(Lead.Existing lead, Agreement agreement, DateTimeOffset now)
    {
        var cases = CasesOf(lead);
        var explained = new List<ExplainedDeadline>();
        foreach (var period in lead.Facts.Periods)
            explained.AddRange(OfPeriod(lead, period, cases, agreement, now));
        foreach (var reviewed in cases)
            explained.Add(OfRuling(lead, reviewed, agreement, now));
        return [.. explained.OrderBy(deadline => deadline.From).ThenBy(deadline => deadline.Promise)];
    }

    /// <summary>The same of one of the lead's periods with sales alone: as many as were promised.</summary>
    public static IReadOnlyList<ExplainedDeadline> OfPeriod(
        Lead.Existing lead, SalesPeriod period, Agreement agreement, DateTimeOffset now) =>
        [.. OfPeriod(lead, period, CasesOf(lead), agreement, now)];

    /// <summary>The same of the ruling that is or was owed on one of the lead's cases.</summary>
    public static ExplainedDeadline OfRuling(
        Lead.Existing lead, ReviewCase reviewed, Agreement agreement, DateTimeOffset now)
    {
        var handoff = lead.Facts.Periods.Find(
            period => period.Handoff.Number == reviewed.Rejection.Handoff)!.Handoff;
        return Of(reviewed, agreement.TermsOf(handoff), now);
    }

    /// <summary>How long it took from a clock's start, by both clocks.</summary>
    public static TimeTaken Taken(Terms terms, DateTimeOffset from, DateTimeOffset at) => new(
        Math.Max(0, (at - from).Ticks / TimeSpan.TicksPerSecond),
        terms.Calendar.WeeklyHours.Count > 0 ? Promises.ClockOf(terms).BusinessSecondsBetween(from, at) : null);

    private static IEnumerable<ExplainedDeadline> OfPeriod(
        Lead.Existing lead, SalesPeriod period, List<ReviewCase> cases, Agreement agreement, DateTimeOffset now)
    {
        var pauses = PausesOf(period, lead, cases);
        var terms = agreement.TermsOf(period.Handoff);
        if (period.FirstResponsePromise is { } response)
            yield return Of(period, response, terms, now) with { Pauses = pauses };
        if (period.CadencePromise is { } cadence)
            yield return Of(period, cadence, terms, now) with { Pauses = pauses };
    }

    private static ExplainedDeadline Of(
        SalesPeriod period, FirstResponsePromise promise, Terms terms, DateTimeOffset now)
    {
        var within = TimeSpan.FromMinutes(promise.WithinMinutes);
        var days = Reckoning.OfTime(terms, promise.Clock, promise.From, within);
        var doneAt = period.FirstResponse?.JudgedAt;
        return new ExplainedDeadline(
            OwedPromise.FirstResponse,
            period.Handoff.Number,
            period.SentBackBy,
            terms.Version,
            new PromisedTime(promise.Clock, promise.WithinMinutes, null, null),
            period.OwedBy(Earlier(promise.DueAt, now)),
            promise.From,
            promise.DueAt,
            promise.RemindAt,
            period.FirstResponseRecord,
            period.FirstResponseState(now)!.Value,
            doneAt,
            doneAt is { } at ? Taken(terms, promise.From, at) : null,
            period.ClocksStoppedAt,
            null,
            period.ReckonedWith.CalendarVersion,
            period.ReckonedWith.TimeZoneDataVersion,
            IfAnother(Promises.DueAt(terms, promise.Clock, promise.From, within), promise.DueAt),
            days,
            []);
    }

    private static ExplainedDeadline Of(SalesPeriod period, CadencePromise promise, Terms terms, DateTimeOffset now)
    {
        var judged = period.Attempts.Select(attempt => attempt.JudgedAt).Order().ToList();
        DateTimeOffset? doneAt = judged.Count >= promise.Attempts ? judged[promise.Attempts - 1] : null;
        return new ExplainedDeadline(
            OwedPromise.Cadence,
            period.Handoff.Number,
            period.SentBackBy,
            terms.Version,
            new PromisedTime(promise.Clock, null, promise.WindowDays, promise.Attempts),
            period.OwedBy(Earlier(promise.EndsAt, now)),
            promise.From,
            promise.EndsAt,
            promise.RemindAt,
            period.CadenceRecord,
            period.CadenceState(now)!.Value,
            doneAt,
            doneAt is { } at ? Taken(terms, promise.From, at) : null,
            period.ClocksStoppedAt,
            (period.Attempts.Count, period.AttemptsInWindow),
            period.ReckonedWith.CalendarVersion,
            period.ReckonedWith.TimeZoneDataVersion,
            IfAnother(Promises.SameTimeAfter(terms, promise.Clock, promise.From, promise.WindowDays), promise.EndsAt),
            Reckoning.OfWindow(terms, promise.Clock, promise.From, promise.WindowDays),
            []);
    }

    private static ExplainedDeadline Of(ReviewCase reviewed, Terms terms, DateTimeOffset now)
    {
        var (rejection, review) = (reviewed.Rejection, terms.Review!);
        var within = TimeSpan.FromHours(review.RuleWithinHours);
        var doneAt = reviewed.Ruling?.RuledAt;
        return new ExplainedDeadline(
            OwedPromise.Ruling,
            rejection.Handoff,
            reviewed.Number,
            terms.Version,
            new PromisedTime(review.Clock, (int)within.TotalMinutes, null, null),
            null,
            rejection.RejectedAt,
            rejection.RulingDueAt,
            rejection.RulingRemindAt,
            reviewed.RulingRecord,
            reviewed.RulingState(now),
            doneAt,
            doneAt is { } at ? Taken(terms, rejection.RejectedAt, at) : null,
            reviewed.Withdrawal?.WithdrawnAt,
            null,
            terms.Calendar.Version,
            null,
            IfAnother(Promises.RulingDueAt(terms, rejection.RejectedAt), rejection.RulingDueAt),
            Reckoning.OfTime(terms, review.Clock, rejection.RejectedAt, within),
            []);
    }

    private static List<ReviewCase> CasesOf(Lead.Existing lead)
    {
        var cases = lead.Facts.ClosedCases.ToList();
        if (lead is Lead.UnderReview { Case: var open })
            cases.Add(open);
        return cases;
    }

    private static List<ReviewPause> PausesOf(SalesPeriod period, Lead.Existing lead, List<ReviewCase> cases) =>
    [
        .. cases
            .Where(reviewed => PeriodOf(reviewed, lead) == period)
            .Select(reviewed => new ReviewPause(
                reviewed.Number,
                reviewed.Rejection.RejectedAt,
                reviewed.ClosedAt,
                ClockRanOn: reviewed.Withdrawal is not null)),
    ];

    // The last one of the handoff that no later ruling has begun.
    private static SalesPeriod? PeriodOf(ReviewCase reviewed, Lead.Existing lead) => lead.Facts.Periods.FindLast(
        period => period.Handoff.Number == reviewed.Rejection.Handoff && !(period.SentBackBy >= reviewed.Number));

    private static DateTimeOffset? IfAnother(DateTimeOffset today, DateTimeOffset kept) => today == kept ? null : today;

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
