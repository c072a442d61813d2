using LeadLedger.Domain;
using LeadLedger.Domain.Leads;
using LeadLedger.Server.Ledger;

namespace LeadLedger.Server.Deadlines;

/// <summary>
/// Puts into the ledger what has fallen due: decided like every command on the lead's own stream, so that of several
/// watches, and of a watch and an attempt, whoever comes second sees what the first has done.
/// </summary>
internal sealed class WatchRecorder(WriteSide ledger)
{
    /// <summary>Who records it, in the role that no token carries.</summary>
    public const string Actor = "leadledger";

    /// <summary>Records what has fallen due of one lead's clocks.</summary>
    /// <param name="clocks">All of one lead.</param>
    /// <param name="now">When the watch looks.</param>
    /// <param name="cancellation">Stops reading and deciding; an append under way is finished.</param>
    /// <returns>The ledger's position after it, and whether it is of any use to look at the lead again.</returns>
    public async Task<WatchedLead> Record(
        IReadOnlyList<DueClocks> clocks, DateTimeOffset now, CancellationToken cancellation)
    {
        var due = clocks.SelectMany(clock => Due(clock, now)).ToList();
        if (due.Count == 0)
            return WatchedLead.Later;
        var stream = clocks[0].LeadId.Value;
        var questions = due.Select(one => Ask(one, stream)).ToList();
        var outcomes = await ledger.Decider.DecideInOrder(StreamKinds.Lead, stream, questions, cancellation);
        var recorded = new List<DueAct>();
        var position = 0L;
        for (var i = 0; i < outcomes.Length; i++)
        {
            if (outcomes[i] is Outcome<Lead>.TooContended)
                return WatchedLead.Later;
            if (outcomes[i] is not Outcome<Lead>.Accepted accepted)
                throw new InvalidOperationException($"What fell due was answered by {outcomes[i].GetType().Name}.");
            position = Math.Max(position, accepted.Position);
            if (!accepted.IsRepeat)
                recorded.Add(due[i]);
        }
        return new WatchedLead(position, recorded);
    }

    private static IEnumerable<DueAct> Due(DueClocks clocks, DateTimeOffset now)
    {
        foreach (var (promise, instants) in clocks.Promises())
        {
            var clock = new OwedClock(promise, clocks.Handoff, clocks.Case);
            if (instants.DueAt < now)
                yield return new DueAct(clocks.AgreementId, clock, instants.DueAt.Value, now, IsReminder: false);
            else if (instants.RemindAt <= now)
                yield return new DueAct(clocks.AgreementId, clock, instants.RemindAt.Value, now, IsReminder: true);
        }
    }

    private Question<Lead, LeadEvent> Ask(DueAct due, Guid stream)
    {
        // It occurred at the deadline, however late the watch has come.
        var act = new Act(Actor, Role.Watch, Actor, due.At, due.Now);
        var context = new CommandContext(act, due.Key, ledger.Identity.HashOf(due.Command, stream, due.Clock));
        return new Question<Lead, LeadEvent>(context, lead => due.IsReminder
            ? Judgement.Alone(GiveReminder.Decide(lead, new GiveReminder(due.Clock, act)))
            : ledger.Grounds.Judge(
                due.AgreementId,
                agreement => RecordBreach.Decide(lead, agreement!, new RecordBreach(due.Clock, act))));
    }
}

/// <summary>Something that has fallen due.</summary>
/// <param name="At">When it did.</param>
/// <param name="Now">When the watch looked.</param>
internal sealed record DueAct(
    AgreementId AgreementId, OwedClock Clock, DateTimeOffset At, DateTimeOffset Now, bool IsReminder)
{
    public string Command => IsReminder ? "giveReminder" : "recordBreach";

    /// <summary>
    /// The same for every node and every try, so that it is recorded once. No caller's key has a space in it.
    /// </summary>
    public string Key => $"watch {Command}/{Clock.Promise}/{Clock.Handoff}/{Clock.Case}";
}

/// <summary>What came of looking at a lead.</summary>
/// <param name="Position">The ledger's position after it; null: it wasn't come to.</param>
/// <param name="Recorded">What was put into the ledger; empty: nothing, or somebody else had done so.</param>
internal sealed record WatchedLead(long? Position, IReadOnlyList<DueAct> Recorded)
{
    /// <summary>Nothing came of it, and the next look may find it otherwise.</summary>
    public static WatchedLead Later { get; } = new(null, []);
}
