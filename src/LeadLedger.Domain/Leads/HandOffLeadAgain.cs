using LeadLedger.Domain.Agreements;

namespace LeadLedger.Domain.Leads;

/// <summary>Marketing passes a nurtured lead to sales anew, under the same agreement.</summary>
public sealed record HandOffLeadAgain(HandoffDetails Details, Act Act)
{
    /// <summary>Values the lead anew and starts new clocks, under the terms in force now.</summary>
    public static Decision<LeadEvent> Decide(Lead state, Agreement agreement, HandOffLeadAgain command)
    {
        var act = command.Act;
        if (state is not Lead.Existing lead)
            return new LeadIsUnknown();
        if (!Standing.MayHandOffAgain(lead, agreement, act))
            return new OnlyMarketingOfTheAgreementHandsOff();
        if (lead is not Lead.WithMarketing nurtured)
            return new LeadIsNotWithMarketing(lead.Place);
        if (Timing.RefuseFuture(act) is { } future)
            return future;
        var at = Timing.NotBefore(nurtured.ReturnedAt, act);
        if (at < nurtured.ReturnedAt)
            return new HandoffIsBeforeTheReturn();
        if (command.Details.Refuse(agreement, at, act) is { } refusal)
            return refusal;
        var number = lead.Facts.Handoff.Number + 1;
        return new LeadHandedOffAgain(lead.Facts.Id, command.Details.Make(number, agreement, at, act));
    }
}
