using FluentValidation;
using LeadLedger.Domain;
using LeadLedger.Server.Agreements;
using LeadLedger.Server.Http;

namespace LeadLedger.Server.Simulations;

/// <summary>Asks what would have been under other terms. Nothing is written to the ledger.</summary>
/// <param name="Subject">One lead, or a month of an agreement.</param>
/// <param name="Terms">The other terms: a version of the agreement's, or a draft.</param>
/// <param name="AsOf">
/// What was recorded by then is looked at, and promises are judged as of then; left out: everything, as of now.
/// </param>
public sealed record SimulateRequest(SimulationSubject Subject, TermsTried Terms, DateTimeOffset? AsOf = null);

/// <summary>What is simulated: a lead's id, or an agreement's id and a month.</summary>
/// <param name="LeadId">All handoffs of this lead are supposed to have been made under the other terms.</param>
/// <param name="AgreementId">With the month.</param>
/// <param name="Month">All handoffs of this month are supposed to have been made under the other terms.</param>
public sealed record SimulationSubject(
    LeadId? LeadId = null, AgreementId? AgreementId = null, Month? Month = null);

/// <summary>The terms that are tried: one of the two.</summary>
/// <param name="Version">One of the agreement's, signed or not.</param>
/// <param name="Draft">As terms are proposed; it is kept with the simulation and nowhere else.</param>
public sealed record TermsTried(int? Version = null, ProposeTermsRequest? Draft = null);

/// <summary>What excludes what.</summary>
internal sealed class SimulateValidator : RequestValidator<SimulateRequest>
{
    public SimulateValidator()
    {
        RuleFor(request => request.Subject)
            .Must(it => it.LeadId is null
                ? it is { AgreementId: not null, Month: not null }
                : it is { AgreementId: null, Month: null })
            .WithErrorCode("one-of")
            .WithMessage("The subject is a 'leadId', or an 'agreementId' with a 'month'.");
        RuleFor(request => request.Terms)
            .Must(it => it.Version is null != it.Draft is null)
            .WithErrorCode("one-of")
            .WithMessage("The terms are a 'version' or a 'draft'.");
    }
}
