namespace LeadLedger.EventStore;

/// <summary>
/// The connection was lost while an append was under way and the database couldn't be asked afterwards: it may have
/// been written or not. Sending the same command again with the same idempotency key is safe.
/// </summary>
public sealed class EventStoreOutcomeUnknownException : Exception
{
    public EventStoreOutcomeUnknownException() { }
    public EventStoreOutcomeUnknownException(string message) : base(message) { }
    public EventStoreOutcomeUnknownException(string message, Exception inner) : base(message, inner) { }
}

/// <summary>
/// The event holds what PostgreSQL can't store: U+0000 (also as the escape <c>\u0000</c>), half of a surrogate pair,
/// JSON that isn't, a name that is too long. Nothing of the append was written; trying again won't help.
/// </summary>
public sealed class UnstorableEventException : Exception
{
    public UnstorableEventException() { }
    public UnstorableEventException(string message) : base(message) { }
    public UnstorableEventException(string message, Exception inner) : base(message, inner) { }
}
