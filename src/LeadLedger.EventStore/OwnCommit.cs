namespace LeadLedger.EventStore;

/// <summary>
/// What this process's own writer has committed. One process serves it and writes one group after the other, so whatever
/// that process holds of the sequence from now on was drawn after <paramref name="Position"/>.
/// </summary>
/// <param name="ProcessId">The server's process that writes now.</param>
/// <param name="Position">The newest position committed.</param>
internal sealed record OwnCommit(int ProcessId, long Position)
{
    public static OwnCommit None { get; } = new(0, 0);
}
