using LeadLedger.Domain.Leads;

namespace LeadLedger.Domain.Simulations;

/// <summary>
/// When we heard of an act. The ledger keeps when it happened and when it was recorded, but not the instant at which
/// it was decided, on which rests whether it was late. So it is found out: it is the instant, of those that it can have
/// been, at which the same act comes out as it is on the record.
/// </summary>
internal static class Hearing
{
    /// <summary>The act as it came; null: whenever it came, our rules wouldn't make of it what is there.</summary>
    /// <param name="recorded">The act.</param>
    /// <param name="by">Whose deed it was.</param>
    /// <param name="excusedAt">When a breach was excused by it; null: none was.</param>
    /// <param name="decide">Decides it on the real lead.</param>
    public static Act? Of(
        RecordedAct recorded, string by, DateTimeOffset? excusedAt, Func<Act, Decision<LeadEvent>> decide)
    {
        if (recorded.Role is not { } role)
            return null;
        foreach (var now in Instants(recorded, excusedAt))
        {
            var act = new Act(recorded.Actor, role, by, recorded.OccurredAt, now);
            if (decide(act) is { Events: [var first, ..] } && IsAsRecorded(first, recorded.Event))
                return act;
        }
        return null;
    }

    private static IEnumerable<DateTimeOffset> Instants(RecordedAct recorded, DateTimeOffset? excusedAt)
    {
        var (occurred, told) = (recorded.OccurredAt, recorded.RecordedAt);
        if ((excusedAt ?? Said(recorded.Event)) is { } said)
            yield return said;
        // What is recorded right away was mostly said to have happened now; whoever looks back names a time.
        var atOnce = (told - occurred).Duration() <= Timing.AllowedSkew;
        yield return atOnce ? occurred : told;
        yield return atOnce ? told : occurred;
    }

    /// <summary>What was reported late is judged by when we heard of it, which is then on the record.</summary>
    private static DateTimeOffset? Said(LeadEvent e) => e switch
    {
        LeadHandedOff { Handoff: { Late: true } it } => it.FirstResponse?.From ?? it.Cadence?.From,
        LeadHandedOffAgain { Handoff: { Late: true } it } => it.FirstResponse?.From ?? it.Cadence?.From,
        ContactAttempted { Late: true } it => it.JudgedAt,
        DealWon it => it.JudgedAt,
        DealLost it => it.JudgedAt,
        _ => null,
    };

    // Deadlines aren't compared: newer time-zone data may make another instant of the same promise.
    private static bool IsAsRecorded(LeadEvent again, LeadEvent recorded) => (again, recorded) switch
    {
        (LeadHandedOff one, LeadHandedOff other) => IsAsRecorded(one.Handoff, other.Handoff),
        (LeadHandedOffAgain one, LeadHandedOffAgain other) => IsAsRecorded(one.Handoff, other.Handoff),
        (ContactAttempted one, ContactAttempted other) => (one.Handoff, one.AttemptedAt, one.JudgedAt, one.Late)
            == (other.Handoff, other.AttemptedAt, other.JudgedAt, other.Late),
        (LeadProgressed one, LeadProgressed other) => (one.Handoff, one.ReachedAt, one.Late)
            == (other.Handoff, other.ReachedAt, other.Late),
        (DealWon one, DealWon other) => (one.WonAt, one.Late, one.JudgedAt)
            == (other.WonAt, other.Late, other.JudgedAt),
        (DealLost one, DealLost other) => (one.LostAt, one.Late, one.JudgedAt)
            == (other.LostAt, other.Late, other.JudgedAt),
        (RulingIssued one, RulingIssued other) => (one.Verdict, one.NewClocks?.ActBy)
            == (other.Verdict, other.NewClocks?.ActBy),
        _ => again.GetType() == recorded.GetType(),
    };

    private static bool IsAsRecorded(Handoff again, Handoff recorded) =>
        (again.Number, again.TermsVersion, again.HandedOffAt, again.Late, again.ReportedDay,
            again.FirstResponse?.From, again.Cadence?.From)
        == (recorded.Number, recorded.TermsVersion, recorded.HandedOffAt, recorded.Late, recorded.ReportedDay,
            recorded.FirstResponse?.From, recorded.Cadence?.From);
}
