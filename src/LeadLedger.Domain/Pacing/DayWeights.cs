using LeadLedger.Domain.Agreements;

namespace LeadLedger.Domain.Pacing;

/// <summary>How much of a month's goal each day carries, relative to the other days.</summary>
internal static class DayWeights
{
    // Terms by whose seasons and events a day would weigh more, or less but not nothing, are refused: so that plans
    // and forecasts stay within the digits of a decimal.
    private const decimal Most = 10_000;
    private const decimal Least = 0.001m;

    /// <summary>The weight of a day under these terms, which have a curve.</summary>
    public static Func<DateOnly, decimal> Of(Terms terms)
    {
        var curve = terms.Curve ?? throw new InvalidOperationException("These terms promise no curve.");
        Func<DateOnly, decimal> own = curve.Shape switch
        {
            CurveShape.Straight => _ => 1,
            CurveShape.BusinessDays => BusinessDays(terms),
            CurveShape.Weighted => day => curve.WeekdayWeights[FromMonday(day)],
            _ => throw new InvalidOperationException($"No curve has the shape {curve.Shape}."),
        };
        return day => own(day) * MeetingOn(curve, day);
    }

    /// <summary>The product of the seasons' and events' weights on a day; 1 if there is none.</summary>
    public static decimal MeetingOn(Curve curve, DateOnly day)
    {
        var product = 1m;
        foreach (var season in curve.DateWeights)
        {
            if (season.From <= day && day <= season.To)
                product *= season.Weight;
            if (!IsReckonable(product))
                break;
        }
        return product;
    }

    /// <summary>Nothing, or neither too much nor too little to be reckoned with.</summary>
    public static bool IsReckonable(decimal weight) => weight is 0 or (>= Least and <= Most);

    private static Func<DateOnly, decimal> BusinessDays(Terms terms)
    {
        var clock = Promises.ClockOf(terms);
        return day => clock.IsBusinessDay(day) ? 1 : 0;
    }

    private static int FromMonday(DateOnly day) => ((int)day.DayOfWeek + 6) % 7;
}
