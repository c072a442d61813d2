using LeadLedger.Domain.Agreements;

namespace LeadLedger.Domain.Leads;

/// <summary>One promise of one set of clocks: what the deadline watch looks at.</summary>
/// <param name="Handoff">The number of the handoff that it belongs to.</param>
/// <param name="Case">
/// The case that a ruling is owed on, or whose ruling started sales' clock; null: the handoff started it.
/// </param>
public sealed record OwedClock(OwedPromise Promise, int Handoff, int? Case);

/// <summary>
/// The deadline watch records that a promise wasn't kept: once, with the true deadline, and never what was kept, has
/// lapsed or was never promised (rules 9, 12 and 13).
/// </summary>
/// <remarks>
/// A stream's state doesn't tell whether a handoff or a ruling was imported. The read model does, and the watch asks
/// only for clocks that were started here: imported ones are never named to it (rule 13).
/// </remarks>
public sealed record RecordBreach(OwedClock Clock, Act Act)
{
    /// <summary>Nothing where the facts say that there is no breach, or where it is recorded.</summary>
    public static Decision<LeadEvent> Decide(Lead state, Agreement agreement, RecordBreach command)
    {
        if (state is not Lead.Existing lead)
            return new LeadIsUnknown();
        var breach = command.Clock.Promise == OwedPromise.Ruling
            ? Breaches.RulingOverdue(lead, agreement, command)
            : Breaches.OfSales(lead, agreement, command);
        return breach is null ? Decision<LeadEvent>.AlreadySo : breach;
    }
}

/// <summary>
/// The deadline watch reminds who owes something ahead of its deadline, as the terms say. After the deadline nobody is
/// reminded any more.
/// </summary>
public sealed record GiveReminder(OwedClock Clock, Act Act)
{
    /// <summary>Nothing where nobody has to be reminded now, or was already.</summary>
    public static Decision<LeadEvent> Decide(Lead state, GiveReminder command)
    {
        if (state is not Lead.Existing lead)
            return new LeadIsUnknown();
        var reminder = command.Clock.Promise == OwedPromise.Ruling
            ? Breaches.RulingReminder(lead, command)
            : Breaches.SalesReminder(lead, command);
        return reminder is null ? Decision<LeadEvent>.AlreadySo : reminder;
    }
}

/// <summary>What follows from promises that weren't kept.</summary>
internal static class Breaches
{
    private static readonly DateTimeOffset Ever = DateTimeOffset.MaxValue;

    public static LeadEvent? OfSales(Lead.Existing lead, Agreement agreement, RecordBreach command)
    {
        var (clock, now) = (command.Clock, command.Act.Now);
        if (PeriodOf(lead, clock) is not { } period)
            return null;
        var first = clock.Promise == OwedPromise.FirstResponse;
        var (state, record) = first
            ? (period.FirstResponseState(now), period.FirstResponseRecord)
            : (period.CadenceState(now), period.CadenceRecord);
        if (state != PromiseState.Missed || record.Breach is not null)
            return null;
        var dueAt = first ? period.FirstResponsePromise!.DueAt : period.CadencePromise!.EndsAt;
        var (id, number, day) = (lead.Facts.Id, period.Handoff.Number, DayOf(dueAt, agreement, period.Handoff));
        return first
            ? new FirstResponseMissed(id, number, clock.Case, period.OwedBy(dueAt), dueAt, day)
            : new CadenceMissed(
                id, number, clock.Case, period.OwedBy(dueAt), dueAt, day,
                period.CadencePromise!.Attempts, period.AttemptsInWindow);
    }

    public static LeadEvent? RulingOverdue(Lead.Existing lead, Agreement agreement, RecordBreach command)
    {
        if (lead.CaseOf(command.Clock.Case ?? 0) is not { } reviewed
            || reviewed.RulingRecord.Breach is not null
            || reviewed.RulingState(command.Act.Now) != PromiseState.Missed)
            return null;
        var rejection = reviewed.Rejection;
        var handoff = lead.Facts.Periods.Find(period => period.Handoff.Number == rejection.Handoff)!.Handoff;
        return new RulingOverdue(
            lead.Facts.Id,
            reviewed.Number,
            rejection.PanelId,
            rejection.RulingDueAt,
            DayOf(rejection.RulingDueAt, agreement, handoff));
    }

    public static LeadEvent? SalesReminder(Lead.Existing lead, GiveReminder command)
    {
        var (clock, now) = (command.Clock, command.Act.Now);
        if (lead is not Lead.WithSales || PeriodOf(lead, clock) is not { To: null } period)
            return null;
        var first = clock.Promise == OwedPromise.FirstResponse;
        var (state, record) = first
            ? (period.FirstResponseState(now), period.FirstResponseRecord)
            : (period.CadenceState(now), period.CadenceRecord);
        var (remindAt, dueAt) = first
            ? (period.FirstResponsePromise?.RemindAt, period.FirstResponsePromise?.DueAt)
            : (period.CadencePromise?.RemindAt, period.CadencePromise?.EndsAt);
        return state == PromiseState.Open && record.RemindedAt is null && remindAt <= now && now < dueAt
            ? new ReminderGiven(
                lead.Facts.Id, clock.Promise, period.Handoff.Number, clock.Case, null, lead.Facts.Assignee,
                dueAt.Value, remindAt.Value)
            : null;
    }

    public static LeadEvent? RulingReminder(Lead.Existing lead, GiveReminder command)
    {
        var now = command.Act.Now;
        return lead is Lead.UnderReview { Case: { Rejection: var rejection } open }
            && open.Number == command.Clock.Case
            && open.RulingRecord.RemindedAt is null
            && rejection.RulingRemindAt <= now && now < rejection.RulingDueAt
                ? new ReminderGiven(
                    lead.Facts.Id, OwedPromise.Ruling, rejection.Handoff, null, open.Number, null,
                    rejection.RulingDueAt, rejection.RulingRemindAt.Value)
                : null;
    }

    /// <summary>
    /// A fact with an excuse for every recorded breach that it shows to be none (rule 13). Decisions excuse nothing:
    /// they are never reported late. Nor does what is brought in from another system after the grace, though its time
    /// is taken as it stands there.
    /// </summary>
    /// <param name="terms">Those that apply to the fact.</param>
    public static Decision<LeadEvent> WithExcuses(Lead.Existing lead, LeadEvent fact, Terms terms, Act act)
    {
        if (act.Now - act.OccurredAt > TimeSpan.FromMinutes(terms.ReportingGraceMinutes))
            return fact;
        if (!lead.Facts.Periods.Exists(period => period.FirstResponseRecord.Stands || period.CadenceRecord.Stands))
            return fact;
        var after = ((Lead.Existing)Lead.Evolve(lead, fact)).Facts.Periods;
        List<LeadEvent> events = [fact];
        for (var i = 0; i < after.Count; i++)
        {
            var (then, now) = (Unrecorded(lead.Facts.Periods[i]), Unrecorded(after[i]));
            if (after[i].FirstResponseRecord is { Stands: true } response
                && IsBroken(then.FirstResponseState(Ever)) && !IsBroken(now.FirstResponseState(Ever)))
                events.Add(Excuse(OwedPromise.FirstResponse, lead, after[i], response.Breach!, act));
            if (after[i].CadenceRecord is { Stands: true } cadence
                && IsBroken(then.CadenceState(Ever)) && !IsBroken(now.CadenceState(Ever)))
                events.Add(Excuse(OwedPromise.Cadence, lead, after[i], cadence.Breach!, act));
        }
        return Decision<LeadEvent>.Accept(events);
    }

    // How a promise stands by the facts alone, once its deadline has passed.
    private static SalesPeriod Unrecorded(SalesPeriod period) =>
        period with { FirstResponseRecord = PromiseRecord.Nothing, CadenceRecord = PromiseRecord.Nothing };

    private static bool IsBroken(PromiseState? state) => state == PromiseState.Missed;

    private static BreachExcused Excuse(
        OwedPromise promise, Lead.Existing lead, SalesPeriod period, RecordedBreach breach, Act act) => new(
            lead.Facts.Id, promise, period.Handoff.Number, period.SentBackBy, breach.OwedBy, breach.DueAt,
            breach.LocalDay, act.Now);

    private static SalesPeriod? PeriodOf(Lead.Existing lead, OwedClock clock) => lead.Facts.Periods.Find(
        period => period.Handoff.Number == clock.Handoff && period.SentBackBy == clock.Case);

    private static DateOnly DayOf(DateTimeOffset dueAt, Agreement agreement, Handoff handoff) =>
        Timing.DayOf(dueAt, agreement.TermsOf(handoff));
}
