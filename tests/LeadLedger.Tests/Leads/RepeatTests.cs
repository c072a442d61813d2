using System.Net;
using LeadLedger.Domain;
using LeadLedger.Tests.Bulk;
using LeadLedger.Tests.Fixtures;

namespace LeadLedger.Tests.Leads;

/// <summary>
/// What comes twice is done once (rule 2), and what was decided on an old version isn't done (rule 1).
/// </summary>
public sealed class RepeatTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task A_command_sent_again_under_its_key_gets_the_first_answer_whatever_happened_since()
    {
        var company = await new SignedAgreement(api).Sign();
        var first = await company.Marketing.Post("/v1/leads", company.HandoffBody(), ("Idempotency-Key", "k1"));
        var lead = first.Expect(HttpStatusCode.Created).Response.Headers.Location!.ToString();
        var attempt = await Attempt(company, lead, "voicemail", ("Idempotency-Key", "k1"));
        await company.Reject(lead);

        var again = await company.Marketing.Post("/v1/leads", company.HandoffBody(), ("Idempotency-Key", "k1"));
        var attemptAgain = await Attempt(company, lead, "voicemail", ("Idempotency-Key", "k1"));

        AssertSame(first, again);
        AssertSame(attempt, attemptAgain);
    }

    [Fact]
    public async Task The_same_key_with_another_request_is_refused()
    {
        var company = await new SignedAgreement(api).Sign();
        var lead = await company.HandOff();
        (await Attempt(company, lead, "voicemail", ("Idempotency-Key", "k2"))).Expect(HttpStatusCode.Created);

        (await Attempt(company, lead, "connected", ("Idempotency-Key", "k2")))
            .ExpectProblem(422, "idempotency-key-used-for-another-request");
        (await company.Seller.Post($"{lead}/return", null, ("Idempotency-Key", "k2")))
            .ExpectProblem(422, "idempotency-key-used-for-another-request");
        (await company.Marketing.Post("/v1/leads", company.HandoffBody(), ("Idempotency-Key", "k3")))
            .Expect(HttpStatusCode.Created);
        (await company.Marketing.Post("/v1/leads", company.HandoffBody(action: "e-book"), ("Idempotency-Key", "k3")))
            .ExpectProblem(422, "idempotency-key-used-for-another-request");
    }

    [Fact]
    public async Task A_keys_scope_is_the_caller_and_the_stream()
    {
        var company = await new SignedAgreement(api).Sign();
        var (one, other) = (await company.HandOff(), await company.HandOff());
        (await Attempt(company, one, "voicemail", ("Idempotency-Key", "k4"))).Expect(HttpStatusCode.Created);
        (await Attempt(company, other, "connected", ("Idempotency-Key", "k4"))).Expect(HttpStatusCode.Created);
        var manager = await company.Manager.Post(
            $"{one}/contact-attempts", new { channel = "phone", outcome = "connected" }, ("Idempotency-Key", "k4"));
        Assert.Equal("\"3\"", manager.Expect(HttpStatusCode.Created).Etag);
    }

    [Fact]
    public async Task Without_a_key_each_request_is_a_new_one()
    {
        var company = await new SignedAgreement(api).Sign();
        var (one, other) = (await company.HandOff(), await company.HandOff());
        Assert.NotEqual(one, other);
        await Attempt(company, one, "noAnswer");
        Assert.Equal("\"3\"", (await Attempt(company, one, "noAnswer")).Etag);
    }

    [Fact]
    public async Task A_record_of_another_system_is_always_the_same_lead()
    {
        var company = await new SignedAgreement(api).Sign();
        var first = await company.Marketing.Post("/v1/leads", OfRecord(company, "4711"));
        var again = await company.Marketing.Post("/v1/leads", OfRecord(company, "4711"));
        var changed = await company.Marketing.Post("/v1/leads", OfRecord(company, "4711", "e-book"));
        var another = await company.Marketing.Post("/v1/leads", OfRecord(company, "4712"));

        AssertSame(first.Expect(HttpStatusCode.Created), again);
        changed.ExpectProblem(409, "lead-exists-already");
        another.Expect(HttpStatusCode.Created);
        Assert.NotEqual(first.Response.Headers.Location, another.Response.Headers.Location);
    }

    [Fact]
    public async Task A_record_handed_off_again_by_somebody_else_is_decided_and_not_answered_as_the_first()
    {
        var company = await new SignedAgreement(api).Sign();
        var body = OfRecord(company, "4713");
        var first = await company.Marketing.Post("/v1/leads", body);

        (await api.As("an-outsider", Role.Marketing).Post("/v1/leads", body))
            .ExpectProblem(403, "only-marketing-of-the-agreement-hands-off");
        (await api.As("an-importer", Role.Importer).Post("/v1/leads", body))
            .ExpectProblem(409, "lead-exists-already");
        AssertSame(first.Expect(HttpStatusCode.Created), await company.Marketing.Post("/v1/leads", body));
    }

    [Fact]
    public async Task In_one_bulk_too_the_same_record_is_the_same_lead()
    {
        var company = await new SignedAgreement(api).Sign();
        var line = BulkLines.HandOff(company, "4714");
        Assert.All(await company.Marketing.Bulk([line, line]), result => Assert.Equal(1, result.Version()));
        var outsider = await api.As("an-outsider", Role.Marketing).Bulk([line, line]);
        Assert.All(outsider, result =>
            Assert.Equal("only-marketing-of-the-agreement-hands-off", result.ProblemCode()));
    }

    [Fact]
    public async Task A_command_decided_on_an_old_version_isnt_done()
    {
        var company = await new SignedAgreement(api).Sign();
        var lead = await company.HandOff();
        var seen = ("If-Match", "\"1\"");
        (await Attempt(company, lead, "voicemail", seen)).Expect(HttpStatusCode.Created);
        var stale = (await Attempt(company, lead, "connected", seen)).ExpectProblem(412, "not-the-version-seen");
        Assert.Equal(2, stale.Json.GetProperty("currentVersion").GetInt64());
    }

    [Fact]
    public async Task A_repeat_is_recognised_though_its_version_is_old()
    {
        var company = await new SignedAgreement(api).Sign();
        var lead = await company.HandOff();
        var (ifMatch, key) = (("If-Match", "\"1\""), ("Idempotency-Key", "k5"));
        var first = await Attempt(company, lead, "voicemail", ifMatch, key);
        AssertSame(first.Expect(HttpStatusCode.Created), await Attempt(company, lead, "voicemail", ifMatch, key));
    }

    private static Task<ApiAnswer> Attempt(
        SignedAgreement company, string lead, string outcome, params (string, string)[] headers) =>
        company.Seller.Post($"{lead}/contact-attempts", new { channel = "phone", outcome }, headers);

    private static object OfRecord(SignedAgreement company, string reference, string action = "demo-request") => new
    {
        agreementId = company.Id,
        segment = "enterprise",
        bucket = "otherHighFit",
        conversionAction = action,
        source = "organic-search",
        sourceSystem = "crm",
        externalReference = reference,
    };

    private static void AssertSame(ApiAnswer first, ApiAnswer again)
    {
        Assert.Equal(first.Status, again.Status);
        Assert.Equal(first.Text, again.Text);
        Assert.Equal(first.Etag, again.Etag);
        Assert.Equal(first.Position, again.Position);
        Assert.Equal(first.Response.Headers.Location, again.Response.Headers.Location);
    }
}
