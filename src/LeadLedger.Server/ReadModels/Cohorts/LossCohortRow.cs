using LeadLedger.Server.ReadModels.Handoffs;
using LeadLedger.Server.ReadModels.Tables;
using Column = LeadLedger.Server.ReadModels.Tables.Column<LeadLedger.Server.ReadModels.Cohorts.LossCohortRow>;

namespace LeadLedger.Server.ReadModels.Cohorts;

/// <summary>What a page adds to one row of <c>loss_cohort</c>.</summary>
internal sealed class LossCohortRow
{
    public static readonly SumTable<LossCohortRow> Table = new(
        "loss_cohort",
        "loss_cohort_pkey",
        key:
        [
            Column.Fixed("agreement_id", row => row.Kind.AgreementId),
            Column.Fixed("month", row => row.Kind.Month),
            Column.Fixed("segment", row => row.Kind.Segment),
            Column.Fixed("bucket", row => row.Kind.Bucket),
            Column.Fixed("conversion_action", row => row.Kind.ConversionAction),
            Column.Fixed("source", row => row.Kind.Source),
            Column.Fixed("currency", row => row.Kind.Currency),
            Column.Fixed("loss_reason", row => row.Reason),
        ],
        counts:
        [
            Column.Fixed("lost", row => row.Lost),
            Column.Fixed("opened", row => row.Opened),
            Column.Fixed("attempts", row => row.Attempts),
            Column.Fixed("cycle_days", row => row.CycleDays),
        ],
        amounts:
        [
            Column.Fixed("lead_value", row => row.LeadValue),
            Column.Fixed("opportunity_amount", row => row.OpportunityAmount),
        ],
        position: Column.Fixed("position", row => row.Position));

    public required LeadKind Kind { get; init; }
    public required string Reason { get; init; }
    public long Lost { get; private set; }
    public long Opened { get; private set; }
    public long Attempts { get; private set; }
    public long CycleDays { get; private set; }
    public decimal LeadValue { get; private set; }
    public decimal OpportunityAmount { get; private set; }
    public long Position { get; private set; }

    /// <summary>A handoff counts so (1), or no longer so (-1).</summary>
    public void Count(HandoffRow row, CohortMark mark, int sign, long position)
    {
        Lost += sign;
        Opened += mark.Opened ? sign : 0;
        Attempts += sign * mark.Attempts;
        CycleDays += sign * mark.CycleDays;
        LeadValue += sign * row.LeadValue;
        OpportunityAmount += sign * mark.LostAmount;
        Position = Math.Max(Position, position);
    }
}
