using System.Globalization;
using System.Net;
using System.Text.Json;
using LeadLedger.Domain;
using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Panels;
using LeadLedger.Domain.Time;
using LeadLedger.Server.Agreements;
using LeadLedger.Server.Ledger;
using LeadLedger.Tests.Bulk;
using LeadLedger.Tests.Fixtures;

namespace LeadLedger.Tests.Scenario;

/// <summary>
/// The mid-market agreement of a company, with the examples of the talks it is made after (seeds 000, 001, 003, 004):
/// what its people do, a sentence each, on a clock that the story moves on.
/// </summary>
internal sealed class MidMarketYear(ApiFixture api)
{
    private const string Zone = "Europe/Berlin";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly DayOfWeek[] Workdays =
        [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday];

    private int _leads;
    private PanelId _panel;

    public ApiCaller Office => api.As("office", Role.Agreements);

    public ApiCaller Marketing => api.As("mia", Role.Marketing);

    public ApiCaller Seller => api.As("ada", Role.Sales);

    public ApiCaller Manager => api.As("max", Role.SalesManager);

    public ApiCaller Chair => api.As("coo", Role.Panel);

    /// <summary>The agreement's address.</summary>
    public string Address { get; private set; } = "";

    public string Of(Month month) => $"{Address}/months/{month}";

    /// <summary>It is that time now, on the agreement's wall.</summary>
    public void It_is(string wallTime)
    {
        var at = At(wallTime);
        api.Clock.Advance(at - api.Clock.GetUtcNow());
    }

    public static DateTimeOffset At(string wallTime)
    {
        var wall = DateTime.Parse(wallTime, CultureInfo.InvariantCulture);
        return LocalTime.At(DateOnly.FromDateTime(wall), TimeOnly.FromDateTime(wall), Zone);
    }

    /// <summary>A panel of one, who is impartial, and an agreement without terms.</summary>
    public async Task Draft()
    {
        var panel = await Office.Post("/v1/panels", new
        {
            name = "Judicial branch",
            members = new[] { new Member("coo", MemberFunction.Neither) },
            chair = "coo",
        });
        _panel = new PanelId(Guid.Parse(LastOf(panel)));
        var drafted = await Office.Post("/v1/agreements", new { name = "Mid-market", salesTeam = "mid-market" });
        Address = $"/v1/agreements/{LastOf(drafted)}";
    }

    /// <summary>
    /// Terms as in 001: a demo request is worth 3 % × 100,000, an e-book 1 % × 100,000; five minutes for hand raisers
    /// and 24 hours for others; two attempts in two weeks.
    /// </summary>
    public ProposeTermsRequest Terms(Month from) => new(
        from,
        Zone,
        "EUR",
        new Parties(["mia"], ["ada", "ben"], ["max"]),
        ["mid-market"],
        ["demo-request", "e-book"],
        [
            new ValuationRow(null, "demo-request", null, 0.03m, 100_000m),
            new ValuationRow(null, "e-book", null, 0.01m, 100_000m),
        ],
        new Goal(
            GoalKind.LeadValue,
            300_000m,
            new GoalDerivation(new RevenueDerivation(300_000m, 0.3m, 0.1m, 100_000m))),
        null,
        [
            new ResponseTime(Bucket.HandRaiserHighFit, 5, ClockKind.Elapsed),
            new ResponseTime(null, 24 * 60, ClockKind.Elapsed, RemindMinutesBefore: 60),
        ],
        [new Cadence(null, 2, 14, ClockKind.Elapsed, [0, 2])],
        [new Criterion("budget", "The budget is confirmed.", ["confirmed", "none"])],
        [new ReasonCode("no-budget", "There is no budget.", "budget")],
        new Curve(CurveShape.Straight, [], [], 0.1m, 0.1m),
        new BusinessCalendar(
            "2027",
            [.. Workdays.SelectMany(Hours)],
            [new Holiday(new(2027, 3, 26), "Good Friday"), new Holiday(new(2027, 3, 29), "Easter Monday")]),
        new ReviewTerms(_panel, 1, 72, ClockKind.Elapsed),
        Responsibilities: [new Responsibility("Reports the week", Party.Sales, "max")],
        SalesCapacity: new SalesCapacity(10, 100),
        Strikes: new StrikeTerms(GoalMissed: true, 12, 0.9m, null, PerPerson: true),
        Compensation: new CompensationTerms(1m, 0.5m),
        Termination: new TerminationTerms(3, 3),
        SalesCycleMonths: 6);

    /// <summary>Proposed by the office, signed by marketing and by the sales manager.</summary>
    public async Task Sign(ProposeTermsRequest terms)
    {
        var proposed = (await Office.Post($"{Address}/terms", terms)).Expect(HttpStatusCode.Created);
        var version = LastOf(proposed);
        var signed = await Marketing.Post($"{Address}/terms/{version}/signatures", null, ("If-Match", proposed.Etag!));
        signed.Expect(HttpStatusCode.Created);
        (await Manager.Post($"{Address}/terms/{version}/signatures", null, ("If-Match", signed.Etag!)))
            .Expect(HttpStatusCode.Created);
    }

    /// <summary>Leads with a demo request, which raise their hand; sales calls each of them twice at once.</summary>
    public async Task<IReadOnlyList<string>> Demo_requests(int count, string assignee = "ada")
    {
        var leads = await HandOff(count, "demo-request", "handRaiserHighFit", assignee);
        await Seller.Bulk(leads.SelectMany(lead => new[] { Attempt(lead), Attempt(lead) }));
        return leads;
    }

    /// <summary>A demo request that marketing can't hand off, and why.</summary>
    public async Task<string?> Refused_demo_request()
    {
        var line = JsonSerializer.Serialize(
            Handoff("demo-request", "handRaiserHighFit", "ada", null), RequestJson.Options);
        return Assert.Single(await Marketing.Bulk([line])).ProblemCode();
    }

    /// <summary>Leads that took an e-book, and that nobody has called yet.</summary>
    public Task<IReadOnlyList<string>> E_books(int count, string assignee) =>
        HandOff(count, "e-book", "otherMediumFit", assignee);

    /// <summary>An e-book of an earlier day that is told of only now.</summary>
    public async Task Late_e_book(string happenedAt)
    {
        var line = JsonSerializer.Serialize(
            Handoff("e-book", "otherMediumFit", "ada", At(happenedAt)), RequestJson.Options);
        Assert.Equal(201, Assert.Single(await Marketing.Bulk([line])).Status());
    }

    /// <summary>Sales says that it has no budget; the panel of one says that sales is right.</summary>
    public async Task Reject_and_uphold(string lead, string ruledAt)
    {
        var rejected = await Seller.Post(
            $"/v1/leads/{lead}/rejections",
            new { reasonCode = "no-budget", criterion = "budget", explanation = "Nothing before 2029." });
        var review = $"/v1/reviews/{lead}-1";
        rejected.Expect(HttpStatusCode.Created);
        It_is(ruledAt);
        var claimed = (await Chair.Post($"{review}/claim", null)).Expect(HttpStatusCode.Created);
        var ruled = await Chair.Post($"{review}/ruling", new
        {
            verdict = "upheld",
            rootCause = "qualification",
            rationale = "There never was a budget.",
            nextStep = new { what = "Ask for the budget in the form.", owner = "mia", dueAt = At("2027-03-01 09:00") },
        }, ("If-Match", claimed.Etag!));
        ruled.Expect(HttpStatusCode.Created);
    }

    /// <summary>The office closes the month; its scorecard once it is issued.</summary>
    public async Task<JsonElement> Close(Month month)
    {
        (await Office.Post($"{Of(month)}/closing", null)).Expect(HttpStatusCode.Created);
        return await Until(
            async () => (await Manager.Get($"{Of(month)}/scorecard")).Expect(HttpStatusCode.OK).Json,
            card => card.TryGetProperty("issued", out _));
    }

    /// <summary>Asks until it is so: the watches work at their own pace, moments after the clock has moved.</summary>
    public static async Task<JsonElement> Until(Func<Task<JsonElement>> ask, Func<JsonElement, bool> isSo)
    {
        var patience = DateTime.UtcNow + Patience;
        for (; ; )
        {
            var answer = await ask();
            if (isSo(answer))
                return answer;
            Assert.True(DateTime.UtcNow < patience, $"It never came to be so: {answer}");
            await Task.Delay(100);
        }
    }

    private static OpenHours[] Hours(DayOfWeek day) =>
        [new(day, new(9, 0), new(12, 0)), new(day, new(13, 0), new(17, 0))];

    private async Task<IReadOnlyList<string>> HandOff(int count, string action, string bucket, string assignee)
    {
        var lines = Enumerable.Range(0, count).Select(_ => JsonSerializer.Serialize(
            Handoff(action, bucket, assignee, null), RequestJson.Options));
        var results = await Marketing.Bulk(lines);
        Assert.All(results, result => Assert.Equal(201, result.Status()));
        return [.. results.Select(result => result.GetProperty("leadId").GetString()!)];
    }

    private object Handoff(string action, string bucket, string assignee, DateTimeOffset? at) => new
    {
        command = "handOffLead",
        request = new
        {
            agreementId = Guid.Parse(Address.Split('/')[^1]),
            segment = "mid-market",
            bucket,
            conversionAction = action,
            source = "organic-search",
            qualification = new { budget = "confirmed" },
            person = new { name = "Kim Muster" },
            sourceSystem = "crm",
            externalReference = $"y{++_leads}",
            assignee,
            occurredAt = at,
        },
    };

    /// <summary>The days on which a month's curve went in or out of its band.</summary>
    public async Task<List<string>> BandDays(Month month)
    {
        var account = (await Marketing.Get(Of(month))).Expect(HttpStatusCode.OK).Json;
        return
        [
            .. account.GetProperty("bandChanges").EnumerateArray().Select(change =>
                $"{change.GetProperty("day").GetString()} {change.GetProperty("standing").GetString()}"),
        ];
    }

    public static string Attempt(string lead, DateTimeOffset? at = null) => BulkLines.OnLead(
        Guid.Parse(lead), "attemptContact", new { channel = "phone", outcome = "connected", occurredAt = at });

    private static string LastOf(ApiAnswer answer) =>
        answer.Expect(HttpStatusCode.Created).Response.Headers.Location!.ToString().Split('/')[^1];
}
