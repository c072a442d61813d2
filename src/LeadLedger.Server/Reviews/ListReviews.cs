using System.Globalization;
using LeadLedger.Domain;
using LeadLedger.Domain.Agreements;
using LeadLedger.Server.Http;
using LeadLedger.Server.Ledger;
using Npgsql;

namespace LeadLedger.Server.Reviews;

/// <summary>A case in the queue. How members voted is in no queue.</summary>
/// <param name="AgeSeconds">How long ago it was rejected, in wall seconds.</param>
/// <param name="Overdue">The time by which the panel promised to rule has passed.</param>
/// <param name="ValueAtStake">The lead value of the handoff that was rejected.</param>
/// <param name="ClaimedBy">Whose claim holds now; null: it is free.</param>
/// <param name="PriorityAt">What the queue is worked by, the earliest first.</param>
/// <param name="WithoutChair">Nobody on the panel can preside over it: somebody who can has to be seated.</param>
public sealed record ReviewListed(
    string Id,
    LeadId LeadId,
    int Case,
    AgreementId AgreementId,
    PanelId PanelId,
    string Segment,
    Bucket Bucket,
    bool HandRaiser,
    string ConversionAction,
    string Source,
    string ReasonCode,
    string Criterion,
    string RejectedBy,
    DateTimeOffset RejectedAt,
    long AgeSeconds,
    DateTimeOffset RulingDueAt,
    bool Overdue,
    DateTimeOffset PriorityAt,
    decimal ValueAtStake,
    string Currency,
    string? ClaimedBy,
    DateTimeOffset? ClaimedUntil,
    bool WithoutChair,
    QueueState State);

/// <summary>What became of a case.</summary>
public enum QueueState
{
    /// <summary>It waits for a ruling.</summary>
    Open,

    /// <summary>The panel ruled that sales was right.</summary>
    Upheld,

    /// <summary>The panel ruled that sales must work the lead.</summary>
    Overturned,

    /// <summary>Sales took the rejection back.</summary>
    Withdrawn,
}

/// <summary>The orders in which a queue is worked.</summary>
public enum QueueOrder
{
    /// <summary>By value, age and what the lead is, as docs/panel.md says.</summary>
    Priority,

    /// <summary>The most value at stake first; of equal ones the oldest.</summary>
    Value,

    /// <summary>The oldest first.</summary>
    Age,

    /// <summary>What has to be ruled on soonest first.</summary>
    Due,
}

/// <summary><c>GET /v1/reviews</c></summary>
internal static class ListReviewsEndpoint
{
    private const string Columns = """
        c.lead_id, c.case_number, c.agreement_id, c.panel_id, c.segment, c.bucket, c.conversion_action, c.source,
        c.reason_code, c.criterion, c.rejected_by, c.rejected_at, c.ruling_due_at, c.priority_at, c.value_at_stake,
        c.currency, c.claimed_by, c.claimed_until, c.claimer_judges, c.state
        """;

    private static readonly OperationText Text = new(
        "Lists the review queue",
        "The cases that wait for a ruling (or, by ?state=, those that are closed), of the caller's panels and "
        + "agreements; of all, for roles that see all. By priority unless said: when the ruling is due, less 24 hours "
        + "for a hand raiser, less 24 hours times the value at stake over the greatest lead value that the terms know; "
        + "the earliest first. Cases that are ruled on while you page leave the queue; none is shown twice and none is "
        + "left out.",
        null,
        new Page<ReviewListed>([ReviewExamples.Listed], null));

    private static readonly QueryParameter[] Parameters =
    [
        new("state", typeof(QueueState), "open (unless said), upheld, overturned or withdrawn.", QueueState.Open),
        .. QueueFilters.Parameters,
        new("sort", typeof(QueueOrder), "priority (unless said), value, age or due.", QueueOrder.Priority),
        .. QueryParameter.Paging,
    ];

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapQuery("/reviews", ReadReviewEndpoint.Readers, Handle, Text, Parameters);

    private static async Task<Answer> Handle(QueryCall call)
    {
        var query = call.Query;
        var filters = QueueFilters.Read(query);
        var order = query.OneOf<QueueOrder>("sort") ?? QueueOrder.Priority;
        var state = query.OneOf<QueueState>("state") ?? QueueState.Open;
        if (Paging.Read(call, keys: 4, out var paging) is { } problem)
            return problem;
        var scope = await QueueScope.Of(call);
        var (now, values) = (call.Read.Clock.Now(), new SqlValues());
        // A lead has one open case at most; of its closed ones, several can have been due at the same instant.
        var sorted = OrderOf(order) + (state == QueueState.Open ? "" : ", case_number");
        List<string> conditions =
        [
            $"c.state = '{QueryParameters.CodeOf(state)}'",
            .. filters.Conditions(values, call.Caller.Subject, now),
            .. After(order, sorted, paging, values),
        ];
        var first = scope.First(filters, conditions, Columns, sorted, paging.Take, values);
        // What only a few rows are asked for is looked up for these alone.
        var rows = await call.Read.Database.Read(
            $"""
            select f.*, coalesce(q.without_chair, false)
            from ({first}) f
            left join bi_v1.review_queue q on q.lead_id = f.lead_id and q.case_number = f.case_number
            order by {Of("f", sorted)}
            """,
            row => Row.Of(row, now),
            call.Cancellation,
            values.All);
        return paging.Answer(rows, row => row.Keys(order), row => row.Item);
    }

    private static string OrderOf(QueueOrder order) => order switch
    {
        QueueOrder.Priority => "priority_at, lead_id",
        QueueOrder.Value => "-value_at_stake, rejected_at, lead_id",
        QueueOrder.Age => "rejected_at, lead_id",
        QueueOrder.Due => "ruling_due_at, lead_id",
        _ => throw new ArgumentOutOfRangeException(nameof(order), order, "There is no such order."),
    };

    private static IEnumerable<string> After(QueueOrder order, string sorted, Paging paging, SqlValues values)
    {
        if (paging.After is not [var own, var rejectedAt, var lead, var number])
            yield break;
        var keys = order switch
        {
            QueueOrder.Priority => $"{values.Add(own)}::text::timestamptz",
            QueueOrder.Value => $"-{values.Add(own)}::text::numeric, {values.Add(rejectedAt)}::text::timestamptz",
            QueueOrder.Age => $"{values.Add(rejectedAt)}::text::timestamptz",
            _ => $"{values.Add(own)}::text::timestamptz",
        };
        var last = sorted.EndsWith("case_number", StringComparison.Ordinal) ? $", {values.Add(number)}::text::int" : "";
        yield return $"({Of("c", sorted)}) > ({keys}, {values.Add(lead)}::text::uuid{last})";
    }

    /// <summary>The columns of an order, each said to be of an alias.</summary>
    private static string Of(string alias, string order) => string.Join(", ", order.Split(", ")
        .Select(column => column.StartsWith('-') ? $"-{alias}.{column[1..]}" : $"{alias}.{column}"));

    /// <summary>An item with its exact value, which a page may have to go on after.</summary>
    private sealed record Row(ReviewListed Item, decimal ExactValue)
    {
        public static Row Of(NpgsqlDataReader row, DateTimeOffset now)
        {
            var (leadId, number, bucket) = (row.GetGuid(0), row.GetInt32(1), row.Code<Bucket>(5));
            var (rejectedAt, dueAt, value, currency) =
                (row.Instant(11), row.Instant(12), row.GetDecimal(14), row.GetString(15));
            var state = row.Code<QueueState>(19);
            var isHeld = row.Maybe<DateTimeOffset>(17) > now && row.Maybe<bool>(18) == true;
            var item = new ReviewListed(
                CommandTarget.ReviewId(leadId, number),
                new LeadId(leadId),
                number,
                new AgreementId(row.GetGuid(2)),
                new PanelId(row.GetGuid(3)),
                row.GetString(4),
                bucket,
                bucket is Bucket.HandRaiserHighFit or Bucket.HandRaiserMediumFit or Bucket.HandRaiserLowFit,
                row.GetString(6),
                row.GetString(7),
                row.GetString(8),
                row.GetString(9),
                row.GetString(10),
                rejectedAt,
                (long)(now - rejectedAt).TotalSeconds,
                dueAt,
                state == QueueState.Open && dueAt < now,
                row.Instant(13),
                Money.Shown(value, currency),
                currency,
                isHeld ? row.MaybeText(16) : null,
                isHeld ? row.Maybe<DateTimeOffset>(17) : null,
                row.GetBoolean(20),
                state);
            return new(item, value);
        }

        public IReadOnlyList<string> Keys(QueueOrder order) =>
        [
            order switch
            {
                QueueOrder.Priority => Instants.Format(Item.PriorityAt),
                QueueOrder.Due => Instants.Format(Item.RulingDueAt),
                _ => ExactValue.ToString(CultureInfo.InvariantCulture),
            },
            Instants.Format(Item.RejectedAt),
            Item.LeadId.ToString(),
            FormattableString.Invariant($"{Item.Case}"),
        ];
    }
}
