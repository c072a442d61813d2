using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Pacing;
using LeadLedger.Server.Http;
using Npgsql;

namespace LeadLedger.Server.Agreements;

/// <summary>A day of <c>bi_v1.pacing_curve</c>, exact.</summary>
internal sealed record PacingCurveRow(
    DateOnly Day,
    string Currency,
    int? TermsVersion,
    decimal? Planned,
    decimal? PlannedCumulative,
    decimal? BandLow,
    decimal? BandHigh,
    (long Count, decimal Value)[] Sums,
    long GrossCount,
    decimal GrossValue,
    long NetCount,
    decimal NetValue)
{
    public static PacingCurveRow Of(NpgsqlDataReader row) => new(
        row.GetFieldValue<DateOnly>(0),
        row.GetString(1),
        row.Maybe<int>(2),
        row.Maybe<decimal>(3),
        row.Maybe<decimal>(4),
        row.Maybe<decimal>(5),
        row.Maybe<decimal>(6),
        [.. Enumerable.Range(0, 4).Select(pair => (row.GetInt64(7 + (2 * pair)), row.GetDecimal(8 + (2 * pair))))],
        row.GetInt64(15),
        row.GetDecimal(16),
        row.GetInt64(17),
        row.GetDecimal(18));

    /// <summary>A day without entries: its cumulated figures are those of the day before it.</summary>
    public static PacingCurveRow NothingOn(DateOnly day, string currency, PacingCurveRow? before) => new(
        day,
        currency,
        null,
        null,
        null,
        null,
        null,
        new (long, decimal)[4],
        before?.GrossCount ?? 0,
        before?.GrossValue ?? 0,
        before?.NetCount ?? 0,
        before?.NetValue ?? 0);

    public decimal Gross(GoalKind? kind) => kind == GoalKind.Count ? GrossCount : GrossValue;

    public decimal Net(GoalKind? kind) => kind == GoalKind.Count ? NetCount : NetValue;

    /// <summary>As it is answered.</summary>
    /// <param name="capacity">What sales can receive on the day; null: nobody said.</param>
    public PacingDay Show(GoalKind? kind, bool isPassed, DayCapacity? capacity, Func<decimal?, decimal?> shown)
    {
        decimal? gross = isPassed ? Gross(kind) : null;
        decimal? net = isPassed ? Net(kind) : null;
        return new PacingDay(
            Day,
            shown(Planned),
            shown(PlannedCumulative),
            shown(BandLow),
            shown(BandHigh),
            Sum(0),
            Sum(1),
            Sum(2),
            Sum(3),
            shown(gross),
            shown(net),
            shown(gross - PlannedCumulative),
            shown(net - PlannedCumulative),
            IsInBand(gross),
            IsInBand(net),
            Leads(capacity?.Leads),
            Leads(capacity?.Cumulative),
            kind == GoalKind.Count && capacity is not null && Planned is { } planned ? planned > capacity.Leads : null,
            isPassed && capacity is not null ? Sums[0].Count > capacity.Leads : null);

        decimal? Leads(decimal? exact) => exact is { } leads
            ? Math.Round(leads, ReadMonthPacingEndpoint.CountDecimals, MidpointRounding.AwayFromZero)
            : null;

        CountAndValue Sum(int which) => new(Sums[which].Count, Money.Shown(Sums[which].Value, Currency));
    }

    private bool? IsInBand(decimal? actual) =>
        BandLow is null || actual is null ? null : BandLow <= actual && actual <= BandHigh;
}
