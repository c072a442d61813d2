using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Months;

namespace LeadLedger.Server.Months;

/// <summary>A scorecard as it is answered.</summary>
/// <param name="TermsVersion">Whose goal it is; null: no terms are in force in the month.</param>
/// <param name="Marketing">Null: no goal is promised.</param>
/// <param name="People">Each sales person who owed something; what was nobody's in person comes last.</param>
/// <param name="Rulings">The panel's promise.</param>
public sealed record ScorecardShown(
    int? TermsVersion,
    MarketingShown? Marketing,
    SalesShown Sales,
    IReadOnlyList<PersonShown> People,
    PromisesShown Rulings)
{
    /// <param name="scorecard">Exact.</param>
    /// <param name="currency">Of lead value.</param>
    internal static ScorecardShown Of(Scorecard scorecard, string currency) => new(
        scorecard.TermsVersion,
        scorecard.Marketing is { } marketing ? MarketingShown.Of(marketing, currency) : null,
        new SalesShown(PromisesShown.Of(scorecard.Sales.FirstResponses), PromisesShown.Of(scorecard.Sales.Cadences)),
        [
            .. scorecard.People.Select(score => new PersonShown(
                score.Person, PromisesShown.Of(score.FirstResponses), PromisesShown.Of(score.Cadences))),
        ],
        PromisesShown.Of(scorecard.Rulings));
}

/// <summary>What marketing promised and delivered; in leads or in lead value, as the goal is.</summary>
/// <param name="CarriedIn">Of earlier months' shortfalls, by the terms' compensation.</param>
/// <param name="Due">The goal and what was carried in.</param>
/// <param name="GoalReached">The month's own goal, without what was carried in.</param>
/// <param name="CarriedOut">Of the shortfall, what the next month owes.</param>
/// <param name="DaysOutOfBand">Days at whose end the net curve was outside of its band; null: no curve.</param>
/// <param name="MissedRunning">How many months running the goal was missed, this one included.</param>
public sealed record MarketingShown(
    GoalKind GoalKind,
    decimal Goal,
    decimal CarriedIn,
    decimal Due,
    decimal Gross,
    decimal Net,
    bool GoalReached,
    decimal Shortfall,
    decimal CarriedOut,
    int? DaysOutOfBand,
    int MissedRunning)
{
    internal static MarketingShown Of(MarketingScore score, string currency)
    {
        return new(
            score.GoalKind,
            Amount(score.Goal),
            Amount(score.CarriedIn),
            Amount(score.Due()),
            Amount(score.Gross),
            Amount(score.Net),
            score.IsGoalReached(),
            Amount(score.Shortfall),
            Amount(score.CarriedOut),
            score.DaysOutOfBand,
            score.MissedRunning);

        decimal Amount(decimal exact) => Shown.Amount(exact, score.GoalKind, currency);
    }
}

/// <summary>What sales promised and kept.</summary>
public sealed record SalesShown(PromisesShown FirstResponses, PromisesShown Cadences);

/// <summary>What one sales person owed and kept.</summary>
/// <param name="Person">Null: leads that were nobody's in person.</param>
public sealed record PersonShown(string? Person, PromisesShown FirstResponses, PromisesShown Cadences);

/// <summary>Promises, as a cohort: those whose clocks started in the time that is asked about.</summary>
/// <param name="Lapsed">Nothing was owed any more before the deadline.</param>
/// <param name="Open">Neither kept nor missed yet.</param>
/// <param name="KeptShare">Kept, of those that were kept or missed: 0 to 1; null: none was.</param>
public sealed record PromisesShown(int Promised, int Kept, int Missed, int Lapsed, int Open, decimal? KeptShare)
{
    internal static PromisesShown Of(KeptPromises promises) => new(
        promises.Promised,
        promises.Kept,
        promises.Missed,
        promises.Lapsed,
        promises.Open,
        promises.KeptShare() is { } share ? Shown.Rounded(share) : null);
}

/// <summary>Rounding of what is shown (rule 11).</summary>
internal static class Shown
{
    private const int Decimals = 4;

    /// <summary>
    /// Lead value to the currency's minor unit; leads, where there are fractions of one, to four decimals.
    /// </summary>
    public static decimal Amount(decimal exact, GoalKind kind, string currency) =>
        kind == GoalKind.Count ? Rounded(exact) : Money.Shown(exact, currency);

    public static decimal Rounded(decimal exact) => Math.Round(exact, Decimals, MidpointRounding.AwayFromZero);
}
