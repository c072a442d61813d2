using System.Net;
using System.Text.Json;
using LeadLedger.Domain;
using LeadLedger.Tests.Fixtures;
using LeadLedger.Tests.Leads;

namespace LeadLedger.Tests.Erasing;

/// <summary>What an auditor reads about a person is on the record before it is shown.</summary>
public sealed class ReadRecordTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private readonly string _reader = $"audra-{Guid.NewGuid():N}";

    private ApiCaller Auditor => api.As(_reader, Role.Auditor);

    [Fact]
    public async Task Every_door_to_a_person_leaves_a_row()
    {
        var company = await new SignedAgreement(api).Sign();
        var review = await company.Reject(await company.HandOff());
        string[] doors = [review.Lead, $"{review.Lead}/events", $"{review.Lead}/replay", review.Address];
        foreach (var door in doors)
        {
            var shown = (await Auditor.Get(door, ("Correlation-Id", "case-17"))).Expect(HttpStatusCode.OK);
            Assert.Matches("Kim Muster|Secret need|They have none until 2028", shown.Text);
        }

        var reads = await Reads($"reader={_reader}");
        Assert.Equal(
            [
                "GET /v1/reviews/{reviewId}", "GET /v1/leads/{leadId}/replay", "GET /v1/leads/{leadId}/events",
                "GET /v1/leads/{leadId}",
            ],
            reads.Select(read => read.GetProperty("door").GetString()));
        Assert.All(reads, read =>
        {
            Assert.EndsWith(read.GetProperty("leadId").GetString()!, review.Lead, StringComparison.Ordinal);
            Assert.Equal("auditor", read.GetProperty("role").GetString());
            Assert.Equal("case-17", read.GetProperty("correlationId").GetString());
        });
        Assert.Equal(4, (await Reads($"lead={review.Lead.Split('/')[^1]}")).Count);
    }

    [Fact]
    public async Task Who_reads_without_the_person_or_works_with_the_lead_leaves_none()
    {
        var company = await new SignedAgreement(api).Sign();
        var lead = await company.HandOff();
        await Auditor.Get($"{lead}/deadlines");
        await company.Seller.Get(lead);
        await api.As("olga", Role.Operator).Get(lead);
        (await api.As("olga", Role.Operator).Post($"{lead}/erasure", new { ground = "other" }))
            .Expect(HttpStatusCode.Created);
        (await Auditor.Get(lead)).Expect(HttpStatusCode.OK);

        Assert.Empty(await Reads($"lead={lead.Split('/')[^1]}"));
    }

    /// <summary>A case's file shows what was said in earlier cases, and so of other persons.</summary>
    [Fact]
    public async Task Persons_of_other_cases_that_a_file_shows_are_on_it_too()
    {
        var company = await new SignedAgreement(api).Sign();
        var earlier = await company.Reject(await company.HandOff());
        await company.Vote(earlier, company.Member, "upheld");
        var ruled = (await company.VoteAndRule(earlier, "upheld")).Expect(HttpStatusCode.Created);
        var review = await company.Reject(await company.HandOff());
        await Auditor.Get("/v1/projections", ("Ledger-Min-Position", ruled.Header("Ledger-Position")!));
        (await Auditor.Get(review.Address)).Expect(HttpStatusCode.OK);

        Assert.Equal(
            new[] { earlier.Lead, review.Lead }.Order(),
            (await Reads($"reader={_reader}"))
                .Select(read => $"/v1/leads/{read.GetProperty("leadId").GetString()}").Order());
    }

    [Fact]
    public async Task What_cant_be_put_on_the_record_isnt_shown()
    {
        var company = await new SignedAgreement(api).Sign();
        var lead = await company.HandOff();
        await Rows.Of(api.Database.Admin, "revoke insert on leadledger.personal_read from leadledger_service");
        try
        {
            (await Auditor.Get(lead)).ExpectProblem(503, "read-not-recorded");
            (await company.Seller.Get(lead)).Expect(HttpStatusCode.OK);
        }
        finally
        {
            await Rows.Of(api.Database.Admin, "grant insert on leadledger.personal_read to leadledger_service");
        }
        (await Auditor.Get(lead)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_record_is_read_page_by_page()
    {
        var company = await new SignedAgreement(api).Sign();
        var lead = await company.HandOff();
        for (var i = 0; i < 5; i++)
            await Auditor.Get(lead);

        var seen = new List<long>();
        for (string? next = $"/v1/audit/reads?reader={_reader}&limit=2"; next is not null;)
        {
            var page = (await api.As("olga", Role.Operator).Get(next)).Expect(HttpStatusCode.OK).Json;
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(it => it.GetProperty("number").GetInt64()));
            next = page.TryGetProperty("next", out var more) ? more.GetString() : null;
        }
        Assert.Equal(5, seen.Distinct().Count());
        Assert.Equal(seen.OrderDescending(), seen);
    }

    private async Task<List<JsonElement>> Reads(string filter)
    {
        var answer = await api.As("olga", Role.Operator).Get($"/v1/audit/reads?{filter}");
        return [.. answer.Expect(HttpStatusCode.OK).Json.GetProperty("items").EnumerateArray()];
    }
}
