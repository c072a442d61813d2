using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Panels;

namespace LeadLedger.Domain.Leads;

/// <summary>A ruling's next step is done.</summary>
public sealed record FollowUpRuling(int Case, PersonalText? Note, Act Act)
{
    /// <summary>
    /// Once, wherever the lead is by then; said by the step's owner, in any role, or by the panel's chair: the
    /// appointed one, whoever is on duty, or who issued the ruling and still sits on the panel.
    /// </summary>
    public static Decision<LeadEvent> Decide(Lead state, Agreement agreement, Panel panel, FollowUpRuling command)
    {
        var act = command.Act;
        if (state is not Lead.Existing lead)
            return new LeadIsUnknown();
        if (lead.CaseOf(command.Case) is not { } reviewed)
            return new CaseIsUnknown(command.Case);
        if (panel.Id != reviewed.Rejection.PanelId)
            throw new ArgumentException($"The case is panel {reviewed.Rejection.PanelId}'s.", nameof(panel));
        if (Standing.RefuseImportedDecision(lead, agreement, act) is { } notHistory)
            return notHistory;
        if (!act.IsImport && !IsChair(panel, reviewed, act) && act.Actor != reviewed.Ruling?.NextStep.Owner)
            return new OnlyTheStepsOwnerOrTheChairFollowsUp();
        if (reviewed.Ruling is not { } ruling)
            return new CaseHasNoRuling(command.Case);
        if (reviewed.FollowUp is not null)
            return new RulingIsFollowedUpAlready(command.Case);
        if (Timing.RefuseDecision(act, ruling.RuledAt) is { } untimely)
            return untimely;
        return new RulingFollowedUp(lead.Facts.Id, command.Case, command.Note, act.By, act.OccurredAt);
    }

    private static bool IsChair(Panel panel, ReviewCase reviewed, Act act) =>
        act.Role == Role.Panel
        && panel.CanPreside(act.Actor)
        && (act.Actor == panel.Chair
            || act.Actor == panel.PresidingAt(act.OccurredAt).First()
            || act.Actor == reviewed.Ruling?.Chair);
}
