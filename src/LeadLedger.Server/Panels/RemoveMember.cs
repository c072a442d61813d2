using LeadLedger.Domain;
using LeadLedger.Domain.Panels;
using LeadLedger.Server.Http;
using LeadLedger.Server.Ledger;

namespace LeadLedger.Server.Panels;

/// <summary>There is nothing to say; the path names the member.</summary>
public sealed record RemoveMemberRequest;

/// <summary><c>DELETE /v1/panels/{panelId}/members/{member}</c></summary>
internal static class RemoveMemberEndpoint
{
    public static Command<RemoveMemberRequest, Panel?, PanelEvent> Command { get; } = new(
        "removeMember",
        TargetKind.Member,
        [Role.Agreements],
        StreamKinds.Panel,
        new Validator(),
        call => call.OnPanel(panel => RemoveMember.Decide(panel, new(call.Target.Member!, call.Act)), creates: false));

    private static readonly OperationText Text = new(
        "Lets a member go",
        "A claim of theirs holds no longer; a vote that they cast stands. The rota goes on without them. If they were "
        + "the chair, whoever would have presided next is appointed with it. The body may be left out.",
        new RemoveMemberRequest(),
        PanelExamples.Panel,
        Refusals: [typeof(PanelIsUnknown), typeof(MemberIsUnknown), typeof(PanelWouldLoseItsOnlyImpartialChair)]);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapCommand("/panels/{panelId}/members/{member}", Command, Text, HttpMethods.Delete);

    private sealed class Validator : RequestValidator<RemoveMemberRequest>;
}
