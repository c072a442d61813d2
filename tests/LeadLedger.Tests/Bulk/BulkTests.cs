using System.Net;
using System.Text;
using LeadLedger.Domain;
using LeadLedger.Server.Bulk;
using LeadLedger.Server.Http;
using LeadLedger.Tests.Fixtures;
using LeadLedger.Tests.Leads;
using Microsoft.Extensions.DependencyInjection;

namespace LeadLedger.Tests.Bulk;

/// <summary>Many commands in one request.</summary>
public sealed class BulkTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task Each_line_has_the_answer_that_its_commands_own_route_would_have_given()
    {
        var company = await new SignedAgreement(api).Sign();
        var everyone = Everyone(company);
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
    public async Task Bad_lines_between_good_ones_are_errors_of_their_own()
    {
        var company = await new SignedAgreement(api).Sign();
        var results = await Everyone(company).Bulk(
        [
            BulkLines.HandOff(company, "b1"),
            "{not json",
            "",
            """{"command":"flyToTheMoon","request":{}}""",
            """{"command":"attemptContact","request":{"channel":"phone","outcome":"connected"}}""",
            """{"command":"claimReview","reviewId":"0197f3a0-0000-8000-8000-00000000ffff-1"}""",
            BulkLines.On("b1", "attemptContact", new { channel = "pigeon", outcome = "connected" }),
            BulkLines.On("b1", "progressLead", new { milestone = "opportunityOpened", amount = -1 }),
            BulkLines.On("b1", "attemptContact", new { channel = "phone", outcome = "connected", shoeSize = 43 }),
            """{"command":"attemptContact","colour":"red"}""",
            BulkLines.On("b1", "recordOutcome", new { outcome = "won" }),
            $"{{\"command\":\"{new string('x', 300_000)}\"}}",
            BulkLines.Attempt("b1"),
            BulkLines.HandOff(company, "b2").Replace(
                "\"request\"", $"\"leadId\":\"{Guid.NewGuid()}\",\"request\"", StringComparison.Ordinal),
        ]);

        Assert.Equal([1, 2, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14], results.Select(result => result.Line()));
        Assert.Equal(
            [
                null, "malformed-json", "command-is-unknown", "missing-field", "lead-is-unknown", "unknown-value",
                "request-is-not-valid", "unknown-field", "unknown-field", "request-is-not-valid", "line-too-long", null,
                "lead-is-another",
            ],
            results.Select(result => result.ProblemCode()));
        Assert.Equal(2, results[^2].Version());
    }

    [Fact]
    public async Task A_name_that_isnt_text_is_refused_in_its_line_alone()
    {
        var company = await new SignedAgreement(api).Sign();
        var results = await Everyone(company).Bulk(
        [
            BulkLines.HandOff(company, "j1"),
            """{"\ud800":1}""",
            """{"command":"attemptContact","lead":{"\ud800":"crm"},"request":{}}""",
            """{"command":"attemptContact","leadId":"0197f3a0-0000-8000-8000-00000000b001","request":{"\udc00":1}}""",
            BulkLines.Attempt("j1"),
        ]);

        Assert.Equal(
            [null, "text-not-storable", "text-not-storable", "text-not-storable", null],
            results.Select(result => result.ProblemCode()));
        Assert.Equal([201, 400, 400, 400, 201], results.Select(result => result.Status()));
    }

    [Fact]
    public async Task A_fault_of_ours_in_one_line_is_that_lines_500_and_logged_without_what_it_said()
    {
        var company = await new SignedAgreement(api).Sign();
        var caller = new BulkCaller(
            new Caller(company.Person("max"), [Role.Importer, Role.SalesManager]), CorrelationId: "trace-of-a-fault");
        var results = new List<BulkResult>();
        var executor = api.App.Services.GetRequiredService<BulkExecutor>();
        await foreach (var result in executor.Run(Lines(company), caller, CancellationToken.None))
            results.Add(result);

        Assert.Equal([201, 500, 500, 201], results.Select(result => result.Status));
        Assert.Equal([1, 2, 3, 4], results.Select(result => result.Line));
        Assert.Equal("unexpected", results[1].Problem?.Code);
        var (_, id, line) = Assert.Single(
            api.Logs.Lines, logged => logged.Line.Contains("trace-of-a-fault", StringComparison.Ordinal));
        Assert.Equal(2101, id);
        Assert.Contains("2 lines", line, StringComparison.Ordinal);
        Assert.DoesNotContain("Kim Muster", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_that_names_another_kinds_stream_doesnt_mix_up_the_others()
    {
        var company = await new SignedAgreement(api).Sign();
        var attempt = new { channel = "phone", outcome = "connected" };
        var proposal = $$"""{"command":"signTerms","agreementId":"{{company.Id}}","version":7,"ifMatch":4}""";
        var results = await api.As(company.Person("max"), Role.Sales, Role.SalesManager).Bulk(
        [
            proposal,
            BulkLines.OnLead(company.Id, "attemptContact", attempt),
            proposal,
        ]);
        Assert.Equal([1, 2, 3], results.Select(result => result.Line()));
        Assert.Equal(results[0].ProblemCode(), results[2].ProblemCode());
        Assert.NotEqual("unexpected", results[0].ProblemCode());
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

        var results = await Everyone(company).Bulk(lines);

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

        var first = await Everyone(company).SendBulk(body, ("Idempotency-Key", "morning"));
        var again = await Everyone(company).SendBulk(body, ("Idempotency-Key", "morning"));

        Assert.DoesNotContain("problem", first.Text, StringComparison.Ordinal);
        Assert.Equal(first.Text, again.Text);
        Assert.Equal(first.Position, again.Position);
    }

    [Fact]
    public async Task The_same_line_twice_in_one_bulk_is_done_once()
    {
        var company = await new SignedAgreement(api).Sign();
        var results = await Everyone(company).Bulk(
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
        var results = await Everyone(company).Bulk(
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
        var sales = await Everyone(company).Bulk(
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

    /// <summary>In the middle a line that couldn't be read, and one whose command makes preparing it throw.</summary>
    private static async IAsyncEnumerable<BulkLine> Lines(SignedAgreement company)
    {
        await Task.Yield();
        yield return Read(1, BulkLines.HandOff(company, "i1"));
        yield return new BulkLine(2, null, null) { Failure = new InvalidOperationException("Kim Muster") };
        yield return new BulkLine(3, new BulkCommand(null!, null, default), null);
        yield return Read(4, BulkLines.Attempt("i1"));

        static BulkLine Read(long number, string text) =>
            LineReader.Read(new CutLine(number, Encoding.UTF8.GetBytes(text), IsTooLong: false))!.Value;
    }

    internal ApiCaller Everyone(SignedAgreement company) => api.As(
        company.Person("max"), Role.Importer, Role.SalesManager);
}
