using LeadLedger.Domain.Leads;
using LeadLedger.Server.ReadModels.Agreements;
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
        Column.Fixed("known_day", row => row.KnownDay),
    ]);

    public long Position { get; init; }
    public HandoffRow? Handoff { get; init; }
    public string Cause { get; init; } = "";

    /// <summary>1 for a credit, -1 for a debit.</summary>
    public int Count { get; init; }

    public decimal Amount => Count * (Handoff?.LeadValue ?? 0);
    public bool IsCredit => Count > 0;
    public DateOnly FactDay { get; init; }

    /// <summary>The day of the fact, or a later one where the books of its month are closed.</summary>
    public DateOnly BookedDay { get; init; }

    /// <summary>
    /// The day at whose end it was known: a curve as it stood on a past day has what was booked and known by then, and
    /// never changes. History from elsewhere, which nobody reported here, counts as known when it is booked.
    /// </summary>
    public DateOnly KnownDay { get; init; }

    public DateOnly BookedMonth => new(BookedDay.Year, BookedDay.Month, 1);
    public bool Imported { get; init; }

    /// <summary>The entry that an event makes; null if it makes none.</summary>
    /// <param name="agreementOf">
    /// A handoff's agreement, which says what months are closed; null: it isn't known.
    /// </param>
    public static PacingEntryRow? Of(
        Fact fact, LeadEvent e, LeadRows rows, Func<HandoffRow, AgreementRow?> agreementOf) => e switch
        {
            LeadHandedOff it => Credit(fact, "handoff", it.Handoff, rows, agreementOf),
            LeadHandedOffAgain it => Credit(fact, "handoffAgain", it.Handoff, rows, agreementOf),
            RulingIssued { Verdict: Verdict.Upheld } it => Make(
                fact, "rejectionUpheld", -1, rows.Handoff(it.Handoff), it.LocalDay, null, agreementOf),
            _ => null,
        };

    private static PacingEntryRow Credit(
        Fact fact, string cause, Handoff handoff, LeadRows rows, Func<HandoffRow, AgreementRow?> agreementOf) =>
        Make(fact, cause, 1, rows.Handoff(handoff.Number), handoff.LocalDay, handoff.ReportedDay, agreementOf);

    private static PacingEntryRow Make(
        Fact fact,
        string cause,
        int count,
        HandoffRow handoff,
        DateOnly factDay,
        DateOnly? reportedDay,
        Func<HandoffRow, AgreementRow?> agreementOf)
    {
        var booked = agreementOf(handoff)?.BookedDay(factDay, reportedDay) ?? factDay;
        return new PacingEntryRow
        {
            Position = fact.Position,
            Handoff = handoff,
            Cause = cause,
            Count = count,
            FactDay = factDay,
            BookedDay = booked,
            KnownDay = !fact.Imported && reportedDay > booked ? reportedDay.Value : booked,
            Imported = fact.Imported,
        };
    }
}
