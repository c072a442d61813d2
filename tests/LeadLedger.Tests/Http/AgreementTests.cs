using System.Net;
using LeadLedger.Domain;
using LeadLedger.Domain.Agreements;
using LeadLedger.Tests.Fixtures;

namespace LeadLedger.Tests.Http;

/// <summary>An agreement's life over HTTP: drafted, terms proposed, signed by both, read by whom it concerns.</summary>
public sealed class AgreementTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private readonly SignedAgreement company = new(api);

    [Fact]
    public async Task An_agreement_comes_into_force_by_both_signatures()
    {
        var drafted = (await company.Drafter.Post("/v1/agreements", new { name = "A", salesTeam = "B" }))
            .Expect(HttpStatusCode.Created);
        var address = drafted.Response.Headers.Location!.ToString();
        Assert.Equal("\"1\"", drafted.Etag);

        var proposed = (await company.Drafter.Post($"{address}/terms",
            company.Proposal)).Expect(HttpStatusCode.Created);
        Assert.Equal($"{address}/terms/1", proposed.Response.Headers.Location!.ToString());
        Assert.False(proposed.Json.TryGetProperty("inForceFrom", out _));

        var first = (await company.Marketing.Post($"{address}/terms/1/signatures", null, ("If-Match", proposed.Etag!)))
            .Expect(HttpStatusCode.Created);
        var second = (await company.Manager.Post($"{address}/terms/1/signatures", null, ("If-Match", first.Etag!)))
            .Expect(HttpStatusCode.Created);
        Assert.Equal("\"4\"", second.Etag);
        Assert.True(second.Json.TryGetProperty("inForceFrom", out _));

        var read = (await company.Seller.Get(address)).Expect(HttpStatusCode.OK);
        Assert.Equal("\"4\"", read.Etag);
        Assert.Equal(2, read.Json.GetProperty("terms")[0].GetProperty("signatures").GetArrayLength());
        Assert.Equal(second.Text, (await company.Seller.Get($"{address}/terms/1")).Text);
        Assert.Single((await company.Seller.Get($"{address}/terms")).Json.GetProperty("items").EnumerateArray());
        (await company.Seller.Get($"{address}/terms/2")).ExpectProblem(404, "terms-version-is-unknown");
    }

    [Fact]
    public async Task A_signature_has_to_say_which_version_was_seen()
    {
        var address = await company.Propose();
        var signatures = $"{address}/terms/1/signatures";
        (await company.Marketing.Post(signatures, null)).ExpectProblem(428, "if-match-is-required", "If-Match");
        var stale = await company.Marketing.Post(signatures, null, ("If-Match", "\"1\""));
        stale.ExpectProblem(412, "not-the-version-seen");
        Assert.Equal(2, stale.Json.GetProperty("currentVersion").GetInt64());
        var stranger = await api.As("stranger", Role.Marketing).Post(signatures, null, ("If-Match", "\"1\""));
        stranger.ExpectProblem(403, "signer-is-no-party");
        Assert.False(stranger.Json.TryGetProperty("currentVersion", out _));
        (await company.Marketing.Post(signatures, null, ("If-Match", "\"2\""))).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_repeat_gets_the_first_answer_even_when_the_agreement_has_moved_on()
    {
        var key = ("Idempotency-Key", "draft-1");
        var first = await company.Drafter.Post("/v1/agreements", new { name = "R", salesTeam = "T" }, key);
        var address = first.Expect(HttpStatusCode.Created).Response.Headers.Location!.ToString();
        (await company.Drafter.Post($"{address}/terms", company.Proposal)).Expect(HttpStatusCode.Created);

        var repeat = await company.Drafter.Post("/v1/agreements", new { name = "R", salesTeam = "T" }, key);
        Assert.Equal(HttpStatusCode.Created, repeat.Status);
        Assert.Equal(first.Text, repeat.Text);
        Assert.Equal(first.Etag, repeat.Etag);
        Assert.Equal(first.Position, repeat.Position);
        Assert.Equal(first.Response.Headers.Location, repeat.Response.Headers.Location);
    }

    [Fact]
    public async Task A_key_that_was_used_for_another_request_is_refused()
    {
        var key = ("Idempotency-Key", "draft-2");
        (await company.Drafter.Post("/v1/agreements", new { name = "One", salesTeam = "T" }, key))
            .Expect(HttpStatusCode.Created);
        (await company.Drafter.Post("/v1/agreements", new { name = "Two", salesTeam = "T" }, key))
            .ExpectProblem(422, "idempotency-key-used-for-another-request", "Idempotency-Key");
    }

    [Fact]
    public async Task The_same_key_of_another_caller_is_another_key()
    {
        var key = ("Idempotency-Key", "draft-3");
        var body = new { name = "One", salesTeam = "T" };
        var mine = await company.Drafter.Post("/v1/agreements", body, key);
        var yours = await api.As("another", Role.Agreements).Post("/v1/agreements", body, key);
        Assert.NotEqual(mine.Response.Headers.Location, yours.Response.Headers.Location);
    }

    [Fact]
    public async Task An_agreement_opens_to_its_members_and_to_roles_that_see_all()
    {
        var address = await company.Propose();
        foreach (var reader in new[]
        {
            company.Marketing, company.Seller, company.Manager, company.Chair, company.Drafter,
            api.As("any", Role.Auditor), api.As("any", Role.Operator), api.As("any", Role.Importer),
        })
            (await reader.Get(address)).Expect(HttpStatusCode.OK);

        foreach (var stranger in new[]
        {
            api.As("stranger", Role.Marketing), api.As("stranger", Role.Sales), api.As("stranger", Role.SalesManager),
            api.As("stranger", Role.Panel),
        })
        {
            (await stranger.Get(address)).ExpectProblem(403, "not-a-member");
            (await stranger.Get($"{address}/terms")).ExpectProblem(403, "not-a-member");
            (await stranger.Get($"{address}/terms/1")).ExpectProblem(403, "not-a-member");
        }
        (await api.As("stranger", Role.Sales).Post($"{address}/terms", company.Proposal))
            .ExpectProblem(403, "proposing-needs-a-party");
        (await api.As("stranger", Role.Marketing).Post($"{address}/terms/1/signatures", null, ("If-Match", "\"2\"")))
            .ExpectProblem(403, "signer-is-no-party");
    }

    [Fact]
    public async Task Two_versions_of_terms_are_compared_field_by_field()
    {
        var address = await company.Propose();
        var second = company.Proposal with { Goal = new Goal(GoalKind.LeadValue, 330_000m), SalesCycleMonths = 6 };
        (await company.Drafter.Post($"{address}/terms", second)).Expect(HttpStatusCode.Created);
        (await company.Drafter.Post($"{address}/terms", company.Proposal)).Expect(HttpStatusCode.Created);

        var told = (await company.Seller.Get($"{address}/terms/2/differences")).Expect(HttpStatusCode.OK).Json;
        Assert.Equal((1, 2), (told.GetProperty("from").GetInt32(), told.GetProperty("to").GetInt32()));
        Assert.Equal(
            """
            [{"path":"goal.amount","kind":"changed","before":300000,"after":330000},
            {"path":"salesCycleMonths","kind":"added","after":6}]
            """.ReplaceLineEndings(""),
            told.GetProperty("items").GetRawText());

        var same = (await company.Chair.Get($"{address}/terms/3/differences?with=1")).Expect(HttpStatusCode.OK).Json;
        Assert.Empty(same.GetProperty("items").EnumerateArray());
        var back = (await company.Seller.Get($"{address}/terms/1/differences?with=2")).Expect(HttpStatusCode.OK).Json;
        Assert.Equal("removed", back.GetProperty("items")[1].GetProperty("kind").GetString());

        (await company.Seller.Get($"{address}/terms/1/differences")).ExpectProblem(404, "terms-version-is-unknown");
        (await company.Seller.Get($"{address}/terms/4/differences")).ExpectProblem(404, "terms-version-is-unknown");
        (await company.Seller.Get($"{address}/terms/2/differences?with=4"))
            .ExpectProblem(404, "terms-version-is-unknown");
        (await company.Seller.Get($"{address}/terms/2/differences?with=0"))
            .ExpectProblem(400, "query-is-not-valid", "with");
        (await api.As("stranger", Role.Sales).Get($"{address}/terms/2/differences")).ExpectProblem(403, "not-a-member");
    }

    [Fact]
    public async Task What_is_wrong_with_terms_is_named_by_its_field()
    {
        var address = await company.Draft();
        var wrong = company.Proposal with { TimeZone = "Europe/Atlantis" };
        var answer = await company.Drafter.Post($"{address}/terms", wrong);
        Assert.Equal(422, (int)answer.Status);
        Assert.Equal("timeZone", answer.Field);

        var row = company.Proposal with { Valuation = [new ValuationRow(null, null, null, 1.5m, 10)] };
        Assert.Equal("valuation[0].closeRate", (await company.Drafter.Post($"{address}/terms", row)).Field);

        (await company.Drafter.Post($"{address}/terms", """{"effectiveFrom":"2026-13"}"""))
            .ExpectProblem(400, "wrong-type", "effectiveFrom");
        (await company.Drafter.Post($"{address}/terms", """{"valuation":[null]}"""))
            .ExpectProblem(400, "missing-field", "valuation[0]");
    }

    [Fact]
    public async Task An_agreement_that_isnt_there_is_404_and_a_malformed_id_400()
    {
        (await company.Drafter.Get($"/v1/agreements/{Guid.NewGuid()}")).ExpectProblem(404, "agreement-is-unknown");
        (await company.Drafter.Post($"/v1/agreements/{Guid.NewGuid()}/terms", company.Proposal))
            .ExpectProblem(404, "agreement-is-unknown");
        (await company.Drafter.Get("/v1/agreements/first")).ExpectProblem(400, "path-is-not-valid", "agreementId");
        (await company.Drafter.Get($"/v1/agreements/{Guid.NewGuid()}/terms/0"))
            .ExpectProblem(400, "path-is-not-valid", "version");
        (await company.Drafter.Get($"/v1/agreements/{Guid.NewGuid()}?colour=red"))
            .ExpectProblem(400, "query-is-not-valid", "colour");
    }

    [Fact]
    public async Task A_read_that_would_bring_nothing_new_is_answered_304()
    {
        var address = await company.Propose();
        var answer = await company.Seller.Get(address, ("If-None-Match", "\"2\""));
        Assert.Equal(HttpStatusCode.NotModified, answer.Status);
        Assert.Empty(answer.Text);
        (await company.Seller.Get(address, ("If-None-Match", "\"1\""))).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_panel_needs_a_chair_who_is_neither()
    {
        var seated = (await company.Drafter.Post("/v1/panels", PanelOf("neutral"))).Expect(HttpStatusCode.Created);
        Assert.Equal("\"4\"", seated.Etag);
        var address = seated.Response.Headers.Location!.ToString();
        (await api.As("neutral", Role.Panel).Get(address)).Expect(HttpStatusCode.OK);
        (await company.Drafter.Post("/v1/panels", PanelOf("partial"))).ExpectProblem(422, "chair-is-partial", "chair");
        (await company.Drafter.Post("/v1/panels", PanelOf("nobody"))).ExpectProblem(422, "chair-is-no-member", "chair");

        static object PanelOf(string chair) => new
        {
            name = "P",
            members = new[]
            {
                new { subject = "neutral", function = "neither" }, new { subject = "partial", function = "sales" },
            },
            chair,
        };
    }
}
