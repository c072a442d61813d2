using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Leads;
using LeadLedger.Domain.Time;
using LeadLedger.Server.ReadModels.Handoffs;
using LeadLedger.Server.ReadModels.Leads;
using LeadLedger.Server.ReadModels.Projecting;

namespace LeadLedger.Server.ReadModels.LeadHistory;

/// <summary>What a lead was before an event, held against what it is after it: each change ends a row.</summary>
internal readonly struct LeadState
{
    // Null before the lead's first handoff. It ends in no state yet: the event that changes the lead does that.
    private readonly LeadHistoryRow? _before;

    /// <param name="lead">The lead's newest handoff; null: there is none yet.</param>
    public LeadState(HandoffRow? lead) => _before = lead is null ? null : new LeadHistoryRow
    {
        LeadId = lead.LeadId,
        Number = lead.HistoryNumber,
        Handoff = lead.Number,
        AgreementId = lead.AgreementId,
        Place = lead.Place,
        Stage = lead.Stage,
        OwnerKind = lead.OwnerKind,
        Owner = lead.Owner,
        Assignee = lead.Assignee,
        HappenedAt = lead.HistoryHappenedAt,
        ValidFrom = lead.HistoryFrom,
        FromDay = lead.HistoryDay,
        Position = lead.HistoryPosition,
    };

    /// <summary>Ends what the lead was, and begins what it is, if the event has changed that.</summary>
    /// <param name="termsOf">The terms of a handoff; null if the ledger never said them.</param>
    /// <param name="ended">The rows that are over.</param>
    public void Compare(
        Fact fact, LeadEvent e, LeadRows rows, Func<HandoffRow, Terms?> termsOf, List<LeadHistoryRow> ended)
    {
        var lead = rows.Current;
        if (_before is not { } before)
        {
            Begin(lead, fact, TimeOf(e), termsOf);
            lead.HistoryNumber = 1;
            return;
        }
        if (IsStill(before, lead))
            return;
        Begin(lead, fact, TimeOf(e), termsOf);
        lead.HistoryNumber = before.Number + 1;
        if (before.ValidFrom > lead.HistoryFrom)
            lead.HistoryFrom = before.ValidFrom;
        if (before.FromDay > lead.HistoryDay)
            lead.HistoryDay = before.FromDay;
        ended.Add(before with
        {
            ValidTo = lead.HistoryFrom,
            ToDay = lead.HistoryDay,
            ClosedPosition = fact.Position,
        });
    }

    private static void Begin(
        HandoffRow lead, Fact fact, (DateTimeOffset At, DateOnly? Day) time, Func<HandoffRow, Terms?> termsOf)
    {
        lead.HistoryHappenedAt = lead.HistoryFrom = time.At;
        lead.HistoryDay = time.Day ?? LocalTime.DayOf(time.At, termsOf(lead)?.TimeZone ?? "UTC");
        lead.HistoryPosition = fact.Position;
    }

    private static bool IsStill(LeadHistoryRow before, HandoffRow lead) =>
        lead.Number == before.Handoff
        && lead.Place == before.Place
        && lead.Stage == before.Stage
        && lead.OwnerKind == before.OwnerKind
        && lead.Owner == before.Owner
        && lead.Assignee == before.Assignee;

    /// <summary>
    /// When it happened, and its local day where the event says it. Assignments and withdrawals name none: nothing is
    /// booked by theirs.
    /// </summary>
    private static (DateTimeOffset At, DateOnly? Day) TimeOf(LeadEvent e) => e switch
    {
        LeadHandedOff it => (it.Handoff.HandedOffAt, it.Handoff.LocalDay),
        LeadHandedOffAgain it => (it.Handoff.HandedOffAt, it.Handoff.LocalDay),
        ContactAttempted it => (it.AttemptedAt, it.LocalDay),
        LeadAssigned it => (it.AssignedAt, null),
        LeadProgressed it => (it.ReachedAt, it.LocalDay),
        DealWon it => (it.WonAt, it.LocalDay),
        DealLost it => (it.LostAt, it.LocalDay),
        LeadRejected it => (it.RejectedAt, it.LocalDay),
        RejectionWithdrawn it => (it.WithdrawnAt, null),
        RulingIssued it => (it.RuledAt, it.LocalDay),
        LeadReturnedToMarketing it => (it.ReturnedAt, it.LocalDay),
        _ => throw new InvalidOperationException($"{e.GetType().Name} moves no lead that is known here."),
    };
}
