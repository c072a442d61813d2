using FluentValidation;
using LeadLedger.Domain;
using LeadLedger.Domain.Leads;
using LeadLedger.Server.Http;
using LeadLedger.Server.Leads;
using LeadLedger.Server.Ledger;

namespace LeadLedger.Server.Reviews;

/// <summary>Whoever presides gives the panel's final word on a case.</summary>
/// <param name="ReasonAgainstVotes">Needed where most votes say otherwise, and only there.</param>
/// <param name="ActBy">Who of sales must act on an overturned lead; null: whoever had it.</param>
/// <param name="Fence">The claim under which it was judged; null: the chair's newest.</param>
public sealed record IssueRulingRequest(
    Verdict Verdict,
    RootCause RootCause,
    PersonalText Rationale,
    PersonalText? ReasonAgainstVotes,
    NextStepRequest NextStep,
    string? ActBy,
    int? Fence) : LeadRequest;

/// <summary>What follows from a ruling, who owes it and by when.</summary>
public sealed record NextStepRequest(PersonalText What, string Owner, DateTimeOffset DueAt);

/// <summary><c>POST /v1/reviews/{reviewId}/ruling</c></summary>
internal static class IssueRulingEndpoint
{
    public static Command<IssueRulingRequest, Lead, LeadEvent> Command { get; } = new(
        "issueRuling",
        TargetKind.Review,
        [Role.Panel, Role.Importer],
        StreamKinds.Lead,
        new Validator(),
        call => call.OnReview((lead, agreement, panel) => IssueRuling.Decide(lead, agreement, panel, CommandOf(call))),
        RequiresIfMatch: true);

    private static readonly OperationText Text = new(
        "Rules on a case",
        "By whoever presides over the case, on the version that they saw (If-Match), and where others voted after "
        + "their own vote: the one on duty by the rota, else the chair, else the next who can judge it. "
        + "Upheld: the lead is marketing's again. Overturned: it is back with sales and new "
        + "clocks start. A ruling against most of the votes says why.",
        LeadExamples.Ruling,
        LeadExamples.Ruled,
        StatusCodes.Status201Created,
        [
            typeof(CaseIsUnknown), typeof(OnlyHistoryIsDecidedByImport), typeof(OnlySeatedMembersReview),
            typeof(CaseIsClosed), typeof(ChairIsOfMarketingOrSales), typeof(MemberIsNotImpartial),
            typeof(CaseHasNoChair), typeof(OnlyTheChairRules), typeof(CaseNeedsTheMembersOwnClaim),
            typeof(CaseIsClaimedByAnother), typeof(ClaimIsSuperseded), typeof(NextStepOwnerIsUnknown),
            typeof(NextStepIsDueInThePast), typeof(PersonToActIsNotOfSales), typeof(QuorumIsMissing),
            typeof(ChairHasNotVoted), typeof(RulingAgainstTheVotesNeedsAReason),
        ]);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapCommand("/reviews/{reviewId}/ruling", Command, Text);

    private static IssueRuling CommandOf(CommandCall<IssueRulingRequest> call)
    {
        var request = call.Request;
        return new IssueRuling(
            call.Target.Number,
            request.Verdict,
            request.RootCause,
            request.Rationale,
            request.ReasonAgainstVotes,
            new NextStep(request.NextStep.What, request.NextStep.Owner, request.NextStep.DueAt),
            request.ActBy,
            request.Fence,
            call.Act);
    }

    private sealed class Validator : LeadRequestValidator<IssueRulingRequest>
    {
        public Validator()
        {
            RuleFor(request => request.Rationale).Text();
            RuleFor(request => request.ReasonAgainstVotes).Text();
            RuleFor(request => request.NextStep.What).Text();
            RuleFor(request => request.NextStep.Owner).Subject();
            RuleFor(request => request.ActBy).Subject();
            RuleFor(request => request.Fence).GreaterThan(0);
        }
    }
}
