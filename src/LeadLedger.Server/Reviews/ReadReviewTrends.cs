using LeadLedger.Domain;
using LeadLedger.Server.Http;
using Npgsql;

namespace LeadLedger.Server.Reviews;

/// <summary>What cases can have in common.</summary>
public enum TrendBy
{
    /// <summary>The month of the rejection: the list is expected to shrink (003).</summary>
    Month,
    Source,
    ConversionAction,
    Reason,
    Criterion,

    /// <summary>Who rejected.</summary>
    RejectedBy,
}

/// <summary>What became of cases that have something in common.</summary>
/// <param name="Value">The source, the code, the person, or the month.</param>
/// <param name="Opened">Rejections: open, ruled and withdrawn.</param>
/// <param name="Overdue">Cases whose time to rule passed without a ruling, by what the ledger knows.</param>
/// <param name="UpheldShare">Of those ruled on, to four digits; null: none was.</param>
/// <param name="SecondsToRule">From the rejection to the ruling, in wall seconds; null: none was ruled on.</param>
/// <param name="BusinessSecondsToRule">The same in seconds of the agreements' open hours.</param>
public sealed record ReviewTrend(
    string Value,
    long Opened,
    long Open,
    long Ruled,
    long Upheld,
    long Overturned,
    long Withdrawn,
    long Overdue,
    decimal? UpheldShare,
    TimeToRule? SecondsToRule,
    TimeToRule? BusinessSecondsToRule);

/// <param name="Median">Half of the rulings took at most so long.</param>
/// <param name="P90">Nine in ten did.</param>
public sealed record TimeToRule(long Median, long P90);

/// <param name="Items">The most used first; by month, in the order of time.</param>
public sealed record ReviewTrends(TrendBy By, IReadOnlyList<ReviewTrend> Items);

/// <summary><c>GET /v1/reviews/trends</c></summary>
internal static class ReadReviewTrendsEndpoint
{
    private static readonly OperationText Text = new(
        "Reads what the panels learn",
        "Cases by the month of their rejection, or by what they have in common: by criterion, the first are those used "
        + "most, and their upheld share says which are overturned most. Of the caller's agreements and panels; of all, "
        + "for roles that see all. bi_v1.review_trend has the same by agreement and month.",
        null,
        new ReviewTrends(
            TrendBy.Criterion,
            [
                new ReviewTrend("budget", 31, 4, 24, 15, 9, 3, 1, 0.625m, new(52_200, 151_000), new(20_700, 57_600)),
            ]));

    private static readonly QueryParameter[] Parameters =
    [
        new("by", typeof(TrendBy), "month (unless said), source, conversionAction, reason, criterion or rejectedBy.",
            TrendBy.Criterion),
        new("agreement", typeof(Guid), "Of one agreement."),
        new("from", typeof(Month), "Rejected in this month or later, in the agreement's time zone.", "2026-01"),
        new("to", typeof(Month), "Rejected in this month or earlier.", "2026-06"),
    ];

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapQuery("/reviews/trends", ReadReviewEndpoint.Readers, Handle, Text, Parameters);

    private static async Task<Answer> Handle(QueryCall call)
    {
        var query = call.Query;
        var by = query.OneOf<TrendBy>("by") ?? TrendBy.Month;
        var (agreement, from, to) = (query.Id("agreement"), query.Month("from"), query.Month("to"));
        if (query.Problem is { } problem)
            return problem;
        var scope = await QueueScope.Of(call);
        var values = new SqlValues();
        var conditions = new List<string> { "true" };
        if (agreement is { } one)
            conditions.Add($"c.agreement_id = {values.Add(one)}");
        if (from is { } first)
            conditions.Add($"c.local_day >= {values.Add(first.FirstDay)}");
        if (to is { } last)
            conditions.Add($"c.local_day <= {values.Add(last.LastDay)}");
        if (scope.Condition(values) is { } seen)
            conditions.Add(seen);
        var trends = await call.Read.Database.Read(SqlOf(by, conditions), Item, call.Cancellation, values.All);
        return Answer.Ok(new ReviewTrends(by, trends)) with { Position = call.Position };
    }

    private static string SqlOf(TrendBy by, IEnumerable<string> conditions) => $"""
        select {ColumnOf(by)} as value, count(*), count(*) filter (where c.state = 'open'),
          count(*) filter (where c.state = 'upheld'), count(*) filter (where c.state = 'overturned'),
          count(*) filter (where c.state = 'withdrawn'), count(*) filter (where c.ruling_state = 'missed'),
          percentile_disc(0.5) within group (order by r.seconds_to_rule),
          percentile_disc(0.9) within group (order by r.seconds_to_rule),
          percentile_disc(0.5) within group (order by r.business_seconds_to_rule),
          percentile_disc(0.9) within group (order by r.business_seconds_to_rule)
        from bi_v1.rejection c
        left join bi_v1.ruling r on r.lead_id = c.lead_id and r.case_number = c.case_number
        where {string.Join(" and ", conditions)}
        group by 1
        order by {(by == TrendBy.Month ? "1" : "2 desc, 1")}
        limit 1000
        """;

    private static string ColumnOf(TrendBy by) => by switch
    {
        TrendBy.Month => "to_char(c.local_day, 'YYYY-MM')",
        TrendBy.Source => "c.source",
        TrendBy.ConversionAction => "c.conversion_action",
        TrendBy.Reason => "c.reason_code",
        TrendBy.Criterion => "c.criterion",
        TrendBy.RejectedBy => "c.rejected_by",
        _ => throw new ArgumentOutOfRangeException(nameof(by), by, "Cases have no such thing in common."),
    };

    private static ReviewTrend Item(NpgsqlDataReader row)
    {
        var (upheld, overturned) = (row.GetInt64(3), row.GetInt64(4));
        return new ReviewTrend(
            row.GetString(0),
            row.GetInt64(1),
            row.GetInt64(2),
            upheld + overturned,
            upheld,
            overturned,
            row.GetInt64(5),
            row.GetInt64(6),
            CaseSurroundings.Share(upheld, upheld + overturned),
            Time(row, 7),
            Time(row, 9));
    }

    private static TimeToRule? Time(NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : new(row.GetInt64(column), row.GetInt64(column + 1));
}
