using LeadLedger.Domain.Agreements;

namespace LeadLedger.Domain.Leads;

/// <summary>Sales reached a step of the sale.</summary>
/// <param name="Amount">
/// What an opportunity is expected to bring, in the currency of the handoff's terms; null where unknown.
/// </param>
public sealed record ProgressLead(Milestone Milestone, decimal? Amount, Act Act)
{
    /// <summary>
    /// Each milestone once a handoff: the same day and amount again is already so, anything else is refused. One
    /// reported from an earlier time with sales is recorded wherever the lead is now, and moves nothing.
    /// </summary>
    public static Decision<LeadEvent> Decide(Lead state, Agreement agreement, ProgressLead command)
    {
        var act = command.Act;
        if (state is not Lead.Existing lead)
            return new LeadIsUnknown();
        if (!Standing.MayActForSales(lead, agreement, act))
            return new OnlySalesOfTheAgreementActsOnIt();
        if (SalesFact.Refuse(lead, act) is { } refusal)
            return refusal;
        if (command.Amount is not null && command.Milestone != Milestone.OpportunityOpened)
            return new OnlyAnOpportunityHasAnAmount();
        if (command.Amount < 0)
            return new AmountIsNegative();
        var fact = SalesFact.Of(lead, agreement, act);
        var handoff = fact.Period.Handoff.Number;
        if (lead.Facts.MilestoneOf(handoff, command.Milestone) is { } before)
            return before.LocalDay == fact.LocalDay && before.Amount == command.Amount
                ? Decision<LeadEvent>.AlreadySo
                : new MilestoneWasReachedBefore(before.Milestone, before.ReachedAt);
        return new LeadProgressed(
            lead.Facts.Id, handoff, command.Milestone, command.Amount, act.By, fact.At, fact.LocalDay, fact.Late);
    }
}
