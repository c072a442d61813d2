using LeadLedger.Domain.Time;

namespace LeadLedger.Domain.Agreements;

/// <summary>
/// How one version of terms follows another: from when each is in force, and that nobody signs into the past but
/// for imported history (rule 13, ADR-0004).
/// </summary>
internal static class Succession
{
    private const int FurthestAheadMonths = 120;
    private static readonly Month Earliest = new(1970, 1);

    /// <summary>
    /// Days are booked by the zone and totals summed in the currency of the first signed version, so these can't move
    /// under them.
    /// </summary>
    public static Refusal? WhatIsFixed(Agreement agreement, Terms terms)
    {
        if (agreement.Versions.FirstOrDefault(version => version.IsSigned)?.Terms is not { } first)
            return null;
        if (terms.TimeZone != first.TimeZone)
            return new TimeZoneIsFixed(first.TimeZone);
        if (terms.Currency != first.Currency)
            return new CurrencyIsFixed(first.Currency);
        return null;
    }

    public static Refusal? AtProposal(Agreement agreement, Terms terms, DateTimeOffset now)
    {
        var current = LocalTime.MonthOf(now, terms.TimeZone);
        // A month that was never set has no year; it is compared by its parts because it has no first day.
        if (terms.EffectiveFrom.Year < Earliest.Year || terms.EffectiveFrom > current.AddMonths(FurthestAheadMonths))
            return new EffectiveMonthIsOutOfRange(Earliest, current.AddMonths(FurthestAheadMonths));
        if (terms.Backfilled)
        {
            return terms.EffectiveFrom > current
                ? new BackfilledTermsTakeEffectInTheFuture(current)
                : ComingAfterRegular(agreement);
        }
        if (terms.EffectiveFrom < current)
            return new TermsTakeEffectInThePast(current);
        if (terms.EffectiveFrom == current && HasRegularInForce(agreement, now))
            return new RevisionTakesEffectInTheCurrentMonth(current);
        return null;
    }

    public static Refusal? AtSigning(Agreement agreement, Terms terms, DateTimeOffset now)
    {
        if (ReplacementOf(agreement, terms) is { } replacement)
            return new TermsWereReplaced(terms.Version, replacement.Terms.Version);
        if (terms.Backfilled)
            return ComingAfterRegular(agreement);
        var current = LocalTime.MonthOf(now, terms.TimeZone);
        return terms.EffectiveFrom < current
            || (terms.EffectiveFrom == current && HasRegularInForce(agreement, now))
            ? new TermsComeTooLateToBeSigned(terms.Version, terms.EffectiveFrom, current)
            : null;
    }

    /// <summary>
    /// The start of the effective month; for first terms signed within it, the second signature: what was handed off
    /// before nobody had promised anything about.
    /// </summary>
    public static DateTimeOffset InForceFrom(Terms terms, DateTimeOffset secondSignature)
    {
        var start = LocalTime.StartOfMonth(terms.EffectiveFrom, terms.TimeZone);
        return terms.Backfilled || start > secondSignature ? start : secondSignature;
    }

    // From the first regular signatures on the months are witnessed: values of the past that were still to be agreed
    // would change what a running month, or a told one, says.
    private static BackfilledTermsComeTooLate? ComingAfterRegular(Agreement agreement) =>
        agreement.Versions.Where(v => !v.Terms.Backfilled).Min(v => v.InForceFrom) is { } firstRegular
            ? new BackfilledTermsComeTooLate(firstRegular)
            : null;

    private static bool HasRegularInForce(Agreement agreement, DateTimeOffset now) =>
        agreement.TermsInForceAt(now, imported: false) is not null;

    private static TermsVersion? ReplacementOf(Agreement agreement, Terms terms) =>
        agreement.Versions.LastOrDefault(version =>
            version.IsSigned
            && version.Terms.Version > terms.Version
            && version.Terms.Backfilled == terms.Backfilled
            && version.Terms.EffectiveFrom == terms.EffectiveFrom);
}
