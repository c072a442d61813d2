using System.Net;
using System.Text.Json;
using LeadLedger.Tests.Fixtures;

namespace LeadLedger.Tests.Leads;

/// <summary>A lead's life over HTTP, from the handoff to the ruling and on, as its people would make it.</summary>
public sealed class LeadLifeTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task A_lead_is_handed_off_valued_and_timed()
    {
        var company = await new SignedAgreement(api).Sign();
        var answer = await company.Marketing.Post("/v1/leads", company.HandoffBody());

        answer.Expect(HttpStatusCode.Created);
        var lead = answer.Json;
        Assert.Equal($"/v1/leads/{lead.Id()}", answer.Response.Headers.Location!.ToString());
        Assert.Equal("\"1\"", answer.Etag);
        Assert.True(answer.Position > 0);
        Assert.Equal("withSales", lead.Text("place"));
        Assert.Equal("awaitingFirstResponse", lead.Text("stage"));
        Assert.Equal("salesPerson", lead.GetProperty("owner").Text("kind"));
        Assert.Equal(company.Person("ada"), lead.GetProperty("owner").Text("id"));
        Assert.Equal(3000m, lead.GetProperty("value").GetProperty("amount").GetDecimal());
        var since = lead.GetProperty("since").GetDateTimeOffset();
        var deadlines = lead.GetProperty("deadlines");
        Assert.Equal(since.AddMinutes(60), deadlines.GetProperty("firstResponseDueAt").GetDateTimeOffset());
        Assert.Equal(5, deadlines.GetProperty("attemptsDue").GetInt32());
        Assert.DoesNotContain("Kim Muster", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sales_works_a_lead_to_a_won_deal()
    {
        var company = await new SignedAgreement(api).Sign();
        var lead = await company.HandOff(assignee: null);

        (await company.Seller.Post($"{lead}/assignments", new { assignee = company.Person("ada") }))
            .Expect(HttpStatusCode.Created);
        var attempt = await company.Seller.Post(
            $"{lead}/contact-attempts",
            new { channel = "phone", outcome = "connected", note = "Call back on Monday." });
        Assert.Equal("working", attempt.Expect(HttpStatusCode.Created).Json.Text("stage"));
        Assert.False(attempt.Json.GetProperty("deadlines").TryGetProperty("firstResponseDueAt", out _));
        var opened = await company.Seller.Post(
            $"{lead}/milestones", new { milestone = "opportunityOpened", amount = 12000 });
        Assert.Equal("opportunity", opened.Expect(HttpStatusCode.Created).Json.Text("stage"));
        var won = await company.Seller.Post($"{lead}/outcome", new { outcome = "won", amount = 11500.5 });

        Assert.Equal("won", won.Expect(HttpStatusCode.Created).Json.Text("place"));
        Assert.Equal("closed", won.Json.GetProperty("owner").Text("kind"));
        Assert.Equal("\"5\"", won.Etag);
        (await company.Seller.Post($"{lead}/outcome", new { outcome = "lost", reason = "price" }))
            .ExpectProblem(409, "lead-is-not-with-sales");
    }

    [Fact]
    public async Task An_overturned_rejection_sends_the_lead_back_to_sales_with_new_clocks()
    {
        var company = await new SignedAgreement(api).Sign();
        var review = await company.Reject(await company.HandOff());
        await company.Vote(review, company.Member, "overturned");
        var ruled = await company.VoteAndRule(review, "overturned");

        Assert.Equal("ruled", ruled.Expect(HttpStatusCode.Created).Json.Text("state"));
        var ruling = ruled.Json.GetProperty("ruling");
        Assert.Equal("overturned", ruling.Text("verdict"));
        Assert.Equal(
            [company.Person("mel"), company.Person("grace")],
            ruling.GetProperty("votes").EnumerateArray().Select(vote => vote.Text("member")));
        Assert.Equal(
            ruling.GetProperty("ruledAt").GetDateTimeOffset().AddMinutes(60),
            ruling.GetProperty("firstResponseDueAt").GetDateTimeOffset());

        var lead = review.Lead;
        var attempt = await company.Seller.Post(
            $"{lead}/contact-attempts", new { channel = "email", outcome = "replied" });
        Assert.Equal("withSales", attempt.Expect(HttpStatusCode.Created).Json.Text("place"));

        var second = await company.Reject(lead);
        Assert.EndsWith("-2", second.Address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_upheld_rejection_gives_the_lead_to_marketing_until_it_is_handed_off_again()
    {
        var company = await new SignedAgreement(api).Sign();
        var review = await company.Reject(await company.HandOff());
        await company.Vote(review, company.Member, "upheld");
        (await company.VoteAndRule(review, "upheld")).Expect(HttpStatusCode.Created);

        (await company.Seller.Post($"{review.Lead}/outcome", new { outcome = "won", amount = 1 }))
            .ExpectProblem(409, "lead-is-not-with-sales");
        var again = await company.Marketing.Post($"{review.Lead}/handoffs", new
        {
            segment = "mid-market",
            bucket = "otherLowFit",
            conversionAction = "e-book",
            source = "webinar",
        });

        Assert.Equal("withSales", again.Expect(HttpStatusCode.Created).Json.Text("place"));
        Assert.Equal(2, again.Json.GetProperty("handoff").GetInt32());
        Assert.Equal(1000m, again.Json.GetProperty("value").GetProperty("amount").GetDecimal());
        Assert.Equal("salesTeam", again.Json.GetProperty("owner").Text("kind"));
    }

    [Fact]
    public async Task A_withdrawn_rejection_resumes_the_old_deadlines()
    {
        var company = await new SignedAgreement(api).Sign();
        var handedOff = await company.Marketing.Post("/v1/leads", company.HandoffBody());
        var lead = handedOff.Response.Headers.Location!.ToString();
        await company.Reject(lead);

        var withdrawn = await company.Seller.Post($"{lead}/rejections/1/withdrawal", null);

        Assert.Equal("withSales", withdrawn.Expect(HttpStatusCode.Created).Json.Text("place"));
        Assert.Equal(
            handedOff.Json.GetProperty("deadlines").GetRawText(), withdrawn.Json.GetProperty("deadlines").GetRawText());
        (await company.Seller.Post($"{lead}/rejections/1/withdrawal", null)).ExpectProblem(409, "case-is-closed");
        (await company.Seller.Post($"{lead}/rejections/2/withdrawal", null)).ExpectProblem(404, "case-is-unknown");
    }

    [Fact]
    public async Task An_unresponsive_lead_goes_back_to_marketing_without_a_ruling()
    {
        var company = await new SignedAgreement(api).Sign();
        var lead = await company.HandOff();
        (await company.Seller.Post($"{lead}/return", null)).ExpectProblem(409, "cadence-is-not-worked-yet");
        for (var attempt = 0; attempt < 5; attempt++)
        {
            (await company.Seller.Post($"{lead}/contact-attempts", new { channel = "phone", outcome = "noAnswer" }))
                .Expect(HttpStatusCode.Created);
        }
        var returned = await company.Seller.Post($"{lead}/return", null);

        Assert.Equal("withMarketing", returned.Expect(HttpStatusCode.Created).Json.Text("place"));
        Assert.Equal("marketing", returned.Json.GetProperty("owner").Text("kind"));
    }

    [Fact]
    public async Task A_colleague_may_contact_a_lead_but_do_nothing_else_with_it()
    {
        var company = await new SignedAgreement(api).Sign();
        var lead = await company.HandOff();
        var colleague = api.As("engineer", Domain.Role.Colleague);

        (await colleague.Post($"{lead}/contact-attempts", new { channel = "meeting", outcome = "connected" }))
            .Expect(HttpStatusCode.Created);
        (await colleague.Post($"{lead}/milestones", new { milestone = "demoHeld" }))
            .ExpectProblem(403, "role-not-allowed");
    }
}

/// <summary>Reads answers shortly.</summary>
internal static class JsonWords
{
    public static string? Text(this JsonElement json, string name) => json.GetProperty(name).GetString();

    public static string Id(this JsonElement json) => json.Text("id")!;
}
