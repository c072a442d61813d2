using LeadLedger.Domain.Agreements;

namespace LeadLedger.Domain.Leads.Explaining.Telling;

/// <summary>How a deadline follows from the calendar, day by day.</summary>
internal static class Clock
{
    // More would be read by nobody; the data has them all.
    private const int MostDays = 12;

    public static IEnumerable<Sentence> Of(
        ExplainedDeadline promise, CaseFacts facts, long startedBy, Spoken say)
    {
        long[] rests = [facts.Terms.Position, startedBy];
        var zone = promise.TimeZoneDataVersion is { } version ? $", time-zone data {version}" : "";
        var calendar = $"calendar {promise.CalendarVersion} in {facts.Terms.TimeZone}{zone}";
        if (promise.Promised.Clock == ClockKind.Elapsed)
        {
            yield return new($"This clock never stands still: every minute counts ({calendar}).", rests);
        }
        else
        {
            yield return new($"This clock runs in open hours only ({calendar}): {Days(promise, say)}.", rests);
        }
        if (promise.RecomputedDueAt is { } today)
        {
            yield return new(
                $"By today's time-zone data it would be {say.At(today)}; what was reckoned when the clock started "
                + "counts.",
                rests);
        }
    }

    private static string Days(ExplainedDeadline promise, Spoken say)
    {
        var runs = promise.Days.Where(day => day.Counts).Select(day => OpenOn(day, say)).ToList();
        var stands = promise.Days.Where(day => !day.Counts).Select(ClosedOn).ToList();
        var ran = $"{(promise.Promised.WindowDays is null ? "it ran on" : "it counts")} {Few(runs)}";
        return stands.Count == 0 ? ran : $"{ran}; {Few(stands)} didn't count";
    }

    private static string OpenOn(ReckonedDay day, Spoken say) => day.Open.Count == 0
        ? Spoken.Day(day.LocalDay)
        : $"{Spoken.Day(day.LocalDay)} "
            + string.Join(" and ", day.Open.Select(open => $"{say.Clock(open.From)}–{say.Clock(open.To)}"));

    private static string ClosedOn(ReckonedDay day) => day.Closed switch
    {
        ClosedBecause.Holiday => $"{Spoken.Day(day.LocalDay)} (holiday{(day.Holiday is { } it ? $": {it}" : "")})",
        ClosedBecause.AfterHours => $"{Spoken.Day(day.LocalDay)} (after hours)",
        _ => $"{Spoken.Day(day.LocalDay)} (closed)",
    };

    private static string Few(List<string> days) => days.Count <= MostDays
        ? Spoken.List(days)
        : $"{Spoken.List(days.Take(MostDays).Append(Spoken.Count(days.Count - MostDays, "more day")))}";
}
