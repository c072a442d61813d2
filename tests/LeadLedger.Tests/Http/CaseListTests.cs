using System.Net;
using LeadLedger.Tests.Fixtures;
using LeadLedger.Tests.Leads;

namespace LeadLedger.Tests.Http;

/// <summary>The list of cases: the panel's queue, and what became of the closed ones.</summary>
public sealed class CaseListTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task The_queue_is_sorted_and_filtered_as_the_panel_works_it()
    {
        var company = await new SignedAgreement(api).Sign();
        var cheap = await company.Reject(await company.HandOff(action: "e-book"));
        var dear = await company.Reject(await company.HandOff());
        var claimed = await company.Chair.Post($"{dear.Address}/claim", null);

        async Task<string[]> Queue(string query)
        {
            var answer = await company.Chair.Get($"/v1/reviews?{query}", claimed.MinPosition);
            return [.. answer.Expect(HttpStatusCode.OK).Ids.Select(id => $"/v1/reviews/{id}")];
        }

        Assert.Equal([dear.Address, cheap.Address], await Queue("sort=value"));
        Assert.Equal([dear.Address, cheap.Address], await Queue(""));
        Assert.Equal([cheap.Address, dear.Address], await Queue("sort=age"));
        Assert.Equal([cheap.Address, dear.Address], await Queue("sort=due"));
        Assert.Equal([cheap.Address], await Queue("unclaimed=true"));
        Assert.Equal([dear.Address], await Queue("mine=true"));
        Assert.Empty(await Queue("overdue=true"));
        Assert.Equal(2, (await Queue("overdue=false")).Length);
        foreach (var sort in new[] { "priority", "value", "age", "due" })
        {
            var paged = new List<string>();
            for (var next = $"/v1/reviews?limit=1&sort={sort}"; next is not null;)
            {
                var page = (await company.Chair.Get(next)).Expect(HttpStatusCode.OK);
                paged.AddRange(page.Ids.Select(id => $"/v1/reviews/{id}"));
                next = page.Next;
            }
            Assert.Equal(await Queue($"sort={sort}"), paged);
        }
    }

    [Fact]
    public async Task Closed_cases_are_found_by_what_became_of_them()
    {
        var company = await new SignedAgreement(api).Sign();
        var upheld = await company.Reject(await company.HandOff());
        await company.Vote(upheld, company.Member, "upheld");
        (await company.VoteAndRule(upheld, "upheld")).Expect(HttpStatusCode.Created);
        var withdrawn = await company.Reject(await company.HandOff());
        (await company.Seller.Post($"{withdrawn.Lead}/rejections/1/withdrawal", null)).Expect(HttpStatusCode.Created);
        var open = await company.Reject(await company.HandOff());
        var last = await company.Chair.Post($"{open.Address}/claim", null);

        foreach (var (state, address) in new[] { ("upheld", upheld), ("withdrawn", withdrawn), ("open", open) })
        {
            foreach (var sort in new[] { "value", "age", "due" })
            {
                var page = await company.Chair.Get($"/v1/reviews?state={state}&sort={sort}", last.MinPosition);
                Assert.Equal([address.Address], page.Expect(HttpStatusCode.OK).Ids.Select(id => $"/v1/reviews/{id}"));
                Assert.Equal(state, page.Json.GetProperty("items")[0].GetProperty("state").GetString());
            }
        }
        Assert.Empty((await company.Chair.Get("/v1/reviews?state=overturned")).Ids);
    }
}
