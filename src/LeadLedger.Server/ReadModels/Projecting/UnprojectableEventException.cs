namespace LeadLedger.Server.ReadModels.Projecting;

/// <summary>
/// An event of ours can't be read, or can't follow on what came before it. The projecting stops in front of it: nothing
/// is skipped in silence (docs/marten.md).
/// </summary>
public sealed class UnprojectableEventException : Exception
{
    public UnprojectableEventException() { }
    public UnprojectableEventException(string message) : base(message) { }
    public UnprojectableEventException(string message, Exception inner) : base(message, inner) { }

    public UnprojectableEventException(long position, string type, Exception inner)
        : base($"The event at position {position} ({type}) can't be projected.", inner) =>
        Position = position;

    /// <summary>Where in the ledger it is.</summary>
    public long Position { get; }
}
