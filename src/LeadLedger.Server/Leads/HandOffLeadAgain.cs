using LeadLedger.Domain;
using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Leads;
using LeadLedger.Server.Http;
using LeadLedger.Server.Ledger;

namespace LeadLedger.Server.Leads;

/// <summary>Marketing passes a nurtured lead to sales anew, under the agreement that it always had.</summary>
public sealed record HandOffLeadAgainRequest(
    string Segment,
    Bucket Bucket,
    string ConversionAction,
    string Source,
    string? Campaign,
    IReadOnlyDictionary<string, PersonalText>? Qualification,
    string? Assignee) : LeadRequest, IHandoffRequest;

/// <summary><c>POST /v1/leads/{leadId}/handoffs</c></summary>
internal static class HandOffLeadAgainEndpoint
{
    public static Command<HandOffLeadAgainRequest, Lead, LeadEvent> Command { get; } = new(
        "handOffLeadAgain",
        TargetKind.Lead,
        [Role.Marketing, Role.Importer],
        StreamKinds.Lead,
        new Validator(),
        call => call.OnLead((lead, agreement) =>
            HandOffLeadAgain.Decide(lead, agreement, new(call.Request.Details(), call.Act))));

    private static readonly OperationText Text = new(
        "Hands a nurtured lead to sales anew",
        "Only a lead that is with marketing: valued anew, with new clocks, under the terms now in force.",
        LeadExamples.HandOffAgain,
        LeadExamples.Lead,
        StatusCodes.Status201Created,
        [
            typeof(LeadIsUnknown), typeof(LeadIsNotWithMarketing), typeof(HandoffIsBeforeTheReturn),
        ]);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapCommand("/leads/{leadId}/handoffs", Command, Text);

    private sealed class Validator : HandoffValidator<HandOffLeadAgainRequest>;
}
