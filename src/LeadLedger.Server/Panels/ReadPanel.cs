using LeadLedger.Server.Access;
using LeadLedger.Server.Http;

namespace LeadLedger.Server.Panels;

/// <summary><c>GET /v1/panels/{panelId}</c>: from the stream, so always fresh.</summary>
internal static class ReadPanelEndpoint
{
    private static readonly OperationText Text = new(
        "Reads a panel",
        "Who judges, and who is the chair. Open to the roles agreements, auditor, operator and importer, to "
        + "the panel's "
        + "members, and to the parties of agreements whose terms name it.",
        null,
        PanelExamples.Panel);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapFreshQuery("/panels/{panelId}", AgreementAccess.Readers, Handle, Text);

    private static async Task<Answer> Handle(QueryCall call)
    {
        if (call.Target(TargetKind.Panel, out var target) is { } malformed)
            return malformed;
        if (call.Query.Problem is { } unknown)
            return unknown;
        var found = await call.Read.Panels.Read(target.StreamId, call.Cancellation);
        if (found.State is not { } panel)
            return Problems.NotFound("panel");
        return await PanelAccess.MayRead(call, panel)
            ? Answer.Ok(PanelRepresentation.Of(panel, found.Version)) with { Version = found.Version }
            : Problems.NotAMember("panel");
    }
}
