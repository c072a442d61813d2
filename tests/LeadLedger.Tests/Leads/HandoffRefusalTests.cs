using System.Net;
using LeadLedger.Tests.Fixtures;

namespace LeadLedger.Tests.Leads;

/// <summary>What a handoff is refused, each with its own problem type.</summary>
public sealed class HandoffRefusalTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task A_handoff_under_an_unknown_agreement_is_refused()
    {
        var company = await new SignedAgreement(api).Sign();
        var body = new Dictionary<string, object>(HandoffOf(company)) { ["agreementId"] = Guid.NewGuid() };
        (await company.Marketing.Post("/v1/leads", body)).ExpectProblem(404, "agreement-is-unknown");
    }

    [Fact]
    public async Task A_handoff_before_any_terms_are_signed_is_refused()
    {
        var company = new SignedAgreement(api);
        var id = Guid.Parse((await company.Propose()).Split('/')[^1]);
        var body = new Dictionary<string, object>(HandoffOf(company)) { ["agreementId"] = id };
        (await company.Marketing.Post("/v1/leads", body))
            .ExpectProblem(403, "only-marketing-of-the-agreement-hands-off");
        (await company.Importer.Post("/v1/leads", body))
            .ExpectProblem(422, "no-terms-in-force-at-handoff", "occurredAt");
    }

    [Theory]
    [InlineData("segment", "unheard-of", "segment-is-not-in-the-terms")]
    [InlineData("conversionAction", "smoke-signal", "conversion-action-is-not-in-the-terms")]
    [InlineData("assignee", "a-stranger", "assignee-is-not-of-sales")]
    public async Task A_handoff_with_a_code_that_the_terms_dont_know_is_refused_naming_the_field(
        string field, string value, string problem)
    {
        var company = await new SignedAgreement(api).Sign();
        var body = new Dictionary<string, object>(HandoffOf(company)) { [field] = value };
        (await company.Marketing.Post("/v1/leads", body)).ExpectProblem(422, problem, field);
    }

    [Fact]
    public async Task A_qualification_is_by_the_terms_criteria_and_their_codes()
    {
        var company = await new SignedAgreement(api).Sign();
        var body = new Dictionary<string, object>(HandoffOf(company))
        {
            ["qualification"] = new Dictionary<string, string> { ["charm"] = "great" },
        };
        (await company.Marketing.Post("/v1/leads", body))
            .ExpectProblem(422, "criterion-is-not-in-the-terms", "qualification.charm");
        body["qualification"] = new Dictionary<string, string> { ["budget"] = "maybe" };
        (await company.Marketing.Post("/v1/leads", body))
            .ExpectProblem(422, "answer-is-not-one-of-the-criterion", "qualification.budget");
    }

    [Theory]
    [InlineData("sourceSystem", "crm", "externalReference", "both-or-neither")]
    [InlineData("segment", " enterprise", "segment", "code")]
    [InlineData("campaign", "", "campaign", "code")]
    [InlineData("campaign", "Kim Muster called us", "campaign", "code")]
    [InlineData("source", "kim@example.org", "source", "code")]
    [InlineData("source", "webinar\n", "source", "code")]
    [InlineData("assignee", "Kim Muster", "assignee", "subject")]
    [InlineData("by", "Kim Muster", "by", "subject")]
    public async Task A_handoff_of_the_wrong_shape_names_the_field_and_the_rule(
        string field, string value, string named, string rule)
    {
        var company = await new SignedAgreement(api).Sign();
        var body = new Dictionary<string, object>(HandoffOf(company)) { [field] = value };
        var answer = await company.Marketing.Post("/v1/leads", body);
        answer.ExpectProblem(422, "request-is-not-valid", named);
        Assert.Equal(rule, answer.Json.GetProperty("errors")[0].Text("rule"));
    }

    [Fact]
    public async Task A_source_system_is_named_by_a_code()
    {
        var company = await new SignedAgreement(api).Sign();
        var body = new Dictionary<string, object>(HandoffOf(company))
        {
            ["sourceSystem"] = "the CRM of Kim",
            ["externalReference"] = "Deal 4711 of Kim",
        };
        (await company.Marketing.Post("/v1/leads", body)).ExpectProblem(422, "request-is-not-valid", "sourceSystem");
        body["sourceSystem"] = "crm.emea:2";
        (await company.Marketing.Post("/v1/leads", body)).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Only_a_lead_in_nurture_is_handed_off_again()
    {
        var company = await new SignedAgreement(api).Sign();
        var again = new
        {
            segment = "enterprise",
            bucket = "otherLowFit",
            conversionAction = "e-book",
            source = "webinar",
        };
        (await company.Marketing.Post($"{await company.HandOff()}/handoffs", again))
            .ExpectProblem(409, "lead-is-not-with-marketing");
    }

    private static Dictionary<string, object> HandoffOf(SignedAgreement company) => new()
    {
        ["agreementId"] = company.Id,
        ["segment"] = "enterprise",
        ["bucket"] = "handRaiserHighFit",
        ["conversionAction"] = "demo-request",
        ["source"] = "paid-search",
    };
}
