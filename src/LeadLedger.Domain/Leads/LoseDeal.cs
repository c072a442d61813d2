using LeadLedger.Domain.Agreements;

namespace LeadLedger.Domain.Leads;

/// <summary>The sale came to nothing. From any stage, like winning.</summary>
/// <param name="Reason">A code.</param>
public sealed record LoseDeal(string Reason, PersonalText? Note, Act Act)
{
    public static Decision<LeadEvent> Decide(Lead state, Agreement agreement, LoseDeal command)
    {
        var act = command.Act;
        if (Outcome.Refuse(state, agreement, act) is { } refusal)
            return refusal;
        var lead = (Lead.WithSales)state;
        var fact = SalesFact.Of(lead, agreement, act);
        var lost = new DealLost(
            lead.Facts.Id,
            fact.Period.Handoff.Number,
            command.Reason,
            command.Note,
            act.By,
            fact.At,
            fact.LocalDay,
            fact.Late,
            fact.Late ? fact.JudgedAt : null);
        return Breaches.WithExcuses(lead, lost, agreement.TermsOf(fact.Period.Handoff), act);
    }
}
