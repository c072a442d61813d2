using LeadLedger.Domain;
using LeadLedger.Domain.Agreements;

namespace LeadLedger.Server.Agreements;

/// <summary>An agreement as the API shows it.</summary>
/// <param name="Versions">Every version of terms ever proposed, in order.</param>
public sealed record AgreementView(
    AgreementId Id,
    string Name,
    string SalesTeam,
    IReadOnlyList<TermsSummary> Versions)
{
    public static AgreementView Of(Agreement agreement) => new(
        agreement.Id, agreement.Name, agreement.SalesTeam, [.. agreement.Versions.Select(TermsSummary.Of)]);
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
        version.Terms.Version, version.Terms.EffectiveFrom, version.Terms.Backfilled, version.InForceFrom,
        version.Signatures);
}

/// <summary>A version of terms in full.</summary>
public sealed record TermsView(AgreementId AgreementId, Terms Terms, DateTimeOffset? InForceFrom, IReadOnlyList<Signature> Signatures)
{
    public static TermsView Of(AgreementId agreement, TermsVersion version) =>
        new(agreement, version.Terms, version.InForceFrom, version.Signatures);
}
