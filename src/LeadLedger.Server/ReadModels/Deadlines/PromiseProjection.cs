using LeadLedger.Domain.Leads;
using LeadLedger.Server.ReadModels.Handoffs;
using LeadLedger.Server.ReadModels.Leads;
using LeadLedger.Server.ReadModels.Projecting;
using LeadLedger.Server.ReadModels.Rejections;

namespace LeadLedger.Server.ReadModels.Deadlines;

/// <summary>
/// How every promise stands and when the deadline watch has to look at it. Applied after the handoff, the case and the
/// lead of the same event, whose facts it judges. The watch is never asked to look at clocks of another system's
/// history (rule 13).
/// </summary>
internal static class PromiseProjection
{
    public static void Apply(Fact fact, LeadEvent e, LeadRows rows)
    {
        switch (e)
        {
            case ContactAttempted it:
                Settle(fact, (ClocksRow?)rows.SentBackBefore(it.Handoff, it.AttemptedAt) ?? rows.Handoff(it.Handoff));
                break;
            case LeadHandedOff or LeadHandedOffAgain:
                Begin(fact, rows.Current, rows.Current.Assignee);
                break;
            case LeadAssigned it:
                Assigned(fact, it, rows.Current, Present(rows));
                break;
            case DealWon it:
                Stop(fact, Present(rows), it.JudgedAt ?? it.WonAt);
                break;
            case DealLost it:
                Stop(fact, Present(rows), it.JudgedAt ?? it.LostAt);
                break;
            case LeadReturnedToMarketing { Cause: ReturnCause.Unresponsive } it:
                Stop(fact, Present(rows), it.ReturnedAt);
                break;
            case LeadRejected it:
                Stop(fact, Present(rows), it.RejectedAt);
                Settle(fact, rows.Rejection(it.Case));
                break;
            case RejectionWithdrawn it:
                // As if it had never been (rule 9); but the board didn't show the lead meanwhile.
                rows.Current.HeldSince = it.WithdrawnAt;
                Stop(fact, Present(rows), null);
                Settle(fact, rows.Rejection(it.Case));
                break;
            case RulingIssued it:
                rows.Current.HeldSince = null;
                Begin(fact, rows.Rejection(it.Case), it.NewClocks?.ActBy);
                break;
            case FirstResponseMissed or CadenceMissed or RulingOverdue or BreachExcused or ReminderGiven:
                Record(fact, e, rows);
                break;
        }
    }

    /// <summary>
    /// The clocks that run, or ran last: of the last ruling that sent the lead back, else the handoff's.
    /// </summary>
    private static ClocksRow Present(LeadRows rows) =>
        rows.Current.SentBackCase is { } sentBack ? rows.Rejection(sentBack) : rows.Current;

    private static void Begin(Fact fact, ClocksRow row, string? person)
    {
        row.ResponsePerson = row.ResponseDueAt is null ? null : person;
        row.CadencePerson = row.CadenceEndsAt is null ? null : person;
        Settle(fact, row);
    }

    private static void Assigned(Fact fact, LeadAssigned it, HandoffRow lead, ClocksRow row)
    {
        lead.HeldSince = it.AssignedAt;
        if (row.ResponseState == PromiseStates.Open)
            row.ResponsePerson = it.Assignee;
        if (row.CadenceState == PromiseStates.Open)
            row.CadencePerson = it.Assignee;
        row.Touch(fact.Position);
    }

    private static void Stop(Fact fact, ClocksRow row, DateTimeOffset? at)
    {
        row.ClockTo = at;
        Settle(fact, row);
    }

    private static void Record(Fact fact, LeadEvent e, LeadRows rows)
    {
        switch (e)
        {
            case FirstResponseMissed it:
                var response = Of(rows, it.Handoff, it.SentBackBy);
                response.ResponsePerson = it.OwedBy;
                Record(fact, response, Recorded.ResponseMissed);
                break;
            case CadenceMissed it:
                var cadence = Of(rows, it.Handoff, it.SentBackBy);
                cadence.CadencePerson = it.OwedBy;
                Record(fact, cadence, Recorded.CadenceMissed);
                break;
            case RulingOverdue it:
                Record(fact, rows.Rejection(it.Case), Recorded.RulingOverdue);
                break;
            case BreachExcused it:
                Record(
                    fact,
                    Of(rows, it.Handoff, it.SentBackBy),
                    it.Promise == OwedPromise.FirstResponse ? Recorded.ResponseExcused : Recorded.CadenceExcused);
                break;
            case ReminderGiven { Case: { } owed }:
                Record(fact, rows.Rejection(owed), Recorded.RulingReminder);
                break;
            case ReminderGiven it:
                Record(
                    fact,
                    Of(rows, it.Handoff, it.SentBackBy),
                    it.Promise == OwedPromise.FirstResponse ? Recorded.ResponseReminder : Recorded.CadenceReminder);
                break;
        }
    }

    private static ClocksRow Of(LeadRows rows, int handoff, int? sentBackBy) =>
        sentBackBy is { } number ? rows.Rejection(number) : rows.Handoff(handoff);

    private static void Record(Fact fact, ClocksRow row, Recorded what)
    {
        row.Recorded |= what;
        Settle(fact, row);
    }

    private static void Settle(Fact fact, ClocksRow row)
    {
        var recorded = row.Recorded;
        row.ResponseState = StateOf(
            row.ResponseDueAt,
            kept: row.ResponseAt <= row.ResponseDueAt,
            tooLate: row.ResponseAt > row.ResponseDueAt,
            row.ClockTo,
            stands: (recorded & (Recorded.ResponseMissed | Recorded.ResponseExcused)) == Recorded.ResponseMissed);
        row.CadenceState = StateOf(
            row.CadenceEndsAt,
            kept: row.AttemptsInWindow >= row.AttemptsPromised,
            tooLate: row.AttemptsMade > row.AttemptsInWindow,
            row.ClockTo,
            stands: (recorded & (Recorded.CadenceMissed | Recorded.CadenceExcused)) == Recorded.CadenceMissed);
        if (row is RejectionRow rejection)
            rejection.RulingState = RulingStateOf(rejection);
        row.WatchAt = WatchAt(row);
        row.Touch(fact.Position);
    }

    /// <summary>A deadline is met at its very instant, and missed after it.</summary>
    private static string? StateOf(
        DateTimeOffset? dueAt, bool kept, bool tooLate, DateTimeOffset? stoppedAt, bool stands) =>
        dueAt is null ? null
        : stands ? PromiseStates.Missed
        : kept ? PromiseStates.Kept
        : stoppedAt <= dueAt ? PromiseStates.Lapsed
        : tooLate || stoppedAt is not null ? PromiseStates.Missed
        : PromiseStates.Open;

    private static string RulingStateOf(RejectionRow row) =>
        row.Recorded.HasFlag(Recorded.RulingOverdue) ? PromiseStates.Missed
        : row.RuledAt is { } ruledAt ? ruledAt <= row.RulingDueAt ? PromiseStates.Kept : PromiseStates.Missed
        : row.WithdrawnAt is { } back ? back <= row.RulingDueAt ? PromiseStates.Lapsed : PromiseStates.Missed
        : PromiseStates.Open;

    private static DateTimeOffset? WatchAt(ClocksRow row)
    {
        DateTimeOffset? at = null;
        var recorded = row.Recorded;
        if (row is HandoffRow { Imported: false } or RejectionRow { RulingImported: false })
        {
            at = Next(at, row.ResponseState, row.ResponseDueAt, row.ResponseRemindAt,
                recorded.HasFlag(Recorded.ResponseMissed), recorded.HasFlag(Recorded.ResponseReminder));
            at = Next(at, row.CadenceState, row.CadenceEndsAt, row.CadenceRemindAt,
                recorded.HasFlag(Recorded.CadenceMissed), recorded.HasFlag(Recorded.CadenceReminder));
        }
        if (row is RejectionRow { Imported: false } owed)
        {
            at = Next(at, owed.RulingState, owed.RulingDueAt, owed.RulingRemindAt,
                recorded.HasFlag(Recorded.RulingOverdue), recorded.HasFlag(Recorded.RulingReminder));
        }
        return at;
    }

    // What is missed by the facts, and not recorded yet, is still the watch's.
    private static DateTimeOffset? Next(
        DateTimeOffset? at, string? state, DateTimeOffset? dueAt, DateTimeOffset? remindAt, bool missed, bool reminded)
    {
        if (missed || state is not (PromiseStates.Open or PromiseStates.Missed))
            return at;
        at = Earlier(at, dueAt);
        return state == PromiseStates.Open && !reminded ? Earlier(at, remindAt) : at;
    }

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) =>
        one < other ? one : other ?? one;
}
