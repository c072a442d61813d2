using LeadLedger.Domain;
using LeadLedger.Domain.Leads;
using LeadLedger.Server.Http;
using LeadLedger.Server.Ledger;

namespace LeadLedger.Server.Leads;

/// <summary>Sales says that it isn't a lead: a case for the panel is opened.</summary>
/// <param name="ReasonCode">Of the terms that the lead was handed off under.</param>
/// <param name="Criterion">The reason code's own: the one that the lead fails.</param>
public sealed record RejectLeadRequest(string ReasonCode, string Criterion, PersonalText Explanation) : LeadRequest;

/// <summary><c>POST /v1/leads/{leadId}/rejections</c></summary>
internal static class RejectLeadEndpoint
{
    public static Command<RejectLeadRequest, Lead, LeadEvent> Command { get; } = new(
        "rejectLead",
        TargetKind.Lead,
        [Role.Sales, Role.SalesManager, Role.Importer],
        StreamKinds.Lead,
        new Validator(),
        call => call.OnLead(
            (lead, agreement) =>
            {
                var request = call.Request;
                return RejectLead.Decide(
                    lead, agreement, new(request.ReasonCode, request.Criterion, request.Explanation, call.Act));
            },
            LeadAnswers.OfOpenedReview));

    private static readonly OperationText Text = new(
        "Rejects a lead: the panel will judge it",
        "With a reason code of the terms that the lead was handed off under, the criterion that it fails, and an "
        + "explanation. The sales clocks stop and a case for the panel is opened: it is the answer.",
        new RejectLeadRequest("no-budget", "budget", PersonalText.Of("They have no budget until 2028.")),
        LeadExamples.Review,
        StatusCodes.Status201Created,
        [
            typeof(LeadIsUnknown), typeof(OnlyHistoryIsDecidedByImport), typeof(OnlySalesOfTheAgreementActsOnIt),
            typeof(LeadIsNotWithSales), typeof(TermsPromiseNoReview), typeof(RejectionNeedsAReasonInForce),
            typeof(RejectionNeedsTheReasonsCriterion),
        ]);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapCommand("/leads/{leadId}/rejections", Command, Text);

    private sealed class Validator : LeadRequestValidator<RejectLeadRequest>
    {
        public Validator()
        {
            RuleFor(request => request.ReasonCode).Code();
            RuleFor(request => request.Criterion).Code();
            RuleFor(request => request.Explanation).Text();
        }
    }
}
