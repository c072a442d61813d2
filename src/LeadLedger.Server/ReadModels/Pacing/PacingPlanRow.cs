using LeadLedger.Domain.Pacing;
using LeadLedger.Server.ReadModels.Agreements;
using LeadLedger.Server.ReadModels.Tables;
using Column = LeadLedger.Server.ReadModels.Tables.Column<LeadLedger.Server.ReadModels.Pacing.PacingPlanRow>;

namespace LeadLedger.Server.ReadModels.Pacing;

/// <summary>A row of <c>pacing_plan</c>: one day of a month's line.</summary>
internal sealed class PacingPlanRow
{
    public static readonly Table<PacingPlanRow> Table = new("pacing_plan", key: 3,
    [
        Column.Fixed("agreement_id", row => row.Terms!.AgreementId),
        Column.Fixed("month", row => row.Month),
        Column.Fixed("day", row => row.Day),
        Column.Fixed("terms_version", row => row.Terms!.Version),
        Column.Fixed("currency", row => row.Terms!.Currency),
        Column.Fixed("goal_kind", row => row.Terms!.GoalKind),
        Column.Fixed("goal", row => row.Terms!.Goal),
        Column.Fixed("planned", row => row.Planned),
        Column.Fixed("planned_cumulative", row => row.Line?.PlannedCumulative),
        Column.Fixed("band_low", row => row.Line?.BandLow),
        Column.Fixed("band_high", row => row.Line?.BandHigh),
        Column.Fixed("position", row => row.Position),
    ]);

    public TermsRow? Terms { get; init; }
    public DateOnly Month { get; init; }
    public DateOnly Day { get; init; }
    public decimal? Planned { get; init; }

    /// <summary>Null where the terms promise no curve.</summary>
    public PlannedDay? Line { get; init; }

    public long Position { get; init; }

    /// <summary>Every day of a month under the terms in force in it.</summary>
    public static IEnumerable<PacingPlanRow> Of(TermsRow terms, DateOnly month, long position)
    {
        var plan = Plan(terms, month);
        var before = 0m;
        for (var day = month; day.Month == month.Month; day = day.AddDays(1))
        {
            var line = plan?.Days[day.Day - 1];
            yield return new PacingPlanRow
            {
                Terms = terms,
                Month = month,
                Day = day,
                Planned = line?.PlannedCumulative - before,
                Line = line,
                Position = position,
            };
            before = line?.PlannedCumulative ?? 0;
        }
    }
    // Terms of which a month has no line are refused when they are proposed; if some came in by another way, the month
    // goes without a line, and the projecting goes on.
    private static PacingPlan? Plan(TermsRow terms, DateOnly month)
    {
        try
        {
            return PacingPlan.ForMonth(terms.Terms, Domain.Month.Of(month));
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
