using LeadLedger.Domain.Leads;
using LeadLedger.Server.ReadModels.Handoffs;
using LeadLedger.Server.ReadModels.Projecting;
using LeadLedger.Server.ReadModels.Tables;

namespace LeadLedger.Server.ReadModels.Leads;

/// <summary>
/// Where a lead is, whose it is and what sales owes it. Applied after the handoff and the case of the same event, which
/// it looks at; kept with the newest handoff.
/// </summary>
internal static class LeadProjection
{
    public static void Apply(Fact fact, LeadEvent e, LeadRows rows)
    {
        var lead = rows.Current;
        lead.Touch(fact.Position);
        lead.Version = fact.Version;
        Move(fact, e, lead, rows);
        lead.Stage = StageOf(lead, rows);
        (lead.OwnerKind, lead.Owner) = OwnerOf(lead, rows);
        Owe(lead, rows);
    }

    private static void Move(Fact fact, LeadEvent e, HandoffRow lead, LeadRows rows)
    {
        switch (e)
        {
            case LeadHandedOff or LeadHandedOffAgain:
                Place(lead, LeadPlace.WithSales, lead.HandedOffAt);
                break;
            case DealWon it:
                Place(lead, LeadPlace.Won, it.WonAt);
                break;
            case DealLost it:
                Place(lead, LeadPlace.Lost, it.LostAt);
                break;
            case LeadRejected it:
                Place(lead, LeadPlace.UnderReview, it.RejectedAt);
                lead.OpenCase = it.Case;
                break;
            case RejectionWithdrawn:
                // The old clocks run on as if it had never been (rule 9): nothing of them was touched meanwhile.
                Place(lead, LeadPlace.WithSales, PresentPeriodFrom(lead, rows));
                lead.OpenCase = null;
                break;
            case RulingIssued it:
                Place(lead, it.NewClocks is null ? LeadPlace.WithMarketing : LeadPlace.WithSales, it.RuledAt);
                lead.OpenCase = null;
                lead.Witnessed = !fact.Imported;
                break;
            case LeadReturnedToMarketing it when lead.Place != Codes<LeadPlace>.Of(LeadPlace.WithMarketing):
                Place(lead, LeadPlace.WithMarketing, it.ReturnedAt);
                break;
            case LeadReturnedToMarketing or LeadAssigned or ContactAttempted or LeadProgressed or ReviewClaimed
                or ReviewReleased or MemberRecused or RulingFollowedUp or FirstResponseMissed or CadenceMissed
                or RulingOverdue or BreachExcused or ReminderGiven or PersonalDataErased:
                break;
            default:
                throw new InvalidOperationException($"{e.GetType().Name} is not known here.");
        }
    }

    private static void Place(HandoffRow lead, LeadPlace place, DateTimeOffset since)
    {
        lead.Place = Codes<LeadPlace>.Of(place);
        lead.Since = since;
    }

    private static DateTimeOffset PresentPeriodFrom(HandoffRow lead, LeadRows rows) =>
        lead.SentBackCase is { } sentBack ? rows.Rejection(sentBack).RuledAt!.Value : lead.HandedOffAt;

    private static bool IsWithSales(HandoffRow lead) => lead.Place == Codes<LeadPlace>.Of(LeadPlace.WithSales);

    private static string? StageOf(HandoffRow lead, LeadRows rows)
    {
        if (!IsWithSales(lead))
            return null;
        var response = lead.SentBackCase is { } sentBack ? rows.Rejection(sentBack).ResponseAt : lead.ResponseAt;
        return Codes<SalesStage>.Of(
            lead.OpportunityDay is not null ? SalesStage.Opportunity
            : response is null ? SalesStage.AwaitingFirstResponse
            : SalesStage.Working);
    }

    private static (string Kind, string? Owner) OwnerOf(HandoffRow lead, LeadRows rows)
    {
        if (IsWithSales(lead))
        {
            return lead.Assignee is { } person
                ? ("salesPerson", person)
                : ("salesTeam", lead.AgreementId.ToString());
        }
        if (lead.OpenCase is { } open)
            return ("panel", rows.Rejection(open).PanelId.ToString());
        return lead.Place == Codes<LeadPlace>.Of(LeadPlace.WithMarketing)
            ? ("marketing", lead.AgreementId.ToString())
            : ("closed", null);
    }

    /// <summary>Imported clocks are shown as computed (rule 13): the lead is there, and nobody has called.</summary>
    private static void Owe(HandoffRow lead, LeadRows rows)
    {
        lead.ResponseOwedBy = null;
        lead.CadenceOwedBy = null;
        if (!IsWithSales(lead))
            return;
        if (lead.SentBackCase is { } sentBack)
        {
            var ruling = rows.Rejection(sentBack);
            lead.ResponseOwedBy = ruling.ResponseAt is null ? ruling.ResponseDueAt : null;
            lead.CadenceOwedBy = ruling.AttemptsMade < ruling.AttemptsPromised ? ruling.CadenceEndsAt : null;
            return;
        }
        lead.ResponseOwedBy = lead.ResponseAt is null ? lead.ResponseDueAt : null;
        lead.CadenceOwedBy = lead.AttemptsMade < lead.AttemptsPromised ? lead.CadenceEndsAt : null;
    }
}
