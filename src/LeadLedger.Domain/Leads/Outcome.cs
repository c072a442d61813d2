using LeadLedger.Domain.Agreements;

namespace LeadLedger.Domain.Leads;

/// <summary>What winning and losing have in common.</summary>
internal static class Outcome
{
    /// <summary>
    /// An outcome moves the lead, so it must be with sales now; and it must have come about in the present handoff.
    /// </summary>
    public static Refusal? Refuse(Lead state, Agreement agreement, Act act)
    {
        if (state is not Lead.Existing lead)
            return new LeadIsUnknown();
        if (!Standing.MayActForSales(lead, agreement, act))
            return new OnlySalesOfTheAgreementActsOnIt();
        if (lead is not Lead.WithSales)
            return new LeadIsNotWithSales(lead.Place);
        if (SalesFact.Refuse(lead, act) is { } refusal)
            return refusal;
        var handoff = SalesFact.Of(lead, agreement, act).Period.Handoff.Number;
        return handoff == lead.Facts.Handoff.Number ? null : new OutcomeBelongsToAnEarlierHandoff(handoff);
    }
}
