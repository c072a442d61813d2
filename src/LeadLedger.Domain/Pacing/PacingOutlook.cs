namespace LeadLedger.Domain.Pacing;

public enum BandStanding
{
    InBand,
    Below,
    Above,
}

/// <summary>Where a month stands on its line at the end of a day, and where it is heading.</summary>
/// <param name="Day">As of whose end.</param>
/// <param name="Actual">Delivered from the month's first day on; leads or lead value, as the goal is.</param>
/// <param name="Variance">Actual less planned: negative is behind.</param>
/// <param name="Standing">On the band's edge is still in it.</param>
/// <param name="NeededPerDay">
/// Run rate still needed: what is missing of the goal, per remaining day that weighs anything; 0 once it is reached,
/// null when no such day remains.
/// </param>
/// <param name="NeededPerWeight">The same for a day of weight 1; times a remaining day's weight, that day's.</param>
/// <param name="Forecast">Null while no day that weighs anything has passed.</param>
public sealed record PacingOutlook(
    DateOnly Day,
    decimal Actual,
    decimal Variance,
    BandStanding Standing,
    decimal? NeededPerDay,
    decimal? NeededPerWeight,
    MonthEndForecast? Forecast)
{
    /// <summary>The outlook after the month's first days.</summary>
    /// <param name="plan">The month's line.</param>
    /// <param name="actualCumulative">Delivered by the end of day 1, 2 and so on, up to the day asked for.</param>
    /// <param name="credits">How many handoffs the actual rests on; 0 where that isn't known.</param>
    /// <param name="first">
    /// The first day on which regular terms were in force: the forecast doesn't rest on earlier ones on which nothing
    /// came; null: they were in force all month.
    /// </param>
    /// <param name="lastDayRuns">
    /// The last day hasn't ended: what came on it so far is no measure of what a day brings, so the forecast rests on
    /// the days before it, and <paramref name="credits"/> are theirs.
    /// </param>
    public static PacingOutlook After(
        PacingPlan plan,
        IReadOnlyList<decimal> actualCumulative,
        int credits,
        DateOnly? first = null,
        bool lastDayRuns = false)
    {
        ArgumentOutOfRangeException.ThrowIfZero(actualCumulative.Count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(actualCumulative.Count, plan.Days.Count);
        var today = plan.Days[actualCumulative.Count - 1];
        var actual = actualCumulative[^1];
        var missing = Math.Max(0, plan.Goal.Amount - actual);
        var remaining = plan.Days.Skip(actualCumulative.Count).Where(day => day.Weight > 0).ToArray();
        var some = remaining.Length > 0;
        return new PacingOutlook(
            today.Day,
            actual,
            actual - today.PlannedCumulative,
            today.StandingOf(actual),
            some ? missing / remaining.Length : null,
            some ? missing / remaining.Sum(day => day.Weight) : null,
            lastDayRuns
                ? MonthEndForecast.From(plan, [.. actualCumulative.SkipLast(1)], credits, first)?.NotBelow(actual)
                : MonthEndForecast.From(plan, actualCumulative, credits, first));
    }
}
