using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Leads;
using LeadLedger.Domain.Months;
using LeadLedger.Domain.Panels;

namespace LeadLedger.Server.ReadModels.Star;

/// <summary>Which of the company's people an event names.</summary>
internal static class NamedSubjects
{
    public static void In(object e, long position, Seen seen)
    {
        switch (e)
        {
            case LeadEvent it:
                In(it, position, seen);
                break;
            case AgreementEvent it:
                foreach (var subject in Of(it))
                    seen.Subject(subject, position);
                break;
            case MonthEvent it:
                seen.Subject(Of(it), position);
                break;
            case PanelEvent it:
                foreach (var subject in Of(it))
                    seen.Subject(subject, position);
                break;
        }
    }

    // Most events are of leads: nothing is allocated for these.
    private static void In(LeadEvent e, long position, Seen seen)
    {
        switch (e)
        {
            case LeadHandedOff it:
                In(it.Handoff, position, seen);
                break;
            case LeadHandedOffAgain it:
                In(it.Handoff, position, seen);
                break;
            case RulingIssued it:
                seen.Subject(it.Chair, position);
                seen.Subject(it.NextStep.Owner, position);
                seen.Subject(it.NewClocks?.ActBy, position);
                break;
            case LeadAssigned it:
                seen.Subject(it.AssignedBy, position);
                seen.Subject(it.Assignee, position);
                break;
            default:
                seen.Subject(ActorOf(e), position);
                break;
        }
    }

    private static void In(Handoff handoff, long position, Seen seen)
    {
        seen.Subject(handoff.HandedOffBy, position);
        seen.Subject(handoff.Assignee, position);
        seen.Source(handoff, position);
    }

    // A vote is its voter's secret until the ruling (rule 6); who votes was seated before. What the watch records names
    // nobody who isn't known from elsewhere.
    private static string? ActorOf(LeadEvent e) => e switch
    {
        ContactAttempted it => it.AttemptedBy,
        LeadProgressed it => it.ReportedBy,
        DealWon it => it.ReportedBy,
        DealLost it => it.ReportedBy,
        LeadRejected it => it.RejectedBy,
        RejectionWithdrawn it => it.WithdrawnBy,
        ReviewClaimed it => it.Member,
        MemberRecused it => it.Member,
        RulingFollowedUp it => it.DoneBy,
        LeadReturnedToMarketing it => it.ReturnedBy,
        PersonalDataErased it => it.ErasedBy,
        _ => null,
    };

    private static IEnumerable<string?> Of(AgreementEvent e) => e switch
    {
        AgreementDrafted it => [it.DraftedBy],
        TermsProposed it =>
        [
            it.ProposedBy,
            .. it.Terms.Parties.Marketing,
            .. it.Terms.Parties.Sales,
            .. it.Terms.Parties.SalesManagers,
        ],
        TermsSigned it => [it.SignedBy],
        AgreementTerminated it => [it.TerminatedBy],
        _ => [],
    };

    private static string? Of(MonthEvent e) => e switch
    {
        SalesCapacityDeclared it => it.DeclaredBy,
        MarketingEffortLogged it => it.LoggedBy,
        MonthClosed it => it.ClosedBy,
        StrikeGiven it => it.Person,
        _ => null,
    };

    private static IEnumerable<string?> Of(PanelEvent e) => e switch
    {
        PanelSeated it => [it.SeatedBy],
        MemberSeated it => [it.SeatedBy, it.Member],
        MemberLeft it => [it.RemovedBy, it.Member],
        ChairAppointed it => [it.AppointedBy, it.Chair],
        RotaChanged it => [it.ChangedBy],
        _ => [],
    };
}
