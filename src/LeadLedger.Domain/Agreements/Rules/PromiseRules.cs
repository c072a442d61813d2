namespace LeadLedger.Domain.Agreements.Rules;

/// <summary>What sales promises: response times and cadences that can be kept and reckoned.</summary>
internal static class PromiseRules
{
    private const int LongestResponseMinutes = 525_600;
    private const int MostAttempts = 1_000;
    private const int LongestWindowDays = 366;

    public static IEnumerable<Refusal> Broken(Terms terms) => ResponseTimes(terms).Concat(Cadences(terms));

    private static IEnumerable<Refusal> ResponseTimes(Terms terms)
    {
        var buckets = new HashSet<Bucket?>();
        foreach (var (i, row) in terms.ResponseTimes.Index())
        {
            var field = $"responseTimes[{i}]";
            if (row.WithinMinutes is < 1 or > LongestResponseMinutes)
                yield return new ResponseTimeIsOutOfRange($"{field}.withinMinutes");
            if (!buckets.Add(row.Bucket))
                yield return new ResponseTimeIsGivenTwice($"{field}.bucket");
            if (row.Clock == ClockKind.Business
                && Reach.OfMinutes(terms.Calendar, row.WithinMinutes, $"{field}.withinMinutes") is { } refusal)
                yield return refusal;
            if (!IsBefore(row.RemindMinutesBefore, row.WithinMinutes))
                yield return new ReminderIsOutOfRange($"{field}.remindMinutesBefore", row.WithinMinutes);
        }
    }

    private static IEnumerable<Refusal> Cadences(Terms terms)
    {
        var segments = new HashSet<string?>();
        foreach (var (i, row) in terms.Cadences.Index())
        {
            var field = $"cadences[{i}]";
            if (row.Segment is not null && !terms.Segments.Contains(row.Segment))
                yield return new CadenceNamesAnUndeclaredSegment($"{field}.segment");
            if (row.Attempts is < 1 or > MostAttempts)
                yield return new CadenceIsOutOfRange($"{field}.attempts");
            if (row.WindowDays is < 1 or > LongestWindowDays)
                yield return new CadenceIsOutOfRange($"{field}.windowDays");
            foreach (var refusal in IdealDays(row, field))
                yield return refusal;
            if (!segments.Add(row.Segment))
                yield return new CadenceIsGivenTwice($"{field}.segment");
            if (row.Clock == ClockKind.Business
                && Reach.OfDays(terms.Calendar, row.WindowDays, $"{field}.windowDays") is { } outOfReach)
                yield return outOfReach;
            if (!IsBefore(row.RemindDaysBefore, row.WindowDays))
                yield return new ReminderIsOutOfRange($"{field}.remindDaysBefore", row.WindowDays);
        }
    }

    /// <summary>Whether there is no reminder, or one after the clock's start and before its end.</summary>
    public static bool IsBefore(int? reminder, int within) => reminder is null || (reminder > 0 && reminder < within);

    private static IEnumerable<Refusal> IdealDays(Cadence row, string field)
    {
        var days = new HashSet<int>();
        foreach (var (i, day) in row.IdealDays.Index())
        {
            if (day < 0 || day > row.WindowDays)
                yield return new IdealDayIsOutsideTheWindow($"{field}.idealDays[{i}]");
            if (!days.Add(day))
                yield return new IdealDayIsGivenTwice($"{field}.idealDays[{i}]");
        }
    }
}
