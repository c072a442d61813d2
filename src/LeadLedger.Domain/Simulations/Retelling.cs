using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Leads;
using LeadLedger.Domain.Panels;

namespace LeadLedger.Domain.Simulations;

/// <summary>What is decided when an act comes again.</summary>
/// <param name="By">Whose deed it was.</param>
/// <param name="Decide">The panel is that of the case it is about; null: it is about none.</param>
internal sealed record Retold(string By, Func<Lead, Agreement, Panel?, Act, Decision<LeadEvent>> Decide)
{
    /// <summary>The case that it is about, by its number in the real history; null: none, or it opens one.</summary>
    public int? Case { get; init; }

    /// <summary>It is the panel's to do.</summary>
    public bool IsOfThePanel { get; init; }
}

/// <summary>Makes the command again of which an event came.</summary>
internal static class Retelling
{
    /// <summary>It was there and wasn't blank, or it would have been refused then; nobody reads it here.</summary>
    private static readonly PersonalText Unread = PersonalText.Of("…");

    /// <summary>
    /// Null where the event is no act of its own: the watch's, which follow from the clocks, and marks.
    /// </summary>
    /// <param name="e">The event.</param>
    /// <param name="real">The lead that it happened to.</param>
    /// <param name="caseIs">The number, in the history that is simulated, of a case of the real one.</param>
    public static Retold? Of(LeadEvent e, Lead real, Func<int, int> caseIs) => e switch
    {
        LeadHandedOff it => new(it.Handoff.HandedOffBy, (state, agreement, _, act) => HandOffLead.Decide(
            state, agreement, new(it.LeadId, it.Person, DetailsOf(it.Handoff), act))),
        LeadHandedOffAgain it => new(it.Handoff.HandedOffBy, (state, agreement, _, act) =>
            HandOffLeadAgain.Decide(state, agreement, new(DetailsOf(it.Handoff), act))),
        LeadAssigned it => new(it.AssignedBy, (state, agreement, _, act) =>
            AssignLead.Decide(state, agreement, new(it.Assignee, act))),
        ContactAttempted it => new(it.AttemptedBy, (state, agreement, _, act) =>
            AttemptContact.Decide(state, agreement, new(it.Channel, it.Outcome, it.Note, act))),
        LeadProgressed it => new(it.ReportedBy, (state, agreement, _, act) =>
            ProgressLead.Decide(state, agreement, new(it.Milestone, it.Amount, act))),
        DealWon it => new(it.ReportedBy, (state, agreement, _, act) =>
            WinDeal.Decide(state, agreement, new(it.Amount, act))),
        DealLost it => new(it.ReportedBy, (state, agreement, _, act) =>
            LoseDeal.Decide(state, agreement, new(it.Reason, it.Note, act))),
        LeadRejected it => new(it.RejectedBy, (state, agreement, _, act) =>
            RejectLead.Decide(state, agreement, new(it.ReasonCode, it.Criterion, Unread, act))),
        RejectionWithdrawn it => new(it.WithdrawnBy, (state, agreement, _, act) =>
            WithdrawRejection.Decide(state, agreement, new(caseIs(it.Case), act)))
        {
            Case = it.Case,
        },
        LeadReturnedToMarketing { Cause: ReturnCause.Unresponsive } it => new(
            it.ReturnedBy, (state, agreement, _, act) => ReturnLeadToMarketing.Decide(state, agreement, new(act))),
        _ => OfThePanel(e, real, caseIs),
    };

    private static Retold? OfThePanel(LeadEvent e, Lead real, Func<int, int> caseIs) => e switch
    {
        ReviewClaimed it => Panels(it.Case, it.Member, (state, agreement, panel, act) =>
            ClaimReview.Decide(state, agreement, panel, new(caseIs(it.Case), act))),
        ReviewReleased it => Panels(it.Case, it.Member, (state, agreement, panel, act) =>
            ReleaseReview.Decide(state, agreement, panel, new(caseIs(it.Case), null, act))),
        VoteCast it => Panels(it.Case, it.Member, (state, agreement, panel, act) =>
            CastVote.Decide(state, agreement, panel, new(caseIs(it.Case), it.Verdict, Unread, null, act))),
        MemberRecused it => Panels(it.Case, it.Member, (state, agreement, panel, act) =>
            RecuseMember.Decide(state, agreement, panel, new(caseIs(it.Case), Unread, act))),
        RulingIssued it => Panels(it.Case, it.Chair, Ruling(it, real, caseIs)),
        RulingFollowedUp it => Panels(it.Case, it.DoneBy, (state, agreement, panel, act) =>
            FollowUpRuling.Decide(state, agreement, panel, new(caseIs(it.Case), it.Note, act))),
        _ => null,
    };

    // Who was to act is on the record whether the chair named them or it was theirs anyway: only the one is asked anew.
    private static Func<Lead, Agreement, Panel, Act, Decision<LeadEvent>> Ruling(
        RulingIssued it, Lead real, Func<int, int> caseIs)
    {
        var assignee = (real as Lead.Existing)?.Facts.Assignee;
        var actBy = it.NewClocks?.ActBy is { } named && named != assignee ? named : null;
        var step = it.NextStep with { What = Unread };
        return (state, agreement, panel, act) => IssueRuling.Decide(state, agreement, panel, new(
            caseIs(it.Case),
            it.Verdict,
            it.RootCause,
            Unread,
            it.ReasonAgainstVotes is null ? null : Unread,
            step,
            actBy,
            null,
            act));
    }

    private static Retold Panels(
        int number, string by, Func<Lead, Agreement, Panel, Act, Decision<LeadEvent>> decide) =>
        new(by, (state, agreement, panel, act) => decide(state, agreement, panel!, act))
        {
            Case = number,
            IsOfThePanel = true,
        };

    // Free text isn't read: where other terms have codes for such a criterion it is none of them.
    private static HandoffDetails DetailsOf(Handoff handoff) => new(
        handoff.Segment,
        handoff.Bucket,
        handoff.ConversionAction,
        handoff.Source,
        handoff.Campaign,
        handoff.Qualification.ToDictionary(
            answer => answer.Key,
            answer => answer.Value.Code is { } code ? PersonalText.Of(code) : Unread,
            StringComparer.Ordinal),
        handoff.Assignee);
}
