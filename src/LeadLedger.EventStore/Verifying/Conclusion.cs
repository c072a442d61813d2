namespace LeadLedger.EventStore.Verifying;

/// <summary>
/// What follows from two walks: whether, where the events and the kept tree differ, it is the events or the tree that
/// the checkpoints speak against; and where they speak against both, between which of them it happened.
/// </summary>
/// <param name="pass">The walk through the events.</param>
/// <param name="tree">How far the kept tree agrees with the marks; that of the events where nothing differs.</param>
/// <param name="flaw">The first leaf that the tiles don't hold as they should.</param>
internal sealed class Conclusion(EventPass pass, Agreement tree, (long Index, string What)? flaw, Findings findings)
{
    private readonly long _proven = pass.Agreement.LastRight.Size;

    public async Task Draw(Surroundings around, CancellationToken cancellation)
    {
        await new Naming(pass.Differences, around, pass.Events, tree.LastRight.Size)
            .Name(_proven, findings, cancellation).ConfigureAwait(false);
        NameTree();
        if (tree.FirstWrong is { } wrong && pass.Agreement.FirstWrong is { } ofEvents && ofEvents.Size <= wrong.Size)
            NameRange(wrong);
        if (pass.FirstGone is { } gone)
        {
            findings.Add(new(
                FindingKind.CheckpointBroken,
                $"{Capital(gone.Name)} (line {gone.Line} of the anchor) is gone from the ledger.",
                Until: gone.LastPosition));
        }
    }

    /// <summary>The events are proven where these differ, so the kept tree is wrong.</summary>
    private void NameTree()
    {
        foreach (var difference in pass.Differences.Kept.Where(it => it.EventIndex < _proven))
        {
            findings.Add(new(
                FindingKind.TreeBroken,
                $"The tree's leaf at position {difference.Position} was changed; the event there is as it was sealed.",
                difference.Position));
        }
        if (flaw is { } broken)
            findings.Add(new(FindingKind.TreeBroken, $"The tree's {broken.What}."));
        if (pass.UpperFlaw is { } upper && pass.Agreement.FirstWrong is null)
        {
            findings.Add(new(
                FindingKind.TreeBroken,
                $"A tile of level {upper.Node.Level / Sealing.Tiles.Levels} of the tree isn't what its leaves come to; "
                + "the events are as they were sealed.",
                After: upper.After,
                Until: upper.Until));
        }
        var sealedEvents = pass.Agreement.LastRight.Size;
        if (pass.Agreement.FirstWrong is null && sealedEvents > pass.Leaves && !pass.Differences.Any)
        {
            findings.Add(new(
                FindingKind.TreeBroken,
                $"The tree has {pass.Leaves} leaves, and {sealedEvents} events were sealed; these are as they were."));
        }
    }

    /// <summary>
    /// No leaf tells what it was: the events and the tree agree with each other, and not with the mark.
    /// </summary>
    private void NameRange(Mark wrong)
    {
        var right = tree.LastRight;
        var (after, until) = (right.LastPosition, wrong.LastPosition);
        if (wrong.Size > pass.Events && wrong.Size > pass.Leaves)
        {
            var isTail = pass.LastPosition is not { } last || last < wrong.LastPosition;
            findings.Add(new(
                isTail ? FindingKind.TailCutOff : FindingKind.Deleted,
                $"{Capital(wrong.Name)} ends at position {wrong.LastPosition}; the ledger has {pass.Events} events and "
                + $"ends at position {pass.LastPosition ?? 0}{(isTail ? ": its tail was cut off" : "")}.",
                After: isTail ? pass.LastPosition ?? 0 : after,
                Until: wrong.LastPosition));
            return;
        }
        if (pass.UpperFlaw is { } upper && upper.After < until && upper.Until > after)
            (after, until) = (Math.Max(after, upper.After), Math.Min(until, upper.Until));
        var why = tree.IsContradicted || pass.Agreement.IsContradicted
            ? "The ledger's own checkpoints say otherwise: it was rewritten, and signed anew with its key."
            : "The events and the tree agree with each other: both were changed.";
        findings.Add(new(
            FindingKind.Changed,
            $"After position {after} and up to position {until} something was changed; which event can't be told. "
            + $"{Capital(wrong.Name)} isn't over these events. {why}",
            After: after,
            Until: until));
    }

    private static string Capital(string words) => char.ToUpperInvariant(words[0]) + words[1..];
}
