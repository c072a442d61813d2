namespace LeadLedger.Server.Ledger;

/// <summary>One command that is to be decided on a stream.</summary>
/// <param name="Context">What comes with it.</param>
/// <param name="Judge">Called with the state each time that it is decided anew.</param>
/// <param name="StartsStream">
/// The stream most likely isn't there yet, so it is decided on the empty one without reading first.
/// </param>
public sealed record Question<TState, TEvent>(
    CommandContext Context,
    Func<TState, ValueTask<Judgement<TEvent>>> Judge,
    bool StartsStream = false)
    where TEvent : class
{
    /// <summary>The id that its first event has on a stream: what a repeat is recognised by (rule 2).</summary>
    public Guid FirstEventOn(Guid streamId) =>
        Identity.EventOf(Context.Act.Actor, streamId, Context.IdempotencyKey, 0);
}
