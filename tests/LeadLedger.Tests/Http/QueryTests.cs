using System.Net;
using System.Text.Json;
using LeadLedger.Domain;
using LeadLedger.Domain.Time;
using LeadLedger.Tests.Fixtures;
using LeadLedger.Tests.Leads;

namespace LeadLedger.Tests.Http;

/// <summary>
/// Lists, totals, curve, dashboard and freshness, read from the read models once these have come far enough.
/// </summary>
public sealed class QueryTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task A_query_waits_for_what_the_caller_has_just_written()
    {
        var company = await new SignedAgreement(api).Sign();
        for (var turn = 0; turn < 5; turn++)
        {
            var handedOff = await company.Marketing.Post("/v1/leads", company.HandoffBody());
            var list = await company.Seller.Get("/v1/leads", MinPosition(handedOff));
            var ids = Ids(list.Expect(HttpStatusCode.OK));
            Assert.Contains(handedOff.Json.GetProperty("id").GetString(), ids);
            Assert.Equal(turn + 1, ids.Count);
            Assert.True(list.Position >= handedOff.Position);
        }
    }

    [Fact]
    public async Task A_position_that_never_comes_is_answered_503_within_bounds()
    {
        var answer = await api.As("x", Role.Auditor).Get("/v1/projections", ("Ledger-Min-Position", "999999999"));
        answer.ExpectProblem(503, "projection-is-behind", "Ledger-Min-Position");
        Assert.NotNull(answer.Header("Retry-After"));
        (await api.As("x", Role.Auditor).Get("/v1/projections", ("Ledger-Min-Position", "soon")))
            .ExpectProblem(400, "header-is-not-valid", "Ledger-Min-Position");
    }

    [Fact]
    public async Task Leads_are_filtered_by_what_they_are()
    {
        var company = await new SignedAgreement(api).Sign();
        await company.HandOff("ada");
        await company.HandOff("ben", "e-book");
        await company.Reject(await company.HandOff("ada"));
        var last = await company.Marketing.Post("/v1/leads", company.HandoffBody(null));

        async Task<int> Count(string filter) =>
            Ids((await company.Manager.Get($"/v1/leads?{filter}", MinPosition(last))).Expect(HttpStatusCode.OK)).Count;

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
                var text = (await reader.Get(path, MinPosition(last))).Expect(HttpStatusCode.OK).Text;
                Assert.Contains(own.ToString(), text, StringComparison.Ordinal);
                Assert.DoesNotContain(foreign.ToString(), text, StringComparison.Ordinal);
            }
        }
        var agreements = (await mine.Seller.Get("/v1/agreements", MinPosition(last))).Text;
        Assert.Contains(mine.Id.ToString(), agreements, StringComparison.Ordinal);
        Assert.DoesNotContain(theirs.Id.ToString(), agreements, StringComparison.Ordinal);
        var panels = (await mine.Seller.Get("/v1/panels", MinPosition(last))).Text;
        Assert.Contains(mine.PanelId.ToString(), panels, StringComparison.Ordinal);
        Assert.DoesNotContain(theirs.PanelId.ToString(), panels, StringComparison.Ordinal);
        (await mine.Seller.Get($"/v1/panels/{mine.PanelId}")).Expect(HttpStatusCode.OK);
        (await mine.Seller.Get($"/v1/panels/{theirs.PanelId}")).ExpectProblem(403, "not-a-member");

        (await mine.Seller.Get($"/v1/leads?agreement={theirs.Id}")).ExpectProblem(403, "not-a-member");
        (await mine.Chair.Get(review.Address)).ExpectProblem(403, "not-a-member");
        var all = (await api.As("x", Role.Auditor).Get("/v1/reviews?limit=200", MinPosition(last))).Text;
        Assert.Contains(theirs.Id.ToString(), all, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_queue_is_sorted_and_filtered_as_the_panel_works_it()
    {
        var company = await new SignedAgreement(api).Sign();
        var cheap = await company.Reject(await company.HandOff(action: "e-book"));
        var dear = await company.Reject(await company.HandOff());
        var claimed = await company.Chair.Post($"{dear.Address}/claim", null);

        async Task<string[]> Queue(string query)
        {
            var answer = await company.Chair.Get($"/v1/reviews?{query}", MinPosition(claimed));
            return [.. Ids(answer.Expect(HttpStatusCode.OK)).Select(id => $"/v1/reviews/{id}")];
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
                paged.AddRange(Ids(page).Select(id => $"/v1/reviews/{id}"));
                next = Next(page);
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
                var page = await company.Chair.Get($"/v1/reviews?state={state}&sort={sort}", MinPosition(last));
                Assert.Equal([address.Address], Ids(page.Expect(HttpStatusCode.OK)).Select(id => $"/v1/reviews/{id}"));
                Assert.Equal(state, page.Json.GetProperty("items")[0].GetProperty("state").GetString());
            }
        }
        Assert.Empty(Ids(await company.Chair.Get("/v1/reviews?state=overturned")));
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
        var position = MinPosition(last);
        while (next is not null)
        {
            var page = (await company.Seller.Get(next, position)).Expect(HttpStatusCode.OK);
            seen.AddRange(Ids(page));
            next = Next(page);
            // Others go on: what was listed is worked, and new leads come in.
            var worked = await company.Seller.Post(
                $"/v1/leads/{seen[^1]}/contact-attempts", new { channel = "phone", outcome = "voicemail" });
            await company.HandOff();
            position = MinPosition(worked);
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
        var page = await company.Seller.Get("/v1/leads?limit=1", MinPosition(last));
        var next = Next(page)!;
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

    [Fact]
    public async Task A_months_totals_and_curve_count_what_was_handed_off()
    {
        var company = await new SignedAgreement(api).Sign();
        await company.HandOff();
        await company.HandOff(action: "e-book");
        var review = await company.Reject(await company.HandOff());
        await company.Vote(review, company.Member, "upheld");
        var last = (await company.VoteAndRule(review, "upheld")).Expect(HttpStatusCode.Created);
        var month = LocalTime.MonthOf(api.Clock.GetUtcNow(), "Europe/Zurich");
        var address = $"/v1/agreements/{company.Id}/months/{month}";

        var totals = (await company.Marketing.Get($"{address}/totals",
            MinPosition(last))).Expect(HttpStatusCode.OK).Json;
        var sums = Assert.Single(totals.GetProperty("totals").EnumerateArray()).GetProperty("sums");
        Assert.Equal(3, sums.GetProperty("handoffs").GetInt64());
        Assert.Equal(7000m, sums.GetProperty("grossValue").GetProperty("booked").GetDecimal());
        Assert.Equal(4000m, sums.GetProperty("netValue").GetProperty("booked").GetDecimal());
        Assert.Equal(1, sums.GetProperty("upheld").GetInt64());
        Assert.Equal(2, totals.GetProperty("cells").GetArrayLength());
        var narrowed = (await company.Marketing.Get($"{address}/totals?conversionAction=e-book")).Json;
        Assert.Equal(
            1000m,
            narrowed.GetProperty("totals")[0].GetProperty("sums").GetProperty("grossValue").GetProperty("booked")
                .GetDecimal());

        var pacing = (await company.Marketing.Get($"{address}/pacing",
            MinPosition(last))).Expect(HttpStatusCode.OK).Json;
        Assert.Equal(month.Days, pacing.GetProperty("days").GetArrayLength());
        Assert.Equal(300_000m,
            pacing.GetProperty("days")[month.Days - 1].GetProperty("plannedCumulative").GetDecimal());
        Assert.Equal(7000m, pacing.GetProperty("gross").GetProperty("actual").GetDecimal());
        Assert.Equal(4000m, pacing.GetProperty("net").GetProperty("actual").GetDecimal());
        AssertCurveHolds(pacing);

        (await company.Marketing.Get($"/v1/agreements/{company.Id}/months/2026-00/totals"))
            .ExpectProblem(400, "path-is-not-valid", "month");
        (await api.As("stranger", Role.Sales).Get($"{address}/totals")).ExpectProblem(403, "not-a-member");
        (await api.As("stranger", Role.Sales).Get($"{address}/pacing")).ExpectProblem(403, "not-a-member");
    }

    [Fact]
    public async Task A_month_without_terms_has_no_line_and_one_to_come_no_actual_figures()
    {
        var company = await new SignedAgreement(api).Sign();
        var last = await company.Marketing.Post("/v1/leads", company.HandoffBody());
        var month = LocalTime.MonthOf(api.Clock.GetUtcNow(), "Europe/Zurich");
        var past = (await company.Marketing.Get(
            $"/v1/agreements/{company.Id}/months/{month.AddMonths(-2)}/pacing",
            MinPosition(last))).Expect(HttpStatusCode.OK);
        Assert.Empty(past.Json.GetProperty("days").EnumerateArray());
        Assert.False(past.Json.TryGetProperty("gross", out _));
        var next = (await company.Marketing.Get(
            $"/v1/agreements/{company.Id}/months/{month.AddMonths(1)}/pacing")).Expect(HttpStatusCode.OK).Json;
        Assert.False(next.TryGetProperty("asOf", out _));
        Assert.False(next.GetProperty("days")[0].TryGetProperty("actualGross", out _));
        Assert.True(next.GetProperty("days")[0].TryGetProperty("plannedCumulative", out _));
    }

    [Fact]
    public async Task A_month_beyond_the_read_models_horizon_has_its_line_too()
    {
        var company = await new SignedAgreement(api).Sign();
        var last = await company.Marketing.Post("/v1/leads", company.HandoffBody());
        var month = LocalTime.MonthOf(api.Clock.GetUtcNow(), "Europe/Zurich");
        var near = await Line(12);
        var far = await Line(30);

        Assert.Equal(month.AddMonths(12).Days, near.Length);
        Assert.Equal(month.AddMonths(30).Days, far.Length);
        Assert.Equal(
            near.Select(day => day.EnumerateObject().Select(field => field.Name)).First(),
            far.Select(day => day.EnumerateObject().Select(field => field.Name)).First());
        Assert.Equal(300_000m, far[^1].GetProperty("plannedCumulative").GetDecimal());
        Assert.Equal(270_000m, far[^1].GetProperty("bandLow").GetDecimal());
        Assert.Equal(300_000m, far.Sum(day => day.GetProperty("planned").GetDecimal()), 0);
        Assert.Equal(0, far[0].GetProperty("grossBooked").GetProperty("count").GetInt64());

        async Task<JsonElement[]> Line(int ahead)
        {
            var pacing = (await company.Marketing.Get(
                $"/v1/agreements/{company.Id}/months/{month.AddMonths(ahead)}/pacing",
                MinPosition(last))).Expect(HttpStatusCode.OK).Json;
            Assert.Equal(1, pacing.GetProperty("termsVersion").GetInt32());
            return [.. pacing.GetProperty("days").EnumerateArray()];
        }
    }

    [Fact]
    public async Task How_fresh_the_read_models_are_is_told()
    {
        var company = await new SignedAgreement(api).Sign();
        var last = await company.Marketing.Post("/v1/leads", company.HandoffBody());
        var answer = (await api.As("x", Role.Operator).Get("/v1/projections",
            MinPosition(last))).Expect(HttpStatusCode.OK);
        Assert.Equal("projecting", answer.Json.GetProperty("state").GetString());
        Assert.True(answer.Json.GetProperty("position").GetInt64() >= last.Position);
    }

    internal static (string, string) MinPosition(ApiAnswer command) =>
        ("Ledger-Min-Position", command.Header("Ledger-Position")!);

    private static List<string> Ids(ApiAnswer page) =>
        [.. page.Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!)];

    private static string? Next(ApiAnswer page) =>
        page.Json.TryGetProperty("next", out var next) ? next.GetString() : null;

    private static void AssertCurveHolds(JsonElement pacing)
    {
        foreach (var day in pacing.GetProperty("days").EnumerateArray())
        {
            if (!day.TryGetProperty("actualGross", out var actual))
                continue;
            var variance = actual.GetDecimal() - day.GetProperty("plannedCumulative").GetDecimal();
            Assert.InRange(day.GetProperty("varianceGross").GetDecimal() - variance, -0.01m, 0.01m);
        }
    }
}
