using LeadLedger.Domain.Agreements;

namespace LeadLedger.Domain.Leads;

/// <summary>Sales takes a rejection back before the panel has ruled.</summary>
public sealed record WithdrawRejection(int Case, Act Act)
{
    /// <summary>The old deadlines run on as if the rejection had never been (rule 9).</summary>
    public static Decision<LeadEvent> Decide(Lead state, Agreement agreement, WithdrawRejection command)
    {
        var act = command.Act;
        if (state is not Lead.Existing lead)
            return new LeadIsUnknown();
        if (lead.CaseOf(command.Case) is not { } rejected)
            return new CaseIsUnknown(command.Case);
        if (Standing.RefuseImportedDecision(lead, agreement, act) is { } notHistory)
            return notHistory;
        var itsOwn = act.Role is Role.Sales or Role.SalesManager && act.Actor == rejected.Rejection.RejectedBy;
        if (!itsOwn && !Standing.MayActForSales(lead, agreement, act))
            return new OnlySalesOfTheAgreementActsOnIt();
        if (lead is not Lead.UnderReview { Case: var open } || open.Number != command.Case)
            return new CaseIsClosed(command.Case);
        if (Timing.RefuseDecision(act, lead.Since) is { } untimely)
            return untimely;
        return new RejectionWithdrawn(lead.Facts.Id, command.Case, act.By, act.OccurredAt);
    }
}
