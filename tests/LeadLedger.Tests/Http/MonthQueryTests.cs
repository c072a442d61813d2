using System.Net;
using System.Text.Json;
using LeadLedger.Domain;
using LeadLedger.Domain.Time;
using LeadLedger.Tests.Fixtures;
using LeadLedger.Tests.Leads;

namespace LeadLedger.Tests.Http;

/// <summary>A month's totals and its curve.</summary>
public sealed class MonthQueryTests(ApiFixture api) : IClassFixture<ApiFixture>
{
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
            last.MinPosition)).Expect(HttpStatusCode.OK).Json;
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
            last.MinPosition)).Expect(HttpStatusCode.OK).Json;
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
            last.MinPosition)).Expect(HttpStatusCode.OK);
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
                last.MinPosition)).Expect(HttpStatusCode.OK).Json;
            Assert.Equal(1, pacing.GetProperty("termsVersion").GetInt32());
            return [.. pacing.GetProperty("days").EnumerateArray()];
        }
    }

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
