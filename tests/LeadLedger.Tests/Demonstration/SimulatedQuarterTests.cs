using System.Net;
using LeadLedger.Domain;
using LeadLedger.Server.Demonstration;
using LeadLedger.Server.Importing;
using LeadLedger.Server.Ledger;
using LeadLedger.Server.ReadModels;
using LeadLedger.Server.Running;
using LeadLedger.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LeadLedger.Tests.Demonstration;

/// <summary>
/// The demonstration, loaded in the middle of a month: something honest on every screen, at the talks' rates.
/// </summary>
public sealed class SimulatedQuarterTests(SimulatedQuarterTests.Loaded demo)
    : IClassFixture<SimulatedQuarterTests.Loaded>
{
    private const string Agreements = "bi_v1.agreement a on a.agreement_id = it.agreement_id";

    [Fact]
    public async Task All_of_it_says_that_it_is_simulated()
    {
        Assert.Equal(["0"], await demo.Query("select count(*) from bi_v1.handoff where not imported"));
        Assert.Equal(["0"], await demo.Query(
            "select count(*) from bi_v1.agreement where name not like '%(simulated)'"));
        Assert.Equal(["0"], await demo.Names(
            "select count(*) from bi_v1.dim_person_name "
            + "where display_name !~ '^Simulated Colleague|^Bearer of a development token'"));
        Assert.Equal(["demo"], await demo.Admin(
            "select distinct user_name from ledger.mt_events e join ledger.mt_streams s on s.id = e.stream_id "
            + "where s.type = 'lead'"));
        Assert.Equal(["simulation"], await demo.Admin(
            "select distinct data -> 'person' ->> 'sourceSystem' from ledger.mt_events "
            + "where type = 'lead_handed_off'"));
        var lead = Assert.Single(await demo.Query(
            "select lead_id from bi_v1.lead where assignee = 'dev-sales' limit 1"));
        var seen = (await demo.Sales.Get($"/v1/leads/{lead}")).Expect(HttpStatusCode.OK);
        Assert.Matches(
            "\"name\":\"Simulated Person \\d+\",\"email\":\"simulated\\.person\\.\\d+@example\\.com\"", seen.Text);
    }

    [Fact]
    public async Task It_is_a_quarter_of_a_thousand_or_so_leads_under_three_agreements()
    {
        Assert.Equal(
            ["Enterprise (simulated)|EUR", "Mid-market (simulated)|USD", "Small business (simulated)|GBP"],
            await demo.Query("select name, currency from bi_v1.agreement order by name"));
        Assert.Equal(["2026-01-01", "2026-02-01", "2026-03-01"], await demo.Query(
            "select distinct month from bi_v1.handoff order by month"));
        Assert.Equal(["true"], await demo.Query("select count(*) between 1000 and 1500 from bi_v1.lead"));
        Assert.Equal(["0"], await demo.Query(
            "select count(*) from bi_v1.handoff where imported and handed_off_at > '2026-03-18 16:00+00'"));
    }

    [Fact]
    public async Task Of_a_hundred_leads_fifty_connect_thirty_talk_fifteen_see_it_and_five_buy()
    {
        // The cohorts that have had the time; the current month's hasn't.
        var rates = Assert.Single(await demo.Query("""
            select round(avg(person_answered::int), 3), round(count(discovery_day)::numeric / count(*), 3),
              round(count(demo_day)::numeric / count(*), 3), round(avg((outcome = 'won')::int), 3)
            from bi_v1.handoff where handoff = 1 and month < '2026-03-01'
            """)).Split('|').Select(rate => double.Parse(rate, null)).ToArray();

        Assert.InRange(rates[0], 0.46, 0.54);
        Assert.InRange(rates[1], 0.27, 0.33);
        Assert.InRange(rates[2], 0.13, 0.17);
        Assert.InRange(rates[3], 0.04, 0.06);
    }

    [Fact]
    public async Task Who_asked_to_talk_is_worth_three_times_as_much_and_called_within_five_minutes()
    {
        Assert.Equal(["false|1000|1440", "true|3000|5"], await demo.Query("""
            select distinct hand_raiser, lead_value::int,
              (extract(epoch from first_response_due_at - handed_off_at) / 60)::int
            from bi_v1.handoff it join bi_v1.agreement a using (agreement_id) where name like 'Mid-market%' order by 1
            """));
    }

    [Fact]
    public async Task One_agreement_is_ahead_of_its_line_one_behind_and_one_on_it()
    {
        var standing = await demo.Query($"""
            select a.name,
              case when actual_gross > band_high then 'ahead' when actual_gross < band_low then 'behind'
                else 'on it' end
            from bi_v1.pacing_curve it join {Agreements} where day = '2026-03-17' order by 1
            """);

        Assert.Equal(
            ["Enterprise (simulated)|behind", "Mid-market (simulated)|ahead", "Small business (simulated)|on it"],
            standing);
    }

    [Fact]
    public async Task The_queue_and_the_board_have_something_on_them()
    {
        var queue = (await demo.Chair.Get("/v1/reviews")).Expect(HttpStatusCode.OK).Json.GetProperty("items");
        var board = (await demo.Sales.Get("/v1/dashboards/dont-be-on-it")).Expect(HttpStatusCode.OK).Json;

        Assert.InRange(queue.GetArrayLength(), 3, 40);
        Assert.InRange(board.GetProperty("people").GetArrayLength(), 3, 15);
        // As of when it was loaded; by the database's clock, more has fallen due since.
        Assert.Equal(["cadence|true", "firstResponse|true"], await demo.Query(
            "select promise, count(*) between 5 and 60 from bi_v1.dont_be_on_it_lead "
            + "where due_at < '2026-03-18 16:00+00' group by 1 order by 1"));
    }

    [Fact]
    public async Task Rejections_were_judged_either_way_and_leads_are_back_with_marketing()
    {
        Assert.Equal(["true|true|true|true"], await demo.Query(
            "select bool_or(state = 'upheld'), bool_or(state = 'overturned'), bool_or(state = 'withdrawn'), "
            + "bool_or(state = 'open') from bi_v1.rejection"));
        Assert.Equal(["true"], await demo.Query("select count(*) > 20 from bi_v1.lead where place = 'withMarketing'"));
        Assert.Equal(["true"], await demo.Query("select count(*) > 5 from bi_v1.handoff where handoff = 2"));
        Assert.Equal(["true|true"], await demo.Query(
            "select bool_or(not first_response_in_time), avg(first_response_in_time::int) between 0.7 and 0.95 "
            + "from bi_v1.handoff"));
    }

    [Fact]
    public async Task The_bearers_of_development_tokens_can_act_at_once()
    {
        var agreement = Assert.Single(await demo.Query(
            "select agreement_id from bi_v1.agreement where name like 'Mid-market%'"));
        var handedOff = await demo.Marketing.Post("/v1/leads", new
        {
            agreementId = agreement,
            segment = "software",
            bucket = "handRaiserHighFit",
            conversionAction = "demo-request",
            source = "paid-search",
            qualification = new Dictionary<string, string> { ["budget"] = "confirmed" },
            assignee = "dev-sales",
        });
        var lead = handedOff.Expect(HttpStatusCode.Created).Response.Headers.Location!.ToString();
        (await demo.Sales.Post($"{lead}/contact-attempts", new { channel = "phone", outcome = "connected" }))
            .Expect(HttpStatusCode.Created);
        var rejected = (await demo.Sales.Post($"{lead}/rejections", new
        {
            reasonCode = "no-budget",
            criterion = "budget",
            explanation = "None.",
        })).Expect(HttpStatusCode.Created);
        var review = rejected.Response.Headers.Location!.ToString();

        (await demo.Chair.Post($"{review}/claim", null)).Expect(HttpStatusCode.Created);
        (await demo.Chair.Post($"{review}/votes", new { verdict = "upheld", rationale = "None." }))
            .Expect(HttpStatusCode.Created);

        await demo.WaitFor(rejected.Position);
        Assert.Equal(["false|underReview"], await demo.Query(
            $"select imported, place from bi_v1.lead where lead_id = '{lead.Split('/')[^1]}'"));
    }

    [Fact]
    public async Task The_same_again_changes_nothing_even_a_week_later()
    {
        // What the ledger's own watches find due as the days pass isn't the demonstration's doing.
        const string ofPeople = "select count(*) from ledger.mt_events where user_name <> 'leadledger'";
        var before = await demo.Admin(ofPeople);
        demo.Clock.Advance(TimeSpan.FromDays(7));

        var again = await demo.Load();

        Assert.False(again.ChangedAnything);
        Assert.Equal(before, await demo.Admin(ofPeople));
    }

    /// <summary>The demonstration as of a Wednesday in March, and the API over it.</summary>
    public sealed class Loaded : IAsyncLifetime, IDisposable
    {
        private readonly ApiFixture api = new();

        public MovableClock Clock => api.Clock;

        public ApiCaller Marketing => api.As("dev-marketing", Role.Marketing);

        public ApiCaller Sales => api.As("dev-sales", Role.Sales);

        public ApiCaller Chair => api.As("dev-panel", Role.Panel);

        public async Task InitializeAsync()
        {
            var wednesday = new DateTimeOffset(2026, 3, 18, 16, 0, 0, TimeSpan.Zero);
            api.Clock.Advance(wednesday - TimeProvider.System.GetUtcNow());
            await api.InitializeAsync();
            Assert.True((await Load()).ChangedAnything);
        }

        public Task DisposeAsync() => api.DisposeAsync();

        public void Dispose() => api.Dispose();

        internal async Task<DemonstrationTally> Load()
        {
            await using var ledger = await OpenLedger.Open(
                api.Database.ServiceConnectionString,
                api.App.Services.GetRequiredService<LedgerSecrets>(),
                Clock,
                LogLevel.Error,
                default);
            var progress = new ImportProgress(TextWriter.Null, null);
            var tally = await new SimulatedQuarter(ledger, seed: 2013).Load(progress, default);
            await ledger.WaitForReadModels(tally.Position, _ => { }, default);
            return tally;
        }

        public async Task WaitFor(long position) =>
            Assert.True(await api.App.Services.GetRequiredService<ReadModelPosition>()
                .WaitFor(position, TimeSpan.FromMinutes(2)));

        public Task<List<string>> Query(string sql) => Rows.Of(api.Database.Bi, sql);

        public Task<List<string>> Names(string sql) => Rows.Of(api.Database.BiPeople, sql);

        public Task<List<string>> Admin(string sql) => Rows.Of(api.Database.Admin, sql);
    }
}
