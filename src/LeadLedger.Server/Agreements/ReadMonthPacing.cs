using LeadLedger.Domain;
using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Pacing;
using LeadLedger.Domain.Time;
using LeadLedger.Server.Access;
using LeadLedger.Server.Http;
using LeadLedger.Server.Ledger;
using Npgsql;

namespace LeadLedger.Server.Agreements;

/// <summary><c>GET /v1/agreements/{agreementId}/months/{month}/pacing</c></summary>
internal static class ReadMonthPacingEndpoint
{
    private const int CountDecimals = 4;

    private const string Sql = """
        select day, currency, terms_version, planned, planned_cumulative, band_low, band_high,
          gross_count_booked, gross_value_booked, net_count_booked, net_value_booked,
          gross_count_restated, gross_value_restated, net_count_restated, net_value_restated,
          gross_count_booked_cumulative, gross_value_booked_cumulative,
          net_count_booked_cumulative, net_value_booked_cumulative
        from bi_v1.pacing_curve
        where agreement_id = $1::uuid and month = $2::date
        order by day
        """;

    private static readonly OperationText Text = new(
        "Reads a month's pacing",
        "The line that marketing promised, the band around it, and what was handed off, day by day and cumulative; the "
        + "run rate still needed and the month-end forecast. Booked figures go by the day of the booking, "
        + "restated ones "
        + "by the day of the handoff; actual figures, variance and outlook by the booking.",
        null,
        PacingExample.March);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapQuery(
        "/agreements/{agreementId}/months/{month}/pacing", AgreementAccess.Readers, Handle, Text);

    private static async Task<Answer> Handle(QueryCall call)
    {
        var reading = await MonthOfAgreement.Read(call);
        if (reading.Value is not { } asked)
            return reading.Problem!;
        var rows = await call.Read.Database.Read(
            Sql, Row.Of, call.Cancellation, asked.Agreement.Id.Value, asked.Month.FirstDay);
        var whole = WithPlan(asked.Agreement, asked.Month, rows);
        var pacing = Pacing(asked.Agreement, asked.Month, whole, call.Read.Clock.Now());
        return Answer.Ok(pacing) with { Position = call.Position };
    }

    /// <summary>
    /// The rows as they are, or, where the read model doesn't plan that far ahead and terms are in force, every day of
    /// the month with its plan.
    /// </summary>
    internal static IReadOnlyList<Row> WithPlan(Agreement agreement, Month month, IReadOnlyList<Row> rows)
    {
        if (rows.Any(row => row.TermsVersion is not null) || agreement.TermsInForceIn(month) is not { } terms)
            return rows;
        var plan = PacingPlan.ForMonth(terms, month);
        var booked = rows.Where(row => row.Currency == terms.Currency).ToDictionary(row => row.Day);
        var days = new List<Row>(month.Days);
        for (var day = month.FirstDay; day <= month.LastDay; day = day.AddDays(1))
        {
            var known = booked.GetValueOrDefault(day) ?? Row.NothingOn(day, terms.Currency, days.LastOrDefault());
            var planned = plan?.Days[day.Day - 1];
            days.Add(known with
            {
                TermsVersion = terms.Version,
                Planned = planned?.PlannedCumulative - (days.LastOrDefault()?.PlannedCumulative ?? 0),
                PlannedCumulative = planned?.PlannedCumulative,
                BandLow = planned?.BandLow,
                BandHigh = planned?.BandHigh,
            });
        }
        return days;
    }

    /// <summary>The month as of a moment: days of which none has begun yet have a plan and no actual figures.</summary>
    internal static MonthPacing Pacing(Agreement agreement, Month month, IReadOnlyList<Row> rows, DateTimeOffset now)
    {
        var terms = rows.Select(row => row.TermsVersion).Max() is { } version ? agreement.TermsOf(version) : null;
        var known = terms ?? agreement.Versions.LastOrDefault(signed => signed.IsSigned)?.Terms;
        var plan = terms is null ? null : PacingPlan.ForMonth(terms, month);
        var today = known is null ? DateOnly.FromDateTime(now.UtcDateTime) : LocalTime.DayOf(now, known.TimeZone);
        var asOf = today < month.LastDay ? today : month.LastDay;
        var shown = Shown(terms?.Goal?.Kind, known?.Currency ?? "EUR");
        var passed = rows.Where(row => row.Day <= asOf).ToArray();
        return new MonthPacing(
            agreement.Id,
            month,
            asOf < month.FirstDay ? null : asOf,
            known?.Currency ?? "",
            known?.TimeZone,
            terms?.Version,
            terms?.Goal?.Kind,
            terms?.Goal?.Amount,
            [.. rows.Select(row => row.Show(terms?.Goal?.Kind, isPassed: row.Day <= asOf, shown))],
            Outlook(row => row.Gross(terms?.Goal?.Kind)),
            Outlook(row => row.Net(terms?.Goal?.Kind)));

        PacingOutlookShown? Outlook(Func<Row, decimal> actual)
        {
            if (plan is null || passed.Length == 0 || passed.Length > plan.Days.Count)
                return null;
            var outlook = PacingOutlook.After(plan, Array.ConvertAll(passed, row => actual(row)),
                (int)passed[^1].GrossCount);
            return PacingOutlookShown.Of(outlook, shown);
        }
    }

    /// <summary>
    /// Lead value to the currency's minor unit; leads, where the line has fractions of one, to four decimals.
    /// </summary>
    private static Func<decimal?, decimal?> Shown(GoalKind? kind, string currency) => amount => amount is not { } exact
        ? null
        : kind == GoalKind.Count
            ? Math.Round(exact, CountDecimals, MidpointRounding.AwayFromZero)
            : Money.Shown(exact, currency);

    /// <summary>A day of <c>bi_v1.pacing_curve</c>, exact.</summary>
    internal sealed record Row(
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
        public static Row Of(NpgsqlDataReader row) => new(
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
        public static Row NothingOn(DateOnly day, string currency, Row? before) => new(
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

        public PacingDay Show(GoalKind? kind, bool isPassed, Func<decimal?, decimal?> shown)
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
                IsInBand(net));

            CountAndValue Sum(int which) => new(Sums[which].Count, Money.Shown(Sums[which].Value, Currency));
        }

        private bool? IsInBand(decimal? actual) =>
            BandLow is null || actual is null ? null : BandLow <= actual && actual <= BandHigh;
    }
}
