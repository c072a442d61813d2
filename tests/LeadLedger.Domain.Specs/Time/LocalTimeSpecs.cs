using LeadLedger.Domain.Time;
using static LeadLedger.Domain.Specs.Agreements.Enterprise;

namespace LeadLedger.Domain.Specs.Time;

public class LocalTimeSpecs
{
    [Theory]
    [InlineData("2026-06-30T21:59:59.999999Z", "Europe/Berlin", "2026-06-30")]
    [InlineData("2026-06-30T22:00Z", "Europe/Berlin", "2026-07-01")]
    [InlineData("2026-12-31T22:59:59.999999Z", "Europe/Berlin", "2026-12-31")]
    [InlineData("2026-12-31T23:00Z", "Europe/Berlin", "2027-01-01")]
    [InlineData("2026-07-01T03:59:59.999999Z", "America/New_York", "2026-06-30")]
    [InlineData("2026-07-01T04:00Z", "America/New_York", "2026-07-01")]
    [InlineData("2026-03-31T23:00Z", "Asia/Kolkata", "2026-04-01")]
    [InlineData("0001-01-01T00:00Z", "America/New_York", "0001-01-01")]
    [InlineData("9999-12-31T23:59Z", "Asia/Tokyo", "9999-12-31")]
    public void An_instant_falls_on_the_day_of_the_zone(string at, string timeZone, string day) =>
        Assert.Equal(DateOnly.ParseExact(day, "o"), LocalTime.DayOf(At(at), timeZone));

    [Theory]
    [InlineData("2026-07-01", "Europe/Berlin", "2026-06-30T22:00Z")]
    [InlineData("2026-03-29", "Europe/Berlin", "2026-03-28T23:00Z")]
    [InlineData("2026-03-30", "Europe/Berlin", "2026-03-29T22:00Z")]
    [InlineData("2026-10-26", "Europe/Berlin", "2026-10-25T23:00Z")]
    [InlineData("2026-11-02", "America/New_York", "2026-11-02T05:00Z")]
    public void A_local_day_starts_at_its_midnight(string day, string timeZone, string starts) =>
        Assert.Equal(At(starts), LocalTime.StartOfDay(DateOnly.ParseExact(day, "o"), timeZone));

    // Clocks in São Paulo went from midnight to one o'clock on 4 November 2018.
    [Fact]
    public void A_day_without_a_midnight_starts_at_its_first_instant() =>
        Assert.Equal(At("2018-11-04T03:00Z"), LocalTime.StartOfDay(new DateOnly(2018, 11, 4), "America/Sao_Paulo"));

    [Fact]
    public void A_month_starts_with_its_first_day()
    {
        Assert.Equal(At("2026-06-30T22:00Z"), LocalTime.StartOfMonth(new Month(2026, 7), "Europe/Berlin"));
        Assert.Equal(new Month(2026, 7), LocalTime.MonthOf(At("2026-06-30T22:00Z"), "Europe/Berlin"));
    }

    [Theory]
    [InlineData(2, 30, "2026-03-29T01:00Z")]
    [InlineData(3, 0, "2026-03-29T01:00Z")]
    [InlineData(3, 30, "2026-03-29T01:30Z")]
    public void A_wall_time_that_is_skipped_is_the_moment_of_the_change(int hour, int minute, string at) =>
        Assert.Equal(At(at), LocalTime.At(new DateOnly(2026, 3, 29), new TimeOnly(hour, minute), "Europe/Berlin"));

    [Fact]
    public void A_wall_time_that_is_repeated_is_the_first() =>
        Assert.Equal(
            At("2026-11-01T05:30Z"),
            LocalTime.At(new DateOnly(2026, 11, 1), new TimeOnly(1, 30), "America/New_York"));

    [Theory]
    [InlineData("Europe/Berlin", true)]
    [InlineData("America/New_York", true)]
    [InlineData("Etc/UTC", true)]
    [InlineData("Europe/Bielefeld", false)]
    [InlineData("europe/berlin", false)]
    [InlineData("UTC+02", false)]
    [InlineData("", false)]
    public void Zones_are_those_of_the_iana_data(string timeZone, bool isKnown) =>
        Assert.Equal(isKnown, LocalTime.IsKnownZone(timeZone));

    [Fact]
    public void The_data_has_a_version() => Assert.Matches("^20[0-9]{2}[a-z]$", LocalTime.TimeZoneDataVersion);
}
