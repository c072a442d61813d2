using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Panels;

namespace LeadLedger.Domain.Leads;

/// <summary>A panel member gives a case back.</summary>
/// <param name="Fence">The claim meant; null: the member's newest.</param>
public sealed record ReleaseReview(int Case, int? Fence, Act Act)
{
    /// <summary>Of a case that nobody holds there is nothing to give back: it is free already.</summary>
    public static Decision<LeadEvent> Decide(Lead state, Agreement agreement, Panel panel, ReleaseReview command)
    {
        var act = command.Act;
        if (Bench.Refuse(state, agreement, panel, command.Case, act) is { } refusal)
            return refusal;
        var lead = (Lead.UnderReview)state;
        if (lead.Case.ClaimHeldAt(act.Now) is not { } held)
            return Decision<LeadEvent>.AlreadySo;
        if (held.Member != act.By)
        {
            return Bench.ClaimHeldAt(lead, panel, act.Now) is null
                ? Decision<LeadEvent>.AlreadySo
                : CaseIsClaimedByAnother.Under(held);
        }
        if (command.Fence is { } given && given != held.Fence)
            return ClaimIsSuperseded.By(held);
        return new ReviewReleased(lead.Facts.Id, command.Case, act.By, held.Fence, act.OccurredAt);
    }
}
