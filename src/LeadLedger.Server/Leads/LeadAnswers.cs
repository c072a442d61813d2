using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Leads;
using LeadLedger.Server.Http;
using LeadLedger.Server.Ledger;
using LeadLedger.Server.Reviews;

namespace LeadLedger.Server.Leads;

/// <summary>What commands on leads are answered with.</summary>
internal static class LeadAnswers
{
    /// <summary>The lead, and where to read it.</summary>
    public static Answer OfLead(Outcome<Lead> outcome) => Answer.From(
        outcome,
        accepted => Represent(Existing(accepted), accepted.Version),
        accepted => $"/v1/leads/{accepted.StreamId:D}");

    /// <summary>The review, and where to read it.</summary>
    public static Answer OfReview(Outcome<Lead> outcome, int caseNumber, bool creates = true) => Answer.From(
        outcome,
        accepted => ReviewRepresentation.Of(Existing(accepted), caseNumber, accepted.Version),
        creates ? accepted => $"/v1/reviews/{CommandTarget.ReviewId(accepted.StreamId, caseNumber)}" : null);

    /// <summary>The review that the command opened.</summary>
    public static Answer OfOpenedReview(Outcome<Lead> outcome) => OfReview(
        outcome,
        outcome is Outcome<Lead>.Accepted { State: Lead.UnderReview { Case.Number: var number } } ? number : 0);

    internal static LeadRepresentation Represent(Lead.Existing lead, long version)
    {
        var handoff = lead.Facts.Handoff;
        return new LeadRepresentation(
            lead.Facts.Id,
            version,
            handoff.AgreementId,
            handoff.TermsVersion,
            handoff.Number,
            lead.Place,
            lead is Lead.WithSales withSales ? withSales.Stage : null,
            Represent(lead.Owner),
            lead.Since,
            handoff.Segment,
            handoff.Bucket,
            handoff.ConversionAction,
            handoff.Source,
            handoff.Campaign,
            new ValueRepresentation(
                Money.Shown(handoff.Value.Amount, handoff.Value.Currency),
                handoff.Value.Currency,
                handoff.Value.CloseRate,
                handoff.Value.AverageSale),
            DeadlinesOf(lead),
            lead is Lead.UnderReview { Case.Number: var number }
                ? CommandTarget.ReviewId(lead.Facts.Id.Value, number)
                : null);
    }

    private static OwnerRepresentation Represent(LeadOwner owner) => owner switch
    {
        LeadOwner.SalesPerson it => new(OwnerKind.SalesPerson, it.Person),
        LeadOwner.SalesTeam it => new(OwnerKind.SalesTeam, it.AgreementId.ToString()),
        LeadOwner.ReviewPanel it => new(OwnerKind.Panel, it.PanelId.ToString()),
        LeadOwner.Marketing it => new(OwnerKind.Marketing, it.AgreementId.ToString()),
        LeadOwner.Closed => new(OwnerKind.Closed, null),
        _ => throw new ArgumentOutOfRangeException(nameof(owner), owner, "There is no such owner."),
    };

    private static DeadlinesRepresentation? DeadlinesOf(Lead.Existing lead)
    {
        switch (lead)
        {
            case Lead.UnderReview { Case.Rejection.RulingDueAt: var due }:
                return new(null, null, null, due);
            case Lead.WithSales:
                var period = lead.Facts.Period;
                var responseDue = period.FirstResponse is null ? period.FirstResponsePromise?.DueAt : null;
                if (responseDue is null && period.CadencePromise is null)
                    return null;
                int? attemptsDue = period.CadencePromise is { } cadence
                    ? Math.Max(0, cadence.Attempts - period.Attempts.Count)
                    : null;
                return new(responseDue, period.CadencePromise?.EndsAt, attemptsDue, null);
            default:
                return null;
        }
    }

    /// <summary>No command is accepted on a lead that isn't there and leaves it so.</summary>
    private static Lead.Existing Existing(Outcome<Lead>.Accepted accepted) => (Lead.Existing)accepted.State;
}
