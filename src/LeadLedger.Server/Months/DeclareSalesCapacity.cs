using LeadLedger.Domain;
using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Months;
using LeadLedger.Server.Http;
using LeadLedger.Server.Ledger;

namespace LeadLedger.Server.Months;

/// <summary>Says how many leads a team can take in the month.</summary>
/// <param name="Team">Any name; what was declared for it before no longer counts.</param>
/// <param name="LeadsPerRep">That one rep can work in the month.</param>
public sealed record DeclareSalesCapacityRequest(string Team, int Reps, int LeadsPerRep);

/// <summary><c>POST /v1/agreements/{agreementId}/months/{month}/sales-capacity</c></summary>
internal static class DeclareSalesCapacityEndpoint
{
    public static Command<DeclareSalesCapacityRequest, AgreementMonth, MonthEvent> Command { get; } = new(
        "declareSalesCapacity",
        TargetKind.Month,
        [Role.SalesManager, Role.Agreements],
        StreamKinds.Month,
        new Validator(),
        Prepare);

    private static readonly OperationText Text = new(
        "Declares sales capacity",
        "How many leads a team can take in the month: reps × leads per rep. The teams of a month add up, and stand in "
        + "place of what the terms say. Pacing shows it beside what is planned and sent.",
        new DeclareSalesCapacityRequest("emea-north", 10, 100),
        MonthExamples.Account,
        StatusCodes.Status201Created,
        [
            typeof(AgreementIsUnknown), typeof(DeclaringCapacityNeedsASalesManager), typeof(NoTermsInForceInMonth),
            typeof(MonthIsClosedAlready), typeof(DeclaredCapacityIsOutOfRange),
        ]);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapCommand("/agreements/{agreementId}/months/{month}/sales-capacity", Command, Text);

    private static Prepared<AgreementMonth, MonthEvent> Prepare(CommandCall<DeclareSalesCapacityRequest> call)
    {
        var (agreementId, month, streamId) = MonthCall.Of(call);
        var command = new DeclareSalesCapacity(
            agreementId,
            month,
            call.Request.Team,
            new SalesCapacity(call.Request.Reps, call.Request.LeadsPerRep),
            call.Act);
        return new(
            streamId,
            new(MonthCall.ContextFor(call, streamId), state => call.Ledger.Grounds.Judge<MonthEvent>(
                agreementId, agreement => DeclareSalesCapacity.Decide(state, agreement, command))),
            outcome => MonthCall.AnswerOf(outcome, agreementId, month));
    }

    private sealed class Validator : RequestValidator<DeclareSalesCapacityRequest>
    {
        public Validator() => RuleFor(request => request.Team).Line();
    }
}
