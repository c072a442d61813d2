using FluentValidation;
using LeadLedger.Domain;
using LeadLedger.Domain.Leads;
using LeadLedger.Server.Http;
using LeadLedger.Server.Leads;
using LeadLedger.Server.Ledger;

namespace LeadLedger.Server.Reviews;

/// <summary>A panel member gives a case back.</summary>
/// <param name="Fence">The claim meant; null: the member's newest.</param>
public sealed record ReleaseReviewRequest(int? Fence) : LeadRequest;

/// <summary><c>DELETE /v1/reviews/{reviewId}/claim</c></summary>
internal static class ReleaseReviewEndpoint
{
    public static Command<ReleaseReviewRequest, Lead, LeadEvent> Command { get; } = new(
        "releaseReview",
        TargetKind.Review,
        [Role.Panel, Role.Importer],
        StreamKinds.Lead,
        new Validator(),
        call => call.OnReview(
            (lead, agreement, panel) =>
                ReleaseReview.Decide(lead, agreement, panel, new(call.Target.Number, call.Request.Fence, call.Act)),
            creates: false));

    private static readonly OperationText Text = new(
        "Gives a claimed case back",
        "So that another member can work it before the claim ends by itself. The body may be left out.",
        new ReleaseReviewRequest(1),
        LeadExamples.Review,
        StatusCodes.Status200OK,
        [
            typeof(CaseIsUnknown), typeof(OnlyHistoryIsDecidedByImport), typeof(OnlySeatedMembersReview),
            typeof(CaseIsClaimedByAnother), typeof(ClaimIsSuperseded),
        ]);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapCommand("/reviews/{reviewId}/claim", Command, Text, HttpMethods.Delete);

    private sealed class Validator : LeadRequestValidator<ReleaseReviewRequest>
    {
        public Validator() => RuleFor(request => request.Fence).GreaterThan(0);
    }
}
