using LeadLedger.EventStore;

namespace LeadLedger.Server.Ledger;

/// <summary>A kind of stream: its stored type, what an empty one is, how an event changes it.</summary>
/// <param name="KeepsPersonalData">Its streams have a key of their own from the first event on.</param>
public sealed record StreamKind<TState, TEvent>(
    string Name,
    TState Initial,
    Func<TState, TEvent, TState> Evolve,
    bool KeepsPersonalData)
    where TEvent : class
{
    /// <summary>
    /// The state after the stream's events up to a version (all, unless said). Events that aren't ours are stepped over.
    /// Personal text stays unread: no decision looks at what earlier events say of the person and no command's answer
    /// tells it, and decrypting it would be the dearest part of a command.
    /// </summary>
    public TState Fold(StreamSlice slice, long upToVersion = long.MaxValue)
    {
        var state = Initial;
        foreach (var recorded in slice.Events)
        {
            if (recorded.Version > upToVersion)
                break;
            if (EventCatalog.Read(recorded, key: null) is TEvent evt)
                state = Evolve(state, evt);
        }
        return state;
    }
}
