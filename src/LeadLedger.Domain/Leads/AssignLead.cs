using LeadLedger.Domain.Agreements;

namespace LeadLedger.Domain.Leads;

/// <summary>
/// A lead becomes somebody's: a sales manager gives it, or a sales person takes one that is nobody's.
/// </summary>
public sealed record AssignLead(string Assignee, Act Act)
{
    public static Decision<LeadEvent> Decide(Lead state, Agreement agreement, AssignLead command)
    {
        var act = command.Act;
        if (state is not Lead.Existing lead)
            return new LeadIsUnknown();
        if (Standing.RefuseImportedDecision(lead, agreement, act) is { } notHistory)
            return notHistory;
        if (!Standing.MayActForSales(lead, agreement, act))
            return new OnlySalesOfTheAgreementActsOnIt();
        var assignee = lead.Facts.Assignee;
        var takesItself = command.Assignee == act.Actor && (assignee is null || assignee == act.Actor);
        if (!takesItself && !Standing.MayManageSales(lead, agreement, act))
            return new OnlySalesManagersAssign();
        if (lead is not Lead.WithSales)
            return new LeadIsNotWithSales(lead.Place);
        if (Timing.RefuseDecision(act, lead.Since) is { } untimely)
            return untimely;
        if (!Standing.CanBeGivenTo(command.Assignee, agreement, act))
            return new AssigneeIsNotOfSales();
        if (assignee == command.Assignee)
            return Decision<LeadEvent>.AlreadySo;
        return new LeadAssigned(lead.Facts.Id, command.Assignee, act.By, act.OccurredAt);
    }
}
