namespace LeadLedger.Domain.Simulations;

/// <summary>A stream's states one after the other, each with the position of the event that made it.</summary>
public sealed class PastStates<TState>
    where TState : class
{
    private readonly IReadOnlyList<(long Position, TState State)> _states;

    /// <param name="states">In the order of their positions.</param>
    public PastStates(IReadOnlyList<(long Position, TState State)> states) => _states = states;

    /// <summary>As it is known last; null: there is no such stream.</summary>
    public TState? Newest => _states is [.., var last] ? last.State : null;

    /// <summary>As an event at a position of another stream found it; null: it wasn't there yet.</summary>
    public TState? Before(long position)
    {
        for (var i = _states.Count - 1; i >= 0; i--)
        {
            if (_states[i].Position < position)
                return _states[i].State;
        }
        return null;
    }
}
