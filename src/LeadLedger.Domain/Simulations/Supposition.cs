using System.Collections.Concurrent;
using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Leads;

namespace LeadLedger.Domain.Simulations;

/// <summary>
/// That some handoffs had been made under other terms: what these promise stands in the place of what was promised.
/// Who belonged to which party, when the terms were in force, and whether they were signed for history stay as they
/// were: parties are asked of the terms in force when somebody acts (rule 14), whatever a lead was handed off under.
/// </summary>
public sealed class Supposition
{
    private readonly Terms[] _inPlaceOf;
    private readonly int? _version;
    private readonly Func<Handoff, bool> _appliesTo;
    private readonly ConcurrentDictionary<(Agreement, int), Agreement> _agreements = new(ByReference.Instance);

    /// <param name="newest">The agreement as it is now.</param>
    /// <param name="terms">The other terms, checked by <see cref="OtherTerms"/>.</param>
    /// <param name="version">Their version; null: a draft that nobody has proposed.</param>
    /// <param name="appliesTo">Which of the real handoffs it is supposed of.</param>
    public Supposition(Agreement newest, Terms terms, int? version, Func<Handoff, bool> appliesTo)
    {
        (_version, _appliesTo) = (version, appliesTo);
        _inPlaceOf =
        [
            .. newest.Versions.Select((real, place) => terms with
            {
                Version = newest.Versions.Count + place + 1,
                Backfilled = real.Terms.Backfilled,
                Parties = real.Terms.Parties,
            }),
        ];
        Newest = newest;
        Terms = terms;
    }

    /// <summary>The agreement as it is now.</summary>
    public Agreement Newest { get; }

    /// <summary>The other terms.</summary>
    public Terms Terms { get; }

    /// <summary>Whether a real handoff is one of those that it is supposed of.</summary>
    public bool AppliesTo(Handoff handoff) => handoff.AgreementId == Newest.Id && _appliesTo(handoff);

    /// <summary>What a simulated handoff's version is called: null is the draft.</summary>
    public int? Shown(int termsVersion) => termsVersion > Newest.Versions.Count ? _version : termsVersion;

    /// <summary>
    /// The agreement with the other terms beside the real ones, one for each version that they may stand in the place
    /// of: unsigned, so that they are in force only for the leads that bear their number.
    /// </summary>
    /// <param name="then">The agreement as it was when the act was decided.</param>
    public Agreement Beside(Agreement then) =>
        _agreements.GetOrAdd((then, 0), static (key, own) => own.Combine(key.Item1, null), this);

    /// <summary>The agreement under which a handoff is decided anew.</summary>
    internal Agreement For(Handoff handoff, Agreement then) =>
        handoff.TermsVersion == _version || handoff.TermsVersion > then.Versions.Count || !AppliesTo(handoff)
            ? Beside(then)
            : _agreements.GetOrAdd(
                (then, handoff.TermsVersion), static (key, own) => own.Combine(key.Item1, key.Item2), this);

    private Agreement Combine(Agreement then, int? replaced)
    {
        var versions = new List<TermsVersion>(2 * _inPlaceOf.Length);
        for (var place = 0; place < _inPlaceOf.Length; place++)
        {
            var version = place < then.Versions.Count
                ? then.Versions[place]
                : new TermsVersion(Newest.Versions[place].Terms, [], null);
            versions.Add(place + 1 == replaced ? version with { Terms = _inPlaceOf[place] } : version);
        }
        versions.AddRange(_inPlaceOf.Select(terms => new TermsVersion(terms, [], null)));
        return then with { Versions = versions };
    }

    // An agreement has lists of all its terms: comparing them by content would cost more than making another.
    private sealed class ByReference : IEqualityComparer<(Agreement, int)>
    {
        public static ByReference Instance { get; } = new();

        public bool Equals((Agreement, int) x, (Agreement, int) y) =>
            ReferenceEquals(x.Item1, y.Item1) && x.Item2 == y.Item2;

        public int GetHashCode((Agreement, int) obj) => HashCode.Combine(
            System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(obj.Item1), obj.Item2);
    }
}
