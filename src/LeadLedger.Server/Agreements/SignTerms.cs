using LeadLedger.Domain;
using LeadLedger.Domain.Agreements;
using LeadLedger.Server.Http;
using LeadLedger.Server.Ledger;

namespace LeadLedger.Server.Agreements;

/// <summary>Signs; who for whom follows from the token and the terms' parties.</summary>
public sealed record SignTermsRequest;

/// <summary><c>POST /v1/agreements/{agreementId}/terms/{version}/signatures</c></summary>
internal static class SignTermsEndpoint
{
    public static Command<SignTermsRequest, Agreement?, AgreementEvent> Command { get; } = new(
        "signTerms",
        TargetKind.Terms,
        [Role.Marketing, Role.SalesManager, Role.Sales],
        StreamKinds.Agreement,
        new Validator(),
        Prepare,
        RequiresIfMatch: true);

    private static readonly OperationText Text = new(
        "Signs terms",
        "Signs a version for the party that you are of. The second party's signature puts it in force. If-Match says "
        + "which version of the agreement you read: nobody signs what they haven't seen. The body is empty.",
        new SignTermsRequest(),
        AgreementExamples.Signed,
        StatusCodes.Status201Created,
        [
            typeof(AgreementIsUnknown), typeof(TermsVersionIsUnknown), typeof(SignerIsNoParty),
            typeof(AgreementIsTerminated), typeof(PartySignedAlready), typeof(TermsComeTooLateToBeSigned),
            typeof(TermsWereReplaced), typeof(BackfilledTermsComeTooLate),
        ]);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapCommand("/agreements/{agreementId}/terms/{version}/signatures", Command, Text);

    private static Prepared<Agreement?, AgreementEvent> Prepare(CommandCall<SignTermsRequest> call)
    {
        var (id, version) = call.Target;
        var command = new SignTerms(version, call.Act);
        return new(
            id,
            new(call.ContextFor(id), state => Judgement.Alone(SignTerms.Decide(state, command))),
            outcome => Answer.From(
                outcome,
                accepted => TermsRepresentation.Of(accepted.State!.Id, accepted.State.VersionOf(version)!),
                _ => $"/v1/agreements/{id:D}/terms/{version}"));
    }

    private sealed class Validator : RequestValidator<SignTermsRequest>;
}
