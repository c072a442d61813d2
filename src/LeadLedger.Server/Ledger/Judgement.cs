using LeadLedger.Domain;
using LeadLedger.EventStore;

namespace LeadLedger.Server.Ledger;

/// <summary>A decision, and the other streams whose versions it rests on.</summary>
public readonly record struct Judgement<TEvent>(Decision<TEvent> Decision, IReadOnlyList<StreamGuard> Guards);

public static class Judgement
{
    /// <summary>A decision that rests on its own stream alone.</summary>
    public static ValueTask<Judgement<TEvent>> Alone<TEvent>(Decision<TEvent> decision) =>
        new(new Judgement<TEvent>(decision, []));
}
