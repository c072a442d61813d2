using LeadLedger.Domain;
using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Months;
using LeadLedger.Domain.Pacing;
using LeadLedger.Domain.Time;
using LeadLedger.Server.Access;
using LeadLedger.Server.Http;
using LeadLedger.Server.Ledger;

namespace LeadLedger.Server.Agreements;

/// <summary><c>GET /v1/agreements/{agreementId}/months/{month}/pacing</c></summary>
internal static class ReadMonthPacingEndpoint
{
    internal const int CountDecimals = 4;

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

    // What was booked in the month and known by the end of a day: it never changes afterwards.
    private const string AsOfSql = """
        with booked as (
          select booked_day as day, currency, sum(credit_count) as credits, sum(credit_amount) as credit,
            sum(debit_count) as debits, sum(debit_amount) as debit
          from bi_v1.pacing_day
          where agreement_id = $1::uuid and booked_month = $2::date and known_day <= $3::date
          group by booked_day, currency
        ), restated as (
          select handoff_day as day, currency, sum(credit_count) as credits, sum(credit_amount) as credit,
            sum(debit_count) as debits, sum(debit_amount) as debit
          from bi_v1.pacing_day
          where agreement_id = $1::uuid and handoff_month = $2::date and known_day <= $3::date
          group by handoff_day, currency
        )
        select c.day, c.currency, c.terms_version, c.planned, c.planned_cumulative, c.band_low, c.band_high,
          coalesce(b.credits, 0)::bigint, coalesce(b.credit, 0),
          coalesce(b.credits - b.debits, 0)::bigint, coalesce(b.credit - b.debit, 0),
          coalesce(r.credits, 0)::bigint, coalesce(r.credit, 0),
          coalesce(r.credits - r.debits, 0)::bigint, coalesce(r.credit - r.debit, 0),
          coalesce(sum(b.credits) over so_far, 0)::bigint, coalesce(sum(b.credit) over so_far, 0),
          coalesce(sum(b.credits - b.debits) over so_far, 0)::bigint, coalesce(sum(b.credit - b.debit) over so_far, 0)
        from bi_v1.pacing_curve c
        left join booked b on b.day = c.day and b.currency = c.currency
        left join restated r on r.day = c.day and r.currency = c.currency
        where c.agreement_id = $1::uuid and c.month = $2::date
        window so_far as (partition by c.currency order by c.day)
        order by c.day
        """;

    private const string CapacitySql = """
        select distinct on (team) leads from bi_v1.sales_capacity
        where agreement_id = $1::uuid and month = $2::date and ($3::timestamptz is null or declared_at < $3)
        order by team, position desc
        """;

    private static readonly QueryParameter AsOf = new(
        "asOf", typeof(DateOnly), "As it stood at the end of this local day; unless said, as it is now.",
        new DateOnly(2026, 3, 2));

    private static readonly OperationText Text = new(
        "Reads a month's pacing",
        "The line that marketing promised, the band around it, and what was handed off, day by day and cumulative; the "
        + "run rate still needed and the month-end forecast. Booked figures go by the day of the booking, "
        + "restated ones "
        + "by the day of the handoff; actual figures, variance and outlook by the booking. Beside it stands what sales "
        + "can receive. With asOf it is told as it stood at the end of a past day, which never changes afterwards.",
        null,
        PacingExample.March);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapQuery(
        "/agreements/{agreementId}/months/{month}/pacing", AgreementAccess.Readers, Handle, Text, AsOf);

    private static async Task<Answer> Handle(QueryCall call)
    {
        var asOf = call.Query.Day("asOf");
        var reading = await MonthOfAgreement.Read(call);
        if (reading.Value is not { } asked)
            return reading.Problem!;
        var (id, month) = (asked.Agreement.Id.Value, asked.Month.FirstDay);
        var database = call.Read.Database;
        var rows = asOf is null
            ? await database.Read(Sql, PacingCurveRow.Of, call.Cancellation, id, month)
            : await database.Read(AsOfSql, PacingCurveRow.Of, call.Cancellation, id, month, asOf);
        var declared = await database.Read(
            CapacitySql, row => row.GetInt64(0), call.Cancellation, id, month, EndOf(asOf, asked));
        var whole = WithPlan(asked.Agreement, asked.Month, rows);
        var pacing = Pacing(asked, whole, call.Read.Clock.Now(), asOf, declared.Count == 0 ? null : declared.Sum());
        return Answer.Ok(pacing) with { Position = call.Position };
    }

    private static DateTimeOffset? EndOf(DateOnly? day, MonthOfAgreement asked) =>
        day < DateOnly.MaxValue && SignedTerms(asked.Agreement) is { TimeZone: var zone }
            ? LocalTime.StartOfDay(day.Value.AddDays(1), zone)
            : null;

    private static Terms? SignedTerms(Agreement agreement) =>
        agreement.Versions.LastOrDefault(signed => signed.IsSigned)?.Terms;

    /// <summary>
    /// The rows as they are, or, where the read model doesn't plan that far ahead and terms are in force, every day of
    /// the month with its plan.
    /// </summary>
    internal static IReadOnlyList<PacingCurveRow> WithPlan(
        Agreement agreement, Month month, IReadOnlyList<PacingCurveRow> rows)
    {
        if (rows.Any(row => row.TermsVersion is not null) || agreement.TermsInForceIn(month) is not { } terms)
            return rows;
        var plan = PacingPlan.ForMonth(terms, month);
        var booked = rows.Where(row => row.Currency == terms.Currency).ToDictionary(row => row.Day);
        var days = new List<PacingCurveRow>(month.Days);
        // Not from day to day: there is none after the last day of the last year.
        foreach (var day in Enumerable.Range(0, month.Days).Select(month.FirstDay.AddDays))
        {
            var known = booked.GetValueOrDefault(day)
                ?? PacingCurveRow.NothingOn(day, terms.Currency, days.LastOrDefault());
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
    /// <param name="asked">The agreement and month.</param>
    /// <param name="rows">Each of its days.</param>
    /// <param name="now">What day it is follows from it.</param>
    /// <param name="day">A past day as of whose end it is told; null: as of now.</param>
    /// <param name="declared">What sales declared that it can take in the month; null: what the terms say.</param>
    private static MonthPacing Pacing(
        MonthOfAgreement asked,
        IReadOnlyList<PacingCurveRow> rows,
        DateTimeOffset now,
        DateOnly? day,
        long? declared)
    {
        var (agreement, month) = asked;
        var terms = rows.Select(row => row.TermsVersion).Max() is { } version ? agreement.TermsOf(version) : null;
        var known = terms ?? SignedTerms(agreement);
        var plan = terms is null ? null : PacingPlan.ForMonth(terms, month);
        var today = known is null ? DateOnly.FromDateTime(now.UtcDateTime) : LocalTime.DayOf(now, known.TimeZone);
        var asOf = Earliest(today, day ?? today, month.LastDay);
        var shown = Shown(terms?.Goal?.Kind, known?.Currency ?? "EUR");
        var passed = rows.Where(row => row.Day <= asOf).ToArray();
        var leads = declared ?? terms?.SalesCapacity?.Leads();
        var capacity = known is not null && leads is { } most ? CapacityPlan.ForMonth(known, month, most) : null;
        return new MonthPacing(
            agreement.Id,
            month,
            asOf < month.FirstDay ? null : asOf,
            known?.Currency ?? "",
            known?.TimeZone,
            terms?.Version,
            terms?.Goal?.Kind,
            terms?.Goal?.Amount,
            [.. rows.Select(row => row.Show(
                terms?.Goal?.Kind, isPassed: row.Day <= asOf, capacity?.Days[row.Day.Day - 1], shown))],
            Outlook(row => row.Gross(terms?.Goal?.Kind)),
            Outlook(row => row.Net(terms?.Goal?.Kind)),
            capacity?.Leads);

        PacingOutlookShown? Outlook(Func<PacingCurveRow, decimal> actual)
        {
            if (plan is null || passed.Length == 0 || passed.Length > plan.Days.Count)
                return null;
            var runs = passed[^1].Day == today;
            var ended = runs ? passed[..^1] : passed;
            var outlook = PacingOutlook.After(
                plan,
                Array.ConvertAll(passed, row => actual(row)),
                ended is [.., var last] ? (int)last.GrossCount : 0,
                agreement.FirstRegularDay(),
                runs);
            return PacingOutlookShown.Of(outlook, shown);
        }
    }

    private static DateOnly Earliest(params ReadOnlySpan<DateOnly> days)
    {
        var earliest = days[0];
        foreach (var day in days)
            earliest = day < earliest ? day : earliest;
        return earliest;
    }

    /// <summary>
    /// Lead value to the currency's minor unit; leads, where the line has fractions of one, to four decimals.
    /// </summary>
    private static Func<decimal?, decimal?> Shown(GoalKind? kind, string currency) => amount => amount is not { } exact
        ? null
        : kind == GoalKind.Count
            ? Math.Round(exact, CountDecimals, MidpointRounding.AwayFromZero)
            : Money.Shown(exact, currency);
}
