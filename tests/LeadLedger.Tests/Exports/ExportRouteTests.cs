using System.IO.Compression;
using System.Net;
using LeadLedger.Domain;
using LeadLedger.Tests.Fixtures;

namespace LeadLedger.Tests.Exports;

/// <summary><c>GET /v1/exports…</c> as a caller sees it.</summary>
public sealed class ExportRouteTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private ApiCaller Auditor => api.As("audrey", Role.Auditor);

    [Fact]
    public async Task A_party_gets_the_rows_of_its_own_agreements_and_an_auditor_all()
    {
        var (ours, theirs) = (await new SignedAgreement(api).Sign(), await new SignedAgreement(api).Sign());
        var mine = IdOf(await ours.HandOff());
        var position = await PositionAfter(theirs);
        var answer = await ours.Seller.Get("/v1/exports/lead?columns=lead_id,agreement_id", AtLeast(position));
        answer.Expect(HttpStatusCode.OK);
        Assert.Equal("text/csv", answer.ContentType);
        Assert.Equal($"lead_id,agreement_id\n{mine},{ours.Id}\n", answer.Text);

        var all = (await Auditor.Get("/v1/exports/lead?columns=agreement_id", AtLeast(position))).Text;
        Assert.Contains($"{ours.Id}", all, StringComparison.Ordinal);
        Assert.Contains($"{theirs.Id}", all, StringComparison.Ordinal);
        var one = await Auditor.Get($"/v1/exports/lead?columns=agreement_id&agreement={ours.Id}");
        Assert.Equal($"agreement_id\n{ours.Id}\n", one.Text);

        (await ours.Seller.Get($"/v1/exports/lead?agreement={theirs.Id}")).ExpectProblem(403, "not-a-member");
        (await ours.Seller.Get("/v1/exports/dim_person")).ExpectProblem(403, "not-for-parties");
        (await ours.Seller.Get("/v1/exports/dim_date?month=2026-03")).Expect(HttpStatusCode.OK);
        (await ours.Member.Get("/v1/exports/lead")).ExpectProblem(403, "role-not-allowed");
        var listed = (await ours.Seller.Get("/v1/exports")).Expect(HttpStatusCode.OK).Text;
        Assert.Contains("fact_handoff", listed, StringComparison.Ordinal);
        Assert.DoesNotContain("dim_person", listed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_came_since_is_asked_for_by_the_position_that_the_last_answer_named()
    {
        var company = await new SignedAgreement(api).Sign();
        var first = await company.HandOff();
        var path = $"/v1/exports/fact_handoff?columns=lead_id&agreement={company.Id}";
        var whole = await Auditor.Get(path, AtLeast(await PositionAfter(company)));
        Assert.Equal(3, whole.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        var after = whole.Header("Ledger-Next-After");
        Assert.Equal($"{whole.Position}", after);

        Assert.Equal("lead_id\n", (await Auditor.Get($"{path}&after={after}")).Text);
        Assert.Equal("", (await Auditor.Get($"{path}&after={after}&format=ndjson")).Text);
        var called = await company.Seller.Post(
            $"{first}/contact-attempts", new { channel = "phone", outcome = "noAnswer" });
        called.Expect(HttpStatusCode.Created);
        var since = await Auditor.Get($"{path}&after={after}", AtLeast(called.Position));
        Assert.Equal($"lead_id\n{IdOf(first)}\n", since.Text);

        var part = await Auditor.Get($"{path}&limit=1&format=ndjson");
        Assert.Equal("application/x-ndjson", part.ContentType);
        Assert.Single(part.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        var rest = part.Header("Link")!;
        Assert.EndsWith("; rel=\"next\"", rest, StringComparison.Ordinal);
        var next = await Auditor.Get(rest[1..rest.IndexOf('>', StringComparison.Ordinal)]);
        Assert.Equal($"{{\"lead_id\":\"{IdOf(first)}\"}}\n", next.Text);
    }

    [Fact]
    public async Task It_is_packed_for_who_asks_for_that()
    {
        var plain = await Auditor.Get("/v1/exports/dim_date?month=2026-03");
        var packed = new HttpRequestMessage(HttpMethod.Get, "/v1/exports/dim_date?month=2026-03");
        packed.Headers.Add("Authorization", $"Bearer {api.TokenOf("audrey", Role.Auditor)}");
        packed.Headers.Add("Accept-Encoding", "br;q=1, gzip;q=0.5");
        using var answer = await api.Anonymous.SendAsync(packed);
        Assert.Equal(["gzip"], answer.Content.Headers.ContentEncoding);
        await using var unpacked = new GZipStream(await answer.Content.ReadAsStreamAsync(), CompressionMode.Decompress);
        using var reader = new StreamReader(unpacked);
        Assert.Equal(plain.Text, await reader.ReadToEndAsync());
        Assert.Equal(32, plain.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task What_a_view_cannot_answer_is_refused_before_anything_is_sent()
    {
        (await Auditor.Get("/v1/exports/nothing")).ExpectProblem(404, "not-found");
        (await Auditor.Get("/v1/exports/person")).ExpectProblem(404, "not-found");
        (await Auditor.Get("/v1/exports/nothing/schema")).ExpectProblem(404, "not-found");
        (await Auditor.Get("/v1/exports/lead?format=xml")).ExpectProblem(400, "query-is-not-valid", "format");
        (await Auditor.Get("/v1/exports/lead?colour=red")).ExpectProblem(400, "query-is-not-valid", "colour");
        (await Auditor.Get("/v1/exports/lead?columns=name")).ExpectProblem(400, "query-is-not-valid", "columns");
        (await Auditor.Get("/v1/exports/lead?columns=lead_id\"")).ExpectProblem(400, "query-is-not-valid", "columns");
        (await Auditor.Get("/v1/exports/dim_date?after=1")).ExpectProblem(422, "query-contradicts-itself", "after");
        (await Auditor.Get("/v1/exports/dim_agreement?month=2026-03"))
            .ExpectProblem(422, "query-contradicts-itself", "month");
        (await Auditor.Get("/v1/exports/lead_daily")).ExpectProblem(422, "query-contradicts-itself", "from");
        (await Auditor.Get("/v1/exports/lead?from=2026-03-02&until=2026-03-02"))
            .ExpectProblem(422, "query-contradicts-itself", "until");
    }

    [Fact]
    public async Task The_schema_says_what_every_column_is_and_means()
    {
        var schema = (await Auditor.Get("/v1/exports/fact_handoff/schema")).Expect(HttpStatusCode.OK).Json;
        Assert.Equal("handoff_key", schema.GetProperty("key")[0].GetString());
        Assert.True(schema.GetProperty("incremental").GetBoolean());
        var header = (await Auditor.Get("/v1/exports/fact_handoff?agreement=" + Guid.Empty)).Text.TrimEnd('\n');
        var columns = schema.GetProperty("columns").EnumerateArray().ToArray();
        Assert.Equal(header, string.Join(',', columns.Select(column => column.GetProperty("name").GetString())));
        var value = columns.Single(column => column.GetProperty("name").GetString() == "lead_value");
        Assert.Equal("numeric", value.GetProperty("type").GetString());
        Assert.NotEmpty(value.GetProperty("meaning").GetString()!);
    }

    private static (string, string) AtLeast(long position) => ("Ledger-Min-Position", $"{position}");

    private static string IdOf(string address) => address.Split('/')[^1];

    /// <summary>Of one more handoff.</summary>
    private static async Task<long> PositionAfter(SignedAgreement company) =>
        (await company.Marketing.Post("/v1/leads", company.HandoffBody())).Expect(HttpStatusCode.Created).Position;
}
