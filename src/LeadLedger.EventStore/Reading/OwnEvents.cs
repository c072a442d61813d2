using LeadLedger.EventStore.Appending;

namespace LeadLedger.EventStore.Reading;

/// <summary>
/// What this process's writers have committed last, as it went in: who follows the ledger closely is told of it without
/// asking the database for what it was given a moment ago. Kept only while somebody follows, and each event until it is
/// taken, or until they fall so far behind that reading the database is cheaper.
/// </summary>
/// <remarks>
/// Nothing is told out of order or past a gap: where the position that comes next isn't of this process, or not heard
/// of yet, there is nothing to take. So what is taken is settled, without a look at who else writes.
/// </remarks>
internal sealed class OwnEvents(int mostBytes)
{
    // Some hundred milliseconds of what a process can append; who is further behind reads large pages.
    private const int Most = 4_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<long, RecordedEvent> _events = [];
    private long _bytes;
    private LedgerPlace _place;
    private volatile bool _isFollowed;

    /// <summary>Somebody has read the ledger of this place to its end, which was here: what follows is kept for them.</summary>
    public void Follow(LedgerPlace place, long end)
    {
        lock (_lock)
        {
            if (!_isFollowed || place != _place)
                Clear();
            foreach (var position in _events.Keys.Where(position => position <= end).ToList())
                Remove(position);
            _place = place;
            _isFollowed = true;
        }
    }

    /// <summary>Keeps what was committed, where it is followed.</summary>
    /// <param name="place">Where it was written.</param>
    /// <param name="members">Those that aren't placed weren't written.</param>
    public void Add(LedgerPlace place, List<PendingAppend> members)
    {
        if (!_isFollowed)
            return;
        lock (_lock)
        {
            if (!_isFollowed || place != _place)
                return;
            foreach (var member in members)
            {
                for (var i = 0; member.IsPlaced && i < member.Append.Events.Count; i++)
                    Add(member.Recorded(i));
            }
            if (_events.Count > Most || _bytes > mostBytes)
                Clear();
        }
    }

    /// <summary>Takes what comes next without a gap; nothing if the very next event isn't known here.</summary>
    /// <param name="after">A settled position.</param>
    /// <param name="most">How many events at most.</param>
    /// <param name="hasMore">Whether the one behind these is known too.</param>
    public List<RecordedEvent> Take(long after, int most, out bool hasMore)
    {
        hasMore = false;
        var taken = new List<RecordedEvent>();
        if (!_isFollowed)
            return taken;
        lock (_lock)
        {
            var next = after + 1;
            for (; taken.Count < most && Remove(next) is { } recorded; next++)
                taken.Add(recorded);
            hasMore = _events.ContainsKey(next);
            return taken;
        }
    }

    /// <summary>Lets go of everything: another server may answer now, with less in its ledger.</summary>
    public void Forget()
    {
        lock (_lock)
            Clear();
    }

    private void Add(RecordedEvent recorded)
    {
        _events[recorded.Position] = recorded;
        _bytes += recorded.Data.Length;
    }

    private RecordedEvent? Remove(long position)
    {
        if (_events.Remove(position, out var recorded))
            _bytes -= recorded.Data.Length;
        return recorded;
    }

    private void Clear()
    {
        _events.Clear();
        _bytes = 0;
        _isFollowed = false;
    }
}
