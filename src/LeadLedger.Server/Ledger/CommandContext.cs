using LeadLedger.Domain;

namespace LeadLedger.Server.Ledger;

/// <summary>What comes with a command besides its content.</summary>
/// <param name="Act">Who, in which role, when.</param>
/// <param name="IdempotencyKey">The caller's, or one made for this request alone.</param>
/// <param name="RequestHash">By <see cref="Identity.HashOf"/>.</param>
/// <param name="IfMatch">The version that the caller saw; null where they didn't say.</param>
/// <param name="CorrelationId">The request's trace, or the job's id.</param>
/// <param name="CausationId">What made the caller send it, if they said.</param>
public sealed record CommandContext(
    Act Act,
    string IdempotencyKey,
    string RequestHash,
    long? IfMatch = null,
    string? CorrelationId = null,
    string? CausationId = null);
