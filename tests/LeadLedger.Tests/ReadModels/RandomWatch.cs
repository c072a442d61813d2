using LeadLedger.Domain;
using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Leads;

namespace LeadLedger.Tests.ReadModels;

/// <summary>What the deadline watch makes of a random history, as the domain decides it.</summary>
internal static class RandomWatch
{
    /// <summary>Whatever has fallen due of a lead's clocks; empty: nothing.</summary>
    public static IEnumerable<LeadEvent> Look(Lead.Existing lead, Agreement agreement, DateTimeOffset now) =>
        Clocks(lead).Select(clock => Due(lead, agreement, clock, now)).FirstOrDefault(due => due.Count > 0) ?? [];

    /// <summary>Every clock that was ever started for a lead, and every ruling that was ever owed.</summary>
    public static IEnumerable<OwedClock> Clocks(Lead.Existing lead) => lead.Facts.Periods
        .SelectMany(
            _ => new[] { OwedPromise.FirstResponse, OwedPromise.Cadence },
            (period, promise) => new OwedClock(promise, period.Handoff.Number, period.SentBackBy))
        .Concat(Rejections(lead).Select(it => new OwedClock(OwedPromise.Ruling, it.Handoff, it.Case)));

    public static IEnumerable<LeadRejected> Rejections(Lead.Existing lead) =>
        lead.Facts.ClosedCases.Select(closed => closed.Rejection)
            .Concat(lead is Lead.UnderReview { Case.Rejection: var open } ? [open] : []);

    /// <summary>A breach, or else a reminder, that the watch would record now.</summary>
    public static IReadOnlyList<LeadEvent> Due(
        Lead.Existing lead, Agreement agreement, OwedClock clock, DateTimeOffset now)
    {
        var act = new Act("leadledger", Role.Watch, "leadledger", now, now);
        var breach = RecordBreach.Decide(lead, agreement, new RecordBreach(clock, act)).Events;
        return breach.Count > 0 ? breach : GiveReminder.Decide(lead, new GiveReminder(clock, act)).Events;
    }

    /// <summary>A response that was made in time, and reported in time, though its breach is on record.</summary>
    public static IEnumerable<LeadEvent> Excuse(Lead.Existing lead, Terms terms, DateTimeOffset now)
    {
        if (lead.Facts.Periods.Find(period => period.FirstResponseRecord.Stands) is not { } period)
            return [];
        var breach = period.FirstResponseRecord.Breach!;
        return
        [
            Company.Attempted(
                lead.Facts.Id.Value, terms, period.From, AttemptOutcome.NoAnswer, period.Handoff.Number),
            new BreachExcused(
                lead.Facts.Id, OwedPromise.FirstResponse, period.Handoff.Number, period.SentBackBy, breach.OwedBy,
                breach.DueAt, breach.LocalDay, now),
        ];
    }
}
