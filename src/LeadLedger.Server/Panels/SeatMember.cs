using LeadLedger.Domain;
using LeadLedger.Domain.Panels;
using LeadLedger.Server.Http;
using LeadLedger.Server.Ledger;

namespace LeadLedger.Server.Panels;

/// <summary>Somebody judges from now on.</summary>
/// <param name="Subject">Of their token.</param>
public sealed record SeatMemberRequest(string Subject, MemberFunction Function);

/// <summary><c>POST /v1/panels/{panelId}/members</c></summary>
internal static class SeatMemberEndpoint
{
    public static Command<SeatMemberRequest, Panel?, PanelEvent> Command { get; } = new(
        "seatMember",
        TargetKind.Panel,
        [Role.Agreements],
        StreamKinds.Panel,
        new Validator(),
        call => call.OnPanel(
            panel => SeatMember.Decide(panel, new(call.Request.Subject, call.Request.Function, call.Act))));

    private static readonly OperationText Text = new(
        "Seats a member",
        "They judge open cases too. Who is neither marketing nor sales may preside where those before them can't: that "
        + "ends the wait of a case without a chair.",
        new SeatMemberRequest("nora", MemberFunction.Neither),
        PanelExamples.Panel,
        StatusCodes.Status201Created,
        [typeof(PanelIsUnknown), typeof(MemberIsSeatedAlready), typeof(PanelIsFull)]);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapCommand("/panels/{panelId}/members", Command, Text);

    private sealed class Validator : RequestValidator<SeatMemberRequest>
    {
        public Validator() => RuleFor(request => request.Subject).Subject();
    }
}
