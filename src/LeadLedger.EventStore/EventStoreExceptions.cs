namespace LeadLedger.EventStore;

/// <summary>
/// An append was sent and the database hasn't said in time what became of it: the connection was lost and the database
/// couldn't be asked afterwards, or it is slow. It may have been written, or be written yet, or not. Sending the same
/// command again with the same idempotency key is safe.
/// </summary>
public sealed class EventStoreOutcomeUnknownException : Exception
{
    public EventStoreOutcomeUnknownException() { }
    public EventStoreOutcomeUnknownException(string message) : base(message) { }
    public EventStoreOutcomeUnknownException(string message, Exception inner) : base(message, inner) { }
}

/// <summary>
/// So much waits already that this wasn't taken in, or it wasn't its turn in time. Nothing of it was or will be
/// written: come again in a moment.
/// </summary>
public sealed class EventStoreBusyException : Exception
{
    public EventStoreBusyException() { }
    public EventStoreBusyException(string message) : base(message) { }
    public EventStoreBusyException(string message, Exception inner) : base(message, inner) { }
}

/// <summary>
/// Rivals for this one stream were in the way each time that it was tried. Nothing was written; the database is well,
/// and appends to other streams go on.
/// </summary>
public sealed class EventStoreContendedException : Exception
{
    public EventStoreContendedException() { }
    public EventStoreContendedException(string message) : base(message) { }
    public EventStoreContendedException(string message, Exception inner) : base(message, inner) { }
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
