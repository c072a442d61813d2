using LeadLedger.EventStore.Sealing;

namespace LeadLedger.EventStore.Verifying;

/// <summary>
/// What the root of the tree was, by a signed word: a checkpoint of the ledger, or one that was anchored.
/// </summary>
/// <param name="Size">How many events it is over.</param>
/// <param name="LastPosition">The position of the last of them.</param>
/// <param name="Line">The line in the anchor where it begins; null: it is the ledger's own.</param>
internal sealed record Mark(long Size, TreeHash Root, long LastPosition, long? Line = null)
{
    /// <summary>Before everything.</summary>
    public static Mark Nothing { get; } = new(0, TreeHash.OfNothing, 0);

    /// <summary>Something is wrong with it in itself: it is nobody's word.</summary>
    public bool IsVoid { get; init; }

    /// <summary>It was anchored, and the ledger doesn't have it any more.</summary>
    public bool IsGone { get; init; }

    public bool IsAnchored => Line is not null;

    public string Name => $"the {(IsAnchored ? "anchored " : "")}checkpoint over {Size} events";
}

/// <summary>How far a tree that is computed agrees with the marks.</summary>
internal sealed class Agreement
{
    private Mark _lastAnchored = Mark.Nothing;

    /// <summary>The last mark up to which every one agreed.</summary>
    public Mark LastRight { get; private set; } = Mark.Nothing;

    /// <summary>The first that didn't.</summary>
    public Mark? FirstWrong { get; private set; }

    /// <summary>
    /// The ledger's own marks agree where an anchored one doesn't: two signed words contradict each other.
    /// </summary>
    public bool IsContradicted { get; private set; }

    public void Compare(Mark mark, TreeHash root)
    {
        if (mark.IsVoid)
            return;
        var isRight = mark.Root == root;
        if (FirstWrong is { } wrong)
        {
            IsContradicted |= isRight && wrong.IsAnchored && !mark.IsAnchored;
            return;
        }
        if (isRight)
        {
            LastRight = mark;
            _lastAnchored = mark.IsAnchored ? mark : _lastAnchored;
            return;
        }
        FirstWrong = mark;
        if (mark.IsAnchored)
        {
            // What the ledger has said of itself since is no proof: whoever rewrote it held its key.
            IsContradicted = LastRight.Size > _lastAnchored.Size;
            LastRight = _lastAnchored;
        }
    }

    /// <summary>The tree couldn't be computed up to this one.</summary>
    public void Lose(Mark? mark)
    {
        if (mark is { IsVoid: false })
            FirstWrong ??= mark;
    }
}
