using LeadLedger.Domain;
using LeadLedger.Domain.Leads;
using LeadLedger.Server.Http;
using LeadLedger.Server.Leads;
using LeadLedger.Server.Ledger;

namespace LeadLedger.Server.Reviews;

/// <summary>A ruling's next step is done.</summary>
public sealed record FollowUpRulingRequest(PersonalText? Note) : LeadRequest;

/// <summary><c>POST /v1/reviews/{reviewId}/follow-up</c></summary>
internal static class FollowUpRulingEndpoint
{
    /// <summary>Whoever owes the step says so, in whatever role they have; who that is the ruling says.</summary>
    public static Command<FollowUpRulingRequest, Lead, LeadEvent> Command { get; } = new(
        "followUpRuling",
        TargetKind.Review,
        [
            Role.Panel, Role.Marketing, Role.Sales, Role.SalesManager, Role.Colleague, Role.Operator, Role.Agreements,
            Role.Importer,
        ],
        StreamKinds.Lead,
        new Validator(),
        call => call.OnReview((lead, agreement, panel) =>
            FollowUpRuling.Decide(lead, agreement, panel, new(call.Target.Number, call.Request.Note, call.Act))));

    private static readonly OperationText Text = new(
        "Says that a ruling's next step is done",
        "By its owner, in any role, or by the panel's chair: the appointed one, whoever is on duty, or who issued it.",
        new FollowUpRulingRequest(PersonalText.Of("The form asks for the budget now.")),
        LeadExamples.Ruled,
        StatusCodes.Status201Created,
        [
            typeof(CaseIsUnknown), typeof(OnlyHistoryIsDecidedByImport), typeof(OnlyTheStepsOwnerOrTheChairFollowsUp),
            typeof(CaseHasNoRuling), typeof(RulingIsFollowedUpAlready),
        ]);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapCommand("/reviews/{reviewId}/follow-up", Command, Text);

    private sealed class Validator : LeadRequestValidator<FollowUpRulingRequest>
    {
        public Validator() => RuleFor(request => request.Note).Text();
    }
}
