using LeadLedger.Domain.Agreements;

namespace LeadLedger.Domain.Leads;

/// <summary>
/// Sales gives a lead back as unresponsive: it tried as often as the terms say, and nobody answered.
/// </summary>
public sealed record ReturnLeadToMarketing(Act Act)
{
    /// <summary>
    /// Needs no ruling. What counts is the number of attempts since the clocks started, within the cadence's window
    /// or after it: a window that was missed is a breach, but the person was tried as often as promised.
    /// </summary>
    public static Decision<LeadEvent> Decide(Lead state, Agreement agreement, ReturnLeadToMarketing command)
    {
        var act = command.Act;
        if (state is not Lead.Existing lead)
            return new LeadIsUnknown();
        if (Standing.RefuseImportedDecision(lead, agreement, act) is { } notHistory)
            return notHistory;
        if (!Standing.MayActForSales(lead, agreement, act))
            return new OnlySalesOfTheAgreementActsOnIt();
        if (lead is not Lead.WithSales)
            return new LeadIsNotWithSales(lead.Place);
        if (Timing.RefuseDecision(act, lead.Since) is { } untimely)
            return untimely;
        var period = lead.Facts.Period;
        if (period.CadencePromise is not { } promise)
            return new NoCadenceWasPromised();
        if (period.ThePersonAnswered)
            return new PersonWasReached();
        if (period.Attempts.Count < promise.Attempts)
            return new CadenceIsNotWorkedYet(promise.Attempts - period.Attempts.Count);
        return new LeadReturnedToMarketing(
            lead.Facts.Id,
            lead.Facts.Handoff.Number,
            ReturnCause.Unresponsive,
            null,
            act.By,
            act.OccurredAt,
            Timing.DayOf(act.OccurredAt, agreement.TermsOf(lead.Facts.Handoff)));
    }
}
