using FluentValidation;
using LeadLedger.Domain;
using LeadLedger.Domain.Leads;
using LeadLedger.Server.Http;
using LeadLedger.Server.Leads;
using LeadLedger.Server.Ledger;

namespace LeadLedger.Server.Reviews;

/// <summary>A panel member judges a case.</summary>
/// <param name="Fence">The claim under which it was judged; null: the member's newest.</param>
public sealed record CastVoteRequest(Verdict Verdict, PersonalText Rationale, int? Fence) : LeadRequest;

/// <summary><c>POST /v1/reviews/{reviewId}/votes</c></summary>
internal static class CastVoteEndpoint
{
    public static Command<CastVoteRequest, Lead, LeadEvent> Command { get; } = new(
        "castVote",
        TargetKind.Review,
        [Role.Panel, Role.Importer],
        StreamKinds.Lead,
        new Validator(),
        call => call.OnReview((lead, agreement, panel) =>
        {
            var request = call.Request;
            return CastVote.Decide(
                lead,
                agreement,
                panel,
                new(call.Target.Number, request.Verdict, request.Rationale, request.Fence, call.Act));
        }));

    private static readonly OperationText Text = new(
        "Votes on a case",
        "Under the member's own claim, once. Until the ruling nobody but the voter sees the vote on any door.",
        new CastVoteRequest(Verdict.Overturned, PersonalText.Of("They told us of a budget at the trade fair."), 1),
        LeadExamples.Review,
        StatusCodes.Status201Created,
        [
            typeof(CaseIsUnknown), typeof(OnlyHistoryIsDecidedByImport), typeof(OnlySeatedMembersReview),
            typeof(CaseIsClosed), typeof(MemberIsNotImpartial), typeof(MemberHasVotedAlready),
            typeof(CaseNeedsTheMembersOwnClaim), typeof(CaseIsClaimedByAnother), typeof(ClaimIsSuperseded),
        ]);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapCommand("/reviews/{reviewId}/votes", Command, Text);

    private sealed class Validator : LeadRequestValidator<CastVoteRequest>
    {
        public Validator()
        {
            RuleFor(request => request.Rationale).Text();
            RuleFor(request => request.Fence).GreaterThan(0);
        }
    }
}
