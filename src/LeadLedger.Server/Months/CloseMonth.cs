using LeadLedger.Domain;
using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Months;
using LeadLedger.Server.Http;
using LeadLedger.Server.Ledger;

namespace LeadLedger.Server.Months;

/// <summary>Closes; which month is in the path.</summary>
public sealed record CloseMonthRequest;

/// <summary><c>POST /v1/agreements/{agreementId}/months/{month}/closing</c></summary>
internal static class CloseMonthEndpoint
{
    public static Command<CloseMonthRequest, AgreementMonth, MonthEvent> Command { get; } = new(
        "closeMonth",
        TargetKind.Month,
        [Role.Agreements],
        StreamKinds.Month,
        new Validator(),
        Prepare);

    private static readonly OperationText Text = new(
        "Closes a month",
        "Its books are closed: what is recorded from then on about it is booked in a later month, as an adjustment. "
        + "The scorecard, strikes and a termination trigger follow within moments. Months are closed in order, each "
        + "once it is over and the time for reporting has passed. The body is empty.",
        new CloseMonthRequest(),
        MonthExamples.Account,
        StatusCodes.Status201Created,
        [
            typeof(AgreementIsUnknown), typeof(NoTermsInForceInMonth), typeof(MonthIsClosedAlready),
            typeof(MonthIsNotOver), typeof(EarlierMonthIsOpen),
        ]);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapCommand("/agreements/{agreementId}/months/{month}/closing", Command, Text);

    private static Prepared<AgreementMonth, MonthEvent> Prepare(CommandCall<CloseMonthRequest> call)
    {
        var (agreementId, month, streamId) = MonthCall.Of(call);
        var command = new CloseMonth(agreementId, month, call.Act);
        return new(
            streamId,
            new(MonthCall.ContextFor(call, streamId), state => call.Ledger.Grounds.Judge<MonthEvent>(
                agreementId,
                month.AddMonths(-1),
                (agreement, previous) => CloseMonth.Decide(state, agreement, previous, command))),
            outcome => MonthCall.AnswerOf(outcome, agreementId, month));
    }

    private sealed class Validator : RequestValidator<CloseMonthRequest>;
}
