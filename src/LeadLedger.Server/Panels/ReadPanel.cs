using LeadLedger.Server.Access;
using LeadLedger.Server.Http;
using LeadLedger.Server.Ledger;

namespace LeadLedger.Server.Panels;

/// <summary><c>GET /v1/panels/{panelId}</c>: from the stream, so always fresh.</summary>
internal static class ReadPanelEndpoint
{
    private static readonly OperationText Text = new(
        "Reads a panel",
        "Who judges, who presides now and by the rota in the next weeks, and who in their place in a case that they "
        + "can't judge. Open to the roles agreements, auditor, operator and importer, to "
        + "the panel's "
        + "members, and to the parties of agreements whose terms name it.",
        null,
        PanelExamples.Read);

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
        if (!await PanelAccess.MayRead(call, panel))
            return Problems.NotAMember("panel");
        var read = PanelRepresentation.At(panel, found.Version, call.Read.Clock.Now());
        return Answer.Ok(read) with { Version = found.Version };
    }
}
