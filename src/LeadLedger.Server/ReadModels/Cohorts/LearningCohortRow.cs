using LeadLedger.Server.ReadModels.Handoffs;
using LeadLedger.Server.ReadModels.Tables;
using Column = LeadLedger.Server.ReadModels.Tables.Column<LeadLedger.Server.ReadModels.Cohorts.LearningCohortRow>;

namespace LeadLedger.Server.ReadModels.Cohorts;

/// <summary>Handoffs of one kind and month.</summary>
internal readonly record struct LeadKind(
    Guid AgreementId,
    DateOnly Month,
    string Segment,
    string Bucket,
    string ConversionAction,
    string Source,
    string Currency)
{
    public static LeadKind Of(HandoffRow row) => new(
        row.AgreementId, row.Month, row.Segment, row.Bucket, row.ConversionAction, row.Source, row.Currency);
}

/// <summary>What a page adds to one row of <c>learning_cohort</c>.</summary>
internal sealed class LearningCohortRow
{
    public static readonly SumTable<LearningCohortRow> Table = new(
        "learning_cohort",
        "learning_cohort_pkey",
        key:
        [
            Column.Fixed("agreement_id", row => row.Key.AgreementId),
            Column.Fixed("month", row => row.Key.Month),
            Column.Fixed("segment", row => row.Key.Segment),
            Column.Fixed("bucket", row => row.Key.Bucket),
            Column.Fixed("conversion_action", row => row.Key.ConversionAction),
            Column.Fixed("source", row => row.Key.Source),
            Column.Fixed("currency", row => row.Key.Currency),
        ],
        counts:
        [
            Column.Fixed("handoffs", row => row.Handoffs),
            Column.Fixed("open", row => row.Open),
            Column.Fixed("won", row => row.Won),
            Column.Fixed("lost", row => row.Lost),
            Column.Fixed("unresponsive", row => row.Unresponsive),
            Column.Fixed("taken_back", row => row.TakenBack),
            Column.Fixed("opened", row => row.Opened),
            Column.Fixed("opened_open", row => row.OpenedOpen),
            Column.Fixed("opened_taken_back", row => row.OpenedTakenBack),
            Column.Fixed("cycle_days", row => row.CycleDays),
            Column.Fixed("cycle_day_squares", row => row.CycleDaySquares),
        ],
        amounts:
        [
            Column.Fixed("close_rates", row => row.CloseRates),
            Column.Fixed("close_rates_open", row => row.CloseRatesOpen),
            Column.Fixed("close_rates_taken_back", row => row.CloseRatesTakenBack),
            Column.Fixed("lead_value", row => row.LeadValue),
            Column.Fixed("lead_value_open", row => row.LeadValueOpen),
            Column.Fixed("lead_value_taken_back", row => row.LeadValueTakenBack),
            Column.Fixed("revenue", row => row.Revenue),
            Column.Fixed("amount_squares", row => row.AmountSquares),
        ],
        position: Column.Fixed("position", row => row.Position));

    // Squares of amounts keep this many decimals: with more, the sum of a page's could go beyond a decimal's digits,
    // and then it would depend on how the feed is cut into pages.
    private const int SquareDecimals = 4;

    public required LeadKind Key { get; init; }
    public long Handoffs { get; private set; }
    public long Open { get; private set; }
    public long Won { get; private set; }
    public long Lost { get; private set; }
    public long Unresponsive { get; private set; }
    public long TakenBack { get; private set; }
    public long Opened { get; private set; }
    public long OpenedOpen { get; private set; }
    public long OpenedTakenBack { get; private set; }
    public long CycleDays { get; private set; }
    public long CycleDaySquares { get; private set; }
    public decimal CloseRates { get; private set; }
    public decimal CloseRatesOpen { get; private set; }
    public decimal CloseRatesTakenBack { get; private set; }
    public decimal LeadValue { get; private set; }
    public decimal LeadValueOpen { get; private set; }
    public decimal LeadValueTakenBack { get; private set; }
    public decimal Revenue { get; private set; }
    public decimal AmountSquares { get; private set; }
    public long Position { get; private set; }

    /// <summary>A handoff counts so (1), or no longer so (-1).</summary>
    public void Count(HandoffRow row, CohortMark mark, int sign, long position)
    {
        var opened = mark.Opened ? sign : 0;
        var (open, takenBack) = (In(CohortOutcome.Open), In(CohortOutcome.TakenBack));
        Handoffs += sign;
        Open += open;
        Won += In(CohortOutcome.Won);
        Lost += In(CohortOutcome.Lost);
        Unresponsive += In(CohortOutcome.Unresponsive);
        TakenBack += takenBack;
        Opened += opened;
        OpenedOpen += open == 0 ? 0 : opened;
        OpenedTakenBack += takenBack == 0 ? 0 : opened;
        CloseRates += sign * row.CloseRate;
        CloseRatesOpen += open * row.CloseRate;
        CloseRatesTakenBack += takenBack * row.CloseRate;
        LeadValue += sign * row.LeadValue;
        LeadValueOpen += open * row.LeadValue;
        LeadValueTakenBack += takenBack * row.LeadValue;
        if (mark.Outcome == CohortOutcome.Won)
        {
            CycleDays += sign * mark.CycleDays;
            CycleDaySquares += sign * (long)mark.CycleDays * mark.CycleDays;
            Revenue += sign * mark.Amount;
            AmountSquares +=
                sign * Math.Round(mark.Amount * mark.Amount, SquareDecimals, MidpointRounding.AwayFromZero);
        }
        Position = Math.Max(Position, position);

        int In(CohortOutcome outcome) => mark.Outcome == outcome ? sign : 0;
    }
}
