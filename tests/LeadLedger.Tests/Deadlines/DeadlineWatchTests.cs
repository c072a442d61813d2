using System.Diagnostics;
using System.Net;
using LeadLedger.Domain;
using LeadLedger.Domain.Agreements;
using LeadLedger.Server.Running;
using LeadLedger.Tests.Fixtures;
using LeadLedger.Tests.Leads;

namespace LeadLedger.Tests.Deadlines;

/// <summary>Breaches and reminders become events by themselves, on a clock that the test moves.</summary>
public sealed class DeadlineWatchTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private static readonly object Call = new { channel = "phone", outcome = "noAnswer" };

    [Fact]
    public async Task A_first_response_that_is_not_made_is_recorded_within_seconds_with_its_deadline_and_who_owed_it()
    {
        var company = await new SignedAgreement(api).Sign();
        var lead = await company.HandOff();
        var dueAt = await Due(company, lead, "firstResponseDueAt");
        api.Clock.Advance(dueAt - api.Clock.GetUtcNow() + TimeSpan.FromMilliseconds(1));
        var passed = Stopwatch.GetTimestamp();

        var missed = await company.Until(lead, "first_response_missed");

        Assert.InRange(Stopwatch.GetElapsedTime(passed), TimeSpan.Zero, Watched.Promised);
        Assert.Equal(dueAt, missed.Instant("dueAt"));
        Assert.Equal(dueAt, missed.GetProperty("occurredAt").GetDateTimeOffset());
        Assert.Equal(company.Person("ada"), missed.GetProperty("data").GetProperty("owedBy").GetString());
        Assert.Equal("leadledger", missed.GetProperty("actor").GetString());
        Assert.Equal("watch", missed.GetProperty("role").GetString());
        await company.UntilItHasLooked(api);
        Assert.Single(await company.Events(lead, "first_response_missed"));
    }

    [Fact]
    public async Task What_was_done_in_time_is_no_breach_and_what_comes_late_does_not_undo_one()
    {
        var company = await new SignedAgreement(api).Sign();
        var (kept, late) = (await company.HandOff(), await company.HandOff());
        (await company.Seller.Post($"{kept}/contact-attempts", Call)).Expect(HttpStatusCode.Created);
        api.Clock.Advance(TimeSpan.FromMinutes(61));
        await company.Until(late, "first_response_missed");
        (await company.Seller.Post($"{late}/contact-attempts", Call)).Expect(HttpStatusCode.Created);
        await company.UntilItHasLooked(api);

        Assert.Empty(await company.Events(kept, "first_response_missed"));
        Assert.Single(await company.Events(late, "first_response_missed"));
        Assert.Empty(await company.Events(late, "breach_excused"));
    }

    [Fact]
    public async Task An_attempt_that_is_reported_within_the_grace_excuses_the_breach_that_it_shows_to_be_none()
    {
        var company = await new SignedAgreement(api).Sign();
        var lead = await company.HandOff();
        var called = api.Clock.GetUtcNow() + TimeSpan.FromMinutes(55);
        api.Clock.Advance(TimeSpan.FromMinutes(61));
        var missed = await company.Until(lead, "first_response_missed");

        var reported = (await company.Seller.Post(
            $"{lead}/contact-attempts", new { channel = "phone", outcome = "connected", occurredAt = called }))
            .Expect(HttpStatusCode.Created);

        var excused = Assert.Single(await company.Events(lead, "breach_excused"));
        Assert.Equal(missed.Instant("dueAt"), excused.Instant("dueAt"));
        await company.Manager.Get("/v1/leads", ("Ledger-Min-Position", $"{reported.Position}"));
        Assert.Equal(
            ["kept|true"],
            await Rows.Of(
                api.Database.Bi,
                $"""
                select h.first_response_state, b.excused
                from bi_v1.handoff h join bi_v1.breach b using (lead_id, handoff)
                where lead_id = '{Id(lead)}'
                """));
    }

    [Fact]
    public async Task A_cadence_and_a_ruling_that_are_owed_too_long_are_recorded_too()
    {
        var company = await new SignedAgreement(api).Sign();
        var (called, rejected) = (await company.HandOff(), await company.HandOff());
        (await company.Seller.Post($"{called}/contact-attempts", Call)).Expect(HttpStatusCode.Created);
        var review = await company.Reject(rejected);
        api.Clock.Advance(TimeSpan.FromHours(73));

        var overdue = await company.Until(review.Lead, "ruling_overdue");
        Assert.Equal(company.PanelId, overdue.GetProperty("data").GetProperty("panelId").GetGuid());
        api.Clock.Advance(TimeSpan.FromDays(12));
        var missed = await company.Until(called, "cadence_missed");
        Assert.Equal(1, missed.GetProperty("data").GetProperty("attemptsMade").GetInt32());
        Assert.Equal(5, missed.GetProperty("data").GetProperty("attemptsPromised").GetInt32());
        Assert.Empty(await company.Events(rejected, "first_response_missed"));
    }

    [Fact]
    public async Task After_a_withdrawal_the_old_deadline_counts_as_if_there_had_been_no_rejection()
    {
        var company = await new SignedAgreement(api).Sign();
        var lead = await company.HandOff();
        var dueAt = await Due(company, lead, "firstResponseDueAt");
        await company.Reject(lead);
        await company.UntilItHasLooked(api);
        Assert.Empty(await company.Events(lead, "first_response_missed"));

        (await company.Seller.Post($"{lead}/rejections/1/withdrawal", null)).Expect(HttpStatusCode.Created);

        Assert.Equal(dueAt, (await company.Until(lead, "first_response_missed")).Instant("dueAt"));
    }

    [Fact]
    public async Task Who_owes_something_is_reminded_once_ahead_of_the_deadline_as_the_terms_say()
    {
        var company = await new SignedAgreement(api)
        {
            Adjust = terms => terms with
            {
                ResponseTimes = [new ResponseTime(null, 60, ClockKind.Elapsed, 20)],
                Review = terms.Review! with { RemindHoursBefore = 12 },
            },
        }.Sign();
        var (lead, answered) = (await company.HandOff(), await company.HandOff());
        var review = await company.Reject(await company.HandOff());
        (await company.Seller.Post($"{answered}/contact-attempts", Call)).Expect(HttpStatusCode.Created);
        var dueAt = await Due(company, lead, "firstResponseDueAt");
        api.Clock.Advance(TimeSpan.FromMinutes(41));

        var reminder = await company.Until(lead, "reminder_given");
        Assert.Equal(dueAt.AddMinutes(-20), reminder.Instant("remindedAt"));
        Assert.Equal(company.Person("ada"), reminder.GetProperty("data").GetProperty("owedBy").GetString());
        api.Clock.Advance(TimeSpan.FromHours(60));
        var ofThePanel = await company.Until(review.Lead, "reminder_given");
        Assert.Equal("ruling", ofThePanel.GetProperty("data").GetProperty("promise").GetString());
        Assert.Single(await company.Events(lead, "reminder_given"));
        Assert.Empty(await company.Events(answered, "reminder_given"));
    }

    [Fact]
    public async Task Leads_of_another_systems_history_are_left_alone()
    {
        var company = await new SignedAgreement(api).Sign();
        var imported = (await api.As("ida", Role.Importer).Post("/v1/leads", company.HandoffBody()))
            .Expect(HttpStatusCode.Created).Response.Headers.Location!.ToString();
        await company.UntilItHasLooked(api);

        Assert.Empty(await company.Events(imported, "first_response_missed"));
        Assert.Equal(
            ["open|"],
            await Rows.Of(
                api.Database.Admin,
                $"""
                select h.first_response_state, w.look_at from bi_v1.handoff h
                left join bi_v1.deadline_watch w using (lead_id) where lead_id = '{Id(imported)}'
                """));
    }

    [Fact]
    public void No_token_is_made_for_the_watchs_role() =>
        Assert.Throws<SettingsException>(() => api.As("leadledger", Role.Watch));

    private static async Task<DateTimeOffset> Due(SignedAgreement company, string lead, string field) =>
        (await company.Manager.Get(lead)).Expect(HttpStatusCode.OK).Json
            .GetProperty("deadlines").GetProperty(field).GetDateTimeOffset();

    private static string Id(string lead) => lead.Split('/')[^1];
}
