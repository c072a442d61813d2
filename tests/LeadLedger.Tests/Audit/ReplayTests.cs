using System.Net;
using System.Text.Json;
using LeadLedger.Domain;
using LeadLedger.EventStore;
using LeadLedger.Server.Ledger;
using LeadLedger.Tests.Fixtures;
using LeadLedger.Tests.Leads;

namespace LeadLedger.Tests.Audit;

/// <summary>A lead's life replayed, as it was and as it was known.</summary>
public sealed class ReplayTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task Each_step_says_what_it_changed_what_allowed_it_and_which_deadlines_run_after_it()
    {
        var company = await new SignedAgreement(api).Sign();
        var lead = await company.HandOff();
        await company.Reject(lead);

        var replay = (await company.Seller.Get($"{lead}/replay")).Expect(HttpStatusCode.OK);
        Assert.Equal("\"2\"", replay.Etag);
        var steps = Steps(replay.Json);
        Assert.Equal(
            ["lead_handed_off", "lead_rejected"], steps.Select(step => step.GetProperty("event").Text("type")));
        var rejected = steps[1];
        Assert.Equal(("withSales", "underReview"), Change(rejected, "place"));
        Assert.Equal(("salesPerson", "panel"), Change(rejected, "owner.kind"));
        Assert.Equal((null, "open"), Change(rejected, "cases.1.state"));
        Assert.Equal(
            ("wasAssignedIt", "wasAssignedIt, rejectedIt"), Change(rejected, $"involved.{company.Person("ada")}"));
        Assert.DoesNotContain("handoff.number", Paths(rejected));
        Assert.Equal(company.Id, rejected.GetProperty("agreementId").GetGuid());
        Assert.Equal(1, rejected.GetProperty("termsVersion").GetInt32());
        Assert.Equal(company.Person("ada"), rejected.GetProperty("event").Text("actor"));
        Assert.Contains("rejection-says-why", Codes(rejected));
        Assert.Equal(["firstResponse", "cadence"], Deadlines(steps[0]));
        Assert.Equal(["ruling"], Deadlines(rejected));

        var told = replay.Json.GetProperty("rules").EnumerateArray().Select(rule => rule.Text("code"));
        Assert.Equal(steps.SelectMany(Codes).Distinct().Order(), told.Order());
    }

    [Fact]
    public async Task A_late_report_is_in_what_was_and_not_in_what_was_known()
    {
        var company = await new SignedAgreement(api).Sign();
        var lead = await company.HandOff();
        var then = RecordedAt((await Replay(company, lead)).Steps[0]);
        await Attempt(company, lead, then);

        var asItWas = await Replay(company, lead, $"?at={Instants.Format(then)}");
        Assert.Equal(2, asItWas.Steps.Length);
        Assert.Equal(1, asItWas.State!.Value.GetProperty("periods.1.attempts").GetInt32());

        var asItWasKnown = await Replay(company, lead, $"?known_at={Instants.Format(then)}");
        Assert.Single(asItWasKnown.Steps);
        Assert.Equal(0, asItWasKnown.State!.Value.GetProperty("periods.1.attempts").GetInt32());
        Assert.Equal(1, asItWasKnown.Json.GetProperty("leftOut").GetProperty("recordedLater").GetInt32());

        var before = Instants.Format(then.AddMicroseconds(-1));
        var earlier = await Replay(company, lead, $"?at={before}");
        Assert.Single(earlier.Steps);
        Assert.Equal(1, earlier.Json.GetProperty("leftOut").GetProperty("happenedLater").GetInt32());
        var neither = await Replay(company, lead, $"?at={before}&known_at={before}");
        Assert.Empty(neither.Steps);
        Assert.Null(neither.State);
    }

    [Fact]
    public async Task An_attempt_from_a_review_that_was_withdrawn_later_is_named_where_it_has_no_ground_yet()
    {
        var company = await new SignedAgreement(api).Sign();
        var lead = await company.HandOff();
        await company.Reject(lead);
        (await company.Seller.Post($"{lead}/rejections/1/withdrawal", null)).Expect(HttpStatusCode.Created);
        var steps = (await Replay(company, lead)).Steps;
        var (from, to) = (HappenedAt(steps[1]), HappenedAt(steps[2]));
        var between = Instants.Truncate(from + ((to - from) / 2));
        await Attempt(company, lead, between);

        var asItWas = await Replay(company, lead, $"?at={Instants.Format(between)}");
        Assert.Equal("underReview", asItWas.State!.Value.Text("place"));
        var groundless = Assert.Single(
            asItWas.Json.GetProperty("leftOut").GetProperty("withoutGround").EnumerateArray());
        Assert.Equal(("contact_attempted", 4), (groundless.Text("type"), groundless.GetProperty("version").GetInt32()));
        Assert.Equal(4, (await Replay(company, lead, $"?at={Instants.Format(to)}")).Steps.Length);
    }

    [Fact]
    public async Task A_version_excludes_both_times_and_has_to_be_there()
    {
        var company = await new SignedAgreement(api).Sign();
        var address = $"{await company.HandOff()}/replay";
        var auditor = api.As("x", Role.Auditor);
        const string Time = "2026-03-02T09:00:00Z";
        foreach (var times in new[] { $"at={Time}", $"known_at={Time}", $"at={Time}&known_at={Time}" })
        {
            (await auditor.Get($"{address}?version=1&{times}"))
                .ExpectProblem(422, "query-contradicts-itself", "version");
        }
        (await auditor.Get($"{address}?version=2")).ExpectProblem(404, "not-found");
        (await auditor.Get($"{address}?version=0")).ExpectProblem(400, "query-is-not-valid", "version");
        (await auditor.Get($"{address}?at=yesterday")).ExpectProblem(400, "query-is-not-valid", "at");
        (await auditor.Get($"{address}?knownAt={Time}")).ExpectProblem(400, "query-is-not-valid", "knownAt");
    }

    [Fact]
    public async Task What_another_writer_wrote_is_shown_and_stepped_over()
    {
        var company = await new SignedAgreement(api).Sign();
        var lead = await company.HandOff();
        await using var store = new PostgresEventStore(api.Database.Service);
        var foreign = new NewEvent(
            Guid.NewGuid(), "somebody_elses", "{}"u8.ToArray(),
            new EventMetadata("marten", null, DateTimeOffset.UtcNow));
        var id = Guid.Parse(lead.Split('/')[^1]);
        Assert.IsType<AppendResult.Appended>(await store.Append(new StreamAppend(id, "lead", 1, [foreign], [])));

        var step = (await Replay(company, lead)).Steps[1];
        Assert.True(step.GetProperty("steppedOver").GetBoolean());
        Assert.Equal("somebody_elses", step.GetProperty("event").Text("type"));
        Assert.Empty(step.GetProperty("changes").EnumerateArray());
        Assert.Empty(Codes(step));
    }

    [Fact]
    public async Task An_open_vote_is_withheld_at_every_instant_and_shown_at_every_instant_after_the_ruling()
    {
        var company = await new SignedAgreement(api).Sign();
        var review = await company.Reject(await company.HandOff());
        await company.Vote(review, company.Member, "upheld", "Members reasons");
        var auditor = api.As("x", Role.Auditor);
        var voted = HappenedAt((await Replay(company, review.Lead)).Steps.Single(step =>
            step.GetProperty("event").Text("type") == "vote_cast"));
        var views = new[] { "", "?version=4", $"?at={Instants.Format(voted)}", "?known_at=2100-01-01T00:00:00Z" };
        foreach (var view in views)
        {
            var answer = (await auditor.Get($"{review.Lead}/replay{view}")).Expect(HttpStatusCode.OK).Text;
            Assert.DoesNotContain("Members reasons", answer, StringComparison.Ordinal);
            Assert.DoesNotContain("\"upheld\"", answer, StringComparison.Ordinal);
        }

        (await company.VoteAndRule(review, "upheld")).Expect(HttpStatusCode.Created);
        foreach (var view in views)
        {
            Assert.Contains(
                "Members reasons", (await auditor.Get($"{review.Lead}/replay{view}")).Text, StringComparison.Ordinal);
        }
    }

    private static async Task Attempt(SignedAgreement company, string lead, DateTimeOffset at) =>
        (await company.Seller.Post(
            $"{lead}/contact-attempts",
            new { channel = "phone", outcome = "noAnswer", occurredAt = Instants.Format(at) }))
        .Expect(HttpStatusCode.Created);

    private async Task<Replayed> Replay(SignedAgreement company, string lead, string query = "")
    {
        _ = company;
        return new((await api.As("x", Role.Auditor).Get($"{lead}/replay{query}")).Expect(HttpStatusCode.OK).Json);
    }

    private sealed record Replayed(JsonElement Json)
    {
        public JsonElement[] Steps => ReplayTests.Steps(Json);

        public JsonElement? State => Json.TryGetProperty("state", out var state) ? state : null;
    }

    private static JsonElement[] Steps(JsonElement replay) => [.. replay.GetProperty("steps").EnumerateArray()];

    private static DateTimeOffset RecordedAt(JsonElement step) =>
        step.GetProperty("event").GetProperty("recordedAt").GetDateTimeOffset();

    private static DateTimeOffset HappenedAt(JsonElement step) => step.GetProperty("happenedAt").GetDateTimeOffset();

    private static IEnumerable<string> Codes(JsonElement step) =>
        step.GetProperty("rules").EnumerateArray().Select(code => code.GetString()!);

    private static IEnumerable<string> Deadlines(JsonElement step) =>
        step.GetProperty("deadlines").EnumerateArray().Select(deadline => deadline.Text("promise")!);

    private static IEnumerable<string> Paths(JsonElement step) =>
        step.GetProperty("changes").EnumerateArray().Select(change => change.Text("path")!);

    private static (string? Before, string? After) Change(JsonElement step, string path)
    {
        var change = step.GetProperty("changes").EnumerateArray().Single(it => it.Text("path") == path);
        return (Maybe(change, "before"), Maybe(change, "after"));
    }

    private static string? Maybe(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) ? value.GetString() : null;
}
