using LeadLedger.Domain.Agreements;

namespace LeadLedger.Domain.Leads;

/// <summary>
/// The sale was made. From any stage: no milestone is a condition, for not every seller records them.
/// </summary>
/// <param name="Amount">In the currency of the terms that the lead was handed off under.</param>
public sealed record WinDeal(decimal Amount, Act Act)
{
    public static Decision<LeadEvent> Decide(Lead state, Agreement agreement, WinDeal command)
    {
        var act = command.Act;
        if (Outcome.Refuse(state, agreement, act) is { } refusal)
            return refusal;
        if (command.Amount < 0)
            return new AmountIsNegative();
        var lead = (Lead.WithSales)state;
        var fact = SalesFact.Of(lead, agreement, act);
        var won = new DealWon(
            lead.Facts.Id,
            fact.Period.Handoff.Number,
            command.Amount,
            agreement.TermsOf(fact.Period.Handoff).Currency,
            act.By,
            fact.At,
            fact.LocalDay,
            fact.Late,
            fact.Late ? fact.JudgedAt : null);
        return Breaches.WithExcuses(lead, won, agreement.TermsOf(fact.Period.Handoff), act);
    }
}
