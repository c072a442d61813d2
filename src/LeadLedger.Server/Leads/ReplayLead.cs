using LeadLedger.Server.Access;
using LeadLedger.Server.Audit.Replaying;
using LeadLedger.Server.Http;

namespace LeadLedger.Server.Leads;

/// <summary><c>GET /v1/leads/{leadId}/replay</c></summary>
internal static class ReplayLeadEndpoint
{
    private static readonly OperationText Text = new(
        "Replays a lead",
        "Each event in order with what it changed, who did it and in which role, when it happened and when it was "
        + "recorded, the rules that allowed it, the terms that it was judged by, and the deadlines that ran after it. "
        + "With ?version= up to that version; with ?at= as it was then, late reports included; with ?known_at= as it "
        + "was known then. What of votes and persons is withheld goes by today (docs/audit.md).",
        null,
        ExampleHistory.Replay)
    {
        Problems = [ReplayBound.VersionExcludesTimes, Problems.ReadNotRecorded],
    };

    public static void Map(IEndpointRouteBuilder routes) => routes.MapFreshQuery(
        "/leads/{leadId}/replay",
        LeadAccess.Readers,
        Handle,
        Text,
        ReplayBound.Parameters);

    private static async Task<Answer> Handle(QueryCall call)
    {
        var bound = ReplayBound.Of(call.Query);
        if ((call.Query.Problem ?? bound.Problem) is { } wrong)
            return wrong;
        var reading = await LeadAccess.Read(call);
        if (reading.Value is not { } seen)
            return reading.Problem!;
        var history = seen.History;
        if (bound.Version > history.Version)
            return Problems.NotFound($"version: the lead is at version {history.Version}");
        return Answer.Ok(LeadReplay.Of(history, bound, seen.Disclosure)) with { Version = history.Version };
    }
}
