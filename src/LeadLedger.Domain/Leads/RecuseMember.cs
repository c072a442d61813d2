using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Panels;

namespace LeadLedger.Domain.Leads;

/// <summary>A panel member stands aside in a case.</summary>
public sealed record RecuseMember(int Case, PersonalText Why, Act Act)
{
    /// <summary>A vote of theirs no longer counts, and the case is free if they held it.</summary>
    public static Decision<LeadEvent> Decide(Lead state, Agreement agreement, Panel panel, RecuseMember command)
    {
        var act = command.Act;
        if (Bench.Refuse(state, agreement, panel, command.Case, act) is { } refusal)
            return refusal;
        var lead = (Lead.UnderReview)state;
        if (lead.Case.HasRecused(act.By))
            return Decision<LeadEvent>.AlreadySo;
        if (string.IsNullOrWhiteSpace(command.Why.Text))
            return new RecusalNeedsAReason();
        var recusal = new MemberRecused(lead.Facts.Id, command.Case, act.By, command.Why, act.OccurredAt);
        return lead.Case.ClaimHeldAt(act.Now) is { } held && held.Member == act.By
            ? Decision<LeadEvent>.Accept(
                recusal,
                new ReviewReleased(lead.Facts.Id, command.Case, act.By, held.Fence, act.OccurredAt))
            : recusal;
    }
}
