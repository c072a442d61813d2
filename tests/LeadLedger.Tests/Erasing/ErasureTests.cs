using System.Net;
using LeadLedger.Domain;
using LeadLedger.EventStore;
using LeadLedger.Server.ReadModels.Building;
using LeadLedger.Tests.Bulk;
using LeadLedger.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;

namespace LeadLedger.Tests.Erasing;

/// <summary>What is left of a person once they are erased.</summary>
public sealed class ErasureTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private static readonly object Asked = new { ground = "subjectsRequest" };

    private ApiCaller Operator => api.As("olga", Role.Operator);

    private ApiCaller Auditor => api.As("audra", Role.Auditor);

    [Fact]
    public async Task Nothing_of_the_person_is_anywhere_afterwards()
    {
        var company = await ToldOfAPerson.Company(api).Sign();
        var told = await new ToldOfAPerson(api, company).Live();
        // Or the test would find nothing because there was nothing.
        var shown = await Everywhere.InAnswers(api, company, told.LeadId, ToldOfAPerson.Mark);
        Assert.Contains(shown, door => door.EndsWith("/leads/{leadId} auditor", StringComparison.Ordinal));
        Assert.Contains(shown, door => door.EndsWith("/reviews/{reviewId} panel", StringComparison.Ordinal));
        var known = await Everywhere.InTheDatabase(api.Database, company.Person("mia"));
        Assert.Contains("ledger.mt_events", known);
        Assert.Contains(known, table => table.StartsWith("readmodel_", StringComparison.Ordinal));
        Assert.Empty(await Everywhere.InTheDatabase(api.Database, ToldOfAPerson.Mark));
        var totals = await TotalsOf(company);

        var erased = (await Operator.Post($"{told.Lead}/erasure", Asked)).Expect(HttpStatusCode.Created);

        await Auditor.Get("/v1/projections", ("Ledger-Min-Position", erased.Header("Ledger-Position")!));
        Assert.Empty(await Everywhere.InAnswers(api, company, told.LeadId, ToldOfAPerson.Mark));
        Assert.Empty(await Everywhere.InTheDatabase(api.Database, ToldOfAPerson.Mark));
        Assert.Equal(totals, await TotalsOf(company));
        var store = api.App.Services.GetRequiredService<IEventStore>();
        await new Rebuild(api.Database.Service, store, new ReadModelBuilds(api.Database.Service)).Run();
        Assert.Empty(await Everywhere.InAnswers(api, company, told.LeadId, ToldOfAPerson.Mark));
        Assert.Empty(await Everywhere.InTheDatabase(api.Database, ToldOfAPerson.Mark));
        Assert.Equal(totals, await TotalsOf(company));
        Assert.DoesNotContain(
            api.Logs.Lines, line => line.Line.Contains(ToldOfAPerson.Mark, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(
            ToldOfAPerson.Mark, await File.ReadAllTextAsync(api.ErasuresFile), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_key_is_gone_and_the_lead_says_so()
    {
        var company = await new SignedAgreement(api).Sign();
        var lead = await company.HandOff();
        (await Operator.Post($"{lead}/erasure", Asked)).Expect(HttpStatusCode.Created);

        Assert.Equal("0", await One($"select count(*) from vault.stream_key where stream_id = '{IdOf(lead)}'"));
        var read = (await company.Seller.Get(lead)).Expect(HttpStatusCode.OK).Json;
        Assert.True(read.GetProperty("personErased").GetBoolean());
        Assert.False(read.TryGetProperty("person", out _));
        Assert.False(read.GetProperty("qualification").GetProperty("need").TryGetProperty("text", out var text)
            && text.ValueKind != System.Text.Json.JsonValueKind.Null);
        Assert.True((await Auditor.Get($"{lead}/events")).Json.GetProperty("personErased").GetBoolean());
    }

    [Fact]
    public async Task The_lead_goes_on_and_what_is_said_of_the_person_isnt_kept()
    {
        var company = await new SignedAgreement(api).Sign();
        var lead = await company.HandOff();
        (await Operator.Post($"{lead}/erasure", Asked)).Expect(HttpStatusCode.Created);

        (await company.Seller.Post(
            $"{lead}/contact-attempts", new { channel = "phone", outcome = "connected", note = "Spoke of a divorce" }))
            .Expect(HttpStatusCode.Created);

        Assert.Equal("erased", await One(
            "select data->>'note' from ledger.mt_events "
            + $"where stream_id = '{IdOf(lead)}' and type = 'contact_attempted'"));
        var attempt = (await company.Seller.Get(lead)).Json.GetProperty("contactAttempts")[0];
        Assert.Equal("connected", attempt.GetProperty("outcome").GetString());
        Assert.False(
            attempt.TryGetProperty("note", out var note) && note.ValueKind != System.Text.Json.JsonValueKind.Null);
    }

    [Fact]
    public async Task The_certificate_says_what_was_destroyed_and_what_remains()
    {
        var company = await ToldOfAPerson.Company(api).Sign();
        var told = await new ToldOfAPerson(api, company).Live();
        var personal = await One(
            $"select count(*) from ledger.mt_events where stream_id = '{told.LeadId}' and data::text like '%enc:v1:%'");
        (await Auditor.Get($"{told.Lead}/erasure")).ExpectProblem(404, "not-found");

        var answer = (await Operator.Post($"{told.Lead}/erasure", Asked)).Expect(HttpStatusCode.Created);

        var certificate = answer.Json;
        Assert.Equal("subjectsRequest", certificate.GetProperty("ground").GetString());
        Assert.Equal("olga", certificate.GetProperty("erasedBy").GetString());
        Assert.Equal("k1", certificate.GetProperty("destroyed").GetProperty("masterKeyId").GetString());
        Assert.Equal(personal, certificate.GetProperty("personalEvents").GetInt32().ToString(null as IFormatProvider));
        Assert.Equal(answer.Position, certificate.GetProperty("event").GetProperty("position").GetInt64());
        Assert.NotEmpty(certificate.GetProperty("remaining").EnumerateArray());
        foreach (var reader in (ApiCaller[])[Auditor, Operator])
            Assert.Equal(answer.Text, (await reader.Get($"{told.Lead}/erasure")).Expect(HttpStatusCode.OK).Text);
        (await company.Marketing.Get($"{told.Lead}/erasure")).ExpectProblem(403, "role-not-allowed");
    }

    [Fact]
    public async Task Asked_again_it_is_so_already_with_the_first_certificate()
    {
        var company = await new SignedAgreement(api).Sign();
        var lead = await company.HandOff();
        var first = (await Operator.Post($"{lead}/erasure", Asked)).Expect(HttpStatusCode.Created);
        var again = await api.As("otto", Role.Operator).Post($"{lead}/erasure", new { ground = "retentionEnded" });

        Assert.Equal(first.Text, again.Expect(HttpStatusCode.Created).Text);
        Assert.Equal("1", await One(
            "select count(*) from ledger.mt_events "
            + $"where stream_id = '{IdOf(lead)}' and type = 'personal_data_erased'"));
        (await Operator.Post($"/v1/leads/{Guid.NewGuid()}/erasure", Asked)).ExpectProblem(404, "lead-is-unknown");
        (await Operator.Post($"{lead}/erasure", new { ground = "boredom" })).ExpectProblem(400, "unknown-value");
    }

    [Fact]
    public async Task The_same_record_of_the_source_isnt_taken_in_again()
    {
        var company = await ToldOfAPerson.Company(api).Sign();
        var told = new ToldOfAPerson(api, company);
        var made = await company.Marketing.Post("/v1/leads", told.Handoff, ("Idempotency-Key", "first"));
        var lead = made.Expect(HttpStatusCode.Created).Response.Headers.Location!.ToString();
        (await Operator.Post($"{lead}/erasure", Asked)).Expect(HttpStatusCode.Created);

        (await company.Marketing.Post("/v1/leads", told.Handoff)).ExpectProblem(410, "person-is-erased");
        (await company.Marketing.Post("/v1/leads", told.Handoff, ("Idempotency-Key", "first")))
            .ExpectProblem(410, "person-is-erased");
        Assert.Equal("0", await One($"select count(*) from vault.stream_key where stream_id = '{IdOf(lead)}'"));
    }

    [Fact]
    public async Task A_line_of_a_bulk_about_them_is_refused_and_the_bulk_goes_on()
    {
        var company = await new SignedAgreement(api).Sign();
        var everyone = api.As(company.Person("mia"), Role.Marketing, Role.Sales);
        var results = await everyone.Bulk([BulkLines.HandOff(company, "erased-1")]);
        var lead = results[0].GetProperty("leadId").GetGuid();
        (await Operator.Post($"/v1/leads/{lead}/erasure", Asked)).Expect(HttpStatusCode.Created);

        results = await everyone.Bulk([BulkLines.HandOff(company, "erased-1"), BulkLines.HandOff(company, "erased-2")]);

        Assert.Equal(["person-is-erased", null], results.Select(result => result.ProblemCode()));
        Assert.Equal([410, 201], results.Select(result => result.Status()));
    }

    private async Task<string> TotalsOf(SignedAgreement company)
    {
        var auditor = Auditor;
        var month = company.Month;
        return (await auditor.Get($"/v1/agreements/{company.Id}/months/{month}/totals")).Expect(HttpStatusCode.OK).Text
            + (await auditor.Get($"/v1/agreements/{company.Id}/months/{month}/pacing")).Expect(HttpStatusCode.OK).Text;
    }

    private async Task<string> One(string sql) => (await Rows.Of(api.Database.Admin, sql)).Single();

    private static string IdOf(string lead) => lead.Split('/')[^1];
}
