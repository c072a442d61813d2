using LeadLedger.Domain;
using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Calculators;
using LeadLedger.Domain.Learning;
using LeadLedger.Server.Http;
using Npgsql;

namespace LeadLedger.Server.Learning;

/// <summary>What the read models know of the leads that a month is reckoned with.</summary>
/// <param name="Shown">The cohort at a glance; null: there is none.</param>
/// <param name="Learned">What it shows; null likewise.</param>
/// <param name="Declared">What sales said last, up to the month, that it can take.</param>
internal sealed record LearnedMonth(ProposalCohort? Shown, LearnedCohort? Learned, DeclaredCapacity? Declared)
{
    private const string CohortSql = """
        select cohort_from, cohort_to, cycle_months, cycle_from
        from bi_v1.look_back
        where agreement_id = $1::uuid and month = $2::date
        """;

    // Beyond what any deal brings, the squares' decimals wouldn't fit beside their other digits.
    private const string KindsSql = """
        select segment, bucket, conversion_action, handoffs, decided, censored, taken_back, opened, won, revenue,
          round(amount_squares, case when amount_squares < 1e22 then 4 else 0 end), won_cycle_days,
          won_cycle_day_squares
        from bi_v1.calibration
        where agreement_id = $1::uuid and month = $2::date and level = 'cell' and currency = $3::text
        """;

    private const string EffortsSql = """
        select segment, step, won
        from bi_v1.cadence_effect
        where agreement_id = $1::uuid and month = $2::date and measure = 'attempts' and currency = $3::text and won > 0
        """;

    private const string DeclaredSql = """
        select month, sum(reps)::bigint, sum(leads)::bigint
        from bi_v1.sales_capacity
        where agreement_id = $1::uuid and month <= $2::date and current
        group by month
        order by month desc
        limit 1
        """;

    public static async Task<LearnedMonth> Read(
        NpgsqlDataSource database, AgreementId agreement, Month month, string currency, CancellationToken cancellation)
    {
        var (id, day) = (agreement.Value, month.FirstDay);
        var declared = await database.Read(
            DeclaredSql,
            row => new DeclaredCapacity(Month.Of(row.GetFieldValue<DateOnly>(0)), row.GetInt64(1), row.GetInt64(2)),
            cancellation, id, day);
        var cohorts = await database.Read(
            CohortSql,
            row => (
                Months: new Cohort(MonthOf(row, 0), MonthOf(row, 1)),
                CycleMonths: row.GetInt32(2),
                From: row.Code<CycleSource>(3)),
            cancellation, id, day);
        if (cohorts is not [var cohort])
            return new(null, null, declared.FirstOrDefault());
        var kinds = await database.Read(KindsSql, KindOf, cancellation, id, day, currency);
        var efforts = await database.Read(
            EffortsSql,
            row => new LearnedEffort(row.GetString(0), row.GetInt32(1), row.GetInt64(2)),
            cancellation, id, day, currency);
        var shown = new ProposalCohort(
            cohort.Months.From,
            cohort.Months.To,
            cohort.CycleMonths,
            cohort.From,
            kinds.Sum(kind => kind.Handoffs),
            kinds.Sum(kind => kind.Kind.Figures.Decided),
            kinds.Sum(kind => kind.Censored),
            kinds.Sum(kind => kind.TakenBack),
            kinds.Sum(kind => kind.Kind.Figures.Won));
        var learned = new LearnedCohort(
            cohort.Months, cohort.CycleMonths, [.. kinds.Select(kind => kind.Kind)], efforts);
        return new(shown, learned, declared.FirstOrDefault());
    }

    private static (LearnedKind Kind, long Handoffs, long Censored, long TakenBack) KindOf(NpgsqlDataReader row)
    {
        var figures = new LearnedFigures(
            row.GetInt64(4),
            row.GetInt64(7),
            row.GetInt64(8),
            row.GetDecimal(9),
            row.GetDecimal(10),
            row.GetInt64(11),
            row.GetInt64(12));
        return (
            new LearnedKind(row.GetString(0), row.Code<Bucket>(1), row.GetString(2), figures),
            row.GetInt64(3),
            row.GetInt64(5),
            row.GetInt64(6));
    }

    private static Month MonthOf(NpgsqlDataReader row, int column) => Month.Of(row.GetFieldValue<DateOnly>(column));
}
