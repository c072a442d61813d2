using LeadLedger.Domain.Agreements;

namespace LeadLedger.Domain.Leads.Explaining;

/// <summary>The terms that the handoff was made under: they apply to it for good (rule 3).</summary>
/// <param name="Agreement">The agreement's name.</param>
/// <param name="Backfilled">Signed for the past, to value imported history only (rule 13).</param>
/// <param name="InForceFrom">Set by the second signature.</param>
/// <param name="ProposedAt">When this version was put on the table.</param>
/// <param name="Position">Where that stands: it holds the terms' text.</param>
/// <param name="Criterion">The one that the rejection names, as it read at the handoff.</param>
/// <param name="Reason">The reason code, as it read at the handoff.</param>
/// <param name="Quorum">How many members must have voted, the ruling chair counted in.</param>
public sealed record TermsThen(
    AgreementId AgreementId,
    string Agreement,
    int Version,
    bool Backfilled,
    string TimeZone,
    DateTimeOffset? InForceFrom,
    string ProposedBy,
    DateTimeOffset ProposedAt,
    long Position,
    IReadOnlyList<SignatureThen> Signatures,
    CriterionThen Criterion,
    ReasonThen Reason,
    int Quorum)
{
    internal static TermsThen Of(CaseLife life)
    {
        var (terms, rejection) = (life.Terms, life.Rejection.Event);
        var proposed = life.Record.Agreement.Pick<AgreementEvent, TermsProposed>()
            .Last(placed => placed.Event.Terms.Version == terms.Version);
        var criterion = terms.Criteria.FirstOrDefault(it => it.Code == rejection.Criterion);
        return new(
            life.Agreement.Id,
            life.Agreement.Name,
            terms.Version,
            terms.Backfilled,
            terms.TimeZone,
            life.Agreement.VersionOf(terms.Version)?.InForceFrom,
            proposed.Event.ProposedBy,
            proposed.Event.ProposedAt,
            proposed.Position,
            [
                .. life.Record.Agreement.Pick<AgreementEvent, TermsSigned>()
                    .Where(placed => placed.Event.TermsVersion == terms.Version)
                    .Select(placed => new SignatureThen(
                        placed.Event.Party, placed.Event.SignedBy, placed.Event.SignedAt, placed.Position)),
            ],
            new(rejection.Criterion, criterion?.Text, criterion?.Values ?? []),
            new(
                rejection.ReasonCode,
                terms.ReasonCodes.FirstOrDefault(it => it.Code == rejection.ReasonCode)?.Text),
            terms.Review?.Quorum ?? 1);
    }
}

/// <summary>One party's word for the terms.</summary>
public sealed record SignatureThen(Party Party, string SignedBy, DateTimeOffset SignedAt, long Position);

/// <summary>What a lead had to meet.</summary>
/// <param name="Values">The codes it can be answered with; empty: it is answered in free text.</param>
public sealed record CriterionThen(string Code, string? Text, IReadOnlyList<string> Values);

/// <summary>Why sales could say that a lead isn't one.</summary>
public sealed record ReasonThen(string Code, string? Text);
