using LeadLedger.Domain.Time;

namespace LeadLedger.Domain.Agreements;

/// <summary>An agreement as its events left it.</summary>
/// <param name="Versions">All terms ever proposed, in order: version 1 first.</param>
/// <param name="Ended">How and from when it ends; null: it wasn't terminated.</param>
public sealed record Agreement(
    AgreementId Id,
    string Name,
    string SalesTeam,
    IReadOnlyList<TermsVersion> Versions,
    AgreementTerminated? Ended = null)
{
    /// <summary>The state after one more event.</summary>
    /// <exception cref="ArgumentException">The event isn't known, or doesn't follow from the state.</exception>
    public static Agreement? Evolve(Agreement? state, AgreementEvent e) => (state, e) switch
    {
        (null, AgreementDrafted drafted) => new Agreement(drafted.AgreementId, drafted.Name, drafted.SalesTeam, []),
        ({ } agreement, TermsProposed proposed) => agreement with
        {
            Versions = [.. agreement.Versions, new TermsVersion(proposed.Terms, [], null)],
        },
        ({ } agreement, TermsSigned signed) => agreement with
        {
            Versions = [.. agreement.Versions.Select(v => v.Terms.Version == signed.TermsVersion ? v.With(signed) : v)],
        },
        ({ } agreement, AgreementTerminated terminated) => agreement with { Ended = terminated },
        _ => throw new ArgumentException($"{e.GetType().Name} can't follow here in an agreement's stream.", nameof(e)),
    };

    /// <summary>
    /// The terms that apply to a handoff at an instant; null if none do. A witnessed handoff has only regular terms;
    /// imported history has backfilled ones where no regular ones were in force yet (rule 13, ADR-0004). After the
    /// agreement's end there are none for either.
    /// </summary>
    /// <param name="at">When the lead was handed off.</param>
    /// <param name="imported">Whether it is history from another system.</param>
    public Terms? TermsInForceAt(DateTimeOffset at, bool imported) => at >= Ended?.EndsAt
        ? null
        : InForceAt(at, backfilled: false) ?? (imported ? InForceAt(at, backfilled: true) : null);

    /// <summary>
    /// The terms whose goal and curve a month has: of the regular ones in force in it the newest, else of the
    /// backfilled ones; null if none are, as in every month after the agreement's end.
    /// </summary>
    public Terms? TermsInForceIn(Month month) => month > Ended?.EndsWith
        ? null
        : NewestIn(month, backfilled: false) ?? NewestIn(month, backfilled: true);

    /// <summary>The same, but regular ones only: whose month can be judged and closed; null if none are.</summary>
    public Terms? RegularTermsIn(Month month) =>
        TermsInForceIn(month) is { Backfilled: false } terms ? terms : null;

    /// <summary>The local day on which regular terms were first in force: none earlier is judged.</summary>
    public DateOnly? FirstRegularDay() => Versions
        .Where(version => version.IsSigned && !version.Terms.Backfilled)
        .MinBy(version => version.InForceFrom) is { } first
            ? LocalTime.DayOf(first.InForceFrom!.Value, first.Terms.TimeZone)
            : null;

    /// <summary>A version by its number, signed or not; null if it was never proposed.</summary>
    public Terms? TermsOf(int version) => VersionOf(version)?.Terms;

    /// <summary>
    /// Who belongs to the agreement now: the parties of the regular terms in force, or, while there are none, of the
    /// newest version that both signed; null if there is none of these either. After the agreement's end they are the
    /// last ones there were: leads that are still open are theirs to finish.
    /// </summary>
    public Parties? PartiesAt(DateTimeOffset now) =>
        (InForceAt(BeforeTheEnd(now), backfilled: false) ?? Versions.LastOrDefault(v => v.IsSigned)?.Terms)?.Parties;

    /// <summary>A version with its signatures; null if it was never proposed.</summary>
    public TermsVersion? VersionOf(int version) =>
        version >= 1 && version <= Versions.Count ? Versions[version - 1] : null;

    private Terms? NewestIn(Month month, bool backfilled) => Versions
        .Where(signed => signed.IsSigned && signed.Terms.Backfilled == backfilled)
        .Where(signed => signed.Terms.EffectiveFrom <= month)
        .MaxBy(signed => (signed.InForceFrom, signed.Terms.Version))?.Terms;

    private DateTimeOffset BeforeTheEnd(DateTimeOffset at) =>
        Ended is { EndsAt: var end } && at >= end ? end.AddTicks(-1) : at;

    // Of two versions signed for the same instant the newer replaces the older.
    private Terms? InForceAt(DateTimeOffset at, bool backfilled)
    {
        TermsVersion? found = null;
        foreach (var version in Versions)
        {
            if (version.Terms.Backfilled == backfilled && version.InForceFrom <= at
                && (found is null || version.InForceFrom >= found.InForceFrom))
                found = version;
        }
        return found?.Terms;
    }
}

/// <summary>One version of terms and who signed it.</summary>
/// <param name="InForceFrom">Set once both parties signed.</param>
public sealed record TermsVersion(Terms Terms, IReadOnlyList<Signature> Signatures, DateTimeOffset? InForceFrom)
{
    /// <summary>Both parties signed.</summary>
    public bool IsSigned => InForceFrom is not null;

    public bool IsSignedBy(Party party) => Signatures.Any(signature => signature.Party == party);

    internal TermsVersion With(TermsSigned signed) => this with
    {
        Signatures = [.. Signatures, new Signature(signed.Party, signed.SignedBy, signed.SignedAt)],
        InForceFrom = signed.InForceFrom ?? InForceFrom,
    };
}

/// <summary>One party's word.</summary>
public sealed record Signature(Party Party, string SignedBy, DateTimeOffset SignedAt);
