using System.Net;
using LeadLedger.Domain;
using LeadLedger.Tests.Fixtures;
using LeadLedger.Tests.Leads;

namespace LeadLedger.Tests.Bulk;

/// <summary>Many commands in one request.</summary>
public sealed class BulkTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task Each_line_has_the_answer_that_its_commands_own_route_would_have_given()
    {
        var company = await new SignedAgreement(api).Sign();
        var everyone = api.Everyone(company);
        var results = await everyone.Bulk(
        [
            BulkLines.HandOff(company, "a1"),
            BulkLines.Attempt("a1", "connected"),
            BulkLines.On("a1", "progressLead", new { milestone = "demoHeld" }),
            BulkLines.On("a1", "recordOutcome", new { outcome = "won", amount = 900 }),
        ]);

        Assert.Equal([1, 2, 3, 4], results.Select(result => result.Line()));
        Assert.All(results, result => Assert.Equal(201, result.Status()));
        Assert.Equal([1, 2, 3, 4], results.Select(result => result.Version()));
        Assert.Single(results.Select(result => result.GetProperty("leadId").GetGuid()).Distinct());
        Assert.Equal(
            results.Select(result => result.GetProperty("position").GetInt64()).Order(),
            results.Select(result => result.GetProperty("position").GetInt64()));
    }

    [Fact]
    public async Task A_lines_role_is_that_of_its_command()
    {
        var company = await new SignedAgreement(api).Sign();
        var results = await company.Marketing.Bulk([BulkLines.HandOff(company, "c1"), BulkLines.Attempt("c1")]);
        Assert.Equal([null, "role-not-allowed"], results.Select(result => result.ProblemCode()));
        Assert.Equal(403, results[1].Status());

        var auditor = await api.As("auditor", Role.Auditor).Bulk([BulkLines.HandOff(company, "c2")]);
        Assert.Equal("role-not-allowed", auditor[0].ProblemCode());
    }

    [Fact]
    public async Task Commands_on_one_lead_are_carried_out_in_their_order_however_far_apart()
    {
        var company = await new SignedAgreement(api).Sign();
        var lines = new List<string>();
        for (var i = 0; i < 300; i++)
            lines.Add(BulkLines.HandOff(company, $"d{i}"));
        for (var round = 0; round < 4; round++)
        {
            for (var i = 0; i < 300; i++)
                lines.Add(BulkLines.Attempt($"d{i}"));
        }
        for (var i = 0; i < 300; i++)
            lines.Add(BulkLines.On($"d{i}", "recordOutcome", new { outcome = "lost", reason = "price" }));
        for (var i = 0; i < 300; i++)
            lines.Add(BulkLines.On($"d{i}", "assignLead", new { assignee = company.Person("ada") }));

        var results = await api.Everyone(company).Bulk(lines);

        Assert.All(results.Take(1800), result => Assert.Null(result.ProblemCode()));
        Assert.All(results.Take(1800), result => Assert.Equal((result.Line() - 1) / 300 + 1, result.Version()));
        Assert.All(results.Skip(1800), result => Assert.Equal("lead-is-not-with-sales", result.ProblemCode()));
    }

    [Fact]
    public async Task A_bulk_sent_again_has_no_second_effect_and_the_same_answers()
    {
        var company = await new SignedAgreement(api).Sign();
        var lines = new List<string>();
        for (var i = 0; i < 200; i++)
        {
            lines.Add(BulkLines.HandOff(company, $"e{i}"));
            lines.Add(BulkLines.Attempt($"e{i}"));
            lines.Add(BulkLines.Attempt($"e{i}", "connected"));
        }
        // Without a record of its own a lead is as new as the line's key.
        lines.Add(BulkLines.HandOff(company, null));
        var body = string.Join('\n', lines);

        var first = await api.Everyone(company).SendBulk(body, ("Idempotency-Key", "morning"));
        var again = await api.Everyone(company).SendBulk(body, ("Idempotency-Key", "morning"));

        Assert.DoesNotContain("problem", first.Text, StringComparison.Ordinal);
        Assert.Equal(first.Text, again.Text);
        Assert.Equal(first.Position, again.Position);
    }

    [Fact]
    public async Task The_same_line_twice_in_one_bulk_is_done_once()
    {
        var company = await new SignedAgreement(api).Sign();
        var results = await api.Everyone(company).Bulk(
        [
            BulkLines.HandOff(company, "f1"),
            BulkLines.Attempt("f1", key: "call-1"),
            BulkLines.Attempt("f1", key: "call-1"),
            BulkLines.Attempt("f1", "voicemail", key: "call-1"),
        ]);

        Assert.Equal([1, 2, 2], results.Take(3).Select(result => result.Version()));
        Assert.Equal("idempotency-key-used-for-another-request", results[3].ProblemCode());
    }

    [Fact]
    public async Task A_line_may_say_which_version_it_was_decided_on()
    {
        var company = await new SignedAgreement(api).Sign();
        var results = await api.Everyone(company).Bulk(
        [
            BulkLines.HandOff(company, "g1"),
            BulkLines.Attempt("g1", ifMatch: 1),
            BulkLines.Attempt("g1", ifMatch: 1),
        ]);
        Assert.Equal([null, null, "not-the-version-seen"], results.Select(result => result.ProblemCode()));
        Assert.Equal(2, results[2].GetProperty("problem").GetProperty("currentVersion").GetInt64());
    }

    [Fact]
    public async Task A_whole_review_fits_in_one_bulk()
    {
        var company = await new SignedAgreement(api).Sign();
        var rejection = new { reasonCode = "no-budget", criterion = "budget", explanation = "None." };
        var sales = await api.Everyone(company).Bulk(
            [BulkLines.HandOff(company, "h1"), BulkLines.On("h1", "rejectLead", rejection)]);
        var review = $"{sales[1].GetProperty("leadId").GetGuid()}-1";
        var panel = await company.Member.Bulk(
        [
            BulkLines.OnReview(review, "claimReview"),
            BulkLines.OnReview(review, "castVote", new { verdict = "upheld", rationale = "They say so." }),
        ]);
        Assert.All(panel, result => Assert.Equal(201, result.Status()));

        var ruling = await company.Chair.Bulk(
        [
            BulkLines.OnReview(review, "claimReview"),
            BulkLines.OnReview(review, "castVote", new { verdict = "upheld", rationale = "I say so too." }),
            BulkLines.OnReview(review, "issueRuling", company.Ruling("upheld")),
        ]);
        Assert.Equal([null, null, "if-match-is-required"], ruling.Select(result => result.ProblemCode()));
        ruling = await company.Chair.Bulk(
            [BulkLines.OnReview(review, "issueRuling", company.Ruling("upheld"), ruling[1].Version())]);
        Assert.Null(ruling[0].ProblemCode());
    }

    [Fact]
    public async Task Another_content_type_is_refused_and_an_empty_body_has_no_results()
    {
        var company = await new SignedAgreement(api).Sign();
        (await company.Marketing.Post("/v1/bulk", "{}")).ExpectProblem(415, "content-type-not-supported");
        var empty = await company.Marketing.SendBulk("\n\n");
        Assert.Equal("", empty.Expect(HttpStatusCode.MultiStatus).Text);
    }
}
