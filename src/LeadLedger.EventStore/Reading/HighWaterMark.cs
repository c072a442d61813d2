namespace LeadLedger.EventStore.Reading;

/// <summary>
/// The position up to which the ledger is settled, reckoned from observations of the sequence and of who holds its
/// lock. <c>nextval</c> takes the lock before it draws and the transaction keeps it to its end, so whoever drew a
/// position up to the sequence's value was, a moment later, among the holders, or had ended (ADR-0003).
/// </summary>
/// <remarks>Observations must be fed in the order in which they were made.</remarks>
internal sealed class HighWaterMark
{
    // A transaction that is prepared for two-phase commit goes on under another name, so its going isn't its end.
    private const string PreparedPrefix = "-1/";

    private readonly HashSet<string> _awaited = [];
    private long _candidate;

    /// <summary>Every position at or below it is a committed event or will never be one.</summary>
    public long Settled { get; private set; }

    /// <summary>Whether somebody was still writing below the newest position drawn.</summary>
    public bool IsAwaiting => _candidate > Settled;

    /// <summary>Forgets everything: another server may answer now, with less in its ledger.</summary>
    public void Reset()
    {
        _awaited.Clear();
        _candidate = Settled = 0;
    }

    /// <param name="drawn">The newest position drawn from the sequence, read first.</param>
    /// <param name="holders">The virtual transactions that hold the sequence's lock, listed later.</param>
    public void Observe(long drawn, IReadOnlyList<string> holders)
    {
        if (holders.Count == 0)
        {
            SettleAt(drawn);
            return;
        }
        if (IsAwaiting)
        {
            StopAwaitingAllBut(holders);
            if (_awaited.Count > 0)
                return;
            SettleAt(_candidate);
        }
        // One candidate at a time is enough: whoever overlaps it ends, and the next one is taken from here.
        if (drawn > Settled)
        {
            _candidate = drawn;
            _awaited.UnionWith(holders);
        }
    }

    /// <summary>
    /// It is known otherwise that nobody who still writes drew a position up to this one: with a single writer that
    /// is every commit of its own, which would else be settled only when the writer's next one is through.
    /// </summary>
    public void SettleUpTo(long position)
    {
        if (position <= Settled)
            return;
        if (position >= _candidate)
            SettleAt(position);
        else
            Settled = position;
    }

    private void StopAwaitingAllBut(IReadOnlyList<string> holders)
    {
        var still = holders.Where(name =>
            _awaited.Contains(name) || name.StartsWith(PreparedPrefix, StringComparison.Ordinal)).ToList();
        _awaited.Clear();
        _awaited.UnionWith(still);
    }

    private void SettleAt(long position)
    {
        Settled = Math.Max(Settled, position);
        _candidate = Settled;
        _awaited.Clear();
    }
}
