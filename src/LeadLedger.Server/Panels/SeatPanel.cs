using FluentValidation;
using LeadLedger.Domain;
using LeadLedger.Domain.Panels;
using LeadLedger.Server.Http;
using LeadLedger.Server.Ledger;

namespace LeadLedger.Server.Panels;

/// <summary>Seats the people who judge rejections.</summary>
/// <param name="Members">1 to 100, each with their function.</param>
/// <param name="Chair">One of the members, who is neither marketing nor sales.</param>
public sealed record SeatPanelRequest(string Name, IReadOnlyList<Member> Members, string Chair);

/// <summary><c>POST /v1/panels</c></summary>
internal static class SeatPanelEndpoint
{
    public static Command<SeatPanelRequest, Panel?, PanelEvent> Command { get; } = new(
        "seatPanel",
        TargetKind.Nothing,
        [Role.Agreements],
        StreamKinds.Panel,
        new Validator(),
        Prepare);

    private static readonly OperationText Text = new(
        "Seats a panel",
        "The people who judge rejections, each from marketing, sales or neither, and a chair who is neither. "
        + "A panel of "
        + "one is fine if that one is impartial. Terms name it afterwards.",
        PanelExamples.Seating,
        PanelExamples.Panel,
        StatusCodes.Status201Created,
        [typeof(MemberIsSeatedTwice), typeof(ChairIsNoMember), typeof(ChairIsPartial)]);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapCommand("/panels", Command, Text);

    private static Prepared<Panel?, PanelEvent> Prepare(CommandCall<SeatPanelRequest> call)
    {
        var id = call.Ledger.Identity.StreamOf("panel", call.Act.Actor, call.Envelope.IdempotencyKey);
        var (name, members, chair) = call.Request;
        var command = new SeatPanel(new PanelId(id), name, members, chair, call.Act);
        return new(
            id,
            new(
                call.ContextFor(id),
                state => Judgement.Alone(SeatPanel.Decide(state, command)),
                startsStream: true),
            outcome => Answer.From(
                outcome,
                accepted => PanelRepresentation.Of(accepted.State!, accepted.Version),
                accepted => $"/v1/panels/{accepted.StreamId:D}"));
    }

    private sealed class Validator : RequestValidator<SeatPanelRequest>
    {
        public Validator()
        {
            RuleFor(request => request.Name).Line();
            RuleFor(request => request.Chair).Subject();
            RuleForEach(request => request.Members)
                .ChildRules(member => member.RuleFor(one => one.Subject).Subject());
        }
    }
}
