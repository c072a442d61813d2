using LeadLedger.Server.Access;
using LeadLedger.Server.Http;

namespace LeadLedger.Server.Leads;

/// <summary>A lead's events.</summary>
/// <param name="PersonWithheld">Who asks may not see personal text: it is null.</param>
public sealed record LeadEvents(IReadOnlyList<EventRepresentation> Items, bool PersonWithheld, bool PersonErased);

/// <summary><c>GET /v1/leads/{leadId}/events</c></summary>
internal static class ReadLeadEventsEndpoint
{
    private static readonly OperationText Text = new(
        "Reads a lead's events",
        "All that happened, in order, as it was recorded: payload, who did it in which role, when it happened and when "
        + "it was recorded. Votes and their rationales are withheld until the ruling (rule 6).",
        null,
        new LeadEvents(ExampleHistory.Events, PersonWithheld: false, PersonErased: false))
    { Problems = [Problems.ReadNotRecorded] };

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapFreshQuery("/leads/{leadId}/events", LeadAccess.Readers, Handle, Text);

    private static async Task<Answer> Handle(QueryCall call)
    {
        var reading = await LeadAccess.Read(call);
        if (reading.Value is not { } seen)
            return reading.Problem!;
        var events = seen.History.Steps
            .Select(step => EventRepresentation.Of(step.Recorded, step.Event, seen.Disclosure))
            .ToArray();
        return Answer.Ok(new LeadEvents(events, !seen.Disclosure.SeesPerson, seen.History.IsErased)) with
        {
            Version = seen.History.Version,
        };
    }
}
