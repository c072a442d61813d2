using LeadLedger.Domain;
using LeadLedger.Domain.Agreements;
using LeadLedger.Server.Http;
using LeadLedger.Server.Ledger;

namespace LeadLedger.Server.Agreements;

/// <summary>Opens an agreement.</summary>
/// <param name="Name">1 to 200 characters.</param>
/// <param name="SalesTeam">Which sales team marketing promises leads to.</param>
public sealed record DraftAgreementRequest(string Name, string SalesTeam);

/// <summary><c>POST /v1/agreements</c></summary>
internal static class DraftAgreementEndpoint
{
    public static Command<DraftAgreementRequest, Agreement?, AgreementEvent> Command { get; } = new(
        "draftAgreement",
        TargetKind.Nothing,
        [Role.Agreements],
        StreamKinds.Agreement,
        new Validator(),
        Prepare);

    private static readonly OperationText Text = new(
        "Drafts an agreement",
        "An agreement between marketing and one sales team, with nothing promised yet: propose terms next. Its id is "
        + "made of you and your Idempotency-Key, so that sending it again makes no second one.",
        new DraftAgreementRequest("Enterprise 2026", "enterprise-emea"),
        AgreementExamples.Drafted,
        StatusCodes.Status201Created,
        [typeof(AgreementExistsAlready)]);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapCommand("/agreements", Command, Text);

    private static Prepared<Agreement?, AgreementEvent> Prepare(CommandCall<DraftAgreementRequest> call)
    {
        var id = call.Ledger.Identity.StreamOf("agreement", call.Act.Actor, call.Envelope.IdempotencyKey);
        var command = new DraftAgreement(new AgreementId(id), call.Request.Name, call.Request.SalesTeam, call.Act);
        return new(
            id,
            new(
                call.ContextFor(id),
                state => Judgement.Alone(DraftAgreement.Decide(state, command)),
                startsStream: true),
            outcome => Answer.From(
                outcome,
                accepted => AgreementRepresentation.Of(accepted.State!, accepted.Version),
                accepted => $"/v1/agreements/{accepted.StreamId:D}"));
    }

    private sealed class Validator : RequestValidator<DraftAgreementRequest>
    {
        public Validator()
        {
            RuleFor(request => request.Name).Line();
            RuleFor(request => request.SalesTeam).Line();
        }
    }
}
