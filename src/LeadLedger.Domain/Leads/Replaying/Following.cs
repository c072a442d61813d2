namespace LeadLedger.Domain.Leads.Replaying;

/// <summary>
/// Whether an event has its ground where something before it was left out. In a history that is complete every event
/// has; in a part of it one may not: a ruling whose rejection happened later by another node's clock, or an attempt
/// from the time of a review that was only later withdrawn (ADR-0016).
/// </summary>
public static class Following
{
    /// <summary>
    /// Whether <see cref="Lead.Evolve"/> takes the event on this state, and means by it what it meant in the whole
    /// history: an act on the second case isn't one on the first.
    /// </summary>
    public static bool CanFollow(Lead state, LeadEvent e) => (state, e) switch
    {
        (Lead.NotHandedOff, LeadHandedOff) => true,
        (Lead.WithMarketing lead, LeadHandedOffAgain it) => it.Handoff.Number == lead.Facts.Handoff.Number + 1,
        (Lead.WithSales, LeadAssigned) => true,
        (Lead.Existing lead, ContactAttempted it) =>
            lead.Facts.PeriodAt(it.AttemptedAt)?.Handoff.Number == it.Handoff,
        (Lead.Existing lead, LeadProgressed it) => it.Handoff <= lead.Facts.Handoff.Number,
        (Lead.WithSales lead, DealWon it) => IsPresent(lead, it.Handoff),
        (Lead.WithSales lead, DealLost it) => IsPresent(lead, it.Handoff),
        (Lead.WithSales lead, LeadRejected it) =>
            IsPresent(lead, it.Handoff) && it.Case == lead.Facts.ClosedCases.Count + 1,
        (Lead.UnderReview lead, _) when CaseJudgedBy(e) is { } number => lead.Case.Number == number,
        (Lead.Existing lead, RulingFollowedUp it) => lead.CaseOf(it.Case) is { Ruling: not null },
        (Lead.WithSales lead, LeadReturnedToMarketing it) => it.Case is null && IsPresent(lead, it.Handoff),
        (Lead.WithMarketing lead, LeadReturnedToMarketing it) =>
            it.Case is { } number && lead.CaseOf(number) is { Ruling: not null },
        (Lead.Existing, PersonalDataErased) => true,
        (Lead.Existing lead, _) => IsRecordOf(lead, e),
        _ => false,
    };

    // What the watch records needs the promise that it is about, and an excuse the breach.
    private static bool IsRecordOf(Lead.Existing lead, LeadEvent e) => e switch
    {
        FirstResponseMissed it => PeriodOf(lead, it.Handoff, it.SentBackBy) is { FirstResponsePromise: not null },
        CadenceMissed it => PeriodOf(lead, it.Handoff, it.SentBackBy) is { CadencePromise: not null },
        RulingOverdue it => lead.CaseOf(it.Case) is not null,
        BreachExcused { Promise: OwedPromise.FirstResponse } it =>
            PeriodOf(lead, it.Handoff, it.SentBackBy)?.FirstResponseRecord.Breach is not null,
        BreachExcused it => PeriodOf(lead, it.Handoff, it.SentBackBy)?.CadenceRecord.Breach is not null,
        ReminderGiven { Case: { } number } => lead.CaseOf(number) is not null,
        ReminderGiven it => PeriodOf(lead, it.Handoff, it.SentBackBy) is not null,
        _ => false,
    };

    private static int? CaseJudgedBy(LeadEvent e) => e switch
    {
        RejectionWithdrawn it => it.Case,
        ReviewClaimed it => it.Case,
        ReviewReleased it => it.Case,
        VoteCast it => it.Case,
        MemberRecused it => it.Case,
        RulingIssued it => it.Case,
        _ => null,
    };

    private static bool IsPresent(Lead.Existing lead, int handoff) => lead.Facts.Handoff.Number == handoff;

    private static SalesPeriod? PeriodOf(Lead.Existing lead, int handoff, int? sentBackBy) => lead.Facts.Periods.Find(
        period => period.Handoff.Number == handoff && period.SentBackBy == sentBackBy);
}
