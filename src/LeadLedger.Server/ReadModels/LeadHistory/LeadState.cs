using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Leads;
using LeadLedger.Domain.Time;
using LeadLedger.Server.ReadModels.Handoffs;
using LeadLedger.Server.ReadModels.Leads;
using LeadLedger.Server.ReadModels.Projecting;

namespace LeadLedger.Server.ReadModels.LeadHistory;

/// <summary>What a lead was before an event, held against what it is after it: each change makes a row.</summary>
internal readonly struct LeadState
{
    private readonly int _handoff;
    private readonly string? _place;
    private readonly string? _stage;
    private readonly string? _ownerKind;
    private readonly string? _owner;
    private readonly string? _assignee;
    private readonly int _number;
    private readonly DateTimeOffset _from;
    private readonly DateOnly _day;

    /// <param name="lead">The lead's newest handoff; null: there is none yet.</param>
    public LeadState(HandoffRow? lead)
    {
        if (lead is null)
            return;
        _handoff = lead.Number;
        (_place, _stage) = (lead.Place, lead.Stage);
        (_ownerKind, _owner, _assignee) = (lead.OwnerKind, lead.Owner, lead.Assignee);
        (_number, _from, _day) = (lead.HistoryNumber, lead.HistoryFrom, lead.HistoryDay);
    }

    /// <summary>Begins a row, and ends the one before it, if the event has changed what the lead is.</summary>
    /// <param name="termsOf">The terms of a handoff; null if the ledger never said them.</param>
    public void Compare(
        Fact fact, LeadEvent e, LeadRows rows, Func<HandoffRow, Terms?> termsOf, LeadHistoryPage history)
    {
        var lead = rows.Current;
        if (IsStill(lead))
            return;
        var (at, booked) = TimeOf(e);
        var day = booked ?? LocalTime.DayOf(at, termsOf(lead)?.TimeZone ?? "UTC");
        lead.HistoryNumber = _number + 1;
        lead.HistoryFrom = _number > 0 && _from > at ? _from : at;
        lead.HistoryDay = _number > 0 && _day > day ? _day : day;
        var row = new LeadHistoryRow
        {
            LeadId = fact.StreamId,
            Number = lead.HistoryNumber,
            Handoff = lead.Number,
            AgreementId = lead.AgreementId,
            Place = lead.Place,
            Stage = lead.Stage,
            OwnerKind = lead.OwnerKind,
            Owner = lead.Owner,
            Assignee = lead.Assignee,
            HappenedAt = at,
            ValidFrom = lead.HistoryFrom,
            FromDay = lead.HistoryDay,
            Position = fact.Position,
        };
        history.Begin(row);
    }

    private bool IsStill(HandoffRow lead) =>
        lead.Number == _handoff
        && lead.Place == _place
        && lead.Stage == _stage
        && lead.OwnerKind == _ownerKind
        && lead.Owner == _owner
        && lead.Assignee == _assignee;

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
