namespace LeadLedger.EventStore.Verifying;

/// <summary>What was done to a ledger, as far as its seals can tell.</summary>
public enum FindingKind
{
    /// <summary>An event isn't the one that was sealed.</summary>
    Changed,

    /// <summary>A sealed event is gone from between others.</summary>
    Deleted,

    /// <summary>An event stands where none was sealed.</summary>
    Inserted,

    /// <summary>A sealed event stands at another position.</summary>
    Reordered,

    /// <summary>The time at which an event was recorded is another.</summary>
    BackDated,

    /// <summary>The newest sealed events are gone.</summary>
    TailCutOff,

    /// <summary>A checkpoint was changed, removed, or isn't signed by who should have.</summary>
    CheckpointBroken,

    /// <summary>The tree kept beside the events was changed; the events themselves weren't.</summary>
    TreeBroken,

    /// <summary>A stream's versions, kind or times don't hold together.</summary>
    StreamBroken,

    /// <summary>A key has signed that nobody vouches for.</summary>
    KeyUnknown,
}

/// <summary>One thing that was altered.</summary>
/// <param name="Kind">What was done.</param>
/// <param name="Words">The same, and what it rests on, for people.</param>
/// <param name="Position">The first position that it concerns; null where none can be named.</param>
/// <param name="After">Where no position can be named: everything up to this one is proven.</param>
/// <param name="Until">And this is the position by which it has happened.</param>
/// <param name="StreamId">The stream, where it is about one.</param>
public sealed record Finding(
    FindingKind Kind,
    string Words,
    long? Position = null,
    long? After = null,
    long? Until = null,
    Guid? StreamId = null)
{
    /// <summary>What findings are put in order by: the first position that may be concerned.</summary>
    public long From => Position ?? (After is { } after ? after + 1 : long.MaxValue);
}

/// <summary>Findings as they come: the first are kept, of the others only how many there are.</summary>
internal sealed class Findings
{
    private const int MostKept = 200;

    private readonly List<Finding> _kept = [];

    /// <summary>How many weren't kept.</summary>
    public long More { get; private set; }

    public bool Any => _kept.Count > 0;

    /// <summary>By position.</summary>
    public IReadOnlyList<Finding> InOrder => [.. _kept.OrderBy(finding => finding.From)];

    public void Add(Finding finding)
    {
        if (_kept.Count < MostKept)
            _kept.Add(finding);
        else
            More++;
    }

    public void AddMore(long count) => More += count;
}
