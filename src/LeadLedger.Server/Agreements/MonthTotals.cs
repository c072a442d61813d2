using LeadLedger.Domain;
using LeadLedger.Domain.Agreements;
using LeadLedger.Server.Access;
using LeadLedger.Server.Http;
using Npgsql;

namespace LeadLedger.Server.Agreements;

/// <summary>What a month came to.</summary>
/// <param name="Totals">Sums, one a currency: no total mixes them.</param>
/// <param name="Cells">The same by segment, bucket, conversion action and source; their sums are the totals.</param>
public sealed record MonthTotals(
    AgreementId AgreementId, Month Month, IReadOnlyList<CurrencyTotals> Totals, IReadOnlyList<CellTotals> Cells);

/// <summary>A month's sums in one currency.</summary>
public sealed record CurrencyTotals(string Currency, TotalsOfMonth Sums);

/// <summary>A month's sums for one kind of leads.</summary>
public sealed record CellTotals(
    string Segment, Bucket Bucket, string ConversionAction, string Source, string Currency, TotalsOfMonth Sums);

/// <summary>
/// Sums. Booked ones go by the month of the booking and never change once it is closed; restated ones, and all others,
/// are the cohort handed off in the month.
/// </summary>
/// <param name="Handoffs">Leads handed off.</param>
/// <param name="ContactedInTime">Those whose first response came within the time promised.</param>
/// <param name="ContactedLate">Those whose first response came later.</param>
/// <param name="Contacted">Those with a first response, promised or not.</param>
/// <param name="UnderReview">Rejections that wait for a ruling.</param>
/// <param name="Opened">Those that became an opportunity.</param>
/// <param name="Open">Those that aren't won, lost or returned to marketing.</param>
/// <param name="Revenue">What the won ones brought.</param>
public sealed record TotalsOfMonth(
    long Handoffs,
    BookedAndRestated GrossCount,
    BookedAndRestated NetCount,
    BookedAndRestated GrossValue,
    BookedAndRestated NetValue,
    long ContactedInTime,
    long ContactedLate,
    long Contacted,
    long Rejected,
    long Upheld,
    long Overturned,
    long Withdrawn,
    long UnderReview,
    long Opened,
    long Won,
    long Lost,
    long Returned,
    long Open,
    decimal Revenue);

/// <summary>A sum by the day it was booked on, and by the day of the handoff.</summary>
public sealed record BookedAndRestated(decimal Booked, decimal Restated);

/// <summary><c>GET /v1/agreements/{agreementId}/months/{month}/totals</c></summary>
internal static class MonthTotalsEndpoint
{
    // Summed by the database, exactly; what is shown is rounded after the sum, never before it (rule 11).
    private const string Sql = """
        select segment, bucket, conversion_action, source, currency,
          sum(handoffs)::bigint, sum(gross_count_booked), sum(handoffs), sum(net_count_booked), sum(net_count_restated),
          sum(gross_value_booked), sum(gross_value_restated), sum(net_value_booked), sum(net_value_restated),
          sum(contacted_in_time)::bigint, sum(contacted_late)::bigint, sum(contacted)::bigint, sum(rejected)::bigint,
          sum(upheld)::bigint, sum(overturned)::bigint, sum(withdrawn)::bigint, sum(under_review)::bigint,
          sum(opened)::bigint, sum(won)::bigint, sum(lost)::bigint, sum(returned)::bigint, sum(open)::bigint,
          sum(revenue)
        from bi_v1.lead_value_totals
        where agreement_id = $1::uuid and month = $2::date
          and ($3::text is null or segment = $3) and ($4::text is null or bucket = $4)
          and ($5::text is null or conversion_action = $5) and ($6::text is null or source = $6)
        group by grouping sets ((currency), (segment, bucket, conversion_action, source, currency))
        order by currency, segment, bucket, conversion_action, source
        """;

    private static readonly TotalsOfMonth Example = new(
        100, new(100, 100), new(96, 97), new(300_000m, 300_000m), new(288_000m, 291_000m),
        82, 9, 91, 7, 4, 2, 1, 0, 30, 5, 20, 6, 69, 500_000m);

    private static readonly OperationText Text = new(
        "Reads a month's totals",
        "Counts and lead value, gross and net, booked and restated, and what became of the leads, by segment, bucket, "
        + "conversion action and source. Filters narrow the totals too.",
        null,
        new MonthTotals(
            AgreementExamples.Id,
            new Month(2026, 3),
            [new CurrencyTotals("EUR", Example)],
            [new CellTotals("enterprise", Bucket.HandRaiserHighFit, "demo-request", "paid-search", "EUR", Example)]));

    private static readonly QueryParameter[] Parameters =
    [
        new("segment", typeof(string), "One segment's.", "enterprise"),
        new("bucket", typeof(Bucket), "One cell's of the qualification matrix."),
        new("conversionAction", typeof(string), "One conversion action's.", "demo-request"),
        new("source", typeof(string), "One source's.", "paid-search"),
    ];

    public static void Map(IEndpointRouteBuilder routes) => routes.MapQuery(
        "/agreements/{agreementId}/months/{month}/totals", AgreementAccess.Readers, Handle, Text, Parameters);

    private static async Task<Answer> Handle(QueryCall call)
    {
        var query = call.Query;
        object?[] filters =
        [
            query.Text("segment"),
            query.OneOf<Bucket>("bucket") is { } bucket ? QueryParameters.CodeOf(bucket) : null,
            query.Text("conversionAction"),
            query.Text("source"),
        ];
        var reading = await MonthOfAgreement.Read(call);
        if (reading.Value is not { } asked)
            return reading.Problem!;
        var rows = await call.Read.Database.Read(
            Sql, Row, call.Cancellation, [asked.Agreement.Id.Value, asked.Month.FirstDay, .. filters]);
        var totals = new MonthTotals(
            asked.Agreement.Id,
            asked.Month,
            [.. rows.Where(row => row.Cell is null).Select(row => new CurrencyTotals(row.Currency, row.Sums))],
            [.. rows.Select(row => row.Cell).OfType<CellTotals>()]);
        return Answer.Ok(totals) with { Position = call.Position };
    }

    private static (string Currency, TotalsOfMonth Sums, CellTotals? Cell) Row(NpgsqlDataReader row)
    {
        var currency = row.GetString(4);
        var sums = new TotalsOfMonth(
            row.GetInt64(5),
            new(row.GetDecimal(6), row.GetDecimal(7)),
            new(row.GetDecimal(8), row.GetDecimal(9)),
            new(Money.Shown(row.GetDecimal(10), currency), Money.Shown(row.GetDecimal(11), currency)),
            new(Money.Shown(row.GetDecimal(12), currency), Money.Shown(row.GetDecimal(13), currency)),
            row.GetInt64(14),
            row.GetInt64(15),
            row.GetInt64(16),
            row.GetInt64(17),
            row.GetInt64(18),
            row.GetInt64(19),
            row.GetInt64(20),
            row.GetInt64(21),
            row.GetInt64(22),
            row.GetInt64(23),
            row.GetInt64(24),
            row.GetInt64(25),
            row.GetInt64(26),
            Money.Shown(row.GetDecimal(27), currency));
        var cell = row.IsDBNull(0)
            ? null
            : new CellTotals(row.GetString(0), row.Code<Bucket>(1), row.GetString(2), row.GetString(3), currency, sums);
        return (currency, sums, cell);
    }
}
