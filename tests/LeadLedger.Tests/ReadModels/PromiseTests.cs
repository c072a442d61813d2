using LeadLedger.Domain.Leads;

namespace LeadLedger.Tests.ReadModels;

/// <summary>How promises stand, and what the watch is asked to look at, by the read models and by the domain.</summary>
public sealed class PromiseTests
{
    private static readonly DateTimeOffset Ever = DateTimeOffset.MaxValue;

    [Theory]
    [InlineData(21)]
    [InlineData(22)]
    [InlineData(23)]
    public async Task Each_promise_stands_as_the_domain_says(int seed)
    {
        await using var database = await ReadModelDatabase.Make();
        var leads = await RandomHistory.Append(database.Ledger, seed, 700);
        await database.Project(pageSize: 41);

        var rows = await database.Query("""
            select lead_id, handoff, 0, first_response_state, cadence_state from bi_v1.handoff
            union all
            select lead_id, handoff, case_number, response_state, cadence_state from bi_v1.ruling
            where verdict = 'overturned'
            order by 1, 2, 3
            """);
        var expected = Existing(leads)
            .SelectMany(lead => lead.Facts.Periods, (lead, period) => (lead, period))
            .OrderBy(it => it.lead.Facts.Id.ToString(), StringComparer.Ordinal)
            .ThenBy(it => it.period.Handoff.Number)
            .ThenBy(it => it.period.SentBackBy ?? 0)
            .Select(it => string.Join(
                '|',
                it.lead.Facts.Id,
                it.period.Handoff.Number,
                it.period.SentBackBy ?? 0,
                Standing(it.period, it.period.FirstResponseState, IsLate(it.period)),
                Standing(it.period, it.period.CadenceState, IsCadenceLate(it.period))));
        Assert.Equal(expected, rows);
        foreach (var state in (string[])["open", "kept", "missed", "lapsed"])
            Assert.Contains(rows, row => row.Split('|')[3] == state);
    }

    [Theory]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(33)]
    public async Task The_watch_is_asked_for_exactly_what_the_domain_would_record(int seed)
    {
        await using var database = await ReadModelDatabase.Make();
        var leads = await RandomHistory.Append(database.Ledger, seed, 700);
        await database.Project(pageSize: 43);

        var rows = await database.Query("""
            select w.lead_id, p.promise, w.handoff, coalesce(w.case_number, 0), p.due_at, p.remind_at
            from bi_v1.deadline_watch w, lateral (values
              ('FirstResponse', first_response_due_at, first_response_remind_at),
              ('Cadence', cadence_ends_at, cadence_remind_at),
              ('Ruling', ruling_due_at, ruling_remind_at)) as p (promise, due_at, remind_at)
            where p.due_at is not null or p.remind_at is not null
            """);
        var imported = database.Ledger.History!.Imported;
        var expected = Existing(leads)
            .SelectMany(RandomWatch.Clocks, (lead, clock) => (lead, clock))
            .Where(it => !(imported.Contains(it.lead.Facts.Id.Value) && it.clock is { Handoff: 1, Case: null }))
            .Select(it => Asked(it.lead, it.clock))
            .OfType<string>()
            .ToList();
        // A collection's own message would be cut.
        var (asked, missed) = (rows.Except(expected).ToList(), expected.Except(rows).ToList());
        Assert.True(
            asked.Count + missed.Count == 0, $"{string.Join('\n', asked)}\nand not\n{string.Join('\n', missed)}");
        Assert.Equal(
            ["0"],
            await database.Query("""
                select count(*) from bi_v1.deadline_watch where look_at <> least(first_response_remind_at,
                  first_response_due_at, cadence_remind_at, cadence_ends_at, ruling_remind_at, ruling_due_at)
                """));
    }

    [Theory]
    [InlineData(41)]
    [InlineData(42)]
    public async Task Every_breach_is_a_row_and_an_excused_one_is_marked(int seed)
    {
        await using var database = await ReadModelDatabase.Make();
        await RandomHistory.Append(database.Ledger, seed, 700);
        await database.Project(pageSize: 29);

        var events = database.Ledger.Events.Select(e => e.Event).ToList();
        Assert.Equal(
            [
                $"cadence|{events.OfType<CadenceMissed>().Count()}|0",
                $"firstResponse|{events.OfType<FirstResponseMissed>().Count()}|"
                    + $"{events.OfType<BreachExcused>().Count()}",
                $"ruling|{events.OfType<RulingOverdue>().Count()}|0",
            ],
            await database.Query(
                "select promise, count(*), count(*) filter (where excused) from bi_v1.breach group by 1 order by 1"));
        Assert.NotEmpty(events.OfType<BreachExcused>());
    }

    private static IEnumerable<Lead.Existing> Existing(IReadOnlyDictionary<Guid, Lead> leads) =>
        leads.Values.Cast<Lead.Existing>();

    // The read models have no clock: what is overdue, and neither recorded nor shown by a late act, is open there.
    private static string Standing(
        SalesPeriod period, Func<DateTimeOffset, PromiseState?> stateAt, bool shownLate) => stateAt(Ever) switch
        {
            null => "",
            PromiseState.Kept or PromiseState.Excused => "kept",
            PromiseState.Lapsed => "lapsed",
            _ when stateAt(DateTimeOffset.MinValue) == PromiseState.Missed => "missed",
            _ => shownLate || period.ClocksStoppedAt is not null ? "missed" : "open",
        };

    private static bool IsLate(SalesPeriod period) => period.FirstResponse is not null;

    private static bool IsCadenceLate(SalesPeriod period) => period.Attempts.Count > period.AttemptsInWindow;

    private static string? Asked(Lead.Existing lead, OwedClock clock)
    {
        var agreement = RandomHistory.AgreementOf(lead.Facts.Handoff.AgreementId);
        var breach = RandomWatch.Due(lead, agreement, clock, Ever).SingleOrDefault();
        var dueAt = breach switch
        {
            FirstResponseMissed it => it.DueAt,
            CadenceMissed it => it.DueAt,
            RulingOverdue it => it.DueAt,
            _ => (DateTimeOffset?)null,
        };
        if (dueAt is not { } due)
            return null;
        // A late act shows that the deadline has passed: nobody is reminded any more.
        var isLate = lead.Facts.Periods.Exists(period =>
            (period.Handoff.Number, period.SentBackBy) == (clock.Handoff, clock.Case)
            && ((clock.Promise == OwedPromise.FirstResponse && IsLate(period))
                || (clock.Promise == OwedPromise.Cadence && IsCadenceLate(period))));
        var reminder = isLate
            ? null
            : RandomWatch.Due(lead, agreement, clock, due.AddTicks(-TimeSpan.TicksPerMicrosecond))
                .OfType<ReminderGiven>()
                .SingleOrDefault();
        return string.Join(
            '|', lead.Facts.Id, clock.Promise, clock.Handoff, clock.Case ?? 0,
            Server.Ledger.Instants.Format(due),
            reminder is null ? "" : Server.Ledger.Instants.Format(reminder.RemindedAt));
    }
}
