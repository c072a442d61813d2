using LeadLedger.Domain;
using LeadLedger.Domain.Agreements;

namespace LeadLedger.Server.Agreements;

/// <summary>An agreement as its stream left it.</summary>
/// <param name="Version">Of the agreement's stream: the ETag, which a signature has to name.</param>
/// <param name="Terms">Every version ever proposed, in order, at a glance.</param>
public sealed record AgreementRepresentation(
    AgreementId Id,
    long Version,
    string Name,
    string SalesTeam,
    IReadOnlyList<TermsSummary> Terms)
{
    public static AgreementRepresentation Of(Agreement agreement, long version) => new(
        agreement.Id, version, agreement.Name, agreement.SalesTeam, [.. agreement.Versions.Select(TermsSummary.Of)]);
}

/// <summary>A version of terms at a glance.</summary>
/// <param name="InForceFrom">The instant from which handoffs are valued by it; null until both have signed.</param>
public sealed record TermsSummary(
    int Version,
    Month EffectiveFrom,
    bool Backfilled,
    DateTimeOffset? InForceFrom,
    IReadOnlyList<Signature> Signatures)
{
    public static TermsSummary Of(TermsVersion version) => new(
        version.Terms.Version,
        version.Terms.EffectiveFrom,
        version.Terms.Backfilled,
        version.InForceFrom,
        version.Signatures);
}

/// <summary>A version of terms in full.</summary>
/// <param name="InForceFrom">The instant from which handoffs are valued by it; null until both have signed.</param>
public sealed record TermsRepresentation(
    AgreementId AgreementId,
    Terms Terms,
    DateTimeOffset? InForceFrom,
    IReadOnlyList<Signature> Signatures)
{
    public static TermsRepresentation Of(AgreementId agreement, TermsVersion version) =>
        new(agreement, version.Terms, version.InForceFrom, version.Signatures);
}
