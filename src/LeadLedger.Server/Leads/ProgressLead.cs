using LeadLedger.Domain;
using LeadLedger.Domain.Leads;
using LeadLedger.Server.Http;
using LeadLedger.Server.Ledger;

namespace LeadLedger.Server.Leads;

/// <summary>A step of the sale was reached.</summary>
/// <param name="Amount">What an opportunity is expected to bring, in the currency of the handoff's terms.</param>
public sealed record ProgressLeadRequest(Milestone Milestone, decimal? Amount) : LeadRequest;

/// <summary><c>POST /v1/leads/{leadId}/milestones</c></summary>
internal static class ProgressLeadEndpoint
{
    public static Command<ProgressLeadRequest, Lead, LeadEvent> Command { get; } = new(
        "progressLead",
        TargetKind.Lead,
        [Role.Sales, Role.SalesManager, Role.Importer],
        StreamKinds.Lead,
        new Validator(),
        call => call.OnLead((lead, agreement) =>
            ProgressLead.Decide(lead, agreement, new(call.Request.Milestone, call.Request.Amount, call.Act))));

    private static readonly OperationText Text = new(
        "Records a step of the sale",
        "Each milestone counts once a handoff. Only an opened opportunity has an amount, in the currency of the terms.",
        new ProgressLeadRequest(Milestone.OpportunityOpened, 12000m),
        LeadExamples.Lead,
        StatusCodes.Status201Created,
        [
            typeof(LeadIsUnknown), typeof(LeadWasNotWithSalesThen), typeof(MilestoneWasReachedBefore),
            typeof(OnlyAnOpportunityHasAnAmount),
        ]);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapCommand("/leads/{leadId}/milestones", Command, Text);

    private sealed class Validator : LeadRequestValidator<ProgressLeadRequest>
    {
        public Validator() => RuleFor(request => request.Amount).Money();
    }
}
