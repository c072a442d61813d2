using LeadLedger.Domain;
using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Leads;
using LeadLedger.Server.Access;
using LeadLedger.Server.Agreements;
using LeadLedger.Server.Http;
using Npgsql;

namespace LeadLedger.Server.Dashboards;

/// <summary>Who of sales is on it now (001). Empty is good.</summary>
/// <param name="People">The longest overdue first.</param>
/// <param name="Leads">The drill-down, where it was asked for; at most 1,000, the longest overdue first.</param>
public sealed record DontBeOnIt(IReadOnlyList<PersonOnIt> People, IReadOnlyList<LeadOnIt>? Leads);

/// <summary>A sales person with promises that are broken now.</summary>
/// <param name="Person">Null: leads that are nobody's in person.</param>
public sealed record PersonOnIt(
    AgreementId AgreementId,
    string? Person,
    long FirstResponsesOverdue,
    long CadencesOverdue,
    DateTimeOffset OldestDueAt,
    long LongestOverdueSeconds);

/// <summary>A lead and the promise that is broken.</summary>
/// <param name="AttemptsPromised">Null: no cadence is promised.</param>
/// <param name="Imported">The clock comes from another system's history.</param>
public sealed record LeadOnIt(
    LeadId LeadId,
    AgreementId AgreementId,
    OwedPromise Promise,
    string? Person,
    DateTimeOffset DueAt,
    long OverdueSeconds,
    int? AttemptsPromised,
    int AttemptsMade,
    string Segment,
    Bucket Bucket,
    string Source,
    decimal Value,
    string Currency,
    DateTimeOffset HandedOffAt,
    bool Imported);

/// <summary><c>GET /v1/dashboards/dont-be-on-it</c></summary>
internal static class DontBeOnItEndpoint
{
    private const string PeopleSql = """
        select agreement_id, person, first_responses_overdue, cadences_overdue, oldest_due_at, longest_overdue_seconds
        from bi_v1.dont_be_on_it
        where ($1::uuid[] is null or agreement_id = any($1))
          and ($2::uuid is null or agreement_id = $2)
          and ($3::text is null or person = $3)
          and ($4::boolean is null or (person is null) = $4)
        order by oldest_due_at, agreement_id, person
        """;

    private const string LeadsSql = """
        select lead_id, agreement_id, promise, person, due_at, overdue_seconds, attempts_promised, attempts_made,
          segment, bucket, source, lead_value, currency, handed_off_at, imported
        from bi_v1.dont_be_on_it_lead
        where ($1::uuid[] is null or agreement_id = any($1))
          and ($2::uuid is null or agreement_id = $2)
          and ($3::text is null or person = $3)
          and ($4::boolean is null or (person is null) = $4)
        order by due_at, lead_id, promise
        limit 1000
        """;

    private static readonly DateTimeOffset ExampleDue = new(2026, 3, 2, 9, 5, 0, TimeSpan.Zero);

    private static readonly OperationText Text = new(
        "Reads the don't-be-on-it dashboard",
        "Per sales person, the leads now beyond the first-response time and those beyond the cadence. With "
        + "?person= (or "
        + "?unassigned=true) the leads too. The clocks of imported leads are shown as computed, and marked.",
        null,
        new DontBeOnIt(
            [new PersonOnIt(AgreementExamples.Id, "ada", 1, 0, ExampleDue, 5400)],
            [
                new LeadOnIt(
                    new LeadId(new Guid("0197f3a0-0000-8000-8000-00000000b001")), AgreementExamples.Id,
                    OwedPromise.FirstResponse, "ada", ExampleDue, 5400, 5, 0, "enterprise", Bucket.HandRaiserHighFit,
                    "paid-search", 3000m, "EUR", ExampleDue.AddMinutes(-5), Imported: false),
            ]))
    { Tag = "dashboards" };

    /// <summary>Not the panel: what sales owes isn't its matter.</summary>
    internal static readonly Role[] Readers =
        [Role.Sales, Role.SalesManager, Role.Marketing, Role.Agreements, Role.Auditor, Role.Operator];

    public static void Map(IEndpointRouteBuilder routes) => routes.MapQuery(
        "/dashboards/dont-be-on-it",
        Readers,
        Handle,
        Text,
        new QueryParameter("agreement", typeof(Guid), "Of one agreement."),
        new QueryParameter("person", typeof(string), "One sales person, with their leads.", "ada"),
        new QueryParameter("unassigned", typeof(bool), "true: leads that are nobody's in person, with the leads."));

    private static async Task<Answer> Handle(QueryCall call)
    {
        var query = call.Query;
        var (agreement, person, unassigned) = (query.Id("agreement"), query.Text("person"), query.Flag("unassigned"));
        if (query.Problem is { } problem)
            return problem;
        var theirs = await LeadAccess.PartyTo(call);
        if (agreement is { } one && theirs?.Contains(one) == false)
            return Problems.NotAMember("agreement");
        object?[] filters = [theirs, agreement, person, unassigned];
        var database = call.Read.Database;
        var people = await database.Read(PeopleSql, Person, call.Cancellation, filters);
        var leads = person is null && unassigned != true
            ? null
            : await database.Read(LeadsSql, Lead, call.Cancellation, filters);
        return Answer.Ok(new DontBeOnIt(people, leads)) with { Position = call.Position };
    }

    private static PersonOnIt Person(NpgsqlDataReader row) => new(
        new AgreementId(row.GetGuid(0)),
        row.MaybeText(1),
        row.GetInt64(2),
        row.GetInt64(3),
        row.Instant(4),
        row.GetInt64(5));

    private static LeadOnIt Lead(NpgsqlDataReader row) => new(
        new LeadId(row.GetGuid(0)),
        new AgreementId(row.GetGuid(1)),
        row.Code<OwedPromise>(2),
        row.MaybeText(3),
        row.Instant(4),
        row.GetInt64(5),
        row.Maybe<int>(6),
        row.GetInt32(7),
        row.GetString(8),
        row.Code<Bucket>(9),
        row.GetString(10),
        Money.Shown(row.GetDecimal(11), row.GetString(12)),
        row.GetString(12),
        row.Instant(13),
        row.GetBoolean(14));
}
