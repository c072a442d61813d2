using FluentValidation;
using LeadLedger.Domain;
using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Leads;
using LeadLedger.Server.Http;
using LeadLedger.Server.Ledger;
using PreparedLead = LeadLedger.Server.Http.Prepared<LeadLedger.Domain.Leads.Lead, LeadLedger.Domain.Leads.LeadEvent>;

namespace LeadLedger.Server.Leads;

/// <summary>Marketing passes a new lead to sales.</summary>
/// <param name="Qualification">By criterion code: what it is passed on, and what the panel will judge.</param>
/// <param name="SourceSystem">The system that the external reference belongs to; both or neither.</param>
/// <param name="ExternalReference">The same record of the same system is the same lead, however often it comes.</param>
/// <param name="Assignee">The sales person; null: the team's.</param>
public sealed record HandOffLeadRequest(
    AgreementId AgreementId,
    string Segment,
    Bucket Bucket,
    string ConversionAction,
    string Source,
    string? Campaign,
    IReadOnlyDictionary<string, PersonalText>? Qualification,
    PersonRequest? Person,
    string? SourceSystem,
    PersonalText? ExternalReference,
    string? Assignee) : LeadRequest, IHandoffRequest;

/// <summary>Whom the lead is about; whatever of it is known.</summary>
public sealed record PersonRequest(
    PersonalText? Name, PersonalText? Email, PersonalText? Phone, PersonalText? Company);

/// <summary><c>POST /v1/leads</c></summary>
internal static class HandOffLeadEndpoint
{
    public static Command<HandOffLeadRequest, Lead, LeadEvent> Command { get; } = new(
        "handOffLead",
        TargetKind.Nothing,
        [Role.Marketing, Role.Importer],
        StreamKinds.Lead,
        new Validator(),
        Prepare);

    private static readonly OperationText Text = new(
        "Hands a new lead to sales",
        "The lead is valued and its clocks start under the terms in force when it was handed off. With sourceSystem "
        + "and externalReference the same record is always the same lead: sent again by the same caller "
        + "with the same data it gets the first answer, by another or with other data it is refused. "
        + "Without them the lead is as new as your Idempotency-Key. Nothing of "
        + "the person is stored in the clear.",
        LeadExamples.HandOff,
        LeadExamples.Lead,
        StatusCodes.Status201Created,
        [
            typeof(AgreementIsUnknown), typeof(OnlyMarketingOfTheAgreementHandsOff), typeof(PersonIsErased),
            typeof(LeadExistsAlready),
            typeof(NoTermsInForceAtHandoff), typeof(SegmentIsNotInTheTerms), typeof(ConversionActionIsNotInTheTerms),
            typeof(CriterionIsNotInTheTerms), typeof(AnswerIsNotOneOfTheCriterion), typeof(AssigneeIsNotOfSales),
        ]);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapCommand("/leads", Command, Text);

    /// <summary>
    /// A record of another system is always the same lead; a lead without one is as new as its idempotency key.
    /// </summary>
    internal static LeadId LeadOf(CommandCall<HandOffLeadRequest> call) =>
        call.Request is { SourceSystem: { } system, ExternalReference.Text: { } reference }
            ? call.Ledger.Identity.LeadOf(system, reference)
            : new LeadId(call.Ledger.Identity.StreamOf("lead", call.Act.Actor, call.Envelope.IdempotencyKey));

    private static PreparedLead Prepare(CommandCall<HandOffLeadRequest> call)
    {
        var leadId = LeadOf(call);
        var request = call.Request;
        var person = new Person(
            request.Person?.Name,
            request.Person?.Email,
            request.Person?.Phone,
            request.Person?.Company,
            request.SourceSystem,
            request.ExternalReference);
        var command = new HandOffLead(leadId, person, request.Details(), call.Act);
        return new PreparedLead(
            leadId.Value,
            new Question<Lead, LeadEvent>(
                call.ContextFor(leadId.Value),
                state => call.Ledger.Grounds.Judge<LeadEvent>(
                    request.AgreementId,
                    agreement => agreement is null
                        ? new AgreementIsUnknown()
                        : HandOffLead.Decide(state, agreement, command)),
                startsStream: true),
            LeadAnswers.OfLead);
    }

    private sealed class Validator : HandoffValidator<HandOffLeadRequest>
    {
        public Validator()
        {
            RuleFor(request => request.SourceSystem).UndeclaredCode();
            RuleFor(request => request.ExternalReference).Text(200);
            RuleFor(request => request.ExternalReference)
                .Must((request, reference) => (reference is null) == (request.SourceSystem is null))
                .WithErrorCode("both-or-neither")
                .WithMessage("'sourceSystem' and 'externalReference' are given together or not at all.");
            RuleFor(request => request.Person!.Name).Text(200).When(HasPerson, ApplyConditionTo.CurrentValidator);
            RuleFor(request => request.Person!.Email).Text(320).When(HasPerson, ApplyConditionTo.CurrentValidator);
            RuleFor(request => request.Person!.Phone).Text(60).When(HasPerson, ApplyConditionTo.CurrentValidator);
            RuleFor(request => request.Person!.Company).Text(200).When(HasPerson, ApplyConditionTo.CurrentValidator);
        }

        private static bool HasPerson(HandOffLeadRequest request) => request.Person is not null;
    }
}
