namespace LeadLedger.EventStore.Appending;

/// <summary>
/// Appends that one statement can write together. A stream is target of one at most, because versions are compared
/// once and at the start; and no stream is target and guard at once, because its guard would be judged without
/// knowing of the append beside it.
/// </summary>
internal sealed class AppendGroup(EventStoreOptions options)
{
    private readonly HashSet<Guid> _targets = [];
    private readonly HashSet<Guid> _guards = [];
    private int _events;
    private int _bytes;

    public List<PendingAppend> Members { get; } = [];

    /// <summary>Whether no further member should be looked for.</summary>
    public bool IsFull => _events >= options.EventsPerGroup || _bytes >= options.BytesPerGroup;

    /// <summary>Takes the member in, unless it was withdrawn.</summary>
    /// <returns>False when it has to wait for the next group.</returns>
    public bool TryAdd(PendingAppend pending)
    {
        var append = pending.Append;
        if (Members.Count > 0 && (Overflows(pending) || Clashes(append)))
            return false;
        if (!pending.TryTake())
            return true;
        _targets.Add(append.StreamId);
        foreach (var guard in append.Guards)
            _guards.Add(guard.StreamId);
        _events += append.Events.Count;
        _bytes += pending.Bytes;
        Members.Add(pending);
        return true;
    }

    public void Clear()
    {
        Members.Clear();
        _targets.Clear();
        _guards.Clear();
        _events = _bytes = 0;
    }

    private bool Overflows(PendingAppend pending) =>
        _events + pending.Append.Events.Count > options.EventsPerGroup
        || (long)_bytes + pending.Bytes > options.BytesPerGroup;

    private bool Clashes(StreamAppend append)
    {
        if (_targets.Contains(append.StreamId) || _guards.Contains(append.StreamId))
            return true;
        foreach (var guard in append.Guards)
        {
            if (_targets.Contains(guard.StreamId))
                return true;
        }
        return false;
    }
}
