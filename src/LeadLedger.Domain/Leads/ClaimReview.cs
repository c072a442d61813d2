using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Panels;

namespace LeadLedger.Domain.Leads;

/// <summary>A panel member takes a case to work on it, for as long as the terms let a claim hold.</summary>
public sealed record ClaimReview(int Case, Act Act)
{
    /// <summary>
    /// Claiming again renews: a new lease under the next fence, after which the earlier one is worth nothing. An
    /// expired claim is anyone's to take over, and so is that of somebody who can't judge the case any more.
    /// </summary>
    public static Decision<LeadEvent> Decide(Lead state, Agreement agreement, Panel panel, ClaimReview command)
    {
        var act = command.Act;
        if (Bench.Refuse(state, agreement, panel, command.Case, act) is { } refusal)
            return refusal;
        var lead = (Lead.UnderReview)state;
        if (Bench.RefusePartial(lead, act.By) is { } partial)
            return partial;
        if (Bench.ClaimHeldAt(lead, panel, act.Now) is { } held && held.Member != act.By)
            return CaseIsClaimedByAnother.Under(held);
        var review = agreement.TermsOf(lead.Facts.Handoff).Review
            ?? throw new ArgumentException("The lead's terms promise no review.", nameof(agreement));
        return new ReviewClaimed(
            lead.Facts.Id,
            command.Case,
            act.By,
            lead.Case.Fence + 1,
            act.OccurredAt,
            act.OccurredAt + TimeSpan.FromMinutes(review.ClaimMinutes));
    }
}
