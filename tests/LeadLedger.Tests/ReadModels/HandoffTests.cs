using LeadLedger.Domain;
using LeadLedger.Domain.Leads;

namespace LeadLedger.Tests.ReadModels;

/// <summary>What becomes of a handoff, told by facts that come in any order.</summary>
public sealed class HandoffTests
{
    private static readonly Domain.Agreements.Terms Terms = Company.Terms();
    private static readonly Guid Lead = Company.Lead(1);

    /// <summary>A Monday, 08:30 in Berlin: half an hour before the office opens.</summary>
    private static readonly DateTimeOffset At = Company.Start.AddMinutes(-30);

    [Fact]
    public async Task The_first_response_is_the_earliest_attempt_that_could_reach_the_person_whenever_it_was_reported()
    {
        await using var database = await HandedOff();
        await database.Ledger.Append(Lead, Attempted(At.AddMinutes(5), AttemptOutcome.Bounced));
        await database.Ledger.Append(Lead, Attempted(At.AddMinutes(120), AttemptOutcome.Connected));
        await database.Project();
        Assert.Equal(["false|7200|5400|2|true"], await Responses(database));

        // Reported within the grace, so it counts from when it was made.
        await database.Ledger.Append(Lead, Attempted(At.AddMinutes(60), AttemptOutcome.Voicemail));
        await database.Project();
        Assert.Equal(["true|3600|1800|3|true"], await Responses(database));
    }

    [Fact]
    public async Task An_attempt_reported_too_late_is_judged_by_when_it_was_reported()
    {
        await using var database = await HandedOff();
        await database.Ledger.Append(
            Lead, Attempted(At.AddMinutes(10), AttemptOutcome.Connected, judgedAt: At.AddHours(8)));
        await database.Project();
        Assert.Equal(["false|28800|27000|1|true"], await Responses(database));
    }

    [Fact]
    public async Task A_late_attempt_counts_for_the_handoff_and_the_clocks_under_which_it_was_made()
    {
        await using var database = await HandedOff();
        await database.Ledger.Append(Lead, Company.Rejected(Lead, Terms, At.AddHours(1)));
        await database.Ledger.Append(Lead, Company.Ruled(Lead, Terms, At.AddHours(4), Verdict.Overturned));
        await database.Ledger.Append(
            Lead, Attempted(At.AddMinutes(20), AttemptOutcome.Voicemail, judgedAt: At.AddHours(5)));
        await database.Project();

        // The running clock of the ruling isn't answered by it, the handoff's own is, too late.
        Assert.Equal(["false|18000|16200|1|false"], await Responses(database));
        Assert.Equal(
            ["awaitingFirstResponse||0|sue|2026-03-02T11:30:00Z"],
            await database.Query("""
                select stage, first_response_at, attempts_made, assignee, clock_from from bi_v1.lead
                """));

        await database.Ledger.Append(Lead, Attempted(At.AddMinutes(270), AttemptOutcome.Connected));
        await database.Project();
        Assert.Equal(
            ["working|2026-03-02T12:00:00Z|1"],
            await database.Query("select stage, first_response_at, attempts_made from bi_v1.lead"));
        Assert.Equal(
            ["overturned|true|1800|1800|1|1|5|10800|10800"],
            await database.Query("""
                select verdict, response_in_time, response_wall_seconds, response_business_seconds, attempts_made,
                  attempts_in_window, attempts_promised, seconds_to_rule, business_seconds_to_rule
                from bi_v1.ruling
                """));
        Assert.Equal(["2"], await database.Query("select attempts from bi_v1.handoff"));
    }

    [Fact]
    public async Task A_withdrawn_rejection_leaves_stage_and_clocks_as_they_were()
    {
        await using var database = await HandedOff();
        await database.Ledger.Append(Lead, Attempted(At.AddMinutes(50), AttemptOutcome.NoAnswer));
        await database.Project();
        const string Standing = """
            select place, stage, since, owner_kind, owner, clock_from, first_response_due_at, first_response_at,
              attempts_made, cadence_ends_at, open_case from bi_v1.lead
            """;
        var before = await database.Query(Standing);
        await database.Ledger.Append(Lead, Company.Rejected(Lead, Terms, At.AddHours(1)));
        await database.Project();
        Assert.NotEqual(before, await database.Query(Standing));
        await database.Ledger.Append(Lead, new RejectionWithdrawn(new LeadId(Lead), 1, "sam", At.AddHours(2)));
        await database.Project();

        Assert.Equal(before, await database.Query(Standing));
        Assert.Equal(
            ["withdrawn|sam|1|1|0"],
            await database.Query("""
                select r.state, r.withdrawn_by, h.rejections, h.withdrawn, h.under_review
                from bi_v1.rejection r join bi_v1.handoff h using (lead_id, handoff)
                """));
    }

    [Fact]
    public async Task A_handoff_anew_is_a_row_of_its_own_and_the_lead_stands_with_the_newest()
    {
        await using var database = await HandedOff();
        await database.Ledger.Append(Lead, Company.Returned(Lead, Terms, At.AddDays(1), ReturnCause.Unresponsive));
        await database.Ledger.Append(
            Lead,
            new LeadHandedOffAgain(
                new LeadId(Lead), Company.Handoff(Company.Enterprise, Terms, At.AddDays(2), 2, null, action: "ebook")));
        await database.Ledger.Append(
            Lead, Attempted(At.AddMinutes(10), AttemptOutcome.Connected, judgedAt: At.AddDays(3)));
        await database.Ledger.Append(Lead, Company.Won(Lead, Terms, At.AddDays(5), 1234.5m, handoff: 2));
        await database.Project();

        Assert.Equal(
            ["1|returned|unresponsive|2026-03-03||1|3000", "2|won||2026-03-07|3|0|499.99995"],
            await database.Query("""
                select handoff, outcome, return_cause, outcome_day, cycle_days, attempts, trim_scale(lead_value)
                from bi_v1.handoff order by handoff
                """));
        Assert.Equal(
            ["won|closed||2|1234.5"],
            await database.Query("select place, owner_kind, owner, handoff, amount from bi_v1.lead"));
        Assert.Equal(
            ["handoff|1", "handoffAgain|2"],
            await database.Query("select cause, handoff from bi_v1.pacing_entry order by position"));
    }

    [Fact]
    public async Task What_is_beyond_its_deadline_is_on_the_board_until_it_is_done()
    {
        // The handoff of months ago is overdue now in both.
        await using var database = await HandedOff();
        await database.Project();
        const string Board = "select person, first_responses_overdue, cadences_overdue from bi_v1.dont_be_on_it";
        Assert.Equal(["sam|1|1"], await database.Query(Board));
        for (var day = 0; day < 4; day++)
            await database.Ledger.Append(Lead, Attempted(At.AddDays(day).AddHours(1), AttemptOutcome.Voicemail));
        await database.Project();
        Assert.Equal(["sam|0|1"], await database.Query(Board));
        Assert.Equal(
            ["cadence|5|4|false"],
            await database.Query("""
                select promise, attempts_promised, attempts_made, overdue_seconds < 0 from bi_v1.dont_be_on_it_lead
                """));
        await database.Ledger.Append(Lead, new LeadAssigned(new LeadId(Lead), "sue", "max", At.AddDays(5)));
        await database.Project();
        Assert.Equal(["sue|0|1"], await database.Query(Board));
        await database.Ledger.Append(Lead, Attempted(At.AddDays(6), AttemptOutcome.NoAnswer));
        await database.Project();
        Assert.Empty(await database.Query(Board));
    }

    [Fact]
    public async Task Of_a_vote_nothing_is_kept_until_the_ruling_brings_it_but_that_there_is_one()
    {
        await using var database = await HandedOff();
        await database.Ledger.Append(Lead, Company.Rejected(Lead, Terms, At.AddHours(1)));
        await database.Project();
        var build = await database.Builds.EnsureActive();
        var before = await database.Contents(build);
        await database.Ledger.Append(
            Lead, new VoteCast(new LeadId(Lead), 1, "mo", Verdict.Upheld, PersonalText.Of("why"), At.AddHours(2)));
        await database.Project();
        var after = await database.Contents(build);
        // Who has voted is kept where no view shows it, so that nobody is handed the case again.
        after["rejection"] = after["rejection"].Replace("""["mo"]""", "[]", StringComparison.Ordinal);
        Assert.Equal(before, after);

        await database.Ledger.Append(Lead, Company.Ruled(Lead, Terms, At.AddHours(4), Verdict.Upheld));
        await database.Project();
        Assert.Equal(
            ["mo|upheld|[\"sam\"]", "chris|upheld|[\"sam\"]"],
            await database.Query("""
                select vote ->> 'member', vote ->> 'verdict', recused
                from bi_v1.ruling, jsonb_array_elements(votes) as vote
                """));
    }

    private static ContactAttempted Attempted(
        DateTimeOffset at, AttemptOutcome outcome, DateTimeOffset? judgedAt = null) =>
        Company.Attempted(Lead, Terms, at, outcome, judgedAt: judgedAt);

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task Rejection_and_ruling_each_say_whether_they_themselves_are_imported(bool rejection, bool ruling)
    {
        await using var database = await HandedOff();
        await database.Ledger.Append(Lead, rejection, Company.Rejected(Lead, Terms, At.AddHours(1)));
        await database.Ledger.Append(Lead, ruling, Company.Ruled(Lead, Terms, At.AddHours(4), Verdict.Overturned));
        await database.Project(pageSize: 1);
        Assert.Equal(
            [$"{rejection}|{ruling}|False|False".ToLowerInvariant()],
            await database.Query("""
                select c.imported, r.imported, h.imported, l.imported
                from bi_v1.rejection c join bi_v1.ruling r using (lead_id, case_number)
                join bi_v1.handoff h using (lead_id) join bi_v1.lead l using (lead_id)
                """));
    }

    private static async Task<ReadModelDatabase> HandedOff()
    {
        var database = await ReadModelDatabase.Make();
        await database.Ledger.Append(Company.Enterprise.Value, Company.Drafted(Company.Enterprise, Terms));
        await database.Ledger.Append(Lead, Company.HandedOff(Lead, Company.Handoff(Company.Enterprise, Terms, At)));
        return database;
    }

    private static Task<List<string>> Responses(ReadModelDatabase database) => database.Query("""
        select first_response_in_time, first_response_wall_seconds, first_response_business_seconds, attempts,
          person_answered
        from bi_v1.handoff where handoff = 1
        """);
}
