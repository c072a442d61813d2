using System.Diagnostics;
using System.Net;
using System.Text.Json;
using LeadLedger.Tests.Fixtures;

namespace LeadLedger.Tests.Deadlines;

/// <summary>What the watch has put into the ledger, seen as a caller sees it.</summary>
internal static class Watched
{
    /// <summary>
    /// The promise of the tests: within so long of a deadline its breach is recorded. It takes a second or so, or many
    /// on a machine that does other things; what is left to chance or to a person takes minutes.
    /// </summary>
    public static readonly TimeSpan Promised = TimeSpan.FromSeconds(45);

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>A lead's events of one stored name, in order.</summary>
    public static async Task<List<JsonElement>> Events(this SignedAgreement company, string lead, string type)
    {
        var answer = (await company.Manager.Get($"{lead}/events")).Expect(HttpStatusCode.OK);
        return
        [
            .. answer.Json.GetProperty("items").EnumerateArray()
                .Where(e => e.GetProperty("type").GetString() == type),
        ];
    }

    /// <summary>The position of a lead's last event.</summary>
    public static async Task<long> Last(this SignedAgreement company, string lead)
    {
        var answer = (await company.Manager.Get($"{lead}/events")).Expect(HttpStatusCode.OK);
        return answer.Json.GetProperty("items").EnumerateArray().Last().GetProperty("position").GetInt64();
    }

    /// <summary>Waits for the first event of a stored name.</summary>
    public static async Task<JsonElement> Until(this SignedAgreement company, string lead, string type)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            if (await company.Events(lead, type) is [var first, ..])
                return first;
            Assert.True(Stopwatch.GetElapsedTime(started) < Patience, $"There is no {type}.");
            await Task.Delay(20);
        }
    }

    /// <summary>
    /// Waits until the watch has come past now: the first response of a lead that was handed off for it was due an
    /// hour ago, and is recorded as missed. The read models show it.
    /// </summary>
    public static async Task UntilItHasLooked(this SignedAgreement company, ApiFixture api)
    {
        var lead = await company.HandOff();
        api.Clock.Advance(TimeSpan.FromHours(1) + TimeSpan.FromSeconds(1));
        await company.Until(lead, "first_response_missed");
        await company.Manager.Get("/v1/leads", ("Ledger-Min-Position", $"{await company.Last(lead)}"));
    }

    /// <summary>How often each stored name is in the ledger.</summary>
    public static Task<List<string>> Counts(ApiFixture api, params string[] types) => Rows.Of(
        api.Database.Admin,
        $"""
        select type, count(*), count(distinct stream_id) from ledger.mt_events
        where type in ({string.Join(", ", types.Select(type => $"'{type}'"))}) group by 1 order by 1
        """);

    public static DateTimeOffset Instant(this JsonElement e, string field) =>
        e.GetProperty("data").GetProperty(field).GetDateTimeOffset();
}
