namespace LeadLedger.Domain.Agreements;

// The stored names of these events (agreement_drafted …) and of their fields are the storage format and a public
// contract: a shipped one never changes; a new shape is a new event with an upcaster.

/// <summary>What happened to an agreement.</summary>
public abstract record AgreementEvent;

/// <summary>An SLA between marketing and one sales team exists, with nothing promised yet.</summary>
public sealed record AgreementDrafted(
    AgreementId AgreementId,
    string Name,
    string SalesTeam,
    string DraftedBy,
    DateTimeOffset DraftedAt) : AgreementEvent;

/// <summary>A version of terms is on the table.</summary>
public sealed record TermsProposed(
    AgreementId AgreementId,
    Terms Terms,
    string ProposedBy,
    DateTimeOffset ProposedAt) : AgreementEvent;

/// <summary>One party signed; the version is in force once both have.</summary>
/// <param name="InForceFrom">
/// Set by the second signature: the instant from which handoffs are valued by this version.
/// </param>
public sealed record TermsSigned(
    AgreementId AgreementId,
    int TermsVersion,
    Party Party,
    string SignedBy,
    DateTimeOffset SignedAt,
    DateTimeOffset? InForceFrom) : AgreementEvent;

/// <summary>A party ended the agreement: no terms are in force after a month.</summary>
/// <param name="EndsWith">The last month in force.</param>
/// <param name="EndsAt">The first instant after it, UTC: handoffs from then on are refused.</param>
/// <param name="Party">The side that ended it; null: the role agreements did, for both.</param>
/// <param name="TriggeredIn">
/// The month whose termination trigger did away with the notice; null: notice was given.
/// </param>
public sealed record AgreementTerminated(
    AgreementId AgreementId,
    Month EndsWith,
    DateTimeOffset EndsAt,
    Party? Party,
    Month? TriggeredIn,
    string Reason,
    string TerminatedBy,
    DateTimeOffset TerminatedAt) : AgreementEvent;
