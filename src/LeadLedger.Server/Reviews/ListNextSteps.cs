using LeadLedger.Domain;
using LeadLedger.Domain.Leads;
using LeadLedger.Server.Http;
using LeadLedger.Server.Ledger;
using Npgsql;

namespace LeadLedger.Server.Reviews;

/// <summary>
/// What a ruling asked for and nobody has done yet. What it is stands in the case's file: it is personal.
/// </summary>
/// <param name="Id">The case's.</param>
/// <param name="Owner">Who owes it (subject).</param>
/// <param name="ActBy">Who of sales must work an overturned lead; null: the team, or upheld.</param>
public sealed record NextStepListed(
    string Id,
    LeadId LeadId,
    int Case,
    AgreementId AgreementId,
    PanelId PanelId,
    Verdict Verdict,
    RootCause RootCause,
    string Criterion,
    string Owner,
    DateTimeOffset DueAt,
    bool Overdue,
    DateTimeOffset RuledAt,
    string? ActBy);

/// <summary><c>GET /v1/reviews/next-steps</c></summary>
internal static class ListNextStepsEndpoint
{
    private const string Columns = """
        c.lead_id, c.case_number, c.agreement_id, c.panel_id, c.verdict, c.root_cause, c.criterion, c.next_step_owner,
        c.next_step_due_at, c.ruled_at, c.act_by
        """;

    private static readonly Role[] SeeOthers =
        [Role.Panel, Role.Agreements, Role.Auditor, Role.Operator, Role.Importer];

    private static readonly OperationText Text = new(
        "Lists the next steps of rulings that aren't done yet",
        "What is due soonest first. Of the caller's own agreements and panels, and their own wherever they are; "
        + "without ?owner= a party sees its own, and panels and the roles that see all see everybody's. "
        + "POST /v1/reviews/{reviewId}/follow-up says that one is done.",
        null,
        new Page<NextStepListed>([ReviewExamples.NextStep], null));

    private static readonly QueryParameter[] Parameters =
    [
        new("owner", typeof(string), "Who owes them; 'me' stands for the caller.", "me"),
        new("agreement", typeof(Guid), "Of one agreement."),
        new("overdue", typeof(bool), "true: due by now. false: due later."),
        .. QueryParameter.Paging,
    ];

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapQuery("/reviews/next-steps", ReadReviewEndpoint.Readers, Handle, Text, Parameters);

    private static async Task<Answer> Handle(QueryCall call)
    {
        var (query, me) = (call.Query, call.Caller.Subject);
        var owner = query.Text("owner") is { } said ? (said == "me" ? me : said) : DefaultOwner(call.Caller);
        var (agreement, overdue) = (query.Id("agreement"), query.Flag("overdue"));
        if (Paging.Read(call, keys: 3, out var paging) is { } problem)
            return problem;
        var (now, values) = (call.Read.Clock.Now(), new SqlValues());
        var conditions = new List<string> { "c.next_step_owner is not null and c.next_step_done_at is null" };
        if (owner is not null)
            conditions.Add($"c.next_step_owner = {values.Add(owner)}");
        if (agreement is { } one)
            conditions.Add($"c.agreement_id = {values.Add(one)}");
        if (overdue is { } late)
            conditions.Add($"c.next_step_due_at {(late ? "<" : ">=")} {values.Add(now)}");
        // One's own steps are one's own to see, whatever became of one's place in the agreement.
        if (owner != me && (await QueueScope.Of(call)).Condition(values) is { } seen)
            conditions.Add(seen);
        conditions.AddRange(After(paging, values));
        var rows = await call.Read.Database.Read(
            $"""
            select {Columns} from bi_v1.ruling c
            where {string.Join(" and ", conditions)}
            order by c.next_step_due_at, c.lead_id, c.case_number
            limit {values.Add(paging.Take)}
            """,
            row => Item(row, now),
            call.Cancellation,
            values.All);
        return paging.Answer(rows, item =>
            [Instants.Format(item.DueAt), item.LeadId.ToString(), FormattableString.Invariant($"{item.Case}")]);
    }

    private static IEnumerable<string> After(Paging paging, SqlValues values)
    {
        if (paging.After is [var due, var lead, var number])
        {
            yield return "(c.next_step_due_at, c.lead_id, c.case_number) > ("
                + $"{values.Add(due)}::text::timestamptz, {values.Add(lead)}::text::uuid, "
                + $"{values.Add(number)}::text::int)";
        }
    }

    private static string? DefaultOwner(Caller caller) => caller.IsAny(SeeOthers) ? null : caller.Subject;

    private static NextStepListed Item(NpgsqlDataReader row, DateTimeOffset now)
    {
        var (leadId, number, dueAt) = (row.GetGuid(0), row.GetInt32(1), row.Instant(8));
        return new(
            CommandTarget.ReviewId(leadId, number),
            new LeadId(leadId),
            number,
            new AgreementId(row.GetGuid(2)),
            new PanelId(row.GetGuid(3)),
            row.Code<Verdict>(4),
            row.Code<RootCause>(5),
            row.GetString(6),
            row.GetString(7),
            dueAt,
            dueAt < now,
            row.Instant(9),
            row.MaybeText(10));
    }
}
