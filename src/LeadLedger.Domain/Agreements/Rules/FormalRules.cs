using LeadLedger.Domain.Time;

namespace LeadLedger.Domain.Agreements.Rules;

/// <summary>What must hold before anything about the terms can be reckoned: sizes, choices, zone, currency.</summary>
internal static class FormalRules
{
    private const int LongestGraceMinutes = 44_640;

    // Segments × conversion actions × buckets are gone through one by one, so these two are kept shorter.
    private const int MostCodes = 200;
    private const int MostEntries = 5_000;

    public static Refusal? FirstBroken(Terms terms) => Broken(terms).FirstOrDefault();

    private static IEnumerable<Refusal> Broken(Terms terms)
    {
        foreach (var (field, count, atMost) in Lists(terms))
        {
            if (count > atMost)
                yield return new ListIsTooLong(field, atMost);
        }
        foreach (var (field, isKnown) in Choices(terms))
        {
            if (!isKnown)
                yield return new ChoiceIsUnknown(field);
        }
        if (!LocalTime.IsKnownZone(terms.TimeZone))
            yield return new TimeZoneIsUnknown();
        if (!Currencies.IsKnown(terms.Currency))
            yield return new CurrencyIsUnknown();
        if (terms.ReportingGraceMinutes is < 0 or > LongestGraceMinutes)
            yield return new ReportingGraceIsOutOfRange();
    }

    private static IEnumerable<(string Field, int Count, int AtMost)> Lists(Terms terms)
    {
        yield return ("parties.marketing", terms.Parties.Marketing.Count, MostEntries);
        yield return ("parties.sales", terms.Parties.Sales.Count, MostEntries);
        yield return ("parties.salesManagers", terms.Parties.SalesManagers.Count, MostEntries);
        yield return ("segments", terms.Segments.Count, MostCodes);
        yield return ("conversionActions", terms.ConversionActions.Count, MostCodes);
        yield return ("valuation", terms.Valuation.Count, MostEntries);
        yield return ("responseTimes", terms.ResponseTimes.Count, MostEntries);
        yield return ("cadences", terms.Cadences.Count, MostEntries);
        yield return ("criteria", terms.Criteria.Count, MostCodes);
        yield return ("reasonCodes", terms.ReasonCodes.Count, MostEntries);
        yield return ("calendar.weeklyHours", terms.Calendar.WeeklyHours.Count, MostCodes);
        yield return ("calendar.holidays", terms.Calendar.Holidays.Count, MostEntries);
        yield return ("curve.dateWeights", terms.Curve?.DateWeights.Count ?? 0, MostCodes);
        yield return ("responsibilities", terms.Responsibilities?.Count ?? 0, MostCodes);
        for (var i = 0; i < terms.Cadences.Count; i++)
            yield return ($"cadences[{i}].idealDays", terms.Cadences[i].IdealDays.Count, MostEntries);
        for (var i = 0; i < terms.Criteria.Count; i++)
            yield return ($"criteria[{i}].values", terms.Criteria[i].Values.Count, MostEntries);
    }

    // A number may arrive where a name is meant, and any number passes for an enum.
    private static IEnumerable<(string Field, bool IsKnown)> Choices(Terms terms)
    {
        yield return ("goal.kind", terms.Goal is null || Enum.IsDefined(terms.Goal.Kind));
        for (var i = 0; i < terms.Valuation.Count; i++)
            yield return ($"valuation[{i}].bucket", IsKnown(terms.Valuation[i].Bucket));
        for (var i = 0; i < terms.ResponseTimes.Count; i++)
        {
            yield return ($"responseTimes[{i}].bucket", IsKnown(terms.ResponseTimes[i].Bucket));
            yield return ($"responseTimes[{i}].clock", Enum.IsDefined(terms.ResponseTimes[i].Clock));
        }
        for (var i = 0; i < terms.Cadences.Count; i++)
            yield return ($"cadences[{i}].clock", Enum.IsDefined(terms.Cadences[i].Clock));
        yield return ("curve.shape", terms.Curve is null || Enum.IsDefined(terms.Curve.Shape));
        for (var i = 0; i < terms.Calendar.WeeklyHours.Count; i++)
            yield return ($"calendar.weeklyHours[{i}].day", Enum.IsDefined(terms.Calendar.WeeklyHours[i].Day));
        yield return ("review.clock", terms.Review is null || Enum.IsDefined(terms.Review.Clock));
        for (var i = 0; i < (terms.Responsibilities?.Count ?? 0); i++)
            yield return ($"responsibilities[{i}].party", Enum.IsDefined(terms.Responsibilities![i].Party));
    }

    private static bool IsKnown(Bucket? bucket) => bucket is null || Enum.IsDefined(bucket.Value);
}
