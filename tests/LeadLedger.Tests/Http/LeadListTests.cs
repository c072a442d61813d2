using System.Net;
using LeadLedger.Domain;
using LeadLedger.Domain.Time;
using LeadLedger.Tests.Fixtures;
using LeadLedger.Tests.Leads;

namespace LeadLedger.Tests.Http;

/// <summary>Lists, by what they are asked for and by whom, a page at a time.</summary>
public sealed class LeadListTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task Leads_are_filtered_by_what_they_are()
    {
        var company = await new SignedAgreement(api).Sign();
        await company.HandOff("ada");
        await company.HandOff("ben", "e-book");
        await company.Reject(await company.HandOff("ada"));
        var last = await company.Marketing.Post("/v1/leads", company.HandoffBody(null));

        async Task<int> Count(string filter) =>
            (await company.Manager.Get($"/v1/leads?{filter}", last.MinPosition)).Expect(HttpStatusCode.OK).Ids.Count;

        Assert.Equal(4, await Count($"agreement={company.Id}"));
        Assert.Equal(2, await Count($"assignee={company.Person("ada")}"));
        Assert.Equal(1, await Count("place=underReview"));
        Assert.Equal(3, await Count("place=withSales&stage=awaitingFirstResponse"));
        Assert.Equal(4, await Count("segment=enterprise&bucket=handRaiserHighFit&source=paid-search"));
        Assert.Equal(0, await Count("segment=mid-market"));
        Assert.Equal(4, await Count($"month={LocalTime.MonthOf(api.Clock.GetUtcNow(), "Europe/Zurich")}"));
        Assert.Equal(0, await Count("month=2020-01"));
        Assert.Equal(1, await Count($"owner={company.PanelId}"));
        Assert.Equal(1, await Count($"owner={company.Id}"));
    }

    [Theory]
    [InlineData("place=nowhere", "place")]
    [InlineData("month=2026-13", "month")]
    [InlineData("month=March", "month")]
    [InlineData("agreement=first", "agreement")]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=201", "limit")]
    [InlineData("limit=ten", "limit")]
    [InlineData("segment=", "segment")]
    [InlineData("plaice=withSales", "plaice")]
    [InlineData("segment=a&segment=b", "segment")]
    public async Task A_parameter_that_cant_be_read_is_named(string query, string field)
    {
        (await api.As("x", Role.Auditor).Get($"/v1/leads?{query}")).ExpectProblem(400, "query-is-not-valid", field);
    }

    [Fact]
    public async Task Lists_show_their_own_to_members_and_all_to_who_sees_all()
    {
        var (mine, theirs) = (await new SignedAgreement(api).Sign(), await new SignedAgreement(api).Sign());
        await mine.Reject(await mine.HandOff());
        var review = await theirs.Reject(await theirs.HandOff());
        var last = await theirs.Marketing.Post("/v1/leads", theirs.HandoffBody());

        foreach (var (path, own, foreign) in new[]
        {
            ("/v1/leads", mine.Id, theirs.Id), ("/v1/reviews", mine.Id, theirs.Id),
        })
        {
            foreach (var reader in new[] { mine.Marketing, mine.Seller, mine.Manager, mine.Chair })
            {
                var text = (await reader.Get(path, last.MinPosition)).Expect(HttpStatusCode.OK).Text;
                Assert.Contains(own.ToString(), text, StringComparison.Ordinal);
                Assert.DoesNotContain(foreign.ToString(), text, StringComparison.Ordinal);
            }
        }
        var agreements = (await mine.Seller.Get("/v1/agreements", last.MinPosition)).Text;
        Assert.Contains(mine.Id.ToString(), agreements, StringComparison.Ordinal);
        Assert.DoesNotContain(theirs.Id.ToString(), agreements, StringComparison.Ordinal);
        var panels = (await mine.Seller.Get("/v1/panels", last.MinPosition)).Text;
        Assert.Contains(mine.PanelId.ToString(), panels, StringComparison.Ordinal);
        Assert.DoesNotContain(theirs.PanelId.ToString(), panels, StringComparison.Ordinal);
        (await mine.Seller.Get($"/v1/panels/{mine.PanelId}")).Expect(HttpStatusCode.OK);
        (await mine.Seller.Get($"/v1/panels/{theirs.PanelId}")).ExpectProblem(403, "not-a-member");

        (await mine.Seller.Get($"/v1/leads?agreement={theirs.Id}")).ExpectProblem(403, "not-a-member");
        (await mine.Chair.Get(review.Address)).ExpectProblem(403, "not-a-member");
        var all = (await api.As("x", Role.Auditor).Get("/v1/reviews?limit=200", last.MinPosition)).Text;
        Assert.Contains(theirs.Id.ToString(), all, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_neither_repeat_nor_miss_a_lead_while_others_work()
    {
        var company = await new SignedAgreement(api).Sign();
        var leads = new List<string>();
        for (var i = 0; i < 9; i++)
            leads.Add((await company.HandOff()).Split('/')[^1]);
        var last = await company.Marketing.Post("/v1/leads", company.HandoffBody());
        leads.Add(last.Json.GetProperty("id").GetString()!);

        var seen = new List<string>();
        var next = $"/v1/leads?agreement={company.Id}&limit=2";
        var position = last.MinPosition;
        while (next is not null)
        {
            var page = (await company.Seller.Get(next, position)).Expect(HttpStatusCode.OK);
            seen.AddRange(page.Ids);
            next = page.Next;
            // Others go on: what was listed is worked, and new leads come in.
            var worked = await company.Seller.Post(
                $"/v1/leads/{seen[^1]}/contact-attempts", new { channel = "phone", outcome = "voicemail" });
            await company.HandOff();
            position = worked.MinPosition;
        }
        Assert.Equal(seen.Distinct(), seen);
        Assert.Empty(leads.Except(seen));
    }

    [Fact]
    public async Task A_cursor_is_good_for_its_own_list_and_filters_only()
    {
        var company = await new SignedAgreement(api).Sign();
        await company.HandOff();
        var last = await company.Marketing.Post("/v1/leads", company.HandoffBody());
        var page = await company.Seller.Get("/v1/leads?limit=1", last.MinPosition);
        var next = page.Next!;
        Assert.Contains("rel=\"next\"", page.Header("Link"), StringComparison.Ordinal);
        var cursor = next[(next.IndexOf("cursor=", StringComparison.Ordinal) + 7)..];

        (await company.Seller.Get(next)).Expect(HttpStatusCode.OK);
        (await company.Seller.Get($"/v1/leads?limit=5&cursor={cursor}")).Expect(HttpStatusCode.OK);
        var flipped = (cursor[20] == 'A' ? 'B' : 'A') + cursor[21..];
        foreach (var wrong in new[] { cursor[..20] + flipped, cursor[..^4], "x", "AAAA", "%00" })
        {
            var answer = await company.Seller.Get($"/v1/leads?limit=1&cursor={wrong}");
            Assert.Equal("cursor", answer.Field);
            Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        }
        (await company.Seller.Get($"/v1/leads?limit=1&place=won&cursor={cursor}")).ExpectProblem(
            400, "cursor-is-not-valid");
        (await company.Seller.Get($"/v1/agreements?cursor={cursor}")).ExpectProblem(400, "cursor-is-not-valid");
    }
}
