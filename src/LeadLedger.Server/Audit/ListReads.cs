using System.Globalization;
using LeadLedger.Domain;
using LeadLedger.Server.Http;

namespace LeadLedger.Server.Audit;

/// <summary>Somebody read what is about a person.</summary>
/// <param name="Number">Of the record: grows.</param>
/// <param name="Door">The route, or the verb of the command line.</param>
/// <param name="CorrelationId">The request's, or its trace.</param>
public sealed record RecordedRead(
    long Number, DateTimeOffset ReadAt, string Reader, string Role, LeadId LeadId, string Door, string? CorrelationId);

/// <summary><c>GET /v1/audit/reads</c></summary>
internal static class ListReadsEndpoint
{
    private const string Sql = """
        select number, read_at, reader, role, lead_id, door, correlation_id
        from leadledger.personal_read
        where ($1::uuid is null or lead_id = $1) and ($2::text is null or reader = $2)
          and ($3::text is null or number < $3::bigint)
        order by number desc
        limit $4
        """;

    private static readonly OperationText Text = new(
        "Lists who read about persons",
        "Every read of personal data by an auditor, and on the command line, the newest first: who, of which lead, by "
        + "which door and when. A read that can't be put on this record isn't answered.",
        null,
        new Page<RecordedRead>(
            [
                new RecordedRead(
                    17, new DateTimeOffset(2026, 9, 2, 8, 0, 0, TimeSpan.Zero), "audra", "auditor",
                    new LeadId(new Guid("0197f3a0-0000-8000-8000-00000000b001")), "GET /v1/leads/{leadId}/replay",
                    "0af7651916cd43dd8448eb211c80319c"),
            ],
            null));

    public static void Map(IEndpointRouteBuilder routes) => routes.MapFreshQuery(
        "/audit/reads",
        [Role.Auditor, Role.Operator],
        Handle,
        Text,
        [
            new QueryParameter("lead", typeof(Guid), "Of one lead."),
            new QueryParameter("reader", typeof(string), "By one reader (subject)."),
            .. QueryParameter.Paging,
        ]);

    private static async Task<Answer> Handle(QueryCall call)
    {
        var (lead, reader) = (call.Query.Id("lead"), call.Query.Text("reader"));
        if (Paging.Read(call, keys: 1, out var paging) is { } problem)
            return problem;
        var items = await call.Read.Database.Read(
            Sql,
            row => new RecordedRead(
                row.GetInt64(0),
                row.Instant(1),
                row.GetString(2),
                row.GetString(3),
                new LeadId(row.GetGuid(4)),
                row.GetString(5),
                row.MaybeText(6)),
            call.Cancellation,
            lead, reader, paging.Key(0), paging.Take);
        return paging.Answer(items, item => [item.Number.ToString(CultureInfo.InvariantCulture)]);
    }
}
