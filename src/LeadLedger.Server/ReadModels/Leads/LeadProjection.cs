using LeadLedger.Domain.Leads;
using LeadLedger.Server.ReadModels.Projecting;
using LeadLedger.Server.ReadModels.Tables;

namespace LeadLedger.Server.ReadModels.Leads;

/// <summary>
/// Where a lead is, whose it is and which clocks run. Applied after the handoff and the case of the same event, whose
/// rows it looks at.
/// </summary>
internal static class LeadProjection
{
    public static void Apply(Fact fact, LeadEvent e, LeadRows rows)
    {
        if (e is LeadHandedOff && rows.Lead is null)
            rows.Lead = new LeadRow { LeadId = fact.StreamId, IsNew = true };
        var lead = rows.Existing;
        lead.Touch(fact.Position);
        lead.Version = fact.Version;
        Move(fact, e, lead, rows);
        lead.Stage = StageOf(lead, rows);
        (lead.OwnerKind, lead.Owner) = OwnerOf(lead, rows);
        Owe(lead);
    }

    private static void Move(Fact fact, LeadEvent e, LeadRow lead, LeadRows rows)
    {
        switch (e)
        {
            case LeadHandedOff it:
                HandedOff(fact, it.Handoff, lead);
                break;
            case LeadHandedOffAgain it:
                HandedOff(fact, it.Handoff, lead);
                break;
            case LeadAssigned it:
                lead.Assignee = it.Assignee;
                break;
            case ContactAttempted it:
                Attempted(it, lead);
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
                Place(lead, LeadPlace.WithSales, lead.ClockFrom);
                lead.OpenCase = null;
                break;
            case RulingIssued it:
                Ruled(fact, it, lead);
                break;
            case LeadReturnedToMarketing it when lead.Place != Codes<LeadPlace>.Of(LeadPlace.WithMarketing):
                Place(lead, LeadPlace.WithMarketing, it.ReturnedAt);
                break;
            case LeadReturnedToMarketing or LeadProgressed or ReviewClaimed or ReviewReleased or VoteCast
                or MemberRecused or RulingFollowedUp:
                break;
            default:
                throw new InvalidOperationException($"{e.GetType().Name} is not known here.");
        }
    }

    private static void HandedOff(Fact fact, Handoff handoff, LeadRow lead)
    {
        Place(lead, LeadPlace.WithSales, handoff.HandedOffAt);
        lead.AgreementId = handoff.AgreementId.Value;
        lead.Handoff = handoff.Number;
        lead.OpenCase = null;
        StartClocks(lead, handoff.HandedOffAt, handoff.Assignee, handoff.FirstResponse, handoff.Cadence, fact.Imported);
    }

    private static void Ruled(Fact fact, RulingIssued it, LeadRow lead)
    {
        lead.OpenCase = null;
        if (it.NewClocks is not { } clocks)
        {
            Place(lead, LeadPlace.WithMarketing, it.RuledAt);
            return;
        }
        Place(lead, LeadPlace.WithSales, it.RuledAt);
        StartClocks(lead, it.RuledAt, clocks.ActBy, clocks.FirstResponse, clocks.Cadence, fact.Imported);
    }

    private static void StartClocks(
        LeadRow lead,
        DateTimeOffset from,
        string? assignee,
        FirstResponsePromise? response,
        CadencePromise? cadence,
        bool imported)
    {
        lead.Assignee = assignee;
        lead.ClockFrom = from;
        lead.ResponseDueAt = response?.DueAt;
        lead.ResponseAt = null;
        lead.AttemptsPromised = cadence?.Attempts;
        lead.AttemptsMade = 0;
        lead.CadenceEndsAt = cadence?.EndsAt;
        lead.Witnessed = !imported;
    }

    // One that was reported late may belong to an earlier handoff, or to the time before a ruling.
    private static void Attempted(ContactAttempted it, LeadRow lead)
    {
        if (it.Handoff != lead.Handoff || it.AttemptedAt < lead.ClockFrom)
            return;
        lead.AttemptsMade++;
        if (it.CouldReachThePerson() && !(lead.ResponseAt <= it.JudgedAt))
            lead.ResponseAt = it.JudgedAt;
    }

    private static void Place(LeadRow lead, LeadPlace place, DateTimeOffset since)
    {
        lead.Place = Codes<LeadPlace>.Of(place);
        lead.Since = since;
    }

    private static bool IsWithSales(LeadRow lead) => lead.Place == Codes<LeadPlace>.Of(LeadPlace.WithSales);

    private static string? StageOf(LeadRow lead, LeadRows rows)
    {
        if (!IsWithSales(lead))
            return null;
        return Codes<SalesStage>.Of(
            rows.Handoff(lead.Handoff).OpportunityDay is not null ? SalesStage.Opportunity
            : lead.ResponseAt is null ? SalesStage.AwaitingFirstResponse
            : SalesStage.Working);
    }

    private static (string Kind, string? Owner) OwnerOf(LeadRow lead, LeadRows rows)
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

    /// <summary>Imported clocks are shown as computed, too (rule 13): the lead is there, and nobody has called.</summary>
    private static void Owe(LeadRow lead)
    {
        var owes = IsWithSales(lead);
        lead.ResponseOwedBy = owes && lead.ResponseAt is null ? lead.ResponseDueAt : null;
        lead.CadenceOwedBy = owes && lead.AttemptsMade < lead.AttemptsPromised ? lead.CadenceEndsAt : null;
    }
}
