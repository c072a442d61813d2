using FluentValidation;
using LeadLedger.Domain;
using LeadLedger.Domain.Leads;
using LeadLedger.Server.Http;
using LeadLedger.Server.Ledger;

namespace LeadLedger.Server.Leads;

/// <summary>How the sale ended.</summary>
/// <param name="Amount">What was sold, in the currency of the handoff's terms; for a won deal, and only there.</param>
/// <param name="Reason">A code; for a lost deal, and only there.</param>
/// <param name="Note">On a lost deal.</param>
public sealed record RecordOutcomeRequest(DealOutcome Outcome, decimal? Amount, string? Reason, PersonalText? Note)
    : LeadRequest;

public enum DealOutcome
{
    Won,
    Lost,
}

/// <summary><c>POST /v1/leads/{leadId}/outcome</c></summary>
internal static class RecordOutcomeEndpoint
{
    public static Command<RecordOutcomeRequest, Lead, LeadEvent> Command { get; } = new(
        "recordOutcome",
        TargetKind.Lead,
        [Role.Sales, Role.SalesManager, Role.Importer],
        StreamKinds.Lead,
        new Validator(),
        call => call.OnLead((lead, agreement) => call.Request switch
        {
            { Outcome: DealOutcome.Won, Amount: { } amount } =>
                WinDeal.Decide(lead, agreement, new(amount, call.Act)),
            { Outcome: DealOutcome.Lost, Reason: { } reason } =>
                LoseDeal.Decide(lead, agreement, new(reason, call.Request.Note, call.Act)),
            _ => throw new InvalidOperationException("The request's shape wasn't checked."),
        }));

    private static readonly OperationText Text = new(
        "Records how the sale ended",
        "Won with its amount, or lost with a reason: the lead is closed and nothing is owed on it any more.",
        new RecordOutcomeRequest(DealOutcome.Won, 11500m, null, null),
        LeadExamples.Closed,
        StatusCodes.Status201Created,
        [
            typeof(LeadIsUnknown), typeof(LeadIsNotWithSales), typeof(OutcomeBelongsToAnEarlierHandoff),
        ]);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapCommand("/leads/{leadId}/outcome", Command, Text);

    private sealed class Validator : LeadRequestValidator<RecordOutcomeRequest>
    {
        public Validator()
        {
            RuleFor(request => request.Amount).Money();
            RuleFor(request => request.Reason).UndeclaredCode();
            RuleFor(request => request.Note).Text();
            When(request => request.Outcome == DealOutcome.Won, () =>
            {
                RuleFor(request => request.Amount).NotNull().WithMessage("A won deal has its amount.");
                RuleFor(request => request.Reason).Null().WithMessage("Only a lost deal has a reason.");
                RuleFor(request => request.Note).Null().WithMessage("Only a lost deal has a note.");
            }).Otherwise(() =>
            {
                RuleFor(request => request.Reason).NotNull().WithMessage("A lost deal has its reason's code.");
                RuleFor(request => request.Amount).Null().WithMessage("Only a won deal has an amount.");
            });
        }
    }
}
