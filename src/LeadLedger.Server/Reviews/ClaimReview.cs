using LeadLedger.Domain;
using LeadLedger.Domain.Leads;
using LeadLedger.Server.Http;
using LeadLedger.Server.Leads;
using LeadLedger.Server.Ledger;

namespace LeadLedger.Server.Reviews;

/// <summary>A panel member takes a case to work on it, for as long as the terms let a claim hold.</summary>
public sealed record ClaimReviewRequest : LeadRequest;

/// <summary><c>POST /v1/reviews/{reviewId}/claim</c></summary>
internal static class ClaimReviewEndpoint
{
    public static Command<ClaimReviewRequest, Lead, LeadEvent> Command { get; } = new(
        "claimReview",
        TargetKind.Review,
        [Role.Panel, Role.Importer],
        StreamKinds.Lead,
        new Validator(),
        call => call.OnReview((lead, agreement, panel) =>
            ClaimReview.Decide(lead, agreement, panel, new(call.Target.Number, call.Act))));

    private static readonly OperationText Text = new(
        "Claims a case",
        "For as long as the terms let a claim hold, so that two don't judge the same case at the same time. Claiming "
        + "again renews it; an expired one is anyone's to take over. The claim's fence may be said with the "
        + "vote or ruling.",
        new ClaimReviewRequest { OccurredAt = LeadExamples.Now },
        LeadExamples.Review,
        StatusCodes.Status201Created,
        [
            typeof(LeadIsUnknown), typeof(CaseIsUnknown), typeof(OnlyHistoryIsDecidedByImport),
            typeof(OnlySeatedMembersReview), typeof(CaseIsClosed), typeof(MemberIsNotImpartial),
            typeof(CaseIsClaimedByAnother),
        ]);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapCommand("/reviews/{reviewId}/claim", Command, Text);

    private sealed class Validator : LeadRequestValidator<ClaimReviewRequest>;
}
