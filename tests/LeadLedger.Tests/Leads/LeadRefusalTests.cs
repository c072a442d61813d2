using System.Net;
using LeadLedger.Domain;
using LeadLedger.Server.Http;
using LeadLedger.Tests.Fixtures;

namespace LeadLedger.Tests.Leads;

/// <summary>What each command on a lead that was handed off is refused, each with its own problem type.</summary>
public sealed class LeadRefusalTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Theory]
    [InlineData("They found us too expensive")]
    [InlineData("kim@example.org")]
    public async Task A_deal_is_lost_for_a_code_and_not_for_a_sentence(string reason)
    {
        var company = await new SignedAgreement(api).Sign();
        var lead = await company.HandOff();
        (await company.Seller.Post($"{lead}/outcome", new { outcome = "lost", reason }))
            .ExpectProblem(422, "request-is-not-valid", "reason");
        (await company.Seller.Post($"{lead}/outcome", new { outcome = "lost", reason = "price/too_high:v2" }))
            .Expect(HttpStatusCode.Created);
    }

    [Theory]
    [InlineData("ada", true)]
    [InlineData("auth0|5f7c8ec7c33c6c004bbafe82", true)]
    [InlineData("ada@example.org", true)]
    [InlineData("Ada Lovelace", false)]
    [InlineData("ada\n", false)]
    [InlineData("", false)]
    public void A_person_is_named_as_in_their_token_without_blanks(string subject, bool isOne) =>
        Assert.Equal(isOne, ValidationRules.IsSubject(subject));

    [Theory]
    [InlineData("\\u0000")]
    [InlineData("\\ud800")]
    public async Task Text_that_cant_be_stored_is_refused_naming_the_field(string text)
    {
        var company = await new SignedAgreement(api).Sign();
        var lead = await company.HandOff();
        var answer = await company.Seller.Post(
            $"{lead}/contact-attempts", $$"""{"channel":"phone","outcome":"connected","note":"a{{text}}b"}""");
        answer.ExpectProblem(400, "text-not-storable", "note");
    }

    [Fact]
    public async Task A_note_has_at_most_4000_characters()
    {
        var company = await new SignedAgreement(api).Sign();
        var lead = await company.HandOff();
        (await Attempt(company, lead, new string('n', 4001))).ExpectProblem(422, "request-is-not-valid", "note");
        (await Attempt(company, lead, new string('n', 4000))).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_lead_that_isnt_there_is_unknown_and_an_id_that_isnt_one_is_no_path()
    {
        var company = await new SignedAgreement(api).Sign();
        (await Attempt(company, $"/v1/leads/{Guid.NewGuid()}")).ExpectProblem(404, "lead-is-unknown");
        (await Attempt(company, "/v1/leads/4711")).ExpectProblem(400, "path-is-not-valid", "leadId");
    }

    [Fact]
    public async Task Members_of_another_agreement_are_refused()
    {
        var company = await new SignedAgreement(api).Sign();
        var other = await new SignedAgreement(api).Sign();
        var lead = await company.HandOff();

        (await other.Marketing.Post("/v1/leads", company.HandoffBody()))
            .ExpectProblem(403, "only-marketing-of-the-agreement-hands-off");
        (await Attempt(other, lead)).ExpectProblem(403, "only-sales-and-colleagues-attempt-contact");
        (await other.Seller.Post($"{lead}/outcome", new { outcome = "lost", reason = "price" }))
            .ExpectProblem(403, "only-sales-of-the-agreement-acts-on-it");
        (await other.Manager.Post($"{lead}/assignments", new { assignee = other.Person("ada") }))
            .ExpectProblem(403, "only-sales-of-the-agreement-acts-on-it");
    }

    [Fact]
    public async Task A_sales_person_takes_only_what_is_nobodys()
    {
        var company = await new SignedAgreement(api).Sign();
        var ben = api.As(company.Person("ben"), Role.Sales);
        var lead = await company.HandOff(assignee: "ada");
        (await ben.Post($"{lead}/assignments", new { assignee = company.Person("ben") }))
            .ExpectProblem(403, "only-sales-managers-assign");
        (await company.Manager.Post($"{lead}/assignments", new { assignee = company.Person("ben") }))
            .Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_fact_isnt_in_the_future_nor_before_the_handoff()
    {
        var company = await new SignedAgreement(api).Sign();
        var attempts = $"{await company.HandOff()}/contact-attempts";
        var now = api.Clock.GetUtcNow();
        (await company.Seller.Post(
            attempts, new { channel = "phone", outcome = "connected", occurredAt = now.AddHours(1) }))
            .ExpectProblem(422, "time-is-in-the-future", "occurredAt");
        (await company.Seller.Post(
            attempts, new { channel = "phone", outcome = "connected", occurredAt = now.AddHours(-1) }))
            .ExpectProblem(422, "fact-is-before-the-handoff", "occurredAt");
        (await company.Seller.Post(
            attempts, """{"channel":"phone","outcome":"connected","occurredAt":"2026-03-02T09:00:00"}"""))
            .ExpectProblem(400, "instant-without-offset", "occurredAt");
    }

    [Fact]
    public async Task Only_an_importer_says_whose_deed_it_was()
    {
        var company = await new SignedAgreement(api).Sign();
        var lead = await company.HandOff();
        var body = new { channel = "phone", outcome = "connected", by = company.Person("ben") };
        (await company.Seller.Post($"{lead}/contact-attempts", body))
            .ExpectProblem(403, "only-importers-name-others", "by");
        (await company.Importer.Post($"{lead}/contact-attempts", body)).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Under_regular_terms_no_importer_decides_in_the_name_of_others()
    {
        var company = await new SignedAgreement(api).Sign();
        var (ada, max, grace) = (company.Person("ada"), company.Person("max"), company.Person("grace"));
        var lead = await company.HandOff();

        await Refuse($"{lead}/assignments", new { assignee = ada, by = max });
        await Refuse($"{lead}/return", new { by = ada });
        await Refuse(
            $"{lead}/rejections",
            new { reasonCode = "no-budget", criterion = "budget", explanation = "None.", by = ada });
        var review = await company.Reject(lead);
        await Refuse($"{lead}/rejections/1/withdrawal", new { by = ada });
        await Refuse($"{review.Address}/claim", new { by = grace });
        await Refuse($"{review.Address}/recusals", new { why = "I know them.", by = grace });
        await Refuse($"{review.Address}/votes", new { verdict = "upheld", rationale = "So it is.", by = grace });

        async Task Refuse(string address, object body) =>
            (await company.Importer.Post(address, body)).ExpectProblem(403, "only-history-is-decided-by-import");
    }

    [Fact]
    public async Task A_rejection_needs_a_reason_of_the_terms_its_criterion_and_an_explanation()
    {
        var company = await new SignedAgreement(api).Sign();
        var rejections = $"{await company.HandOff()}/rejections";
        (await company.Seller.Post(rejections, new { reasonCode = "mood", criterion = "budget", explanation = "x" }))
            .ExpectProblem(422, "rejection-needs-a-reason-in-force", "reasonCode");
        (await company.Seller.Post(rejections, new { reasonCode = "no-budget", criterion = "need", explanation = "x" }))
            .ExpectProblem(422, "rejection-needs-the-reasons-criterion", "criterion");
        (await company.Seller.Post(rejections, new { reasonCode = "no-budget", criterion = "budget" }))
            .ExpectProblem(400, "missing-field", "explanation");
        (await company.Seller.Post(
            rejections, new { reasonCode = "no-budget", criterion = "budget", explanation = " " }))
            .ExpectProblem(422, "request-is-not-valid", "explanation");
    }

    [Fact]
    public async Task An_outcome_has_what_belongs_to_it_and_nothing_else()
    {
        var company = await new SignedAgreement(api).Sign();
        var outcome = $"{await company.HandOff()}/outcome";
        (await company.Seller.Post(outcome, new { outcome = "won" }))
            .ExpectProblem(422, "request-is-not-valid", "amount");
        (await company.Seller.Post(outcome, new { outcome = "won", amount = 1, reason = "price" }))
            .ExpectProblem(422, "request-is-not-valid", "reason");
        (await company.Seller.Post(outcome, new { outcome = "lost", amount = 1, reason = "price" }))
            .ExpectProblem(422, "request-is-not-valid", "amount");
        (await company.Seller.Post(outcome, new { outcome = "won", amount = -1 }))
            .ExpectProblem(422, "request-is-not-valid", "amount");
    }

    private static Task<ApiAnswer> Attempt(SignedAgreement company, string lead, string? note = null) =>
        company.Seller.Post($"{lead}/contact-attempts", new { channel = "phone", outcome = "connected", note });
}
