using LeadLedger.Domain.Leads;
using LeadLedger.Server.ReadModels.Handoffs;
using LeadLedger.Server.ReadModels.Projecting;
using LeadLedger.Server.ReadModels.Tables;
using Column = LeadLedger.Server.ReadModels.Tables.Column<LeadLedger.Server.ReadModels.Deadlines.OnItRow>;

namespace LeadLedger.Server.ReadModels.Deadlines;

/// <summary>A row of <c>on_it</c>: somebody was on the board for a promise, until something took them off.</summary>
internal readonly record struct OnItRow
{
    public static readonly Table<OnItRow> Table = new("on_it", key: 2,
    [
        Column.Fixed("position", row => row.Position),
        Column.Fixed("promise", row => row.Promise),
        Column.Fixed("lead_id", row => row.LeadId),
        Column.Fixed("handoff", row => row.Handoff),
        Column.Fixed("sent_back_by", row => row.SentBackBy),
        Column.Fixed("agreement_id", row => row.AgreementId),
        Column.Fixed("person", row => row.Person),
        Column.Fixed("due_at", row => row.DueAt),
        Column.Fixed("on_at", row => row.OnAt),
        Column.Fixed("off_at", row => row.OffAt),
        Column.Fixed("taken_off_by", row => row.TakenOffBy),
    ]);

    public long Position { get; init; }
    public string Promise { get; init; }
    public Guid LeadId { get; init; }
    public int Handoff { get; init; }
    public int? SentBackBy { get; init; }
    public Guid AgreementId { get; init; }
    public string? Person { get; init; }
    public DateTimeOffset DueAt { get; init; }
    public DateTimeOffset OnAt { get; init; }
    public DateTimeOffset OffAt { get; init; }
    public string TakenOffBy { get; init; }
}

/// <summary>What sales owed before an event, held against what it owes after it: the board's memory.</summary>
internal readonly struct OnItBefore
{
    private static readonly string FirstResponse = Codes<OwedPromise>.Of(OwedPromise.FirstResponse);
    private static readonly string Cadence = Codes<OwedPromise>.Of(OwedPromise.Cadence);

    private readonly HandoffRow? _lead;
    private readonly DateTimeOffset? _responseOwedBy;
    private readonly DateTimeOffset? _cadenceOwedBy;
    private readonly string? _person;
    private readonly DateTimeOffset? _heldSince;

    /// <param name="lead">The lead's row before the event; null: there is none yet.</param>
    public OnItBefore(HandoffRow? lead)
    {
        // Nobody was on a board for another system's clocks (rule 13).
        if (lead is not { Witnessed: true })
            return;
        _lead = lead;
        _responseOwedBy = lead.ResponseOwedBy;
        _cadenceOwedBy = lead.CadenceOwedBy;
        _person = lead.Assignee;
        _heldSince = lead.HeldSince;
    }

    /// <summary>Adds a row for each spell that the event ended after its deadline.</summary>
    public void Compare(Fact fact, LeadEvent e, List<OnItRow> spells)
    {
        if (_lead is null || (_responseOwedBy is null && _cadenceOwedBy is null)
            || EndOf(e) is not var (at, takenOffBy))
            return;
        var reassigned = _lead.Assignee != _person;
        if (_responseOwedBy is { } due && (reassigned || _lead.ResponseOwedBy is null))
            Add(fact, spells, FirstResponse, due, at, takenOffBy ?? "responded");
        if (_cadenceOwedBy is { } ends && (reassigned || _lead.CadenceOwedBy is null))
            Add(fact, spells, Cadence, ends, at, takenOffBy ?? "cadenceWorked");
    }

    private static (DateTimeOffset At, string? TakenOffBy)? EndOf(LeadEvent e) => e switch
    {
        ContactAttempted it => (it.JudgedAt, null),
        LeadAssigned it => (it.AssignedAt, "reassigned"),
        LeadRejected it => (it.RejectedAt, "rejected"),
        DealWon it => (it.JudgedAt ?? it.WonAt, "won"),
        DealLost it => (it.JudgedAt ?? it.LostAt, "lost"),
        LeadReturnedToMarketing it => (it.ReturnedAt, "returned"),
        _ => null,
    };

    private void Add(
        Fact fact, List<OnItRow> spells, string promise, DateTimeOffset due, DateTimeOffset at, string takenOffBy)
    {
        var on = _heldSince > due ? _heldSince.Value : due;
        if (at <= on)
            return;
        spells.Add(new OnItRow
        {
            Position = fact.Position,
            Promise = promise,
            LeadId = fact.StreamId,
            Handoff = _lead!.Number,
            SentBackBy = _lead.SentBackCase,
            AgreementId = _lead.AgreementId,
            Person = _person,
            DueAt = due,
            OnAt = on,
            OffAt = at,
            TakenOffBy = takenOffBy,
        });
    }
}
