using LeadLedger.Domain;
using LeadLedger.Domain.Leads;
using LeadLedger.Server.Http;
using LeadLedger.Server.Ledger;

namespace LeadLedger.Server.Leads;

/// <summary>Sales gives an unresponsive lead back, having tried as often as the terms say.</summary>
public sealed record ReturnLeadToMarketingRequest : LeadRequest;

/// <summary><c>POST /v1/leads/{leadId}/return</c></summary>
internal static class ReturnLeadToMarketingEndpoint
{
    public static Command<ReturnLeadToMarketingRequest, Lead, LeadEvent> Command { get; } = new(
        "returnLeadToMarketing",
        TargetKind.Lead,
        [Role.Sales, Role.SalesManager, Role.Importer],
        StreamKinds.Lead,
        new Validator(),
        call => call.OnLead((lead, agreement) => ReturnLeadToMarketing.Decide(lead, agreement, new(call.Act))));

    private static readonly OperationText Text = new(
        "Gives an unresponsive lead back to marketing",
        "When it was tried as often as the terms' cadence says and nobody answered; this needs no ruling.",
        new ReturnLeadToMarketingRequest { OccurredAt = LeadExamples.Now },
        LeadExamples.Returned,
        StatusCodes.Status201Created,
        [
            typeof(LeadIsUnknown), typeof(OnlyHistoryIsDecidedByImport), typeof(LeadIsNotWithSales),
            typeof(NoCadenceWasPromised), typeof(PersonWasReached), typeof(CadenceIsNotWorkedYet),
        ]);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapCommand("/leads/{leadId}/return", Command, Text);

    private sealed class Validator : LeadRequestValidator<ReturnLeadToMarketingRequest>;
}
