using LeadLedger.EventStore.Sealing;

namespace LeadLedger.EventStore.Verifying;

/// <summary>
/// A walk through the leaves alone, once the events turned out not to agree with everything: up to where the kept tree
/// agrees with every mark it is what was sealed, and what differs from it in the events was altered there.
/// </summary>
internal static class TreePass
{
    public static async Task<Agreement> Run(SealedLeaves leaves, Marks marks)
    {
        var agreement = new Agreement();
        var tree = new TreeFrontier();
        while (await leaves.Read().ConfigureAwait(false) && leaves.Index == tree.Size)
        {
            tree.Append(leaves.Hash);
            for (; marks.Next is { } mark && mark.Size <= tree.Size; await marks.Advance().ConfigureAwait(false))
                agreement.Compare(mark, tree.Root);
        }
        for (; marks.Next is { } mark; await marks.Advance().ConfigureAwait(false))
            agreement.Lose(mark);
        return agreement;
    }
}
