using LeadLedger.Server.ReadModels.Tables;
using Column = LeadLedger.Server.ReadModels.Tables.Column<LeadLedger.Server.ReadModels.Months.MonthRow>;

namespace LeadLedger.Server.ReadModels.Months;

/// <summary>A row of <c>agreement_month</c>; the view's comments say what the columns mean.</summary>
internal sealed class MonthRow : Row
{
    public static readonly Table<MonthRow> Table = new("agreement_month", key: 1,
    [
        Column.Fixed("month_id", row => row.MonthId, (row, value) => row.MonthId = value),
        Column.Fixed("agreement_id", row => row.AgreementId, (row, value) => row.AgreementId = value),
        Column.Fixed("month", row => row.Month, (row, value) => row.Month = value),
        Column.Moving("closed_by", row => row.ClosedBy, (row, value) => row.ClosedBy = value),
        Column.Moving("closed_at", row => row.ClosedAt, (row, value) => row.ClosedAt = value),
        Column.MovingJson("scorecard", row => row.Scorecard, (row, value) => row.Scorecard = value),
        Column.Moving(
            "scorecard_position", row => row.ScorecardPosition, (row, value) => row.ScorecardPosition = value),
        Column.Moving("scorecard_issued_at", row => row.IssuedAt, (row, value) => row.IssuedAt = value),
        Column.Moving("strikes", row => row.Strikes, (row, value) => row.Strikes = value),
        Column.Moving("missed_months", row => row.MissedMonths, (row, value) => row.MissedMonths = value),
        Column.Moving("position", row => row.Position, (row, value) => row.Position = value),
    ]);

    public Guid MonthId { get; set; }
    public Guid AgreementId { get; set; }
    public DateOnly Month { get; set; }
    public string? ClosedBy { get; set; }
    public DateTimeOffset? ClosedAt { get; set; }
    public string? Scorecard { get; set; }
    public long? ScorecardPosition { get; set; }
    public DateTimeOffset? IssuedAt { get; set; }
    public int Strikes { get; set; }

    /// <summary>How many months running fired the termination trigger; null: it hasn't fired.</summary>
    public int? MissedMonths { get; set; }
}
