namespace LeadLedger.Domain.Pacing;

/// <summary>What a month will have brought by its end if it goes on as it began.</summary>
/// <remarks>
/// The ratio estimator and its prediction variance under the model that a day brings rate × weight, with a variance
/// in proportion to its weight (Cochran, Sampling Techniques, 3rd ed. 1977, 6.7; Royall, Biometrika 57, 1970):
/// rate r = actual / W, with W the weight of the days passed and R that of the days to come;
/// expected = actual + r R = actual / share of weight passed;
/// s² = Σ (y − r w)² / w / (m − 1) over the m days passed that weigh anything;
/// standard error = s √(R + R² / W): the noise of the days to come, and that of the rate itself;
/// range = expected ± t(0.9, m − 1) × standard error: 80 %, by Student's t, which is wide while m is small.
/// A lead arrives whole, so s² is never taken as less than that of credits arriving at random (Poisson), r × the
/// average credit, however even the first days looked. What came on a day without weight counts with the next that
/// has one. Days before the terms were in force, on which nothing could come, tell nothing of the rate: they are left
/// out of W and m.
/// </remarks>
/// <param name="Expected">Leads or lead value, as the goal is; not rounded.</param>
/// <param name="Low">
/// The 80 % range's lower end; null while it would rest on fewer than two days, or on days on which nothing came.
/// </param>
/// <param name="High">Its upper end.</param>
/// <param name="Days">How many days it rests on.</param>
public sealed record MonthEndForecast(decimal Expected, decimal? Low, decimal? High, int Days)
{
    // Student's t at 0.9 for 1 to 30 degrees of freedom; a month has no more.
    private static readonly double[] StudentT =
    [
        3.0777, 1.8856, 1.6377, 1.5332, 1.4759, 1.4398, 1.4149, 1.3968, 1.3830, 1.3722,
        1.3634, 1.3562, 1.3502, 1.3450, 1.3406, 1.3368, 1.3334, 1.3304, 1.3277, 1.3253,
        1.3232, 1.3212, 1.3195, 1.3178, 1.3163, 1.3150, 1.3137, 1.3125, 1.3114, 1.3104,
    ];

    /// <param name="first">The first day on which anything could come; null: the month's first.</param>
    internal static MonthEndForecast? From(
        PacingPlan plan, IReadOnlyList<decimal> actualCumulative, int credits, DateOnly? first)
    {
        var passed = WeighedDays(plan, actualCumulative, first);
        if (passed.Count == 0)
            return null;
        var actual = actualCumulative[^1];
        var weight = passed.Sum(day => day.Weight);
        var toCome = plan.Days.Skip(actualCumulative.Count).Sum(day => day.Weight);
        if (toCome == 0)
            return new MonthEndForecast(actual, actual, actual, passed.Count);

        var expected = actual + (actual * toCome / weight);
        // Days on which nothing came don't say how much more than nothing the others will bring.
        if (passed.Count < 2 || passed.TrueForAll(day => day.Brought == 0))
            return new MonthEndForecast(expected, null, null, passed.Count);

        var halfRange = HalfRange(passed, (double)actual, (double)weight, (double)toCome, credits);
        var neverFell = actualCumulative.Prepend(0).Zip(actualCumulative).All(pair => pair.First <= pair.Second);
        // A curve that only ever rose isn't expected below where it stands already.
        var low = neverFell ? Math.Max(actual, expected - halfRange) : expected - halfRange;
        return new MonthEndForecast(expected, low, expected + halfRange, passed.Count);
    }

    /// <summary>What has come since can be more than was expected of the whole month.</summary>
    internal MonthEndForecast NotBelow(decimal actual) => this with
    {
        Expected = Math.Max(Expected, actual),
        High = High is { } high ? Math.Max(high, actual) : null,
    };

    // A range is an estimate and no money: binary floating point is enough, and its squares don't overflow.
    private static decimal HalfRange(
        List<(decimal Weight, decimal Brought)> passed,
        double actual,
        double weight,
        double toCome,
        int credits)
    {
        var rate = actual / weight;
        var variance = passed.Sum(Deviation) / (passed.Count - 1);
        if (credits > 0)
            variance = Math.Max(variance, rate * actual / credits);
        var standardError = Math.Sqrt(variance * (toCome + (toCome * toCome / weight)));
        return (decimal)(StudentT[passed.Count - 2] * standardError);

        double Deviation((decimal Weight, decimal Brought) day) =>
            Math.Pow((double)day.Brought - (rate * (double)day.Weight), 2) / (double)day.Weight;
    }

    private static List<(decimal Weight, decimal Brought)> WeighedDays(
        PacingPlan plan,
        IReadOnlyList<decimal> cumulative,
        DateOnly? first)
    {
        var days = new List<(decimal Weight, decimal Brought)>();
        var booked = 0m;
        for (var i = 0; i < cumulative.Count; i++)
        {
            // History from elsewhere may have brought something before the first day too: then those days count.
            if (plan.Days[i].Weight == 0 || (plan.Days[i].Day < first && cumulative[i] == 0))
                continue;
            days.Add((plan.Days[i].Weight, cumulative[i] - booked));
            booked = cumulative[i];
        }
        if (days.Count > 0)
            days[^1] = (days[^1].Weight, days[^1].Brought + cumulative[^1] - booked);
        return days;
    }
}
