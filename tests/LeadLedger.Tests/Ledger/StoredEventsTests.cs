using System.Text;
using System.Text.Json;
using LeadLedger.Domain.Leads;
using LeadLedger.EventStore;
using LeadLedger.Server.Ledger;
using LeadLedger.Tests.ReadModels;

namespace LeadLedger.Tests.Ledger;

/// <summary>Reading events the short way, which may only ever say what the long way says.</summary>
public sealed class StoredEventsTests
{
    /// <summary>The stored names of the events that are.</summary>
    internal static readonly IReadOnlyList<string> ReadShortly =
    [
        "lead_handed_off", "lead_assigned", "contact_attempted", "lead_progressed", "deal_won", "deal_lost",
        "lead_returned_to_marketing", "lead_rejected", "ruling_issued",
    ];

    [Fact]
    public async Task The_short_way_reads_what_the_long_way_reads()
    {
        await using var database = await ReadModelDatabase.Make();
        await RandomHistory.Append(database.Ledger, seed: 71, events: 400);
        var page = await database.Store.ReadFeed(0, 1_000);
        var shortly = page.Events
            .Select(recorded => (recorded, Event: StoredEvents.Read(recorded.Type, recorded.Data.Span)))
            .Where(read => read.Event is not null)
            .ToList();
        Assert.Equal(
            ReadShortly.Order(StringComparer.Ordinal),
            shortly.Select(read => read.recorded.Type).Distinct().Order(StringComparer.Ordinal));
        Assert.All(shortly, read => Assert.Equivalent(TheLongWay(read.recorded), read.Event, strict: true));
        // Nothing that the ledger writes itself takes the long way.
        Assert.Equal(
            page.Events.Count(e => ReadShortly.Contains(e.Type)),
            shortly.Count);
    }

    [Theory]
    [InlineData("assignee\":", "assignee2\":")]
    [InlineData("\"sam\"", "null")]
    [InlineData("\"sam\"", "\"s\\u0061m\"")]
    [InlineData("\"sam\"", "7")]
    [InlineData("T09:00:00Z", "T09:00:00+01:00")]
    [InlineData("T09:00:00Z", "T25:00:00Z")]
    [InlineData("-03-02T", "-02-30T")]
    [InlineData("}", ",\"more\":{\"of\":[\"it\"]}}")]
    [InlineData(",\"assignedBy\":\"max\"", "")]
    [InlineData("}", "")]
    public void Whatever_is_unusual_takes_the_long_way(string usual, string unusual)
    {
        var payload = """
            {"leadId":"00000009-0000-4000-8000-000000000001",
            "assignee":"sam","assignedBy":"max","assignedAt":"2026-03-02T09:00:00Z"}
            """.ReplaceLineEndings("");
        Assert.Equal(
            new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero),
            Assert.IsType<LeadAssigned>(Read(payload)).AssignedAt);
        Assert.Null(Read(payload.Replace(usual, unusual, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("2026-03-02T09:00:00Z")]
    [InlineData("2026-03-02T09:00:00.1Z")]
    [InlineData("2024-02-29T23:59:59.123456Z")]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("9999-12-31T23:59:59.999999Z")]
    public void A_stored_instant_is_read_as_any_other(string text)
    {
        Assert.True(Instants.TryParse(text, out var expected));
        Assert.True(Instants.TryParseStored(Encoding.UTF8.GetBytes(text), out var instant));
        Assert.Equal(expected, instant);
        Assert.Equal(text, Instants.Format(instant));
    }

    [Theory]
    [InlineData("2024-02-29", true)]
    [InlineData("0001-01-01", true)]
    [InlineData("9999-12-31", true)]
    [InlineData("2023-02-29", false)]
    [InlineData("2026-13-01", false)]
    [InlineData("2026-00-10", false)]
    [InlineData("2026-01-00", false)]
    [InlineData("0000-01-01", false)]
    [InlineData("202a-01-01", false)]
    [InlineData("2026-01-0:", false)]
    [InlineData("2026/01/01", false)]
    [InlineData("2026-1-001", false)]
    [InlineData("2026-01-1", false)]
    public void A_stored_day_is_read_as_any_other(string text, bool isDay)
    {
        Assert.Equal(isDay, Instants.TryParseDay(Encoding.UTF8.GetBytes(text), out var day));
        if (isDay)
            Assert.Equal(text, day.ToString("O", System.Globalization.CultureInfo.InvariantCulture));
    }

    private static object? Read(string payload)
    {
        try
        {
            return StoredEvents.Read("lead_assigned", Encoding.UTF8.GetBytes(payload));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static object? TheLongWay(RecordedEvent recorded) => PersonalTextConverter.Under(
        null,
        () => JsonSerializer.Deserialize(recorded.Data.Span, EventCatalog.All[recorded.Type], LedgerJson.Options));
}
