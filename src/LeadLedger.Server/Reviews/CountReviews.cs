using LeadLedger.Server.Http;
using LeadLedger.Server.Ledger;

namespace LeadLedger.Server.Reviews;

/// <summary>How many cases there are.</summary>
/// <param name="Open">They wait for a ruling.</param>
/// <param name="Overdue">Those of them whose time to rule has passed.</param>
/// <param name="Claimed">Those of them that somebody works now.</param>
/// <param name="Mine">Those of them that the caller works now.</param>
/// <param name="Upheld">The panel ruled that sales was right.</param>
/// <param name="Overturned">The panel ruled that sales must work the lead.</param>
/// <param name="Withdrawn">Sales took the rejection back.</param>
public sealed record ReviewCounts(
    long Open, long Overdue, long Claimed, long Mine, long Upheld, long Overturned, long Withdrawn);

/// <summary><c>GET /v1/reviews/counts</c></summary>
internal static class CountReviewsEndpoint
{
    private static readonly OperationText Text = new(
        "Counts the cases",
        "By what became of them, and of the open ones those that are overdue, that are claimed and that the caller "
        + "holds: of the same cases, by the same filters, as the queue lists.",
        null,
        new ReviewCounts(12, 2, 3, 1, 40, 15, 4));

    public static void Map(IEndpointRouteBuilder routes) => routes.MapQuery(
        "/reviews/counts", ReadReviewEndpoint.Readers, Handle, Text, QueueFilters.Parameters);

    private static async Task<Answer> Handle(QueryCall call)
    {
        var filters = QueueFilters.Read(call.Query);
        if (call.Query.Problem is { } problem)
            return problem;
        var scope = await QueueScope.Of(call);
        var values = new SqlValues();
        var (now, me) = (call.Read.Clock.Now(), call.Caller.Subject);
        var (at, mine) = (values.Add(now), values.Add(me));
        List<string> conditions = ["true", .. filters.Conditions(values, me, now)];
        if (scope.Condition(values) is { } seen)
            conditions.Add(seen);
        var open = "c.state = 'open'";
        var counts = await call.Read.Database.Read(
            $"""
            select count(*) filter (where {open}),
              count(*) filter (where {open} and c.ruling_due_at < {at}),
              count(*) filter (where {open} and {QueueFilters.Held(at)}),
              count(*) filter (where {open} and {QueueFilters.Held(at)} and c.claimed_by = {mine}),
              count(*) filter (where c.state = 'upheld'),
              count(*) filter (where c.state = 'overturned'),
              count(*) filter (where c.state = 'withdrawn')
            from review_desk.review_case c
            where {string.Join(" and ", conditions)}
            """,
            row => new ReviewCounts(
                row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), row.GetInt64(5),
                row.GetInt64(6)),
            call.Cancellation,
            values.All);
        return Answer.Ok(counts[0]) with { Position = call.Position };
    }
}
