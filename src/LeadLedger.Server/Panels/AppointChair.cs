using LeadLedger.Domain;
using LeadLedger.Domain.Panels;
using LeadLedger.Server.Http;
using LeadLedger.Server.Ledger;

namespace LeadLedger.Server.Panels;

/// <summary>A member presides from now on.</summary>
/// <param name="Chair">One of the members, who is neither marketing nor sales.</param>
public sealed record AppointChairRequest(string Chair);

/// <summary><c>POST /v1/panels/{panelId}/chair</c></summary>
internal static class AppointChairEndpoint
{
    public static Command<AppointChairRequest, Panel?, PanelEvent> Command { get; } = new(
        "appointChair",
        TargetKind.Panel,
        [Role.Agreements],
        StreamKinds.Panel,
        new Validator(),
        call => call.OnPanel(panel => AppointChair.Decide(panel, new(call.Request.Chair, call.Act))));

    private static readonly OperationText Text = new(
        "Appoints the chair",
        "In the place of the one before, over the cases that are open already, too. While there is a rota it names who "
        + "presides, and the chair is the first who presides in their place.",
        new AppointChairRequest("grace"),
        PanelExamples.Panel,
        StatusCodes.Status201Created,
        [typeof(PanelIsUnknown), typeof(ChairIsNoMember), typeof(ChairIsPartial)]);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapCommand("/panels/{panelId}/chair", Command, Text);

    private sealed class Validator : RequestValidator<AppointChairRequest>
    {
        public Validator() => RuleFor(request => request.Chair).Subject();
    }
}
