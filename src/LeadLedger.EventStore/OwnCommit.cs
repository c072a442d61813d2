namespace LeadLedger.EventStore;

/// <summary>
/// What a writer of this process has committed last. One server process serves it and writes one group after the other,
/// so whatever that one holds of the sequence from now on was drawn after <paramref name="Position"/>. Another writer's
/// is told apart by its number.
/// </summary>
/// <param name="ProcessId">The server's process that writes now.</param>
/// <param name="Position">The newest position committed.</param>
/// <param name="Place">Where.</param>
internal sealed record OwnCommit(int ProcessId, long Position, LedgerPlace Place)
{
    public static OwnCommit None { get; } = new(0, 0, default);
}
