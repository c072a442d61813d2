namespace LeadLedger.Domain.Leads.Replaying;

/// <summary>Which handoff an event belongs to: by its agreement and terms it was judged (rule 3).</summary>
public static class OwnHandoff
{
    /// <summary>The event's handoff.</summary>
    /// <param name="after">The lead with the event.</param>
    public static Handoff HandoffOf(this Lead.Existing after, LeadEvent e)
    {
        var present = after.Facts.Handoff;
        var number = NumberOf(e) ?? (CaseOf(e) is { } reviewed ? after.CaseOf(reviewed)?.Rejection.Handoff : null);
        return number is null || number == present.Number
            ? present
            : after.Facts.Periods.FindLast(period => period.Handoff.Number == number)?.Handoff ?? present;
    }

    private static int? NumberOf(LeadEvent e) => e switch
    {
        ContactAttempted it => it.Handoff,
        LeadProgressed it => it.Handoff,
        DealWon it => it.Handoff,
        DealLost it => it.Handoff,
        LeadRejected it => it.Handoff,
        RulingIssued it => it.Handoff,
        LeadReturnedToMarketing it => it.Handoff,
        FirstResponseMissed it => it.Handoff,
        CadenceMissed it => it.Handoff,
        BreachExcused it => it.Handoff,
        ReminderGiven it => it.Handoff,
        _ => null,
    };

    private static int? CaseOf(LeadEvent e) => e switch
    {
        ReviewClaimed it => it.Case,
        ReviewReleased it => it.Case,
        RejectionWithdrawn it => it.Case,
        VoteCast it => it.Case,
        MemberRecused it => it.Case,
        RulingFollowedUp it => it.Case,
        RulingOverdue it => it.Case,
        _ => null,
    };
}
