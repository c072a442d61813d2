using System.Net;
using System.Text.Json;
using LeadLedger.Domain;
using LeadLedger.Domain.Agreements;
using LeadLedger.Tests.Fixtures;
using LeadLedger.Tests.Leads;

namespace LeadLedger.Tests.Deadlines;

/// <summary>A lead's deadlines and responses, as a caller reads them.</summary>
public sealed class LeadDeadlinesTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private static readonly object Call = new { channel = "phone", outcome = "noAnswer" };

    [Fact]
    public async Task Every_promise_tells_what_became_of_it_and_how_its_deadline_came_about()
    {
        var company = await new SignedAgreement(api).Sign();
        var lead = await company.HandOff();
        await SendBack(company, lead);
        (await company.Seller.Post($"{lead}/contact-attempts", Call)).Expect(HttpStatusCode.Created);

        var answer = (await company.Manager.Get($"{lead}/deadlines")).Expect(HttpStatusCode.OK);
        var told = answer.Json.GetProperty("deadlines").EnumerateArray().ToList();

        Assert.Equal(
            ["firstResponse||lapsed", "cadence||lapsed", "ruling|1|kept", "firstResponse|1|kept", "cadence|1|open"],
            told.Select(it => string.Join('|', it.GetProperty("promise"), Maybe(it, "case"), it.GetProperty("state"))));
        var kept = told[3];
        Assert.Equal(60, kept.GetProperty("withinMinutes").GetInt32());
        Assert.InRange(kept.GetProperty("wallSeconds").GetInt64(), 0, 60);
        Assert.False(kept.TryGetProperty("recomputedDueAt", out _));
        Assert.Equal("c1", kept.GetProperty("calendarVersion").GetString());
        Assert.Equal(
            answer.Json.GetProperty("timeZoneDataVersion").GetString(),
            kept.GetProperty("timeZoneDataVersion").GetString());
        // An hour in which a day ends is two stretches, of whole seconds each.
        Assert.InRange(
            kept.GetProperty("days").EnumerateArray()
                .SelectMany(day => day.GetProperty("open").EnumerateArray())
                .Sum(open => open.GetProperty("seconds").GetInt64()),
            3599,
            3600);
        Assert.Equal(14, told[4].GetProperty("days").GetArrayLength());
        var pause = Assert.Single(told[0].GetProperty("pauses").EnumerateArray());
        Assert.False(pause.GetProperty("clockRanOn").GetBoolean());
        Assert.Equal((await company.Manager.Get(lead)).Etag, answer.Etag);
        (await api.As("stranger", Role.Sales).Get($"{lead}/deadlines")).ExpectProblem(403, "not-a-member");
    }

    [Fact]
    public async Task Every_response_tells_its_wall_and_business_seconds_and_what_they_were_reckoned_with()
    {
        var company = await new SignedAgreement(api)
        {
            Adjust = terms => terms with
            {
                Calendar = new BusinessCalendar(
                    "always", [.. Enum.GetValues<DayOfWeek>().Select(day => new OpenHours(day, default, default))], []),
            },
        }.Sign();
        var lead = await company.HandOff();
        api.Clock.Advance(TimeSpan.FromMinutes(10));
        (await company.Seller.Post($"{lead}/contact-attempts", Call)).Expect(HttpStatusCode.Created);
        await SendBack(company, lead);
        api.Clock.Advance(TimeSpan.FromMinutes(20));
        var answered = (await company.Seller.Post($"{lead}/contact-attempts", Call)).Expect(HttpStatusCode.Created);

        var responses = (await company.Manager.Get(lead)).Json.GetProperty("responses").EnumerateArray().ToList();
        Assert.Equal(["", "1"], responses.Select(it => Maybe(it, "sentBackBy")));
        foreach (var (response, seconds) in responses.Zip([600L, 1200L]))
        {
            Assert.InRange(response.GetProperty("wallSeconds").GetInt64(), seconds, seconds + 30);
            Assert.Equal(
                response.GetProperty("wallSeconds").GetInt64(), response.GetProperty("businessSeconds").GetInt64());
            Assert.Equal("always", response.GetProperty("calendarVersion").GetString());
        }
        await company.Manager.Get("/v1/leads", ("Ledger-Min-Position", $"{answered.Position}"));
        var version = responses[0].GetProperty("timeZoneDataVersion").GetString();
        Assert.Equal(
            [$"true|true|always|{version}|true|true|always|{version}"],
            await Rows.Of(
                api.Database.Bi,
                $"""
                select h.first_response_wall_seconds >= 600, h.first_response_business_seconds >= 600,
                  h.calendar_version, h.time_zone_data, r.response_wall_seconds >= 1200,
                  r.response_business_seconds >= 1200, r.calendar_version, r.time_zone_data
                from bi_v1.handoff h join bi_v1.ruling r using (lead_id, handoff)
                where lead_id = '{lead.Split('/')[^1]}'
                """));
        Assert.Equal(
            [$"kept|true|true|open|always|{version}"],
            await Rows.Of(
                api.Database.Bi,
                $"""
                select first_response_state, first_response_wall_seconds between 1200 and 1230,
                  first_response_business_seconds between 1200 and 1230, cadence_state, calendar_version, time_zone_data
                from bi_v1.lead where lead_id = '{lead.Split('/')[^1]}'
                """));
    }

    private static async Task SendBack(SignedAgreement company, string lead)
    {
        var review = await company.Reject(lead);
        await company.Vote(review, company.Member, "overturned");
        (await company.VoteAndRule(review, "overturned")).Expect(HttpStatusCode.Created);
    }

    private static string Maybe(JsonElement it, string name) =>
        it.TryGetProperty(name, out var value) ? value.ToString() : "";
}
