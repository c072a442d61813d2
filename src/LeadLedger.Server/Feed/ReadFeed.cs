using System.Globalization;
using System.Text.Json;
using LeadLedger.Domain;
using LeadLedger.Domain.Leads;
using LeadLedger.EventStore;
using LeadLedger.Server.Access;
using LeadLedger.Server.Http;
using LeadLedger.Server.Leads;
using LeadLedger.Server.Ledger;

namespace LeadLedger.Server.Feed;

/// <summary>
/// <c>GET /v1/events</c>: the ledger in position order, one event a line. Nothing on it is decrypted, and votes are
/// withheld until their ruling is known: reading on from a position never shows more than the ledger's rules allow.
/// </summary>
internal static class ReadFeedEndpoint
{
    private const int PageSize = 500;
    private const int MostEvents = 10_000;
    private const int DefaultEvents = 1_000;
    private const string ContentType = "application/x-ndjson";

    // Once ruled, always ruled: read models that lag behind can only withhold more.
    private const string RuledSql = """
        select r.lead_id, r.case_number
        from bi_v1.ruling r
        join unnest($1::uuid[], $2::int[]) as asked (lead_id, case_number)
          on asked.lead_id = r.lead_id and asked.case_number = r.case_number
        """;

    private static readonly OperationText Text = new(
        "Reads the feed",
        "Events of the whole ledger after a position, in position order, one JSON object a line (NDJSON). "
        + "Resumable: ask "
        + "again with ?after= the last line's position. Positions grow and have holes; none is ever filled later. "
        + "Personal text is null here, and votes are withheld until their ruling. Ledger-Position says how far the "
        + "ledger was settled when the answer began.",
        null,
        ExampleHistory.Events[^1])
    { AnswerContentType = ContentType };

    public static void Map(IEndpointRouteBuilder routes) => routes.MapFreshQuery(
        "/events",
        [Role.Auditor, Role.Operator],
        Handle,
        Text,
        new QueryParameter("after", typeof(long), "After which position; 0 (unless said) is from the beginning.",
            4711L),
        new QueryParameter("limit", typeof(int), "How many events at most: 1 to 10,000, 1,000 unless said.", 1000));

    private static async Task<Answer> Handle(QueryCall call)
    {
        var after = call.Query.Position("after") ?? 0;
        var left = call.Query.Number("limit", 1, MostEvents) ?? DefaultEvents;
        if (call.Query.Problem is { } problem)
            return problem;
        var page = await call.Read.Store.ReadFeed(after, Math.Min(left, PageSize), call.Cancellation);
        var response = call.Http.Response;
        response.Headers[AnswerWriting.PositionName] = page.HighWaterMark.ToString(CultureInfo.InvariantCulture);
        response.Headers.CacheControl = "private, no-cache";
        response.ContentType = ContentType;
        await response.StartAsync(call.Cancellation);
        while (page.Events.Count > 0)
        {
            await Write(call, page.Events);
            left -= page.Events.Count;
            if (left <= 0)
                break;
            page = await call.Read.Store.ReadFeed(page.NextPosition, Math.Min(left, PageSize), call.Cancellation);
        }
        return Answer.Written;
    }

    private static async Task Write(QueryCall call, IReadOnlyList<RecordedEvent> events)
    {
        var page = events.Select(recorded =>
            (Recorded: recorded, Event: EventCatalog.Read(recorded, key: null))).ToArray();
        var ruled = await Ruled(call, page.Select(read => read.Event).OfType<VoteCast>());
        var disclosure = Disclosure.OfMany(call.Caller.Subject, (lead, number) => ruled.Contains((lead.Value, number)));
        var writer = call.Http.Response.BodyWriter;
        foreach (var (recorded, evt) in page)
        {
            using (var json = new Utf8JsonWriter(writer))
            {
                JsonSerializer.Serialize(json, EventRepresentation.Of(recorded, evt, disclosure), RequestJson.Options);
            }
            "\n"u8.CopyTo(writer.GetSpan(1));
            writer.Advance(1);
        }
        await writer.FlushAsync(call.Cancellation);
    }

    /// <summary>Which of the votes' cases are ruled on: one question a page, and none where nobody voted.</summary>
    private static async Task<HashSet<(Guid Lead, int Case)>> Ruled(QueryCall call, IEnumerable<VoteCast> votes)
    {
        var cases = votes.Select(vote => (Lead: vote.LeadId.Value, vote.Case)).Distinct().ToArray();
        if (cases.Length == 0)
            return [];
        var ruled = await call.Read.Database.Read(
            RuledSql,
            row => (row.GetGuid(0), row.GetInt32(1)),
            call.Cancellation,
            Array.ConvertAll(cases, asked => asked.Lead),
            Array.ConvertAll(cases, asked => asked.Case));
        return [.. ruled];
    }
}
