using LeadLedger.EventStore.Sealing;

namespace LeadLedger.EventStore.Verifying;

/// <summary>
/// One walk through all events in position order: each is hashed and held against its leaf, the tree over them is
/// computed, and its root held against every mark. Whatever the size of the ledger, only the tree's right edge is kept.
/// </summary>
internal sealed class EventPass(SealedLeaves leaves, Marks marks, UpperTiles upper)
{
    private readonly TreeFrontier _tree = new();
    private readonly List<(TreeNode Node, TreeHash Hash)> _completed = [];
    private Action<TreeNode, TreeHash>? _complete;
    private long _lastLeafPosition = long.MinValue;
    private long _tileBegins;

    public Agreement Agreement { get; } = new();

    public Differences Differences { get; } = new();

    /// <summary>How many events there are.</summary>
    public long Events => _tree.Size;

    /// <summary>How many leaves the tree has.</summary>
    public long Leaves { get; private set; }

    public long? LastPosition { get; private set; }

    /// <summary>The first positions between which a tile above the leaves says otherwise.</summary>
    public (TreeNode Node, long After, long Until)? UpperFlaw { get; private set; }

    /// <summary>Anchored checkpoints within the ledger that it doesn't have any more.</summary>
    public Mark? FirstGone { get; private set; }

    /// <summary>The last mark that is over more events than there are.</summary>
    public Mark? Beyond { get; private set; }

    public async Task Run(LeafReader events, CancellationToken cancellation)
    {
        await Next().ConfigureAwait(false);
        while (await events.Read(cancellation).ConfigureAwait(false))
        {
            await Take(events).ConfigureAwait(false);
            while (marks.Next is { } mark && mark.Size <= _tree.Size)
            {
                Agreement.Compare(mark, _tree.Root);
                if (mark.IsGone)
                    FirstGone ??= mark;
                await marks.Advance().ConfigureAwait(false);
            }
        }
        while (leaves.HasLeaf)
        {
            Differences.MissingOne(leaves.Position, leaves.Index, _tree.Size, leaves.Hash);
            await Next().ConfigureAwait(false);
        }
        for (; marks.Next is { } mark; await marks.Advance().ConfigureAwait(false))
        {
            if (!mark.IsVoid)
                Beyond = mark;
            Agreement.Lose(mark);
        }
    }

    private async ValueTask Take(LeafReader events)
    {
        var position = events.Position;
        while (leaves.HasLeaf && leaves.Position < position)
        {
            Differences.MissingOne(leaves.Position, leaves.Index, _tree.Size, leaves.Hash);
            await Next().ConfigureAwait(false);
        }
        var hash = events.Hash;
        var isSealed = leaves.HasLeaf && leaves.Position == position;
        if (isSealed)
        {
            if (leaves.Hash == hash)
                Differences.Matched();
            else
                Differences.Other(position, leaves.Index, _tree.Size, leaves.Hash, events.Leaf.Span);
            await Next().ConfigureAwait(false);
        }
        else if (leaves.HasLeaf || position <= _lastLeafPosition)
        {
            Differences.Extra(position, leaves.HasLeaf ? leaves.Index : Leaves, _tree.Size, events.Leaf.Span);
        }
        else if (Differences.Missing.Count > 0 && Differences.Newer.Count < 256
            && EventLeaf.Decode(events.Leaf.Span) is { } newer)
        {
            Differences.Newer.Add(newer);
        }
        // Made once: there are as many calls as events.
        _complete ??= (node, completed) => _completed.Add((node, completed));
        _tree.Append(hash, _complete);
        if (_completed.Count > 0)
            await CompareUpper(position, isSealed).ConfigureAwait(false);
        LastPosition = position;
    }

    private async ValueTask CompareUpper(long position, bool isSealed)
    {
        foreach (var (node, hash) in _completed)
        {
            // Once something else differs, these do as a matter of course; and beyond the leaves there are none yet.
            if (isSealed && !Differences.Any && UpperFlaw is null && !await upper.Has(node, hash).ConfigureAwait(false))
                UpperFlaw = (node, _tileBegins, position);
        }
        _completed.Clear();
        _tileBegins = position;
    }

    private async ValueTask Next()
    {
        if (leaves.HasLeaf)
        {
            _lastLeafPosition = leaves.Position;
            Leaves = leaves.Index + 1;
        }
        await leaves.Read().ConfigureAwait(false);
    }
}
