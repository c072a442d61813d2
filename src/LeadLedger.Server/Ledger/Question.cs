namespace LeadLedger.Server.Ledger;

/// <summary>One command that is to be decided on a stream.</summary>
/// <param name="context">What comes with it.</param>
/// <param name="judge">Called with the state each time that it is decided anew.</param>
/// <param name="startsStream">
/// The stream most likely isn't there yet, so it is decided on the empty one without reading first.
/// </param>
public sealed class Question<TState, TEvent>(
    CommandContext context,
    Func<TState, ValueTask<Judgement<TEvent>>> judge,
    bool startsStream = false)
    where TEvent : class
{
    private (Guid StreamId, Guid EventId)? first;

    public CommandContext Context => context;

    public Func<TState, ValueTask<Judgement<TEvent>>> Judge => judge;

    public bool StartsStream => startsStream;

    /// <summary>The id that its first event has on a stream: what a repeat is recognised by (rule 2).</summary>
    public Guid FirstEventOn(Guid streamId)
    {
        // It is a digest, and asked for to read the stream, to look for a repeat in it and to append.
        if (first is not { } known || known.StreamId != streamId)
            first = known = (streamId, IdOf(streamId, 0));
        return known.EventId;
    }

    /// <summary>The id that one of its events has on a stream, counted from 0.</summary>
    public Guid EventOn(Guid streamId, int ordinal) =>
        ordinal == 0 ? FirstEventOn(streamId) : IdOf(streamId, ordinal);

    private Guid IdOf(Guid streamId, int ordinal) =>
        Identity.EventOf(context.Act.Actor, streamId, context.IdempotencyKey, ordinal);
}
