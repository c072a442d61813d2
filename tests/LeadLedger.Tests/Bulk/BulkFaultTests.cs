using System.Text;
using LeadLedger.Domain;
using LeadLedger.Server.Bulk;
using LeadLedger.Server.Http;
using LeadLedger.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;

namespace LeadLedger.Tests.Bulk;

/// <summary>What is wrong with a line of a bulk is that line's alone.</summary>
public sealed class BulkFaultTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task Bad_lines_between_good_ones_are_errors_of_their_own()
    {
        var company = await new SignedAgreement(api).Sign();
        var results = await api.Everyone(company).Bulk(
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
        var results = await api.Everyone(company).Bulk(
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
}
