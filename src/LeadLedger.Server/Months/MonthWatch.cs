using LeadLedger.Domain;
using LeadLedger.Domain.Time;
using LeadLedger.Server.Http;
using LeadLedger.Server.Ledger;
using Npgsql;

namespace LeadLedger.Server.Months;

/// <summary>
/// Keeps the months' accounts on every node: at the end of each local day whether the curve left its band, after a
/// closing the scorecard, and what comes after that as adjustments. Nobody leads: what two nodes decide at the same
/// time is in the ledger once, and at a day's end there is little to decide (ADR-0014).
/// </summary>
internal sealed partial class MonthWatch(
    MonthDecisions decisions,
    NpgsqlDataSource database,
    TimeProvider clock,
    ILogger<MonthWatch> logger) : BackgroundService
{
    private const string AgreementsSql = """
        select t.agreement_id, t.time_zone, min(t.in_force_from),
          (select max(m.month) from bi_v1.agreement_month m
           where m.agreement_id = t.agreement_id and m.scorecard_issued_at is not null)
        from bi_v1.terms t
        where t.in_force_from is not null and not t.backfilled
        group by t.agreement_id, t.time_zone
        """;

    private const string LastPositionSql = "select last_position from bi_v1.freshness";

    private const string UnscoredSql = """
        select m.agreement_id, m.month, m.closed_at,
          exists (select from bi_v1.deadline_watch w
                  where w.agreement_id = m.agreement_id and w.look_at < m.closed_at)
        from bi_v1.agreement_month m
        where m.closed_at is not null and m.scorecard_position is null
        order by m.agreement_id, m.month
        """;

    private const string AdjustmentsSql = """
        select entry, agreement_id, month, lead_id, handoff, count, amount, currency, fact_day, booked_day
        from bi_v1.adjustment
        where recorded_position is null and agreement_id <> all($1::uuid[])
        order by entry
        limit 1000
        """;

    private static readonly TimeSpan BetweenTurns = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AfterAFault = TimeSpan.FromSeconds(5);

    /// <summary>
    /// A day is decided so long after its end: what was decided before midnight is in the ledger by then.
    /// </summary>
    private static readonly TimeSpan Settling = TimeSpan.FromMinutes(2);

    /// <summary>
    /// So long a scorecard waits for the deadline watch, which takes seconds unless something is wrong.
    /// </summary>
    private static readonly TimeSpan PatienceWithBreaches = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan SetAsideFor = TimeSpan.FromMinutes(1);

    /// <summary>Agreements that something is wrong with, and until when they are left alone.</summary>
    private readonly Dictionary<Guid, DateTimeOffset> _setAside = [];

    /// <summary>Up to where each agreement's days are decided, as far as this node knows.</summary>
    private readonly Dictionary<Guid, DateOnly> _decidedThrough = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var pause = BetweenTurns;
            try
            {
                await Turn(stoppingToken);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (PostgresException fault)
                when (fault.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn)
            {
                // Read models of before there were months' accounts; those that it looks at are being made.
                pause = AfterAFault;
            }
            catch (Exception fault)
            {
                // The watch must outlive every fault of the database; what it couldn't decide is due at the next turn.
                pause = AfterAFault;
                LogFault(LastResort.SafeWords(fault), fault.StackTrace);
            }
            await Task.Delay(pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Decides all that is due.</summary>
    internal async Task Turn(CancellationToken cancellation)
    {
        await DecideBands(cancellation);
        foreach (var closed in await database.Read(UnscoredSql, Closed, cancellation))
        {
            // Its last days come first: no band is decided once the scorecard is out. And so do the breaches that fell
            // due before the closing, which the deadline watch may still be recording after nothing ran for a while.
            if (_decidedThrough.TryGetValue(closed.AgreementId, out var day) && day >= closed.Month.LastDay
                && (!closed.AwaitsBreaches || clock.Now() > closed.At + PatienceWithBreaches))
            {
                await Decide(
                    closed.AgreementId,
                    () => decisions.Scorecard(closed.AgreementId, closed.Month, cancellation));
            }
        }
        // Those of an agreement that is left alone would be the oldest, and so in the way of all others.
        var adjustments = await database.Read(AdjustmentsSql, Adjustment, cancellation, [LeftAlone()]);
        foreach (var due in adjustments.GroupBy(due => (due.AgreementId, due.Month)))
        {
            await Decide(
                due.Key.AgreementId,
                () => decisions.Adjustments(due.Key.AgreementId, Month.Of(due.Key.Month), due, cancellation));
        }
    }

    private Guid[] LeftAlone() => [.. _setAside.Where(it => clock.Now() < it.Value).Select(it => it.Key)];

    /// <summary>What is wrong with one agreement holds up no other; a database that is away holds up all.</summary>
    private async Task Decide(Guid agreementId, Func<Task> decide)
    {
        if (_setAside.TryGetValue(agreementId, out var until) && clock.Now() < until)
            return;
        try
        {
            await decide();
        }
        catch (Exception fault)
            when (fault is InvalidOperationException or ArgumentException or UnreadableEventException)
        {
            _setAside[agreementId] = clock.Now() + SetAsideFor;
            LogUndecided(agreementId, SetAsideFor, LastResort.SafeWords(fault), fault.StackTrace);
        }
    }

    private async Task DecideBands(CancellationToken cancellation)
    {
        var settled = clock.Now() - Settling;
        long? mark = null;
        foreach (var agreement in await database.Read(AgreementsSql, Agreement, cancellation))
        {
            var ended = LocalTime.DayOf(settled, agreement.TimeZone).AddDays(-1);
            var from = _decidedThrough.TryGetValue(agreement.Id, out var day)
                ? day.AddDays(1)
                : agreement.FirstDay();
            if (from > ended)
                continue;
            // Everything that was recorded by now has to be in the figures.
            mark ??= (await database.Read(LastPositionSql, row => row.GetInt64(0), cancellation))[0];
            await Decide(agreement.Id, () => DecideBand(agreement.Id, from, ended, mark.Value, cancellation));
        }
    }

    private async Task DecideBand(
        Guid agreementId, DateOnly from, DateOnly ended, long mark, CancellationToken cancellation)
    {
        for (var month = Month.Of(from); month.FirstDay <= ended; month = month.AddMonths(1))
        {
            var through = month.LastDay < ended ? month.LastDay : ended;
            if (!await decisions.Band(agreementId, month, through, mark, cancellation))
                return;
            _decidedThrough[agreementId] = through;
        }
    }

    private static (Guid AgreementId, Month Month, DateTimeOffset At, bool AwaitsBreaches) Closed(
        NpgsqlDataReader row) =>
        (row.GetGuid(0), Month.Of(row.GetFieldValue<DateOnly>(1)), row.Instant(2), row.GetBoolean(3));

    private static WatchedAgreement Agreement(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetString(1), row.Instant(2), row.Maybe<DateOnly>(3));

    private static AdjustmentDue Adjustment(NpgsqlDataReader row) => new(
        row.GetInt64(0),
        row.GetGuid(1),
        row.GetFieldValue<DateOnly>(2),
        row.GetGuid(3),
        row.GetInt32(4),
        row.GetInt32(5),
        row.GetDecimal(6),
        row.GetString(7),
        row.GetFieldValue<DateOnly>(8),
        row.GetFieldValue<DateOnly>(9));

    [LoggerMessage(LogEvents.MonthWatchInterrupted, LogLevel.Warning,
        "What is due in the months' accounts couldn't be decided, and is tried again: {Failure}\n{Stack}")]
    private partial void LogFault(string failure, string? stack);

    [LoggerMessage(LogEvents.MonthUndecided, LogLevel.Error,
        "What is due in the months' accounts of agreement {Agreement} can't be decided; they are left alone for "
        + "{Pause}: {Failure}\n{Stack}")]
    private partial void LogUndecided(Guid agreement, TimeSpan pause, string failure, string? stack);

    /// <summary>An agreement whose days are judged.</summary>
    /// <param name="InForceFrom">Of its first regular terms.</param>
    /// <param name="LastScored">The last month with a scorecard, as its first day; null: none has one.</param>
    private sealed record WatchedAgreement(
        Guid Id, string TimeZone, DateTimeOffset InForceFrom, DateOnly? LastScored)
    {
        public DateOnly FirstDay() => LastScored is { } month
            ? month.AddMonths(1)
            : LocalTime.DayOf(InForceFrom, TimeZone);
    }
}
