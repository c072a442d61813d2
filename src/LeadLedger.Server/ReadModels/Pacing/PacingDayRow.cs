using LeadLedger.Server.ReadModels.Tables;
using Column = LeadLedger.Server.ReadModels.Tables.Column<LeadLedger.Server.ReadModels.Pacing.PacingDayRow>;

namespace LeadLedger.Server.ReadModels.Pacing;

/// <summary>What sums of pacing entries are kept by.</summary>
internal readonly record struct PacingDayKey(
    Guid AgreementId, DateOnly BookedDay, DateOnly HandoffDay, DateOnly KnownDay, string Currency);

/// <summary>What a page adds to one row of <c>pacing_day</c>.</summary>
internal sealed class PacingDayRow
{
    public static readonly SumTable<PacingDayRow> Table = new(
        "pacing_day",
        "pacing_day_pkey",
        key:
        [
            Column.Fixed("agreement_id", row => row.Key.AgreementId),
            Column.Fixed("booked_month", row => FirstOfMonth(row.Key.BookedDay)),
            Column.Fixed("booked_day", row => row.Key.BookedDay),
            Column.Fixed("handoff_month", row => FirstOfMonth(row.Key.HandoffDay)),
            Column.Fixed("handoff_day", row => row.Key.HandoffDay),
            Column.Fixed("known_day", row => row.Key.KnownDay),
            Column.Fixed("currency", row => row.Key.Currency),
        ],
        counts:
        [
            Column.Fixed("credit_count", row => row.CreditCount),
            Column.Fixed("debit_count", row => row.DebitCount),
        ],
        amounts:
        [
            Column.Fixed("credit_amount", row => row.CreditAmount),
            Column.Fixed("debit_amount", row => row.DebitAmount),
        ],
        position: Column.Fixed("position", row => row.Position));

    public required PacingDayKey Key { get; init; }
    public long CreditCount { get; private set; }
    public decimal CreditAmount { get; private set; }
    public long DebitCount { get; private set; }
    public decimal DebitAmount { get; private set; }
    public long Position { get; private set; }

    public static PacingDayKey KeyOf(PacingEntryRow entry) => new(
        entry.Handoff!.AgreementId, entry.BookedDay, entry.Handoff.LocalDay, entry.KnownDay, entry.Handoff.Currency);

    public void Add(PacingEntryRow entry)
    {
        if (entry.IsCredit)
        {
            CreditCount += entry.Count;
            CreditAmount += entry.Amount;
        }
        else
        {
            DebitCount -= entry.Count;
            DebitAmount -= entry.Amount;
        }
        Position = Math.Max(Position, entry.Position);
    }

    private static DateOnly FirstOfMonth(DateOnly day) => new(day.Year, day.Month, 1);
}
