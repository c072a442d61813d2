using LeadLedger.Domain;
using LeadLedger.Domain.Agreements;

namespace LeadLedger.Server.Agreements;

/// <summary>An agreement as its stream left it.</summary>
/// <param name="Version">Of the agreement's stream: the ETag, which a signature has to name.</param>
/// <param name="Terms">Every version ever proposed, in order, at a glance.</param>
/// <param name="Ending">How and when it ends; null: it wasn't terminated.</param>
public sealed record AgreementRepresentation(
    AgreementId Id,
    long Version,
    string Name,
    string SalesTeam,
    IReadOnlyList<TermsSummary> Terms,
    EndingRepresentation? Ending = null)
{
    public static AgreementRepresentation Of(Agreement agreement, long version) => new(
        agreement.Id,
        version,
        agreement.Name,
        agreement.SalesTeam,
        [.. agreement.Versions.Select(TermsSummary.Of)],
        agreement.Ended is { } ended ? EndingRepresentation.Of(ended) : null);
}

/// <summary>How an agreement ends.</summary>
/// <param name="EndsWith">The last month in force.</param>
/// <param name="EndsAt">The first instant after it: handoffs from then on are refused.</param>
/// <param name="Party">The side that ended it; null: the role agreements did, for both.</param>
/// <param name="TriggeredIn">The month whose trigger did away with the notice; null: notice was given.</param>
public sealed record EndingRepresentation(
    Month EndsWith,
    DateTimeOffset EndsAt,
    Party? Party,
    Month? TriggeredIn,
    string Reason,
    string TerminatedBy,
    DateTimeOffset TerminatedAt)
{
    public static EndingRepresentation Of(AgreementTerminated ended) => new(
        ended.EndsWith,
        ended.EndsAt,
        ended.Party,
        ended.TriggeredIn,
        ended.Reason,
        ended.TerminatedBy,
        ended.TerminatedAt);
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
