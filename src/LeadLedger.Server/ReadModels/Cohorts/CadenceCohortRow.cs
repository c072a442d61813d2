using LeadLedger.Server.ReadModels.Handoffs;
using LeadLedger.Server.ReadModels.Tables;
using Column = LeadLedger.Server.ReadModels.Tables.Column<LeadLedger.Server.ReadModels.Cohorts.CadenceCohortRow>;

namespace LeadLedger.Server.ReadModels.Cohorts;

/// <summary>What a step measures.</summary>
internal enum EffortMeasure
{
    Attempts,
    ResponseWall,
    ResponseBusiness,
}

/// <summary>Whose sums by effort are kept together.</summary>
internal readonly record struct EffortKey(Guid AgreementId, DateOnly Month, string Segment, string Currency)
{
    public static EffortKey Of(HandoffRow row) => new(row.AgreementId, row.Month, row.Segment, row.Currency);
}

/// <summary>What a page adds to one row of <c>cadence_cohort</c>.</summary>
internal sealed class CadenceCohortRow
{
    public static readonly SumTable<CadenceCohortRow> Table = new(
        "cadence_cohort",
        "cadence_cohort_pkey",
        key:
        [
            Column.Fixed("agreement_id", row => row.Key.AgreementId),
            Column.Fixed("month", row => row.Key.Month),
            Column.Fixed("segment", row => row.Key.Segment),
            Column.Fixed("currency", row => row.Key.Currency),
            Column.Fixed("measure", row => Codes<EffortMeasure>.Of(row.Measure)),
            Column.Fixed("step", row => row.Step),
        ],
        counts:
        [
            Column.Fixed("handoffs", row => row.Handoffs),
            Column.Fixed("connected", row => row.Connected),
            Column.Fixed("opened", row => row.Opened),
            Column.Fixed("open", row => row.Open),
            Column.Fixed("won", row => row.Won),
            Column.Fixed("lost", row => row.Lost),
            Column.Fixed("unresponsive", row => row.Unresponsive),
            Column.Fixed("taken_back", row => row.TakenBack),
        ],
        amounts: [Column.Fixed("revenue", row => row.Revenue)],
        position: Column.Fixed("position", row => row.Position));

    public required EffortKey Key { get; init; }
    public required EffortMeasure Measure { get; init; }
    public required int Step { get; init; }
    public long Handoffs { get; private set; }
    public long Connected { get; private set; }
    public long Opened { get; private set; }
    public long Open { get; private set; }
    public long Won { get; private set; }
    public long Lost { get; private set; }
    public long Unresponsive { get; private set; }
    public long TakenBack { get; private set; }
    public decimal Revenue { get; private set; }
    public long Position { get; private set; }

    /// <summary>A handoff counts so (1), or no longer so (-1).</summary>
    public void Count(CohortMark mark, int sign, long position)
    {
        Handoffs += sign;
        Connected += mark.Connected ? sign : 0;
        Opened += mark.Opened ? sign : 0;
        Open += In(CohortOutcome.Open);
        Won += In(CohortOutcome.Won);
        Lost += In(CohortOutcome.Lost);
        Unresponsive += In(CohortOutcome.Unresponsive);
        TakenBack += In(CohortOutcome.TakenBack);
        Revenue += sign * mark.Amount;
        Position = Math.Max(Position, position);

        int In(CohortOutcome outcome) => mark.Outcome == outcome ? sign : 0;
    }
}
