using System.Globalization;
using LeadLedger.Domain;
using LeadLedger.Domain.Agreements;
using LeadLedger.Server.Access;
using LeadLedger.Server.Agreements;
using LeadLedger.Server.Http;
using LeadLedger.Server.Ledger;
using LeadLedger.Server.Panels;
using Npgsql;

namespace LeadLedger.Server.Reviews;

/// <summary>A case in the queue. How members voted is in no queue.</summary>
/// <param name="AgeSeconds">How long ago it was rejected, in wall seconds.</param>
/// <param name="Overdue">The time by which the panel promised to rule has passed.</param>
/// <param name="ValueAtStake">The lead value of the handoff that was rejected.</param>
/// <param name="ClaimedBy">Whose claim holds now; null: it is free.</param>
public sealed record ReviewListed(
    string Id,
    LeadId LeadId,
    int Case,
    AgreementId AgreementId,
    PanelId PanelId,
    string Segment,
    Bucket Bucket,
    bool HandRaiser,
    string Source,
    string ReasonCode,
    string Criterion,
    string RejectedBy,
    DateTimeOffset RejectedAt,
    long AgeSeconds,
    DateTimeOffset RulingDueAt,
    bool Overdue,
    decimal ValueAtStake,
    string Currency,
    string? ClaimedBy,
    DateTimeOffset? ClaimedUntil,
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
    private const string OpenCases = "bi_v1.review_queue";

    // Nobody claims a closed case, and none is overdue.
    private const string ClosedCases = """
        (select *, bucket like 'handRaiser%' as hand_raiser,
          extract(epoch from now() - rejected_at)::bigint as age_seconds, false as overdue,
          null::text as claimed_by, null::timestamptz as claimed_until
        from bi_v1.rejection) closed
        """;

    // Each order has its index in the queue and ends in the lead's id, which makes it total: a lead has one open case
    // at
    // most, and never rejects two at the same instant.
    private const string ByValue = """
          and ($7::text is null or (value_at_stake <= $7::text::numeric and (
            value_at_stake < $7::text::numeric or (rejected_at, lead_id) > ($8::text::timestamptz, $9::text::uuid))))
        order by value_at_stake desc, rejected_at, lead_id
        """;

    private const string ByAge = """
          and ($7::text is null or (rejected_at, lead_id) > ($8::text::timestamptz, $9::text::uuid))
        order by rejected_at, lead_id
        """;

    private const string ByDue = """
          and ($7::text is null or $8::text is null
            or (ruling_due_at, lead_id) > ($7::text::timestamptz, $9::text::uuid))
        order by ruling_due_at, lead_id
        """;

    private static readonly OperationText Text = new(
        "Lists the review queue",
        "The cases that wait for a ruling (or, by ?state=, those that are closed), of the caller's panels "
        + "and agreements; "
        + "of all, for roles that see all. Cases that are ruled on while you page leave the queue; none is "
        + "shown twice and "
        + "none is left out.",
        null,
        new Page<ReviewListed>(
            [
                new ReviewListed(
                    "0197f3a0-0000-8000-8000-00000000b001-1",
                    new LeadId(new Guid("0197f3a0-0000-8000-8000-00000000b001")), 1, AgreementExamples.Id,
                    PanelExamples.Id,
                    "enterprise", Bucket.HandRaiserHighFit, true, "paid-search", "no-budget", "budget", "ada",
                    new DateTimeOffset(2026, 3, 4, 9, 0, 0, TimeSpan.Zero), 5400,
                    new DateTimeOffset(2026, 3, 7, 9, 0, 0, TimeSpan.Zero), false, 3000m, "EUR", "grace",
                    new DateTimeOffset(2026, 3, 4, 11, 0, 0, TimeSpan.Zero), QueueState.Open),
            ],
            null));

    private static readonly QueryParameter[] Parameters =
    [
        new("state", typeof(QueueState), "open (unless said), upheld, overturned or withdrawn.", QueueState.Open),
        new("agreement", typeof(Guid), "Of one agreement."),
        new("unclaimed", typeof(bool), "true: nobody's claim holds. false: somebody's does."),
        new("mine", typeof(bool), "true: those whose claim the caller holds.", true),
        new("overdue", typeof(bool), "true: the time to rule has passed. false: it hasn't."),
        new("sort", typeof(QueueOrder), "value (unless said), age or due.", QueueOrder.Value),
        .. QueryParameter.Paging,
    ];

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapQuery("/reviews", ReadReviewEndpoint.Readers, Handle, Text, Parameters);

    private static async Task<Answer> Handle(QueryCall call)
    {
        var query = call.Query;
        object?[] filters =
        [
            query.Id("agreement"),
            query.Flag("unclaimed"),
            query.Flag("mine") == true ? call.Caller.Subject : null,
            query.Flag("overdue"),
        ];
        var order = query.OneOf<QueueOrder>("sort") ?? QueueOrder.Value;
        var state = query.OneOf<QueueState>("state") ?? QueueState.Open;
        if (Paging.Read(call, keys: 3, out var paging) is { } problem)
            return problem;
        var agreements = await LeadAccess.PartyTo(call);
        var panels = await PanelAccess.SeatsOf(call);
        var rows = await call.Read.Database.Read(
            SqlFor(order, state),
            row => Row.Of(row, state),
            call.Cancellation,
            [
                agreements, panels, .. filters, paging.Key(0), paging.Key(1), paging.Key(2), paging.Take,
                QueryParameters.CodeOf(state),
            ]);
        return paging.Answer(rows, row => row.Keys(order), row => row.Item);
    }

    private static string SqlFor(QueueOrder order, QueueState state) => $"""
        select lead_id, case_number, agreement_id, panel_id, segment, bucket, hand_raiser, source, reason_code,
          criterion, rejected_by, rejected_at, age_seconds, ruling_due_at, overdue, value_at_stake, currency,
          claimed_by, claimed_until
        from {(state == QueueState.Open ? OpenCases : ClosedCases)}
        where $11::text is not null {(state == QueueState.Open ? "" : $"and state = '{QueryParameters.CodeOf(state)}'")}
          and ($1::uuid[] is null or agreement_id = any($1) or panel_id = any($2::uuid[]))
          and ($3::uuid is null or agreement_id = $3)
          and ($4::boolean is null or (claimed_by is null) = $4)
          and ($5::text is null or claimed_by = $5)
          and ($6::boolean is null or overdue = $6)
        {order switch { QueueOrder.Value => ByValue, QueueOrder.Age => ByAge, _ => ByDue }}
        limit $10
        """;

    /// <summary>An item with its exact value, which a page may have to go on after.</summary>
    private sealed record Row(ReviewListed Item, decimal ExactValue)
    {
        public static Row Of(NpgsqlDataReader row, QueueState state)
        {
            var (leadId, number, value, currency) = (row.GetGuid(0), row.GetInt32(1), row.GetDecimal(15),
                row.GetString(16));
            var item = new ReviewListed(
                CommandTarget.ReviewId(leadId, number),
                new LeadId(leadId),
                number,
                new AgreementId(row.GetGuid(2)),
                new PanelId(row.GetGuid(3)),
                row.GetString(4),
                row.Code<Bucket>(5),
                row.GetBoolean(6),
                row.GetString(7),
                row.GetString(8),
                row.GetString(9),
                row.GetString(10),
                row.Instant(11),
                row.GetInt64(12),
                row.Instant(13),
                row.GetBoolean(14),
                Money.Shown(value, currency),
                currency,
                row.MaybeText(17),
                row.Maybe<DateTimeOffset>(18),
                state);
            return new(item, value);
        }

        public IReadOnlyList<string> Keys(QueueOrder order) =>
        [
            order == QueueOrder.Due
                ? Instants.Format(Item.RulingDueAt)
                : ExactValue.ToString(CultureInfo.InvariantCulture),
            Instants.Format(Item.RejectedAt),
            Item.LeadId.ToString(),
        ];
    }
}
