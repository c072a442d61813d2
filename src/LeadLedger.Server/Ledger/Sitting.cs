using LeadLedger.Domain;
using LeadLedger.EventStore;

namespace LeadLedger.Server.Ledger;

/// <summary>
/// Deciding commands one after the other on a stream as it was read: each on the state that the last one left, though
/// nothing is appended yet.
/// </summary>
internal sealed class Sitting<TState, TEvent>(
    StreamKind<TState, TEvent> kind,
    StreamSlice slice,
    PersonalKey? key,
    int questions)
    where TEvent : class
{
    private readonly List<Outcome<TState>> outcomes = new(questions);
    private readonly List<StreamGuard> guards = [];
    private readonly List<NewEvent> events = new(questions);
    private TState? state;
    private bool isFolded;

    /// <summary>What there is to append.</summary>
    public IReadOnlyList<NewEvent> Events => events;

    /// <summary>What it rests on.</summary>
    public IReadOnlyList<StreamGuard> Guards => guards;

    /// <summary>With the person behind it goes the stream's key.</summary>
    public bool ErasesKey => events.Exists(e => e.Type == EventCatalog.Erasure);

    private long Version => slice.Version + events.Count;

    /// <summary>Decides the next command.</summary>
    public async ValueTask Answer(Question<TState, TEvent> question) => outcomes.Add(await Decide(question));

    /// <summary>What became of the commands, in order, once their events are appended (null: there were none).</summary>
    public Outcome<TState>[] Outcomes(AppendResult.Appended? appended)
    {
        var result = new Outcome<TState>[outcomes.Count];
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = appended is not null && outcomes[i] is Outcome<TState>.Accepted accepted
                    && accepted.Version > slice.Version
                ? accepted with { Position = appended.PositionOf(accepted.Version) }
                : outcomes[i];
        }
        return result;
    }

    private async ValueTask<Outcome<TState>> Decide(Question<TState, TEvent> question)
    {
        var context = question.Context;
        if (RepeatOfRecorded(question) is { } repeat)
            return repeat;
        if (events.Count > 0 && RepeatInThisSitting(question) is { } again)
            return again;
        if (!isFolded)
            (state, isFolded) = (kind.Fold(slice), true);
        var judgement = await question.Judge(state!);
        var refused = judgement.Decision.Refusal;
        // Whose it isn't isn't told which version it is at.
        if (context.IfMatch is { } seen && seen != Version && refused?.Kind != RefusalKind.NotAllowed)
            return new Outcome<TState>.NotTheVersionSeen(Version);
        if (refused is not null)
            return new Outcome<TState>.Refused(refused);
        foreach (var guard in judgement.Guards)
        {
            if (!guards.Contains(guard))
                guards.Add(guard);
        }
        var decided = judgement.Decision.Events;
        Record(decided, question);
        return new Outcome<TState>.Accepted(slice.StreamId, state!, Version, LastPosition, IsRepeat: decided.Count == 0);
    }

    /// <summary>Of what was read; what is appended now gets its position when it has one.</summary>
    private long LastPosition => slice.Events is [.., var last] ? last.Position : 0;

    private Outcome<TState>? RepeatOfRecorded(Question<TState, TEvent> question)
    {
        // The record of an erased person isn't taken in again, also not as a repeat: that is decided, and refused.
        if (slice.Events.Count == 0 || (question.StartsStream && LedgerSecrets.IsErased(slice)))
            return null;
        var context = question.Context;
        var firstId = question.FirstEventOn(slice.StreamId);
        var first = slice.Events.FirstOrDefault(recorded => recorded.Id == firstId) ?? SameCreation(context);
        if (first is null)
            return null;
        if (first.Metadata.RequestHash != context.RequestHash)
            return new Outcome<TState>.KeyUsedForAnotherRequest();
        var last = slice.Events
            .SkipWhile(recorded => recorded.Version < first.Version)
            .TakeWhile((recorded, ordinal) => recorded.Id == Identity.EventOf(
                first.Metadata.Actor, slice.StreamId, first.Metadata.IdempotencyKey ?? "", ordinal))
            .LastOrDefault(first);
        return new Outcome<TState>.Accepted(
            slice.StreamId, kind.Fold(slice, last.Version), last.Version, last.Position, IsRepeat: true);
    }

    /// <summary>
    /// The same record created again by the same caller with the same data is the same creation, whatever its key
    /// (rule 2). Anybody else's is decided: who may not create it isn't told what is there.
    /// </summary>
    private RecordedEvent? SameCreation(CommandContext context) =>
        slice.Events is [var creation, ..] && IsSame(creation.Metadata, context) ? creation : null;

    private static bool IsSame(EventMetadata creation, CommandContext context) =>
        creation.RequestHash == context.RequestHash && creation.Actor == context.Act.Actor;

    /// <summary>One bulk may say the same thing twice.</summary>
    private Outcome<TState>? RepeatInThisSitting(Question<TState, TEvent> question)
    {
        var context = question.Context;
        var firstId = question.FirstEventOn(slice.StreamId);
        var first = events.FindIndex(recorded => recorded.Id == firstId);
        if (first < 0 && slice.Version == 0 && IsSame(events[0].Metadata, context))
            first = 0;
        if (first < 0)
            return null;
        if (events[first].Metadata.RequestHash != context.RequestHash)
            return new Outcome<TState>.KeyUsedForAnotherRequest();
        // The first outcome whose version reaches the event is that of the command that recorded it.
        var accepted = outcomes.OfType<Outcome<TState>.Accepted>()
            .First(outcome => !outcome.IsRepeat && outcome.Version > slice.Version + first);
        return accepted with { IsRepeat = true };
    }

    private void Record(IReadOnlyList<TEvent> decided, Question<TState, TEvent> question)
    {
        if (decided.Count == 0)
            return;
        var context = question.Context;
        var act = context.Act;
        var metadata = new EventMetadata(
            act.Actor, act.Role.Code(), act.OccurredAt, context.CorrelationId, context.CausationId,
            context.IdempotencyKey, context.RequestHash, act.IsImport);
        var isErased = key is null && LedgerSecrets.IsErased(slice);
        for (var ordinal = 0; ordinal < decided.Count; ordinal++)
        {
            events.Add(new NewEvent(
                question.EventOn(slice.StreamId, ordinal),
                EventCatalog.Alias(decided[ordinal]),
                isErased ? EventCatalog.WriteErased(decided[ordinal]) : EventCatalog.Write(decided[ordinal], key),
                metadata));
            state = kind.Evolve(state!, decided[ordinal]);
        }
    }
}
