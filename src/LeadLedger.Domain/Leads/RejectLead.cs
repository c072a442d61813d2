using LeadLedger.Domain.Agreements;

namespace LeadLedger.Domain.Leads;

/// <summary>Sales says that it isn't a lead, and why: the panel will judge that.</summary>
/// <param name="ReasonCode">Of the terms that the lead was handed off under (rules 3 and 5).</param>
/// <param name="Criterion">The one that it fails: the reason code's own.</param>
public sealed record RejectLead(string ReasonCode, string Criterion, PersonalText Explanation, Act Act)
{
    /// <summary>Opens a case with the panel of those terms and stops the sales clocks.</summary>
    public static Decision<LeadEvent> Decide(Lead state, Agreement agreement, RejectLead command)
    {
        var act = command.Act;
        if (state is not Lead.Existing existing)
            return new LeadIsUnknown();
        if (Standing.RefuseImportedDecision(existing, agreement, act) is { } notHistory)
            return notHistory;
        if (!Standing.MayActForSales(existing, agreement, act))
            return new OnlySalesOfTheAgreementActsOnIt();
        if (existing is not Lead.WithSales lead)
            return new LeadIsNotWithSales(existing.Place);
        if (Timing.RefuseDecision(act, lead.Since) is { } untimely)
            return untimely;
        var terms = agreement.TermsOf(lead.Facts.Handoff);
        if (terms.Review is not { } review)
            return new TermsPromiseNoReview(terms.Version);
        if (terms.ReasonCodes.FirstOrDefault(code => code.Code == command.ReasonCode) is not { } reason)
            return new RejectionNeedsAReasonInForce(terms.Version);
        if (reason.Criterion != command.Criterion)
            return new RejectionNeedsTheReasonsCriterion(reason.Criterion);
        if (string.IsNullOrWhiteSpace(command.Explanation.Text))
            return new RejectionNeedsAnExplanation();
        return Rejected(lead, terms, review, command);
    }

    private static LeadRejected Rejected(Lead.WithSales lead, Terms terms, ReviewTerms review, RejectLead command)
    {
        var act = command.Act;
        var period = lead.Facts.Period;
        return new LeadRejected(
            lead.Facts.Id,
            lead.Facts.Handoff.Number,
            lead.Facts.ClosedCases.Count + 1,
            review.PanelId,
            command.ReasonCode,
            command.Criterion,
            command.Explanation,
            act.By,
            act.OccurredAt,
            Timing.DayOf(act.OccurredAt, terms),
            new EffortInvested(period.Attempts.Count, period.CadencePromise?.Attempts, period.FirstResponseSeconds),
            Promises.RulingDueAt(terms, act.OccurredAt),
            Promises.RulingRemindAt(terms, act.OccurredAt));
    }
}
