using LeadLedger.Domain.Agreements;

namespace LeadLedger.Domain.Leads;

/// <summary>Marketing passes a new lead to sales.</summary>
public sealed record HandOffLead(LeadId LeadId, Person Person, HandoffDetails Details, Act Act)
{
    /// <summary>Values the lead and starts every clock, under the terms in force when it was handed off.</summary>
    /// <param name="agreement">The one that the lead is handed off under; null: there is no such agreement.</param>
    public static Decision<LeadEvent> Decide(Lead state, Agreement? agreement, HandOffLead command)
    {
        var act = command.Act;
        if (agreement is null)
            return new AgreementIsUnknown();
        if (!Standing.MayHandOff(agreement, act))
            return new OnlyMarketingOfTheAgreementHandsOff();
        if (state is Lead.Existing { Facts.Erased: not null })
            return new PersonIsErased();
        if (state is Lead.Existing)
            return new LeadExistsAlready();
        if (Timing.RefuseFuture(act) is { } future)
            return future;
        if (command.Details.Refuse(agreement, act.OccurredAt, act) is { } refusal)
            return refusal;
        return new LeadHandedOff(
            command.LeadId,
            command.Person,
            command.Details.Make(1, agreement, act.OccurredAt, act));
    }
}
