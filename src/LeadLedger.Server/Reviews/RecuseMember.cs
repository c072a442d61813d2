using LeadLedger.Domain;
using LeadLedger.Domain.Leads;
using LeadLedger.Server.Http;
using LeadLedger.Server.Leads;
using LeadLedger.Server.Ledger;

namespace LeadLedger.Server.Reviews;

/// <summary>A panel member stands aside in a case.</summary>
public sealed record RecuseMemberRequest(PersonalText Why) : LeadRequest;

/// <summary><c>POST /v1/reviews/{reviewId}/recusals</c></summary>
internal static class RecuseMemberEndpoint
{
    public static Command<RecuseMemberRequest, Lead, LeadEvent> Command { get; } = new(
        "recuseMember",
        TargetKind.Review,
        [Role.Panel, Role.Importer],
        StreamKinds.Lead,
        new Validator(),
        call => call.OnReview((lead, agreement, panel) =>
            RecuseMember.Decide(lead, agreement, panel, new(call.Target.Number, call.Request.Why, call.Act))));

    private static readonly OperationText Text = new(
        "Stands aside in a case",
        "A vote of theirs no longer counts, and the case is free if they held it.",
        new RecuseMemberRequest(PersonalText.Of("I worked for them until last year.")),
        LeadExamples.Review,
        StatusCodes.Status201Created,
        [
            typeof(CaseIsUnknown), typeof(OnlyHistoryIsDecidedByImport), typeof(OnlySeatedMembersReview),
            typeof(CaseIsClosed),
        ]);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapCommand("/reviews/{reviewId}/recusals", Command, Text);

    private sealed class Validator : LeadRequestValidator<RecuseMemberRequest>
    {
        public Validator() => RuleFor(request => request.Why).Text();
    }
}
