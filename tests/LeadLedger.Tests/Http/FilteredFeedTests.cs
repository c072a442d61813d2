using System.Net;
using System.Text.Json;
using LeadLedger.Domain;
using LeadLedger.Tests.Fixtures;
using LeadLedger.Tests.Leads;

namespace LeadLedger.Tests.Http;

/// <summary>The feed with filters: what they let through, and where the reader goes on.</summary>
public sealed class FilteredFeedTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task Each_filter_lets_through_what_it_says_and_nothing_else()
    {
        var company = await new SignedAgreement(api).Sign();
        var lead = await company.HandOff();
        await company.Reject(lead);
        await company.HandOff();
        var id = lead.Split('/')[^1];
        var all = await Whole("");
        var middle = all[all.Count / 2].GetProperty("recordedAt").GetDateTimeOffset();
        var at = Uri.EscapeDataString(middle.ToString("O"));

        await Holds($"stream={id}", all, it => Text(it, "streamId") == id);
        await Holds("type=lead_rejected", all, it => Text(it, "type") == "lead_rejected");
        await Holds("type=lead_rejected&type=panel_seated", all,
            it => Text(it, "type") is "lead_rejected" or "panel_seated");
        await Holds($"actor={company.Person("mia")}", all, it => Text(it, "actor") == company.Person("mia"));
        await Holds($"from={at}", all, it => it.GetProperty("recordedAt").GetDateTimeOffset() >= middle);
        await Holds($"until={at}", all, it => it.GetProperty("recordedAt").GetDateTimeOffset() < middle);
        await Holds($"stream={id}&type=lead_handed_off&actor={company.Person("mia")}", all,
            it => Text(it, "streamId") == id && Text(it, "type") == "lead_handed_off");
    }

    [Fact]
    public async Task A_filter_that_lets_nothing_through_says_how_far_it_has_looked()
    {
        var company = await new SignedAgreement(api).Sign();
        await company.HandOff();
        var whole = await Whole("");
        var (events, end) = await Page("type=nothing_of_the_kind", 0);
        Assert.Empty(events);
        Assert.True(end.GetProperty("isCaughtUp").GetBoolean());
        Assert.True(end.GetProperty("reachedPosition").GetInt64() >= whole[^1].GetProperty("position").GetInt64());
    }

    [Theory]
    [InlineData("type=", "type")]
    [InlineData("stream=x", "stream")]
    [InlineData("from=yesterday", "from")]
    [InlineData("actor=a&actor=b", "actor")]
    public async Task What_is_no_filter_is_refused(string query, string field) =>
        (await api.As("x", Role.Auditor).Get($"/v1/events?{query}")).ExpectProblem(400, "query-is-not-valid", field);

    /// <summary>Read in pages of two, so that each ends somewhere else.</summary>
    private async Task Holds(string filter, List<JsonElement> all, Func<JsonElement, bool> letsThrough)
    {
        var expected = all.Where(letsThrough).Select(PositionOf).ToArray();
        Assert.NotEmpty(expected);
        Assert.NotEqual(all.Count, expected.Length);
        var read = new List<long>();
        for (var (after, isCaughtUp) = (0L, false); !isCaughtUp;)
        {
            var (events, end) = await Page(filter, after);
            Assert.InRange(events.Count, 0, 2);
            read.AddRange(events.Select(PositionOf));
            after = end.GetProperty("reachedPosition").GetInt64();
            isCaughtUp = end.GetProperty("isCaughtUp").GetBoolean();
        }
        // Others append meanwhile.
        Assert.Equal(expected, read.Where(position => position <= PositionOf(all[^1])));
    }

    private async Task<(List<JsonElement> Events, JsonElement End)> Page(string filter, long after)
    {
        var lines = await Lines($"?after={after}&limit=2&{filter}");
        return (lines[..^1], lines[^1]);
    }

    private Task<List<JsonElement>> Whole(string query) => Lines($"?limit=10000{query}");

    private async Task<List<JsonElement>> Lines(string query)
    {
        var answer = (await api.As("x", Role.Auditor).Get($"/v1/events{query}")).Expect(HttpStatusCode.OK);
        return
        [
            .. answer.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => JsonDocument.Parse(line).RootElement),
        ];
    }

    private static string? Text(JsonElement line, string name) => line.GetProperty(name).GetString();

    private static long PositionOf(JsonElement line) => line.GetProperty("position").GetInt64();
}
