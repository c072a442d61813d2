using System.Net;
using LeadLedger.Domain;
using LeadLedger.Domain.Time;
using LeadLedger.Server.ReadModels;
using LeadLedger.Tests.Fixtures;
using LeadLedger.Tests.Scenario;
using Microsoft.Extensions.DependencyInjection;

namespace LeadLedger.Tests.ReadModels.WorkedExample;

/// <summary>A month with something in every table of the report.</summary>
internal sealed class MonthOfTheReport(ApiFixture api)
{
    public MidMarketYear Year { get; } = new(api);

    /// <summary>Promises kept, and missed; a rejection upheld, one overturned, one withdrawn, one still open.</summary>
    public async Task Until_the_middle_of_January()
    {
        Year.It_is("2026-12-15 10:00");
        await Year.Draft();
        await Year.Sign(Year.Terms(new Month(2027, 1)));
        Year.It_is("2027-01-05 10:00");
        var first = await Year.Demo_requests(12);
        await Close_a_deal(first[1], new { outcome = "won", amount = 81_234.56m });
        await Close_a_deal(first[2], new { outcome = "lost", reason = "price" });
        Year.It_is("2027-01-08 10:00");
        await Year.E_books(5, "ben");
        Year.It_is("2027-01-12 10:00");
        var second = await Year.Demo_requests(9, "ben");
        await Year.Reject_and_uphold(second[0], ruledAt: "2027-01-14 10:00");
        await Reject_and_overturn(second[1], ruledAt: "2027-01-15 10:00");
        await Reject(second[2]);
        var withdrawn = await Year.Seller.Post($"/v1/leads/{second[2]}/rejections/1/withdrawal", null);
        withdrawn.Expect(HttpStatusCode.Created);
        Year.It_is("2027-01-20 10:00");
        await Year.E_books(4, "ada");
        await Reject((await Year.Demo_requests(3))[0]);
    }

    /// <summary>The goal was missed; both sides have the scorecard.</summary>
    public async Task January_is_closed()
    {
        Year.It_is("2027-01-28 10:00");
        await Year.Demo_requests(2);
        Year.It_is("2027-02-01 12:00");
        await Year.Close(new Month(2027, 1));
    }

    /// <summary>An e-book of January is told of late: it is booked in February.</summary>
    public async Task More_is_known_in_February()
    {
        Year.It_is("2027-02-03 10:00");
        await Year.Late_e_book("2027-01-30 11:00");
        await Year.Demo_requests(4);
    }

    /// <summary>
    /// Everything recorded is in the read models, the newest of it is of today, as of whose beginning days have ended.
    /// </summary>
    public async Task Settle()
    {
        await using var last = api.Database.Admin.CreateCommand("select max(seq_id) from ledger.mt_events");
        var position = (long)(await last.ExecuteScalarAsync())!;
        Assert.True(await api.App.Services.GetRequiredService<ReadModelPosition>()
            .WaitFor(position, TimeSpan.FromSeconds(60)));
        var newest = await Rows.Of(
            api.Database.Bi, "select (event_time at time zone 'Europe/Berlin')::date::text from bi_v1.freshness");
        var today = LocalTime.DayOf(api.Clock.GetUtcNow(), "Europe/Berlin");
        if (newest[0] != FormattableString.Invariant($"{today:yyyy-MM-dd}"))
            await Year.E_books(1, "ada");
    }

    private async Task Close_a_deal(string lead, object outcome)
    {
        var opened = new { milestone = "opportunityOpened", amount = 90_000 };
        (await Year.Seller.Post($"/v1/leads/{lead}/milestones", opened)).Expect(HttpStatusCode.Created);
        (await Year.Seller.Post($"/v1/leads/{lead}/outcome", outcome)).Expect(HttpStatusCode.Created);
    }

    private async Task Reject(string lead) => (await Year.Seller.Post(
        $"/v1/leads/{lead}/rejections",
        new { reasonCode = "no-budget", criterion = "budget", explanation = "Nothing before 2029." }))
        .Expect(HttpStatusCode.Created);

    private async Task Reject_and_overturn(string lead, string ruledAt)
    {
        await Reject(lead);
        Year.It_is(ruledAt);
        var review = $"/v1/reviews/{lead}-1";
        var claimed = (await Year.Chair.Post($"{review}/claim", null)).Expect(HttpStatusCode.Created);
        (await Year.Chair.Post($"{review}/ruling", new
        {
            verdict = "overturned",
            rootCause = "followUp",
            rationale = "They have a budget.",
            nextStep = new { what = "Call again.", owner = "ben", dueAt = MidMarketYear.At("2027-03-01 09:00") },
        }, ("If-Match", claimed.Etag!))).Expect(HttpStatusCode.Created);
    }
}
