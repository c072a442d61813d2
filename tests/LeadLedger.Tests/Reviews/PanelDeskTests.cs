using System.Net;
using System.Text.Json;
using LeadLedger.Domain;
using LeadLedger.Domain.Agreements;
using LeadLedger.Tests.Fixtures;
using LeadLedger.Tests.Leads;

namespace LeadLedger.Tests.Reviews;

/// <summary>
/// What the panel sees: the queue by every filter, counts, a case with all around it, next steps, trends.
/// </summary>
public sealed class PanelDeskTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task The_queue_is_narrowed_down_and_counted_by_every_filter()
    {
        var company = await new SignedAgreement(api).Sign();
        var demo = await company.Reject(await company.HandOff());
        var book = await company.Reject(await company.HandOff(action: "e-book"));
        (await company.Member.Post($"{book.Address}/claim", null)).Expect(HttpStatusCode.Created);
        var seen = await Seen(company);

        foreach (var (query, expected) in ((string, int)[])
        [
            ("", 2), ($"agreement={company.Id}", 2), ($"panel={company.PanelId}", 2), ("segment=enterprise", 2),
            ("segment=mid-market", 0), ("source=paid-search", 2), ("source=other", 0),
            ("conversionAction=e-book", 1), ("reason=no-budget", 2), ("reason=no-need", 0), ("criterion=budget", 2),
            ("criterion=need", 0), ($"rejectedBy={company.Person("ada")}", 2), ("rejectedBy=nobody", 0),
            ("mine=true", 1), ("mine=false", 1), ("unclaimed=true", 1),
            ("unclaimed=false", 1), ("overdue=true", 0), ("overdue=false", 2),
            ("withoutChair=true", 0), ("withoutChair=false", 2),
            ($"agreement={Guid.NewGuid()}", 0), ($"panel={Guid.NewGuid()}", 0),
        ])
        {
            var page = await company.Member.Get($"/v1/reviews?{query}", seen.MinPosition);
            Assert.True(expected == Items(page).Length, $"{query}: {page.Text}");
            var counts = await company.Member.Get($"/v1/reviews/counts?{query}", seen.MinPosition);
            Assert.Equal(expected, counts.Expect(HttpStatusCode.OK).Json.GetProperty("open").GetInt64());
        }
        var all = (await company.Member.Get("/v1/reviews/counts")).Json;
        Assert.Equal((1, 1, 0), (Count(all, "claimed"), Count(all, "mine"), Count(all, "overdue")));
        Assert.Equal(0, Count((await company.Chair.Get("/v1/reviews/counts")).Json, "mine"));
        (await company.Member.Get("/v1/reviews?colour=red")).ExpectProblem(400, "query-is-not-valid", "colour");
        _ = demo;
    }

    /// <summary>All while the agreement is shut, so that each of the rulings is due when it opens.</summary>
    [Fact]
    public async Task Pages_of_closed_cases_miss_none_of_a_lead_whose_rulings_were_due_at_one_instant()
    {
        var open = new OpenHours(api.Clock.GetUtcNow().AddDays(3).DayOfWeek, new(9, 0), new(10, 0));
        var company = await new SignedAgreement(api)
        {
            Adjust = terms => terms with
            {
                Calendar = terms.Calendar! with { WeeklyHours = [open], Holidays = [] },
                Review = terms.Review! with { RuleWithinHours = 1, Clock = ClockKind.Business },
            },
        }.Sign();
        var lead = await company.HandOff();
        for (var number = 1; number <= 3; number++)
        {
            var review = await company.Reject(lead);
            (await company.Seller.Post($"{lead}/rejections/{number}/withdrawal", null)).Expect(HttpStatusCode.Created);
            Assert.EndsWith($"-{number}", review.Address, StringComparison.Ordinal);
        }
        var seen = await Seen(company);
        foreach (var sort in new[] { "priority", "value", "age", "due" })
        {
            var shown = new List<string>();
            for (var next = $"/v1/reviews?state=withdrawn&limit=1&sort={sort}"; next is not null;)
            {
                var page = await company.Chair.Get(next, seen.MinPosition);
                shown.AddRange(Items(page).Select(item => item.GetProperty("id").GetString()![^1..]));
                next = page.Next;
            }
            Assert.Equal(["1", "2", "3"], shown);
        }
    }

    [Fact]
    public async Task Pages_of_the_queue_neither_repeat_nor_miss_a_case_while_others_work()
    {
        foreach (var sort in new[] { "priority", "value", "age", "due" })
        {
            var company = await new SignedAgreement(api).Sign();
            var there = new List<string>();
            for (var i = 0; i < 7; i++)
                there.Add((await company.Reject(await company.HandOff(action: i % 2 == 0 ? "e-book" : "demo-request")))
                    .Address.Split('/')[^1]);
            var shown = new List<string>();
            var seen = await Seen(company);
            for (var next = $"/v1/reviews?limit=2&sort={sort}"; next is not null;)
            {
                var page = await company.Chair.Get(next, seen.MinPosition);
                shown.AddRange(Items(page).Select(item => item.GetProperty("id").GetString()!));
                next = page.Next;
                // What was shown is withdrawn, another is claimed.
                var lead = shown[^1][..36];
                (await company.Seller.Post($"/v1/leads/{lead}/rejections/1/withdrawal", null))
                    .Expect(HttpStatusCode.Created);
                if (there.Except(shown).FirstOrDefault() is { } waiting)
                    (await company.Member.Post($"/v1/reviews/{waiting}/claim", null)).Expect(HttpStatusCode.Created);
                seen = await Seen(company);
            }
            Assert.Equal(shown.Distinct(), shown);
            Assert.Equal(there.Order(), shown.Order());
        }
    }

    [Fact]
    public async Task A_case_without_anybody_to_preside_is_shown_until_somebody_is_seated()
    {
        var company = await new SignedAgreement(api).Sign();
        var lead = await company.HandOff();
        var grace = api.As(company.Person("grace"), Role.Colleague);
        (await grace.Post($"{lead}/contact-attempts", new { channel = "phone", outcome = "voicemail" }))
            .Expect(HttpStatusCode.Created);
        var review = await company.Reject(lead);
        var seen = await Seen(company);
        var page = await company.Drafter.Get(
            $"/v1/reviews?withoutChair=true&agreement={company.Id}", seen.MinPosition);
        Assert.True(Assert.Single(Items(page)).GetProperty("withoutChair").GetBoolean());
        var file = (await company.Member.Get(review.Address)).Expect(HttpStatusCode.OK).Json;
        Assert.False(file.GetProperty("presiding").TryGetProperty("chair", out _));

        var seated = await company.Drafter.Post(
            $"/v1/panels/{company.PanelId}/members", new { subject = company.Person("nora"), function = "neither" });
        seated.Expect(HttpStatusCode.Created);
        var after = await company.Drafter.Get(
            $"/v1/reviews?withoutChair=true&agreement={company.Id}", seated.MinPosition);
        Assert.Empty(Items(after));
    }

    [Fact]
    public async Task A_case_file_has_all_that_is_needed_to_judge()
    {
        var company = await new SignedAgreement(api).Sign();
        var precedent = await company.Reject(await company.HandOff());
        await company.Vote(precedent, company.Member, "overturned");
        (await company.VoteAndRule(precedent, "overturned")).Expect(HttpStatusCode.Created);
        var lead = await company.HandOff();
        (await company.Seller.Post($"{lead}/contact-attempts", new { channel = "phone", outcome = "voicemail" }))
            .Expect(HttpStatusCode.Created);
        var first = await company.Reject(lead);
        (await company.Seller.Post($"{lead}/rejections/1/withdrawal", null)).Expect(HttpStatusCode.Created);
        var review = await company.Reject(lead);
        var seen = await Seen(company);
        (await company.Member.Get("/v1/reviews", seen.MinPosition)).Expect(HttpStatusCode.OK);

        var file = (await company.Member.Get(review.Address)).Expect(HttpStatusCode.OK).Json;
        Assert.EndsWith("-2", review.Address, StringComparison.Ordinal);
        var earlier = Assert.Single(file.GetProperty("earlierCases").EnumerateArray());
        Assert.Equal("withdrawn", earlier.GetProperty("review").GetProperty("state").GetString());
        Assert.Equal("They have none until 2028.", earlier.GetProperty("explanation").GetString());
        var ruled = Assert.Single(file.GetProperty("precedents").EnumerateArray());
        Assert.Equal("overturned", ruled.GetProperty("verdict").GetString());
        Assert.False(string.IsNullOrEmpty(ruled.GetProperty("rationale").GetString()));
        var source = file.GetProperty("source");
        Assert.Equal(4, source.GetProperty("handoffs").GetInt64() + source.GetProperty("withdrawn").GetInt64());
        Assert.Equal(0m, source.GetProperty("upheldShare").GetDecimal());
        Assert.Equal(company.Person("mia"), file.GetProperty("handoff").GetProperty("handedOffBy").GetString());
        Assert.Equal(company.Person("ada"), file.GetProperty("review").GetProperty("rejectedBy").GetString());
        var effort = file.GetProperty("effort");
        Assert.True(effort.GetProperty("firstResponseInTime").GetBoolean());
        Assert.Equal(3600, effort.GetProperty("firstResponsePromised").GetProperty("wallSeconds").GetInt64());
        Assert.Equal(1, effort.GetProperty("attempts").GetInt32());
        Assert.Equal(5, effort.GetProperty("attemptsPromised").GetInt32());
        Assert.Equal("vote", file.GetProperty("yourTurn").GetString());
        Assert.False((await company.Seller.Get(review.Address)).Json.TryGetProperty("yourTurn", out _));

        // Who sees cases without persons sees precedents without what was said.
        var without = (await company.Drafter.Get(review.Address)).Expect(HttpStatusCode.OK).Json;
        var shown = Assert.Single(without.GetProperty("precedents").EnumerateArray());
        Assert.False(shown.TryGetProperty("rationale", out _));
        Assert.DoesNotContain("until 2028", without.GetRawText(), StringComparison.Ordinal);
        _ = first;
    }

    [Fact]
    public async Task A_rulings_next_step_is_listed_until_it_is_done()
    {
        var company = await new SignedAgreement(api).Sign();
        var review = await company.Reject(await company.HandOff());
        await company.Vote(review, company.Member, "upheld");
        var ruled = (await company.VoteAndRule(review, "upheld")).Expect(HttpStatusCode.Created);
        var (mia, position) = (company.Person("mia"), ruled.MinPosition);

        var own = Assert.Single(Items(await company.Marketing.Get("/v1/reviews/next-steps", position)));
        Assert.Equal(mia, own.GetProperty("owner").GetString());
        Assert.False(own.GetProperty("overdue").GetBoolean());
        Assert.Empty(Items(await company.Seller.Get("/v1/reviews/next-steps")));
        Assert.Single(Items(await company.Seller.Get($"/v1/reviews/next-steps?owner={mia}")));
        Assert.Single(Items(await company.Chair.Get("/v1/reviews/next-steps")));
        Assert.Empty(Items(await company.Chair.Get("/v1/reviews/next-steps?owner=me")));
        Assert.Empty(Items(await company.Chair.Get("/v1/reviews/next-steps?overdue=true")));
        var other = await new SignedAgreement(api).Sign();
        Assert.Empty(Items(await other.Chair.Get($"/v1/reviews/next-steps?owner={mia}")));

        var done = await company.Marketing.Post($"{review.Address}/follow-up", new { note = "Asked." });
        Assert.Empty(Items(await company.Chair.Get("/v1/reviews/next-steps", done.MinPosition)));
    }

    [Fact]
    public async Task Trends_tell_what_is_used_most_and_overturned_most()
    {
        var company = await new SignedAgreement(api).Sign();
        var upheld = await company.Reject(await company.HandOff());
        await company.Vote(upheld, company.Member, "upheld");
        (await company.VoteAndRule(upheld, "upheld")).Expect(HttpStatusCode.Created);
        await company.Reject(await company.HandOff(action: "e-book"));
        var seen = await Seen(company);
        foreach (var by in new[] { "month", "source", "conversionAction", "reason", "criterion", "rejectedBy" })
        {
            var trends = await company.Chair.Get($"/v1/reviews/trends?by={by}", seen.MinPosition);
            var items = trends.Expect(HttpStatusCode.OK).Json.GetProperty("items").EnumerateArray().ToArray();
            Assert.Equal(by == "conversionAction" ? 2 : 1, items.Length);
            Assert.Equal(2, items.Sum(item => item.GetProperty("opened").GetInt64()));
            Assert.Equal(1, items.Sum(item => item.GetProperty("upheld").GetInt64()));
        }
        var one = (await company.Chair.Get("/v1/reviews/trends?by=criterion")).Json.GetProperty("items")[0];
        Assert.Equal("budget", one.GetProperty("value").GetString());
        Assert.Equal(1m, one.GetProperty("upheldShare").GetDecimal());
        Assert.True(one.GetProperty("secondsToRule").GetProperty("median").GetInt64() >= 0);
        Assert.Empty((await company.Chair.Get("/v1/reviews/trends?to=2020-01")).Json.GetProperty("items")
            .EnumerateArray());
        (await company.Chair.Get("/v1/reviews/trends?to=9999-12")).Expect(HttpStatusCode.OK);
        (await company.Chair.Get("/v1/reviews/trends?by=weather")).ExpectProblem(400, "query-is-not-valid", "by");
    }

    private static long Count(JsonElement counts, string name) => counts.GetProperty(name).GetInt64();

    private static JsonElement[] Items(ApiAnswer page) =>
        [.. page.Expect(HttpStatusCode.OK).Json.GetProperty("items").EnumerateArray()];

    private static Task<ApiAnswer> Seen(SignedAgreement company) =>
        company.Marketing.Post("/v1/leads", company.HandoffBody());
}
