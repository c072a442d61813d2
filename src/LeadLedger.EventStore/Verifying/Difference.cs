using LeadLedger.EventStore.Sealing;

namespace LeadLedger.EventStore.Verifying;

/// <summary>How the events and the leaves of the tree differ at a place.</summary>
internal enum DifferenceKind
{
    /// <summary>At this position another event was sealed.</summary>
    Other,

    /// <summary>Here an event was sealed, and none is.</summary>
    Missing,

    /// <summary>Here is an event, and none was sealed.</summary>
    Extra,
}

/// <summary>One place where the events and the leaves of the tree differ, or a run of missing events.</summary>
/// <param name="Position">The first position concerned.</param>
/// <param name="LeafIndex">The index of the leaf; of an extra event the one of the leaf that follows.</param>
/// <param name="EventIndex">How many events come before it.</param>
/// <param name="Sealed">What was sealed there; null: nothing.</param>
/// <param name="Event">What is there; null: nothing, or it isn't kept.</param>
internal sealed record Difference(
    DifferenceKind Kind, long Position, long LeafIndex, long EventIndex, TreeHash? Sealed, EventLeaf? Event)
{
    /// <summary>How many events, of a run.</summary>
    public long Count { get; set; } = 1;

    /// <summary>The last position of the run.</summary>
    public long LastPosition { get; set; } = Position;
}

/// <summary>The differences as they are come upon, in position order: the first of them, and how many more.</summary>
internal sealed class Differences
{
    private const int MostKept = 200;

    // Of missing events in one run, so many hashes are kept, to be looked for elsewhere.
    private const int MostHashes = 200;

    private readonly List<Difference> _kept = [];
    private bool _lastWasMissing;

    public IReadOnlyList<Difference> Kept => _kept;

    public long More { get; private set; }

    public bool Any => _kept.Count > 0;

    /// <summary>What was sealed of the missing events, by position; the first of them.</summary>
    public Dictionary<long, TreeHash> Missing { get; } = [];

    /// <summary>
    /// Events that nothing is known of, newer than all leaves: a sealed one may have been moved here.
    /// </summary>
    public List<EventLeaf> Newer { get; } = [];

    /// <summary>An event was matched with its leaf: a run of missing ones ends.</summary>
    public void Matched() => _lastWasMissing = false;

    public void Other(long position, long leafIndex, long eventIndex, TreeHash sealedHash, ReadOnlySpan<byte> leaf) =>
        Add(new(DifferenceKind.Other, position, leafIndex, eventIndex, sealedHash, Decode(leaf)));

    public void Extra(long position, long leafIndex, long eventIndex, ReadOnlySpan<byte> leaf) =>
        Add(new(DifferenceKind.Extra, position, leafIndex, eventIndex, null, Decode(leaf)));

    public void MissingOne(long position, long leafIndex, long eventIndex, TreeHash sealedHash)
    {
        if (Missing.Count < MostHashes)
            Missing.TryAdd(position, sealedHash);
        if (_lastWasMissing && _kept[^1] is { Kind: DifferenceKind.Missing } run)
        {
            run.Count++;
            run.LastPosition = position;
            return;
        }
        Add(new(DifferenceKind.Missing, position, leafIndex, eventIndex, sealedHash, null));
        _lastWasMissing = More == 0;
    }

    private EventLeaf? Decode(ReadOnlySpan<byte> leaf) => _kept.Count < MostKept ? EventLeaf.Decode(leaf) : null;

    private void Add(Difference difference)
    {
        _lastWasMissing = false;
        if (_kept.Count < MostKept)
            _kept.Add(difference);
        else
            More++;
    }
}
