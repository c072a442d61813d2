using LeadLedger.Domain;
using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Months;
using LeadLedger.Server.Http;
using LeadLedger.Server.Ledger;

namespace LeadLedger.Server.Months;

/// <summary>Says what marketing put into a kind of asset.</summary>
/// <param name="AssetKind">Such as blog-post, e-book or webinar: a code.</param>
/// <param name="Made">How many assets.</param>
/// <param name="Hours">For all of them, in hundredths at most.</param>
/// <param name="Leads">That all of them brought.</param>
public sealed record LogMarketingEffortRequest(string AssetKind, int Made, decimal Hours, int Leads);

/// <summary><c>POST /v1/agreements/{agreementId}/months/{month}/marketing-effort</c></summary>
internal static class LogMarketingEffortEndpoint
{
    public static Command<LogMarketingEffortRequest, AgreementMonth, MonthEvent> Command { get; } = new(
        "logMarketingEffort",
        TargetKind.Month,
        [Role.Marketing],
        StreamKinds.Month,
        new Validator(),
        Prepare);

    private static readonly OperationText Text = new(
        "Logs marketing effort",
        "What was put into a kind of asset in the month, and the leads that it brought. Entries of a kind add up; "
        + "marketing-velocity reckons with them.",
        new LogMarketingEffortRequest("blog-post", 20, 60m, 100),
        MonthExamples.Account,
        StatusCodes.Status201Created,
        [
            typeof(AgreementIsUnknown), typeof(LoggingEffortNeedsMarketing), typeof(NoTermsInForceInMonth),
            typeof(MonthHasNotBegun), typeof(MonthIsClosedAlready), typeof(EffortIsOutOfRange),
        ]);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapCommand("/agreements/{agreementId}/months/{month}/marketing-effort", Command, Text);

    private static Prepared<AgreementMonth, MonthEvent> Prepare(CommandCall<LogMarketingEffortRequest> call)
    {
        var (agreementId, month, streamId) = MonthCall.Of(call);
        var (kind, made, hours, leads) = call.Request;
        var command = new LogMarketingEffort(agreementId, month, kind, made, hours, leads, call.Act);
        return new(
            streamId,
            new(MonthCall.ContextFor(call, streamId), state => call.Ledger.Grounds.Judge<MonthEvent>(
                agreementId, agreement => LogMarketingEffort.Decide(state, agreement, command))),
            outcome => MonthCall.AnswerOf(outcome, agreementId, month));
    }

    private sealed class Validator : RequestValidator<LogMarketingEffortRequest>
    {
        public Validator() => RuleFor(request => request.AssetKind).UndeclaredCode();
    }
}
