using NodaTime;
using NodaTime.TimeZones;

namespace LeadLedger.Domain.Time;

/// <summary>
/// Days and months of an IANA time zone. NodaTime brings the zones' data along, so that the version they were
/// computed with can be named and doesn't depend on the machine (rule 11, ADR-0005). An unknown zone throws: terms
/// that name one are refused at proposal.
/// </summary>
public static class LocalTime
{
    // A wall time that a spring change skips is the moment of the change; one that an autumn change repeats is the
    // first. This keeps the order of wall times, so windows that don't overlap on the wall don't overlap at all.
    private static readonly ZoneLocalMappingResolver InOrder =
        Resolvers.CreateMappingResolver(Resolvers.ReturnEarlier, Resolvers.ReturnStartOfIntervalAfter);

    private static readonly DateTimeOffset FirstInAnyZone = DateTimeOffset.MinValue.AddDays(1);
    private static readonly DateTimeOffset LastInAnyZone = DateTimeOffset.MaxValue.AddDays(-1);

    private static readonly HashSet<string> Ids = [.. DateTimeZoneProviders.Tzdb.Ids];

    /// <summary>The release of the IANA data in use, as <c>2025b</c>.</summary>
    public static string TimeZoneDataVersion { get; } = TzdbDateTimeZoneSource.Default.TzdbVersion;

    /// <summary>Whether the zone is in the IANA data; an offset such as <c>UTC+2</c> isn't a zone.</summary>
    public static bool IsKnownZone(string timeZone) => Ids.Contains(timeZone);

    /// <summary>
    /// The local day on which an instant falls. On the first and last day of all calendars, where a zone's clocks may
    /// show one that doesn't exist, it is told as if a day later or earlier.
    /// </summary>
    public static DateOnly DayOf(DateTimeOffset at, string timeZone)
    {
        var within = at < FirstInAnyZone ? FirstInAnyZone : at > LastInAnyZone ? LastInAnyZone : at;
        return Instant.FromDateTimeOffset(within).InZone(Zone(timeZone)).Date.ToDateOnly();
    }

    /// <summary>The same instant as the zone's clocks show it, with the offset that they then have.</summary>
    public static DateTimeOffset In(DateTimeOffset at, string timeZone) =>
        Instant.FromDateTimeOffset(at).InZone(Zone(timeZone)).ToDateTimeOffset();

    /// <summary>The local month in which an instant falls.</summary>
    public static Month MonthOf(DateTimeOffset at, string timeZone) => Month.Of(DayOf(at, timeZone));

    /// <summary>The first instant of a local day, in UTC; not always a midnight.</summary>
    public static DateTimeOffset StartOfDay(DateOnly day, string timeZone) => At(day, TimeOnly.MinValue, timeZone);

    /// <summary>The first instant of a local month, in UTC.</summary>
    public static DateTimeOffset StartOfMonth(Month month, string timeZone) => StartOfDay(month.FirstDay, timeZone);

    /// <summary>
    /// The instant of a wall time: the moment of the change for one that is skipped, the first for one that is
    /// repeated.
    /// </summary>
    public static DateTimeOffset At(DateOnly day, TimeOnly time, string timeZone) =>
        At(day, time, Zone(timeZone));

    /// <summary>
    /// The same wall time on another local day. One that a spring change skips moves on by what is skipped, as people
    /// who agreed on half past two would meet at half past three.
    /// </summary>
    public static DateTimeOffset SameTimeOn(DateOnly day, DateTimeOffset at, string timeZone)
    {
        var zone = Zone(timeZone);
        var time = Instant.FromDateTimeOffset(at).InZone(zone).TimeOfDay;
        return zone.AtLeniently(LocalDate.FromDateOnly(day).At(time)).ToInstant().ToDateTimeOffset();
    }

    internal static DateTimeZone Zone(string timeZone) => DateTimeZoneProviders.Tzdb[timeZone];

    internal static DateTimeOffset At(DateOnly day, TimeOnly time, DateTimeZone zone) =>
        zone.ResolveLocal(LocalDate.FromDateOnly(day) + NodaTime.LocalTime.FromTimeOnly(time), InOrder)
            .ToInstant()
            .ToDateTimeOffset();
}
