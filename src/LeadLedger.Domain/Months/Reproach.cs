using LeadLedger.Domain.Agreements;

namespace LeadLedger.Domain.Months;

/// <summary>What a scorecard shows that a side, or one of its people, kept less of than the terms ask for.</summary>
internal sealed record Reproach(Party Party, string? Person, StrikeCause Cause, decimal Promised, decimal Kept)
{
    /// <summary>Marketing's first, then the sales team's, then its people's in the scorecard's order.</summary>
    public static IEnumerable<Reproach> Of(Terms terms, Scorecard scorecard)
    {
        if (terms.Strikes is not { } strikes)
            return [];
        IEnumerable<Reproach> people = strikes.PerPerson
            ? scorecard.People
                .Where(score => score.Person is not null)
                .SelectMany(score => OfSales(strikes, score.Person, score.FirstResponses, score.Cadences))
            : [];
        return
        [
            .. OfMarketing(strikes, scorecard.Marketing),
            .. OfSales(strikes, null, scorecard.Sales.FirstResponses, scorecard.Sales.Cadences),
            .. people,
        ];
    }

    private static IEnumerable<Reproach> OfMarketing(StrikeTerms strikes, MarketingScore? score)
    {
        if (score is null)
            yield break;
        if (strikes.GoalMissed && !score.IsGoalReached())
            yield return new(Party.Marketing, null, StrikeCause.GoalMissed, score.Goal, score.Net);
        if (score.DaysOutOfBand is { } days && strikes.DaysOutOfBand is { } most && days > most)
            yield return new(Party.Marketing, null, StrikeCause.OutOfBand, most, days);
    }

    private static IEnumerable<Reproach> OfSales(
        StrikeTerms strikes, string? person, KeptPromises firstResponses, KeptPromises cadences)
    {
        if (Short(strikes.FirstResponseShare, firstResponses) is { } responses)
            yield return new(Party.Sales, person, StrikeCause.FirstResponsesMissed, responses.Asked, responses.Kept);
        if (Short(strikes.CadenceShare, cadences) is { } tries)
            yield return new(Party.Sales, person, StrikeCause.CadencesMissed, tries.Asked, tries.Kept);
    }

    // Where nothing was kept or missed yet there is no share to fall short.
    private static (decimal Asked, decimal Kept)? Short(decimal? asked, KeptPromises promises) =>
        asked is { } least && promises.KeptShare() is { } share && share < least ? (least, share) : null;
}
