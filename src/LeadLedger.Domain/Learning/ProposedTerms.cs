using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Agreements.Rules;

namespace LeadLedger.Domain.Learning;

/// <summary>
/// A month's terms as the data would have them: what is in force, with each value that the cohort speaks against
/// replaced (000: start with guesses, then measure).
/// </summary>
/// <param name="Draft">In full, to be proposed; its version is whichever comes next.</param>
/// <param name="Values">Each value that was looked at, changed or not.</param>
public sealed record ProposedTerms(Terms Draft, IReadOnlyList<ProposedValue> Values)
{
    private const decimal DaysInAMonth = 30.4375m;

    /// <param name="basis">The terms in force in the month as things stand.</param>
    /// <param name="month">From when the draft is to apply.</param>
    /// <param name="cohort">What was learned; null: there is no cohort yet.</param>
    /// <param name="declared">What sales can take by its own word; null: it said nothing.</param>
    public static ProposedTerms For(Terms basis, Month month, LearnedCohort? cohort, DeclaredCapacity? declared)
    {
        var (valuation, rows) = LearnedValuation.Of(basis, cohort);
        var (cadences, efforts) = LearnedCadences.Of(basis, cohort);
        var (capacity, reps) = LearnedCapacity.Of(basis, declared);
        var (goal, derivation) = LearnedGoal.Of(basis, cohort, capacity);
        var (cycle, cycles) = Cycle(basis, cohort);
        var draft = basis with
        {
            EffectiveFrom = month,
            Valuation = valuation,
            Cadences = cadences,
            SalesCapacity = capacity,
            Goal = goal,
            SalesCycleMonths = cycle,
        };
        return new(draft, [.. rows, .. derivation, .. reps, .. cycles, .. efforts]);
    }

    // The cohort's leads had twice the cycle at most: sales that take longer than that are longer in truth.
    private static (int?, IReadOnlyList<ProposedValue>) Cycle(Terms basis, LearnedCohort? cohort)
    {
        const int Longest = 60;
        var all = SumOf(cohort);
        var days = AverageEstimate.Of(all.Won, all.CycleDays, all.CycleDaySquares);
        // Whole months are agreed on, so that what lies within a whole month of the truth is right.
        var months = days is null ? null : new AverageEstimate(
            Shown(days.Observed / DaysInAMonth),
            days.Low is { } low ? Shown(low / DaysInAMonth) : null,
            days.High is { } high ? Math.Ceiling(high / DaysInAMonth) : null);
        var value = Evidence.Average("salesCycleMonths", basis.SalesCycleMonths, months, all.Won, Whole);
        return ((int?)value.Proposed, [value]);

        static decimal Whole(decimal months) => Math.Clamp(Math.Ceiling(months), 1, Longest);

        static decimal Shown(decimal months) =>
            Math.Round(months, Figures.MoneyDecimals, MidpointRounding.AwayFromZero);
    }

    internal static LearnedFigures SumOf(LearnedCohort? cohort) =>
        (cohort?.Kinds ?? []).Aggregate(LearnedFigures.None, (sum, kind) => sum + kind.Figures);
}
