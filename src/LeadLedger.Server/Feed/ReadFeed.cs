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
    private const int MostTypes = 50;

    // Looked through in a part of a second where the ledger is in memory.
    private const long MostPositions = 200_000;
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
        + "ledger was settled when the answer began. With a filter one request looks through a bounded stretch of the "
        + "ledger, and the last line is no event but says how far it came: {\"reachedPosition\": 4711, \"isCaughtUp\": "
        + "false}. Go on with ?after= that position until isCaughtUp.",
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
        new QueryParameter("limit", typeof(int), "How many events at most: 1 to 10,000, 1,000 unless said.", 1000),
        new QueryParameter("stream", typeof(Guid), "Of one lead, agreement, month's account or panel."),
        new QueryParameter(
            "type", typeof(string), "Of this stored name, as in the answer; may be given up to 50 times."),
        new QueryParameter("actor", typeof(string), "By this actor (subject)."),
        new QueryParameter("from", typeof(DateTimeOffset), "Recorded at this time or later."),
        new QueryParameter("until", typeof(DateTimeOffset), "Recorded before this time."));

    private static async Task<Answer> Handle(QueryCall call)
    {
        var after = call.Query.Position("after") ?? 0;
        var left = call.Query.Number("limit", 1, MostEvents) ?? DefaultEvents;
        var filter = new FeedFilter(
            call.Query.Id("stream"),
            call.Query.Texts("type", MostTypes),
            call.Query.Text("actor"),
            call.Query.Instant("from"),
            call.Query.Instant("until"));
        if (call.Query.Problem is { } problem)
            return problem;
        var page = await call.Read.Store.ReadFeed(after, Math.Min(left, PageSize), filter, call.Cancellation);
        var response = call.Http.Response;
        response.Headers[AnswerWriting.PositionName] = page.HighWaterMark.ToString(CultureInfo.InvariantCulture);
        response.Headers.CacheControl = "private, no-cache";
        response.ContentType = ContentType;
        await response.StartAsync(call.Cancellation);
        if (!filter.IsEmpty)
        {
            await WriteFiltered(call, filter, new(after, left), page);
            return Answer.Written;
        }
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

    /// <summary>What was asked for: events after a position, and at most how many.</summary>
    private readonly record struct Asked(long After, int Most);

    /// <summary>
    /// A filter may let little through, and the ledger is long: after so many positions the reader is told how far it
    /// came, and asks again.
    /// </summary>
    private static async Task WriteFiltered(QueryCall call, FeedFilter filter, Asked asked, FeedPage page)
    {
        var left = asked.Most;
        while (true)
        {
            await Write(call, page.Events);
            left -= page.Events.Count;
            var isCaughtUp = page.NextPosition >= page.HighWaterMark;
            if (left <= 0 || isCaughtUp || page.NextPosition - asked.After >= MostPositions)
            {
                WriteLine(call, new FeedEnd(page.NextPosition, isCaughtUp));
                await call.Http.Response.BodyWriter.FlushAsync(call.Cancellation);
                return;
            }
            page = await call.Read.Store.ReadFeed(
                page.NextPosition, Math.Min(left, PageSize), filter, call.Cancellation);
        }
    }

    private static void WriteLine<TLine>(QueryCall call, TLine line)
    {
        var writer = call.Http.Response.BodyWriter;
        using (var json = new Utf8JsonWriter(writer))
        {
            JsonSerializer.Serialize(json, line, RequestJson.Options);
        }
        "\n"u8.CopyTo(writer.GetSpan(1));
        writer.Advance(1);
    }

    private static async Task Write(QueryCall call, IReadOnlyList<RecordedEvent> events)
    {
        var page = events.Select(recorded =>
            (Recorded: recorded, Event: EventCatalog.Read(recorded, key: null))).ToArray();
        var ruled = await Ruled(call, page.Select(read => read.Event).OfType<VoteCast>());
        var disclosure = Disclosure.OfMany(call.Caller.Subject, (lead, number) => ruled.Contains((lead.Value, number)));
        foreach (var (recorded, evt) in page)
            WriteLine(call, EventRepresentation.Of(recorded, evt, disclosure));
        await call.Http.Response.BodyWriter.FlushAsync(call.Cancellation);
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

/// <summary>The last line of what a filter lets through.</summary>
/// <param name="ReachedPosition">Everything up to it was looked at: go on after it.</param>
/// <param name="IsCaughtUp">That is the end of the settled ledger.</param>
public sealed record FeedEnd(long ReachedPosition, bool IsCaughtUp);
