using System.Diagnostics;
using System.Net;
using LeadLedger.Server.Deadlines;
using LeadLedger.Server.ReadModels.Projecting;
using LeadLedger.Tests.Fixtures;
using LeadLedger.Tests.Leads;

namespace LeadLedger.Tests.Deadlines;

/// <summary>
/// Several nodes, or none for a while: every breach is recorded once, and with the deadline it missed.
/// </summary>
public sealed class WatchingNodesTests : IAsyncLifetime, IDisposable
{
    private static readonly string[] Breaches = ["first_response_missed", "cadence_missed", "ruling_overdue"];

    private readonly ApiFixture _api = new() { Watches = false };

    public Task InitializeAsync() => _api.InitializeAsync();

    public Task DisposeAsync() => _api.DisposeAsync();

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task What_fell_due_while_nothing_ran_is_recorded_with_its_true_deadline()
    {
        var company = await new SignedAgreement(_api).Sign();
        var lead = await company.HandOff();
        var promised = (await company.Manager.Get(lead)).Json.GetProperty("deadlines");
        _api.Clock.Advance(TimeSpan.FromDays(20));

        await using var late = await _api.StartNode();
        var cadence = await company.Until(lead, "cadence_missed");
        var response = Assert.Single(await company.Events(lead, "first_response_missed"));

        Assert.Equal(promised.GetProperty("firstResponseDueAt").GetDateTimeOffset(), response.Instant("dueAt"));
        Assert.Equal(response.Instant("dueAt"), response.GetProperty("occurredAt").GetDateTimeOffset());
        Assert.Equal(promised.GetProperty("cadenceEndsAt").GetDateTimeOffset(), cadence.Instant("dueAt"));
        await late.StopAsync();
    }

    [Fact]
    public async Task Of_three_that_watch_at_once_each_breach_is_recorded_by_one()
    {
        const int Leads = 120;
        var company = await new SignedAgreement(_api).Sign();
        for (var i = 0; i < Leads; i++)
            await company.HandOff();
        _api.Clock.Advance(TimeSpan.FromMinutes(61));

        // None of them leads for long: whoever has the lock loses it again and again, each time after some of it.
        await using var first = await _api.StartNode();
        await using var second = await _api.StartNode();
        await using var third = await _api.StartNode();
        await TakeTheLeadUntil(Leads);
        await company.UntilItHasLooked(_api);

        Assert.Equal(
            [$"first_response_missed|{Leads + 1}|{Leads + 1}"], await Watched.Counts(_api, Breaches));
        foreach (var node in (Microsoft.AspNetCore.Builder.WebApplication[])[first, second, third])
            await node.StopAsync();
    }

    [Fact]
    public async Task A_leader_that_stands_still_delays_nothing_beyond_the_promise()
    {
        var company = await new SignedAgreement(_api).Sign();
        // It has the lead and does nothing with it, like a process that was stopped.
        await using var stopped = await SessionLock.TryTake(_api.Database.Service, Exclusive.Watching, default);
        Assert.NotNull(stopped);
        await using var other = await _api.StartNode();
        var lead = await company.HandOff();
        var dueAt = (await company.Manager.Get(lead)).Json
            .GetProperty("deadlines").GetProperty("firstResponseDueAt").GetDateTimeOffset();
        var passed = Stopwatch.GetTimestamp();
        _api.Clock.Advance(dueAt - _api.Clock.GetUtcNow());
        await company.Until(lead, "first_response_missed");
        // The others leave it to whoever leads for a while.
        Assert.InRange(Stopwatch.GetElapsedTime(passed), TimeSpan.FromSeconds(1), Watched.Promised);
        await other.StopAsync();
    }

    [Fact]
    public async Task Of_an_attempt_and_the_watch_at_the_same_moment_no_breach_stands_that_the_attempt_excuses()
    {
        const int Leads = 60;
        await using var watching = await _api.StartNode();
        var company = await new SignedAgreement(_api).Sign();
        var leads = new List<string>();
        for (var i = 0; i < Leads; i++)
            leads.Add(await company.HandOff());
        var called = _api.Clock.GetUtcNow() + TimeSpan.FromMinutes(30);
        _api.Clock.Advance(TimeSpan.FromMinutes(62));

        // The deadlines have passed: the watch is at the leads while the attempts come in.
        var answers = await Task.WhenAll(leads.Select(lead => company.Seller.Post(
            $"{lead}/contact-attempts", new { channel = "phone", outcome = "noAnswer", occurredAt = called })));
        Assert.All(answers, answer => answer.Expect(HttpStatusCode.Created));
        await company.UntilItHasLooked(_api);

        Assert.Equal(
            [$"kept|{Leads}", "missed|1"],
            await Rows.Of(
                _api.Database.Bi, "select first_response_state, count(*) from bi_v1.handoff group by 1 order by 1"));
        Assert.Equal(
            ["1"],
            await Rows.Of(
                _api.Database.Bi,
                "select count(*) from bi_v1.breach where promise = 'firstResponse' and not excused"));
        await watching.StopAsync();
    }

    [Fact]
    public async Task What_is_due_is_found_by_an_index_among_many_open_leads()
    {
        var company = await new SignedAgreement(_api).Sign();
        await company.HandOff();
        var review = await company.Reject(await company.HandOff());
        await company.Manager.Get("/v1/leads", ("Ledger-Min-Position", $"{await company.Last(review.Lead)}"));
        await _api.Database.Admin.Fill(leads: 20_000, dueEach: 1000);
        await using var connection = await _api.Database.Service.OpenConnectionAsync();
        var now = DateTimeOffset.UtcNow;
        var due = await DueClocks.Find(connection, now, [], DeadlineWatch.Most, default);
        Assert.InRange(due.Count, 15, 25);
        Assert.Equal(due.Select(clocks => clocks.LookAt).Order(), due.Select(clocks => clocks.LookAt));

        var plan = string.Join('\n', await ManyLeads.Plan(connection, now));
        Assert.Contains("Index Scan using handoff_watch", plan, StringComparison.Ordinal);
        Assert.Contains("Index Scan using rejection_watch", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("Seq Scan", plan, StringComparison.Ordinal);

        // After a long stop everything is due: a turn takes the oldest and leaves the rest unread.
        plan = string.Join('\n', await ManyLeads.Plan(connection, now.AddYears(1)));
        Assert.Contains("Index Scan using handoff_watch", plan, StringComparison.Ordinal);
        Assert.Contains("Index Scan using rejection_watch", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("Seq Scan", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("Sort Method", plan, StringComparison.Ordinal);
    }

    private async Task TakeTheLeadUntil(int breaches)
    {
        using var bounded = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        var seen = 0L;
        while (seen < breaches)
        {
            await SessionLock.Depose(_api.Database.Admin, Exclusive.Watching, default);
            var before = seen;
            while (seen == before)
            {
                await Task.Delay(100, bounded.Token);
                seen = long.Parse((await Rows.Of(_api.Database.Admin, "select count(*) from bi_v1.breach")).Single(), null);
            }
        }
    }
}
