using LeadLedger.Domain;
using LeadLedger.Domain.Leads;
using LeadLedger.Server.Http;
using LeadLedger.Server.Ledger;

namespace LeadLedger.Server.Leads;

/// <summary>Sales takes a rejection back before the panel has ruled.</summary>
public sealed record WithdrawRejectionRequest : LeadRequest;

/// <summary><c>POST /v1/leads/{leadId}/rejections/{case}/withdrawal</c></summary>
internal static class WithdrawRejectionEndpoint
{
    public static Command<WithdrawRejectionRequest, Lead, LeadEvent> Command { get; } = new(
        "withdrawRejection",
        TargetKind.Rejection,
        [Role.Sales, Role.SalesManager, Role.Importer],
        StreamKinds.Lead,
        new Validator(),
        call => call.OnLead((lead, agreement) =>
            WithdrawRejection.Decide(lead, agreement, new(call.Target.Number, call.Act))));

    private static readonly OperationText Text = new(
        "Takes a rejection back",
        "Before the panel has ruled. The old deadlines run on as if the rejection had never been.",
        new WithdrawRejectionRequest { OccurredAt = LeadExamples.Now },
        LeadExamples.Lead,
        StatusCodes.Status201Created,
        [
            typeof(LeadIsUnknown), typeof(CaseIsUnknown), typeof(OnlyHistoryIsDecidedByImport), typeof(CaseIsClosed),
        ]);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapCommand("/leads/{leadId}/rejections/{case}/withdrawal", Command, Text);

    private sealed class Validator : LeadRequestValidator<WithdrawRejectionRequest>;
}
