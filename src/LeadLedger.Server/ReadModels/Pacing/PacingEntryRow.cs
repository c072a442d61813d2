using LeadLedger.Domain.Leads;
using LeadLedger.Server.ReadModels.Handoffs;
using LeadLedger.Server.ReadModels.Leads;
using LeadLedger.Server.ReadModels.Projecting;
using LeadLedger.Server.ReadModels.Tables;
using Column = LeadLedger.Server.ReadModels.Tables.Column<LeadLedger.Server.ReadModels.Pacing.PacingEntryRow>;

namespace LeadLedger.Server.ReadModels.Pacing;

/// <summary>An entry of rule 10: a credit for a handoff, a debit for a rejection upheld. Never changed.</summary>
internal sealed class PacingEntryRow
{
    public static readonly Table<PacingEntryRow> Table = new("pacing_entry", key: 1,
    [
        Column.Fixed("position", row => row.Position),
        Column.Fixed("agreement_id", row => row.Handoff!.AgreementId),
        Column.Fixed("lead_id", row => row.Handoff!.LeadId),
        Column.Fixed("handoff", row => row.Handoff!.Number),
        Column.Fixed("cause", row => row.Cause),
        Column.Fixed("count", row => row.Count),
        Column.Fixed("amount", row => row.Amount),
        Column.Fixed("currency", row => row.Handoff!.Currency),
        Column.Fixed("handoff_day", row => row.Handoff!.LocalDay),
        Column.Fixed("fact_day", row => row.FactDay),
        Column.Fixed("booked_day", row => row.BookedDay),
        Column.Fixed("imported", row => row.Imported),
    ]);

    public long Position { get; init; }
    public HandoffRow? Handoff { get; init; }
    public string Cause { get; init; } = "";

    /// <summary>1 for a credit, -1 for a debit.</summary>
    public int Count { get; init; }

    public decimal Amount => Count * (Handoff?.LeadValue ?? 0);
    public bool IsCredit => Count > 0;
    public DateOnly FactDay { get; init; }

    /// <summary>The day of the fact: no month can be closed yet.</summary>
    public DateOnly BookedDay => FactDay;

    public DateOnly BookedMonth => new(BookedDay.Year, BookedDay.Month, 1);
    public bool Imported { get; init; }

    /// <summary>The entry that an event makes; null if it makes none.</summary>
    public static PacingEntryRow? Of(Fact fact, LeadEvent e, LeadRows rows) => e switch
    {
        LeadHandedOff it => Credit(fact, "handoff", rows.Handoff(it.Handoff.Number)),
        LeadHandedOffAgain it => Credit(fact, "handoffAgain", rows.Handoff(it.Handoff.Number)),
        RulingIssued { Verdict: Verdict.Upheld } it => new PacingEntryRow
        {
            Position = fact.Position,
            Handoff = rows.Handoff(it.Handoff),
            Cause = "rejectionUpheld",
            Count = -1,
            FactDay = it.LocalDay,
            Imported = fact.Imported,
        },
        _ => null,
    };

    private static PacingEntryRow Credit(Fact fact, string cause, HandoffRow handoff) => new()
    {
        Position = fact.Position,
        Handoff = handoff,
        Cause = cause,
        Count = 1,
        FactDay = handoff.LocalDay,
        Imported = fact.Imported,
    };
}
