using LeadLedger.Server.ReadModels.Tables;
using Column = LeadLedger.Server.ReadModels.Tables.Column<LeadLedger.Server.ReadModels.Cohorts.SalesMonthRow>;

namespace LeadLedger.Server.ReadModels.Cohorts;

/// <summary>What sums of opportunities are kept by.</summary>
/// <param name="Person">Whose they are; empty: the team's.</param>
internal readonly record struct SalesMonthKey(Guid AgreementId, DateOnly Month, string Person, string Currency);

/// <summary>What a page adds to one row of <c>sales_month</c>.</summary>
internal sealed class SalesMonthRow
{
    public static readonly SumTable<SalesMonthRow> Table = new(
        "sales_month",
        "sales_month_pkey",
        key:
        [
            Column.Fixed("agreement_id", row => row.Key.AgreementId),
            Column.Fixed("month", row => row.Key.Month),
            Column.Fixed("person", row => row.Key.Person),
            Column.Fixed("currency", row => row.Key.Currency),
        ],
        counts:
        [
            Column.Fixed("opened", row => row.Opened),
            Column.Fixed("ended", row => row.Ended),
            Column.Fixed("won", row => row.Won),
            Column.Fixed("sale_days", row => row.SaleDays),
        ],
        amounts: [Column.Fixed("revenue", row => row.Revenue)],
        position: Column.Fixed("position", row => row.Position));

    public required SalesMonthKey Key { get; init; }
    public long Opened { get; private set; }
    public long Ended { get; private set; }
    public long Won { get; private set; }
    public long SaleDays { get; private set; }
    public decimal Revenue { get; private set; }
    public long Position { get; private set; }

    /// <summary>An opportunity was opened in the month (1), or counts there no longer (-1).</summary>
    public void CountOpened(int sign, long position)
    {
        Opened += sign;
        Position = Math.Max(Position, position);
    }

    /// <summary>An opportunity ended in the month (1), or counts there no longer (-1).</summary>
    public void CountEnded(CohortMark mark, int sign, long position)
    {
        Ended += sign;
        Won += mark.Outcome == CohortOutcome.Won ? sign : 0;
        SaleDays += sign * mark.SaleDays;
        Revenue += sign * mark.Amount;
        Position = Math.Max(Position, position);
    }
}
