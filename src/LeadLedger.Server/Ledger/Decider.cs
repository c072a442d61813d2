using LeadLedger.Domain;
using LeadLedger.EventStore;

namespace LeadLedger.Server.Ledger;

/// <summary>A decision, and the other streams whose versions it rests on.</summary>
public readonly record struct Judgement<TEvent>(Decision<TEvent> Decision, IReadOnlyList<StreamGuard> Guards);

/// <summary>
/// The way of every command into the ledger (rules 1 and 2): read the stream, recognise a repeat in it, decide on its
/// state, append at the version that was decided on; and when someone was faster, all of it anew.
/// </summary>
public sealed class Decider(IEventStore store, LedgerSecrets secrets)
{
    /// <summary>Others may be faster so many times before the caller is told to come again.</summary>
    private const int MaxTries = 8;

    /// <param name="kind">The stream's kind.</param>
    /// <param name="streamId">The stream.</param>
    /// <param name="context">What comes with the command.</param>
    /// <param name="judge">Called with the state each time that it is decided anew.</param>
    /// <param name="startsStream">
    /// The stream most likely isn't there yet, so it is decided on the empty one without reading first.
    /// </param>
    /// <param name="cancellation">Stops reading and deciding; an append under way is finished.</param>
    public async Task<Outcome<TState>> Decide<TState, TEvent>(
        StreamKind<TState, TEvent> kind,
        Guid streamId,
        CommandContext context,
        Func<TState, ValueTask<Judgement<TEvent>>> judge,
        bool startsStream = false,
        CancellationToken cancellation = default)
        where TEvent : class
    {
        for (var attempt = 0; attempt < MaxTries; attempt++)
        {
            var slice = startsStream && attempt == 0
                ? StreamSlice.Empty(streamId)
                : await store.ReadStream(streamId, StreamBound.All, cancellation);
            using var key = secrets.Unwrap(streamId, slice.Key)
                ?? (kind.KeepsPersonalData && slice.Version == 0 ? PersonalKey.Create(streamId) : null);

            if (Repeat(kind, slice, key, context) is { } repeat)
                return repeat;
            if (context.IfMatch is { } seen && seen != slice.Version)
            {
                if (startsStream && attempt == 0)
                    continue;
                return new Outcome<TState>.NotTheVersionSeen(slice.Version);
            }

            var state = kind.Fold(slice, key);
            var judgement = await judge(state);
            if (judgement.Decision.Refusal is { } refusal)
                return new Outcome<TState>.Refused(refusal);
            var events = judgement.Decision.Events;
            if (events.Count == 0)
                return AsItIs(slice, state);

            var append = new StreamAppend(
                streamId, kind.Name, slice.Version, Record(events, streamId, context, key), judgement.Guards,
                slice.Version == 0 && key is not null ? secrets.Wrap(key) : null);
            if (await store.Append(append, cancellation) is AppendResult.Appended appended)
                return new Outcome<TState>.Accepted(
                    streamId, events.Aggregate(state, kind.Evolve), appended.Version, appended.Position, IsRepeat: false);
        }
        return new Outcome<TState>.TooContended();
    }

    private static Outcome<TState>? Repeat<TState, TEvent>(
        StreamKind<TState, TEvent> kind, StreamSlice slice, PersonalKey? key, CommandContext context)
        where TEvent : class
    {
        var firstId = Identity.EventOf(context.Act.Actor, slice.StreamId, context.IdempotencyKey, 0);
        var first = slice.Events.FirstOrDefault(recorded => recorded.Id == firstId) ?? SameCreation(slice, context);
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
            slice.StreamId, kind.Fold(slice, key, last.Version), last.Version, last.Position, IsRepeat: true);
    }

    /// <summary>The same record created again with the same data is the same creation, whatever its key (rule 2).</summary>
    private static RecordedEvent? SameCreation(StreamSlice slice, CommandContext context) =>
        slice.Events is [var creation, ..] && creation.Metadata.RequestHash == context.RequestHash ? creation : null;

    private static Outcome<TState> AsItIs<TState>(StreamSlice slice, TState state) =>
        new Outcome<TState>.Accepted(
            slice.StreamId, state, slice.Version, slice.Events is [.., var last] ? last.Position : 0, IsRepeat: false);

    private static NewEvent[] Record<TEvent>(
        IReadOnlyList<TEvent> events, Guid streamId, CommandContext context, PersonalKey? key)
        where TEvent : class
    {
        var act = context.Act;
        var metadata = new EventMetadata(
            act.Actor, act.Role.Code(), act.OccurredAt, context.CorrelationId, context.CausationId,
            context.IdempotencyKey, context.RequestHash, act.IsImport);
        var recorded = new NewEvent[events.Count];
        for (var ordinal = 0; ordinal < recorded.Length; ordinal++)
        {
            recorded[ordinal] = new NewEvent(
                Identity.EventOf(act.Actor, streamId, context.IdempotencyKey, ordinal),
                EventCatalog.Alias(events[ordinal]),
                EventCatalog.Write(events[ordinal], key),
                metadata);
        }
        return recorded;
    }
}
