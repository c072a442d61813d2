using LeadLedger.Domain;
using LeadLedger.Domain.Agreements;
using LeadLedger.Server.Http;
using LeadLedger.Server.Ledger;

namespace LeadLedger.Server.Agreements;

/// <summary>Ends an agreement.</summary>
/// <param name="EndsWith">The last month in force.</param>
/// <param name="Reason">1 to 500 characters; a business reason, nobody's personal data.</param>
/// <param name="TriggeredIn">
/// The closed month whose termination trigger does away with the notice; left out: notice is given.
/// </param>
public sealed record TerminateAgreementRequest(Month EndsWith, string Reason, Month? TriggeredIn = null);

/// <summary><c>POST /v1/agreements/{agreementId}/termination</c></summary>
internal static class TerminateAgreementEndpoint
{
    public static Command<TerminateAgreementRequest, Agreement?, AgreementEvent> Command { get; } = new(
        "terminateAgreement",
        TargetKind.Agreement,
        [Role.Agreements, Role.Marketing, Role.SalesManager, Role.Sales],
        StreamKinds.Agreement,
        new Validator(),
        Prepare,
        RequiresIfMatch: true);

    private static readonly OperationText Text = new(
        "Terminates an agreement",
        "Ends it after a month: with the notice of the terms in force, or without it on the ground of a month in which "
        + "the termination trigger fired. The role agreements may, and whoever signs for a party of these terms. "
        + "Handoffs from before the end are still taken, leads that are open are still worked, and nothing else is "
        + "proposed or signed. If-Match says which version of the agreement you read.",
        new TerminateAgreementRequest(
            new Month(2026, 9), "The goal was missed three months running.", new Month(2026, 8)),
        AgreementExamples.Terminated,
        StatusCodes.Status201Created,
        [
            typeof(AgreementIsUnknown), typeof(TerminationNeedsAParty), typeof(AgreementIsTerminated),
            typeof(TerminationNeedsTermsInForce), typeof(TerminationNeedsAReason), typeof(NothingTriggeredIn),
            typeof(TerminationIsTooEarly), typeof(TerminationIsTooFarAhead),
        ]);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapCommand("/agreements/{agreementId}/termination", Command, Text);

    private static Prepared<Agreement?, AgreementEvent> Prepare(CommandCall<TerminateAgreementRequest> call)
    {
        var id = call.Target.StreamId;
        var request = call.Request;
        var command = new TerminateAgreement(request.EndsWith, request.Reason, request.TriggeredIn, call.Act);
        return new(
            id,
            new(call.ContextFor(id), state => request.TriggeredIn is { } month
                ? call.Ledger.Grounds.JudgeMonth<AgreementEvent>(
                    new(id), month, account => TerminateAgreement.Decide(state, account.IsTriggered, command))
                : Judgement.Alone(TerminateAgreement.Decide(state, triggered: false, command))),
            outcome => Answer.From(
                outcome,
                accepted => AgreementRepresentation.Of(accepted.State!, accepted.Version),
                _ => $"/v1/agreements/{id:D}"));
    }

    /// <summary>What a termination may say is the domain's to judge; here is nothing left to look at.</summary>
    private sealed class Validator : RequestValidator<TerminateAgreementRequest>;
}
