using LeadLedger.EventStore;

namespace LeadLedger.Server.Ledger;

/// <summary>
/// The way of every command into the ledger (rules 1 and 2): read the stream, recognise a repeat in it, decide on its
/// state, append at the version that was decided on; and when someone was faster, all of it anew.
/// </summary>
public sealed class Decider(IEventStore store, LedgerSecrets secrets, Grounds? grounds = null)
{
    /// <summary>Others may be faster so many times before the caller is told to come again.</summary>
    private const int MaxTries = 8;

    /// <summary>Nor is it tried anew after that long: on a slow database a caller would wait for every try.</summary>
    private const long MostMilliseconds = 10_000;

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
        var question = new Question<TState, TEvent>(context, judge, startsStream);
        return (await DecideInOrder(kind, streamId, [question], cancellation))[0];
    }

    /// <summary>
    /// Several commands on one stream, each decided on the state that the one before it left, and all appended at
    /// once: one round trip for all that a bulk has to say of a lead. A refused one changes nothing for the others.
    /// </summary>
    /// <returns>An outcome for each, in order.</returns>
    /// <param name="kind">The stream's kind.</param>
    /// <param name="streamId">The stream.</param>
    /// <param name="questions">At least one.</param>
    /// <param name="cancellation">Stops reading and deciding; an append under way is finished.</param>
    public async Task<Outcome<TState>[]> DecideInOrder<TState, TEvent>(
        StreamKind<TState, TEvent> kind,
        Guid streamId,
        IReadOnlyList<Question<TState, TEvent>> questions,
        CancellationToken cancellation = default)
        where TEvent : class
    {
        using var span = CommandWatch.Begin(kind.Name, streamId, questions.Count);
        var unread = questions[0].StartsStream;
        var last = Environment.TickCount64 + MostMilliseconds;
        for (var attempt = 0; attempt < MaxTries && Environment.TickCount64 <= last; attempt++)
        {
            var slice = unread
                ? StreamSlice.Empty(streamId)
                : await Read(streamId, questions, cancellation);
            using var key = secrets.KeyOf(slice)
                ?? (kind.KeepsPersonalData && slice.Version == 0 ? PersonalKey.Create(streamId) : null);
            var sitting = new Sitting<TState, TEvent>(kind, slice, key, questions.Count);
            foreach (var question in questions)
                await sitting.Answer(question);

            if (sitting.Events.Count == 0)
            {
                // Nothing was appended that would have shown whether the stream is really empty.
                if (!unread)
                    return CommandWatch.Count(kind.Name, sitting.Outcomes(null));
                unread = false;
                continue;
            }
            var append = new StreamAppend(
                streamId, kind.Name, slice.Version, sitting.Events, sitting.Guards,
                slice.Version == 0 && key is not null ? secrets.Wrap(key) : null,
                sitting.ErasesKey);
            switch (await store.Append(append, cancellation))
            {
                case AppendResult.Appended appended:
                    grounds?.Forget(streamId);
                    return CommandWatch.Count(kind.Name, sitting.Outcomes(appended));
                case AppendResult.GuardFailed failed:
                    grounds?.Forget(failed.StreamId);
                    break;
            }
            CommandWatch.Retried(kind.Name);
            unread = false;
        }
        return CommandWatch.Count<TState>(
            kind.Name, [.. questions.Select(_ => new Outcome<TState>.TooContended())]);
    }

    private Task<StreamSlice> Read<TState, TEvent>(
        Guid streamId, IReadOnlyList<Question<TState, TEvent>> questions, CancellationToken cancellation)
        where TEvent : class => questions is [var only]
            ? store.ReadToDecide(streamId, only.FirstEventOn(streamId), cancellation)
            : store.ReadStream(streamId, StreamBound.All, cancellation);
}
