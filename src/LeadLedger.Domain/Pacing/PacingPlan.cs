using LeadLedger.Domain.Agreements;

namespace LeadLedger.Domain.Pacing;

/// <summary>The line along which a month's goal is delivered, and the band around it (004, 000).</summary>
/// <param name="Days">All days of the month, in order.</param>
public sealed record PacingPlan(Month Month, Goal Goal, IReadOnlyList<PlannedDay> Days)
{
    /// <summary>The plan of a month under the terms in force in it; null if these promise no curve.</summary>
    /// <remarks>
    /// Planned by day d of n = goal × Σw(1..d) / Σw(1..n); the last day is exactly the goal. A month in which terms
    /// first took effect has its whole goal: that is what both sides signed.
    /// </remarks>
    public static PacingPlan? ForMonth(Terms terms, Month month)
    {
        if (terms is not { Goal: { } goal, Curve: { } curve })
            return null;
        var days = Enumerable.Range(0, month.Days).Select(day => month.FirstDay.AddDays(day)).ToArray();
        var weights = days.Select(DayWeights.Of(terms)).ToArray();
        var total = weights.Sum();
        if (total == 0)
            throw new InvalidOperationException($"No day of {month} weighs anything; such terms are refused.");

        var (below, above) = (curve.BandBelowShare * goal.Amount, curve.BandAboveShare * goal.Amount);
        var sum = 0m;
        var planned = new PlannedDay[days.Length];
        for (var i = 0; i < days.Length; i++)
        {
            sum += weights[i];
            // Once nothing is left to come it is the goal itself: a quotient could be off in its last digit.
            var cumulative = sum == total ? goal.Amount : goal.Amount * sum / total;
            planned[i] = new PlannedDay(days[i], weights[i], cumulative, cumulative - below, cumulative + above);
        }
        return new PacingPlan(month, goal, planned);
    }
}

/// <summary>One day of the line. Amounts are leads or lead value, as the goal is; exact, not rounded.</summary>
/// <param name="Weight">Relative to the other days; 0: nothing is planned for it.</param>
/// <param name="PlannedCumulative">From the month's first day to this one's end.</param>
/// <param name="BandLow">Below it marketing is too late, and reps idle (000).</param>
/// <param name="BandHigh">Above it marketing is too early, and leads go to waste.</param>
public sealed record PlannedDay(
    DateOnly Day,
    decimal Weight,
    decimal PlannedCumulative,
    decimal BandLow,
    decimal BandHigh)
{
    /// <summary>Where that much stands at the day's end; on the band's edge is still in it.</summary>
    public BandStanding StandingOf(decimal actual)
    {
        if (actual < BandLow)
            return BandStanding.Below;
        return actual > BandHigh ? BandStanding.Above : BandStanding.InBand;
    }
}
