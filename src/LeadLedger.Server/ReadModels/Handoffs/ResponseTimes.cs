using LeadLedger.Domain.Agreements;

namespace LeadLedger.Server.ReadModels.Handoffs;

/// <summary>How long something took, by both clocks.</summary>
internal static class ResponseTimes
{
    /// <summary>Whole wall seconds; none if a clock that started late was answered before it started.</summary>
    public static long Wall(DateTimeOffset from, DateTimeOffset at) =>
        Math.Max(0, (at - from).Ticks / TimeSpan.TicksPerSecond);

    /// <summary>Whole seconds of the terms' open hours; null where they have none.</summary>
    public static long? Business(Terms? terms, DateTimeOffset from, DateTimeOffset at) =>
        terms is { Calendar.WeeklyHours.Count: > 0 } ? Promises.ClockOf(terms).BusinessSecondsBetween(from, at) : null;
}
