using System.Net;
using System.Text.Json;
using LeadLedger.Domain;
using LeadLedger.Domain.Agreements;
using LeadLedger.Server.Agreements;
using LeadLedger.Tests.Fixtures;
using LeadLedger.Tests.Leads;

namespace LeadLedger.Tests.Simulations;

/// <summary>One lead under other terms, as a caller asks for it.</summary>
public sealed class LeadSimulationTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task Under_its_own_terms_a_lead_comes_out_as_it_is()
    {
        var company = await new SignedAgreement(api).Sign();
        var lead = await LivedThrough(company);

        var it = (await Simulate(company.Manager, lead, new { version = 1 })).Expect(HttpStatusCode.OK).Json;

        Assert.Equal(12, it.GetProperty("accepted").GetInt32());
        Assert.Equal(0, it.GetProperty("refused").GetArrayLength() + it.GetProperty("moot").GetArrayLength());
        Assert.Equal(0, it.GetProperty("takenAsRecorded").GetInt32());
        Assert.Equal(it.GetProperty("real").GetRawText(), it.GetProperty("simulated").GetRawText());
        Assert.Equal(5, it.GetProperty("deadlines").GetArrayLength());
        AssertSidesAreEqual(it, "deadlines");
        AssertSidesAreEqual(it, "handoffs");
    }

    [Fact]
    public async Task Another_version_values_it_otherwise_and_misses_what_was_kept()
    {
        var company = await new SignedAgreement(api).Sign();
        var lead = await company.HandOff();
        var calledAt = api.Clock.GetUtcNow();
        api.Clock.Advance(TimeSpan.FromMinutes(10));
        await Attempt(company, lead, calledAt.AddMinutes(9));
        var month = company.Month.AddMonths(1);
        await Propose(company, terms => terms with
        {
            EffectiveFrom = month,
            Valuation = [new ValuationRow(null, null, null, 0.5m, 1_000m)],
            ResponseTimes = [new ResponseTime(null, 5, ClockKind.Elapsed)],
        });

        var it = (await Simulate(company.Manager, lead, new { version = 2 })).Expect(HttpStatusCode.OK).Json;

        var handoff = it.GetProperty("handoffs")[0];
        Assert.Equal(3_000m, handoff.GetProperty("real").GetProperty("amount").GetDecimal());
        Assert.Equal(500m, handoff.GetProperty("simulated").GetProperty("amount").GetDecimal());
        Assert.Equal(2, handoff.GetProperty("simulated").GetProperty("termsVersion").GetInt32());
        var response = it.GetProperty("deadlines")[0];
        Assert.Equal("firstResponse", response.GetProperty("promise").GetString());
        Assert.Equal("kept", response.GetProperty("real").GetProperty("state").GetString());
        Assert.Equal("missed", response.GetProperty("simulated").GetProperty("state").GetString());
        Assert.Equal(
            response.GetProperty("simulated").GetProperty("startedAt").GetDateTimeOffset().AddMinutes(5),
            response.GetProperty("simulated").GetProperty("dueAt").GetDateTimeOffset());
        Assert.Equal((0, 1), (Breaches(it, "real"), Breaches(it, "simulated")));
    }

    [Fact]
    public async Task What_a_draft_forbids_is_told_with_its_code_and_position_and_what_hangs_on_it_apart()
    {
        var company = await new SignedAgreement(api).Sign();
        var lead = await LivedThrough(company);
        var draft = company.Proposal with { ReasonCodes = [new ReasonCode("no-need", "No need.", "need")] };

        var it = (await Simulate(company.Manager, lead, new { draft })).Expect(HttpStatusCode.OK).Json;

        var refused = Assert.Single(it.GetProperty("refused").EnumerateArray().ToList());
        Assert.Equal("rejection-needs-a-reason-in-force", refused.GetProperty("code").GetString());
        Assert.Equal("lead_rejected", refused.GetProperty("type").GetString());
        var position = await Rows.Of(
            api.Database.Admin,
            $"select seq_id from ledger.mt_events where stream_id = '{lead[^36..]}' and type = 'lead_rejected'");
        Assert.Equal($"{refused.GetProperty("position").GetInt64()}", Assert.Single(position));
        Assert.Equal(
            ["review_claimed", "vote_cast", "review_claimed", "vote_cast", "ruling_issued"],
            it.GetProperty("moot").EnumerateArray().Select(act => act.GetProperty("type").GetString()));
        // Nothing kept sales from going on: the attempts and the deal after the ruling are let through.
        Assert.Equal("won", it.GetProperty("simulated").GetProperty("place").GetString());
        Assert.False(it.GetProperty("handoffs")[0].GetProperty("simulated").TryGetProperty("termsVersion", out _));
    }

    [Fact]
    public async Task A_lead_that_could_not_have_been_handed_off_is_none_and_all_that_came_after_is_moot()
    {
        var company = await new SignedAgreement(api).Sign();
        var lead = await LivedThrough(company);
        var draft = company.Proposal with
        {
            Segments = ["mid-market"],
            Valuation = [new ValuationRow(null, null, null, 0.1m, 1m)],
        };

        var it = (await Simulate(company.Manager, lead, new { draft })).Expect(HttpStatusCode.OK).Json;

        Assert.Equal(
            ["segment-is-not-in-the-terms"],
            it.GetProperty("refused").EnumerateArray().Select(act => act.GetProperty("code").GetString()));
        Assert.Equal(11, it.GetProperty("moot").GetArrayLength());
        Assert.False(it.TryGetProperty("simulated", out _));
        Assert.False(it.GetProperty("handoffs")[0].TryGetProperty("simulated", out _));
    }

    [Fact]
    public async Task As_of_an_earlier_time_what_was_recorded_later_is_left_out()
    {
        var company = await new SignedAgreement(api).Sign();
        var lead = await company.HandOff();
        var recorded = await Rows.Of(
            api.Database.Admin,
            $"select timestamp at time zone 'utc' from ledger.mt_events where stream_id = '{lead[^36..]}'");
        await Attempt(company, lead, api.Clock.GetUtcNow());
        var events = (await company.Manager.Get($"{lead}/events")).Json.GetProperty("items");
        var asOf = events[0].GetProperty("recordedAt").GetDateTimeOffset();
        Assert.Single(recorded);

        var body = new { subject = new { leadId = lead[^36..] }, terms = new { version = 1 }, asOf };
        var it = (await company.Manager.Post("/v1/simulations", body)).Expect(HttpStatusCode.OK).Json;

        Assert.Equal(1, it.GetProperty("accepted").GetInt32());
        Assert.Equal("open", it.GetProperty("deadlines")[0].GetProperty("real").GetProperty("state").GetString());
        var ahead = new { body.subject, body.terms, asOf = asOf.AddYears(3) };
        (await company.Manager.Post("/v1/simulations", ahead)).ExpectProblem(422, "time-is-in-the-future", "asOf");
    }

    [Fact]
    public async Task Nothing_is_written_and_no_read_of_a_person_is_on_record()
    {
        const string Everything = """
            select count(*), max(seq_id), (select last_value from ledger.mt_events_sequence),
              (select count(*) from leadledger.personal_read), (select count(*) from leadledger.simulation)
            from ledger.mt_events
            """;
        var company = await new SignedAgreement(api).Sign();
        var lead = await LivedThrough(company);
        var before = await Rows.Of(api.Database.Admin, Everything);

        var auditor = api.As("auditor", Role.Auditor);
        var answer = (await Simulate(auditor, lead, new { draft = company.Proposal })).Expect(HttpStatusCode.OK);

        Assert.Equal(before, await Rows.Of(api.Database.Admin, Everything));
        Assert.DoesNotContain("Secret need", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Kim Muster", answer.Text, StringComparison.Ordinal);
        Assert.True(answer.Response.Headers.CacheControl is { Private: true, NoCache: true });
        Assert.Equal("\"13\"", answer.Etag);
    }

    [Fact]
    public async Task It_is_for_who_may_see_the_lead_and_only_with_terms_that_could_be_proposed()
    {
        var company = await new SignedAgreement(api).Sign();
        var lead = await company.HandOff();
        (await Simulate(api.As("stranger", Role.Sales), lead, new { version = 1 })).ExpectProblem(403, "not-a-member");
        (await Simulate(company.Chair, lead, new { version = 1 })).ExpectProblem(403, "role-not-allowed");
        (await Simulate(company.Manager, lead, new { version = 7 })).ExpectProblem(404, "terms-version-is-unknown");
        (await Simulate(company.Manager, lead, new { draft = company.Proposal with { Currency = "CHF" } }))
            .ExpectProblem(409, "currency-is-fixed");
        (await Simulate(company.Manager, lead, new { version = 1, draft = company.Proposal }))
            .ExpectProblem(422, "request-is-not-valid", "terms");
        (await company.Manager.Post("/v1/simulations", new { subject = new { }, terms = new { version = 1 } }))
            .ExpectProblem(422, "request-is-not-valid", "subject");
        (await Simulate(company.Manager, $"/v1/leads/{Guid.NewGuid()}", new { version = 1 }))
            .ExpectProblem(404, "lead-is-unknown");
        (await company.Manager.Post(
            "/v1/simulations",
            new { subject = new { leadId = lead[^36..] }, terms = new { version = 1 } },
            ("If-Match", "\"9\""))).ExpectProblem(412, "not-the-version-seen");
    }

    /// <summary>Handed off, rejected, judged by two, overturned, called again and won: 13 events of 12 acts.</summary>
    private async Task<string> LivedThrough(SignedAgreement company)
    {
        var lead = await company.HandOff();
        await Attempt(company, lead, api.Clock.GetUtcNow());
        var review = await company.Reject(lead);
        await company.Vote(review, company.Member, "overturned");
        (await company.VoteAndRule(review, "overturned")).Expect(HttpStatusCode.Created);
        api.Clock.Advance(TimeSpan.FromMinutes(1));
        await Attempt(company, lead, api.Clock.GetUtcNow());
        (await company.Seller.Post($"{lead}/milestones", new { milestone = "opportunityOpened", amount = 900 }))
            .Expect(HttpStatusCode.Created);
        await Attempt(company, lead, api.Clock.GetUtcNow());
        (await company.Seller.Post($"{lead}/outcome", new { outcome = "won", amount = 800.5m }))
            .Expect(HttpStatusCode.Created);
        return lead;
    }

    private static async Task Attempt(SignedAgreement company, string lead, DateTimeOffset at) =>
        (await company.Seller.Post(
            $"{lead}/contact-attempts", new { channel = "phone", outcome = "noAnswer", occurredAt = at }))
        .Expect(HttpStatusCode.Created);

    private static async Task Propose(
        SignedAgreement company, Func<ProposeTermsRequest, ProposeTermsRequest> other) =>
        (await company.Drafter.Post($"/v1/agreements/{company.Id}/terms", other(company.Proposal)))
        .Expect(HttpStatusCode.Created);

    private static Task<ApiAnswer> Simulate(ApiCaller caller, string lead, object terms) =>
        caller.Post("/v1/simulations", new { subject = new { leadId = lead[^36..] }, terms });

    private static int Breaches(JsonElement it, string side) => it.GetProperty("breaches").GetProperty(side).GetInt32();

    private static void AssertSidesAreEqual(JsonElement it, string list) => Assert.All(
        it.GetProperty(list).EnumerateArray(),
        one => Assert.Equal(one.GetProperty("real").GetRawText(), one.GetProperty("simulated").GetRawText()));
}
