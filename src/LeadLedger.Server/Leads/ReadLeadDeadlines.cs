using LeadLedger.Domain.Leads;
using LeadLedger.Domain.Time;
using LeadLedger.Server.Access;
using LeadLedger.Server.Http;
using LeadLedger.Server.Ledger;

namespace LeadLedger.Server.Leads;

/// <summary><c>GET /v1/leads/{leadId}/deadlines</c>: folded from the stream, so always fresh.</summary>
internal static class ReadLeadDeadlinesEndpoint
{
    private static readonly OperationText Text = new(
        "Explains a lead's deadlines",
        "Every promise of every handoff, ruling and case: what was promised, by when, what became of it in wall and "
        + "business time, and the local days it ran through with open hours, holidays and reviews. The deadline that "
        + "was reckoned when the clock started counts, whatever today's time-zone data would say.",
        null,
        ExampleHistory.Deadlines);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapFreshQuery("/leads/{leadId}/deadlines", LeadAccess.Readers, Handle, Text);

    private static async Task<Answer> Handle(QueryCall call)
    {
        var reading = await LeadAccess.Read(call, showsPerson: false);
        return reading.Value is { } seen
            ? Answer.Ok(Explain(seen, call.Read.Clock.Now())) with { Version = seen.History.Version }
            : reading.Problem!;
    }

    internal static LeadDeadlines Explain(SeenLead seen, DateTimeOffset now) => new(
        seen.History.Version,
        now,
        LocalTime.TimeZoneDataVersion,
        [.. ExplainedDeadlines.Of(seen.Present, seen.Agreement, now).Select(DeadlineRepresentation.Of)]);
}
