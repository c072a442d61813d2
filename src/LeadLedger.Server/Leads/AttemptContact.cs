using LeadLedger.Domain;
using LeadLedger.Domain.Leads;
using LeadLedger.Server.Http;
using LeadLedger.Server.Ledger;

namespace LeadLedger.Server.Leads;

/// <summary>One try to reach the person, by anyone of the company (000).</summary>
public sealed record AttemptContactRequest(Channel Channel, AttemptOutcome Outcome, PersonalText? Note) : LeadRequest;

/// <summary><c>POST /v1/leads/{leadId}/contact-attempts</c></summary>
internal static class AttemptContactEndpoint
{
    public static Command<AttemptContactRequest, Lead, LeadEvent> Command { get; } = new(
        "attemptContact",
        TargetKind.Lead,
        [Role.Sales, Role.SalesManager, Role.Colleague, Role.Importer],
        StreamKinds.Lead,
        new Validator(),
        call => call.OnLead((lead, agreement) =>
        {
            var request = call.Request;
            return AttemptContact.Decide(
                lead, agreement, new(request.Channel, request.Outcome, request.Note, call.Act));
        }));

    private static readonly OperationText Text = new(
        "Records an attempt to reach the person",
        "By anyone of the company, not only the assignee. It may be reported late, from any time when the lead was "
        + "with sales: within the terms' grace it counts from when it happened, else from now.",
        new AttemptContactRequest(Channel.Phone, AttemptOutcome.Voicemail, PersonalText.Of("Asked to be called back.")),
        LeadExamples.Lead,
        StatusCodes.Status201Created,
        [
            typeof(LeadIsUnknown), typeof(OnlySalesAndColleaguesAttemptContact), typeof(LeadWasNotWithSalesThen),
            typeof(FactIsBeforeTheHandoff), typeof(TimeIsInTheFuture),
        ]);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapCommand("/leads/{leadId}/contact-attempts", Command, Text);

    private sealed class Validator : LeadRequestValidator<AttemptContactRequest>
    {
        public Validator() => RuleFor(request => request.Note).Text();
    }
}
