using LeadLedger.Domain;
using LeadLedger.Domain.Leads;
using LeadLedger.Server.Http;
using LeadLedger.Server.Ledger;

namespace LeadLedger.Server.Leads;

/// <summary>A lead becomes somebody's.</summary>
/// <param name="Assignee">Of the agreement's sales side.</param>
public sealed record AssignLeadRequest(string Assignee) : LeadRequest;

/// <summary><c>POST /v1/leads/{leadId}/assignments</c></summary>
internal static class AssignLeadEndpoint
{
    public static Command<AssignLeadRequest, Lead, LeadEvent> Command { get; } = new(
        "assignLead",
        TargetKind.Lead,
        [Role.SalesManager, Role.Sales, Role.Importer],
        StreamKinds.Lead,
        new Validator(),
        call => call.OnLead((lead, agreement) =>
            AssignLead.Decide(lead, agreement, new(call.Request.Assignee, call.Act))));

    private static readonly OperationText Text = new(
        "Assigns a lead to a sales person",
        "A sales manager gives it to anyone of the sales side; a sales person takes one that is nobody's.",
        new AssignLeadRequest("ada"),
        LeadExamples.Lead,
        StatusCodes.Status201Created,
        [
            typeof(LeadIsUnknown), typeof(OnlyHistoryIsDecidedByImport), typeof(OnlySalesManagersAssign),
            typeof(LeadIsNotWithSales), typeof(AssigneeIsNotOfSales),
        ]);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapCommand("/leads/{leadId}/assignments", Command, Text);

    private sealed class Validator : LeadRequestValidator<AssignLeadRequest>
    {
        public Validator() => RuleFor(request => request.Assignee).Subject();
    }
}
