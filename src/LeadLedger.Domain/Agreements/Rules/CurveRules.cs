using LeadLedger.Domain.Pacing;

namespace LeadLedger.Domain.Agreements.Rules;

/// <summary>A curve whose goal can be spread over every month from the terms' first on.</summary>
internal static class CurveRules
{
    private const decimal MostWeight = 100;
    private const int WeightDecimals = 3;
    private const int LongestSpanDays = 366;
    private const int LastYear = 2999;

    public static IEnumerable<Refusal> Broken(Terms terms)
    {
        if (terms.Curve is not { } curve)
            return [];
        return Bounds(terms, curve).Concat(DateWeights(curve)).Concat(Sums(terms, curve));
    }

    private static IEnumerable<Refusal> Bounds(Terms terms, Curve curve)
    {
        if (terms.Goal is null)
            yield return new CurveNeedsAGoal();
        if (curve.WeekdayWeights.Count != (curve.Shape == CurveShape.Weighted ? 7 : 0))
            yield return new WeekdayWeightsDoNotFitTheShape();
        if (curve.Shape == CurveShape.BusinessDays && terms.Calendar.WeeklyHours.Count == 0)
            yield return new BusinessTimeNeedsOpenHours("curve.shape");
        foreach (var (i, weight) in curve.WeekdayWeights.Index())
        {
            if (!IsWeight(weight))
                yield return new WeightIsOutOfRange($"curve.weekdayWeights[{i}]");
        }
        if (!Figures.IsRate(curve.BandBelowShare))
            yield return new BandIsOutOfRange("curve.bandBelowShare");
        if (!Figures.IsRate(curve.BandAboveShare))
            yield return new BandIsOutOfRange("curve.bandAboveShare");
    }

    private static IEnumerable<Refusal> DateWeights(Curve curve)
    {
        foreach (var (i, season) in curve.DateWeights.Index())
        {
            var field = $"curve.dateWeights[{i}]";
            if (!CodeRules.IsText(season.Name))
                yield return new TextIsMissing($"{field}.name");
            if (season.To.DayNumber - season.From.DayNumber is < 0 or >= LongestSpanDays || season.To.Year > LastYear)
                yield return new DateWeightSpanIsOutOfRange($"{field}.to");
            if (!IsWeight(season.Weight))
                yield return new WeightIsOutOfRange($"{field}.weight");
        }
    }

    private static IEnumerable<Refusal> Sums(Terms terms, Curve curve)
    {
        // Which date weights meet changes only where one starts or has just ended.
        foreach (var day in curve.DateWeights.SelectMany(season => new[] { season.From, season.To.AddDays(1) }))
        {
            if (!DayWeights.IsReckonable(DayWeights.MeetingOn(curve, day)))
                yield return new DayWeightIsOutOfRange(day);
        }

        var weights = DayWeights.Of(terms);
        foreach (var month in MonthsToTry(terms, curve))
        {
            if (Enumerable.Range(0, month.Days).All(day => weights(month.FirstDay.AddDays(day)) == 0))
                yield return new MonthWeighsNothing(month);
        }
    }

    // Every month has each weekday four times, so a month without seasons and holidays weighs nothing only if all do;
    // then the first one does.
    private static IEnumerable<Month> MonthsToTry(Terms terms, Curve curve) =>
        curve.DateWeights.SelectMany(MonthsOf)
            .Concat(terms.Calendar.Holidays.Select(holiday => Month.Of(holiday.Date)))
            .Prepend(terms.EffectiveFrom)
            .Distinct()
            .Where(month => month >= terms.EffectiveFrom)
            .Order();

    private static IEnumerable<Month> MonthsOf(DateWeight season)
    {
        for (var month = Month.Of(season.From); month <= Month.Of(season.To); month = month.AddMonths(1))
            yield return month;
    }

    private static bool IsWeight(decimal weight) =>
        weight is >= 0 and <= MostWeight && Figures.HasAtMost(WeightDecimals, weight);
}
