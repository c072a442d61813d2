using System.Runtime.CompilerServices;
using LeadLedger.EventStore.Sealing;

namespace LeadLedger.EventStore.Verifying;

/// <summary>
/// Looks at each checkpoint in itself: whether it is one, is signed by who should have, says in its columns what was
/// signed, and follows on the one before it. Whether its root is right isn't asked here.
/// </summary>
/// <param name="ledger">The ledger's id.</param>
/// <param name="keys">Whose signatures count.</param>
/// <param name="findings">Takes in what is wrong; null: that is known already.</param>
internal sealed class CheckpointReview(Guid ledger, KeyRing keys, Findings? findings)
{
    private const int MostNamed = 3;
    private const int MostOutOfOrder = 1000;

    private readonly List<Mark> _wentBack = [];
    private long _faults;

    /// <summary>The newest checkpoint of the ledger that can be read.</summary>
    public Checkpoint? Newest { get; private set; }

    /// <summary>How many the anchor has.</summary>
    public long AnchoredCount { get; private set; }

    /// <summary>The first line of the anchor that begins nothing that can be read: a crash leaves such ones.</summary>
    public long? Unreadable { get; private set; }

    /// <summary>
    /// Anchored ones over fewer events than one before them: two nodes that share an anchor do that now and then, and
    /// so does a ledger that was restored from an older backup.
    /// </summary>
    public IReadOnlyList<Mark> WentBack => _wentBack;

    /// <summary>The ledger's own, in order.</summary>
    public async IAsyncEnumerable<Mark> Own(
        IAsyncEnumerable<IReadOnlyList<CheckpointRow>> pages,
        [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var previous = 0L;
        var provenTo = 0L;
        await foreach (var page in pages.WithCancellation(cancellation).ConfigureAwait(false))
        {
            // Checking signatures is most of the work, and no signature waits for another.
            var faults = page.AsParallel().AsOrdered().Select(Fault).ToArray();
            for (var i = 0; i < page.Count; i++)
            {
                var row = page[i];
                var fault = faults[i];
                if ((fault ?? Gap(row, previous)) is { } wrong)
                    Report(wrong with { After = provenTo, Until = row.LastPosition });
                if (fault is null)
                    (provenTo, Newest) = (row.LastPosition, SignedCheckpoint.Parse(row.Note)!.Checkpoint);
                previous = row.TreeSize;
                yield return new Mark(row.TreeSize, fault is null ? new TreeHash(row.Root) : default, row.LastPosition)
                {
                    IsVoid = fault is not null,
                };
            }
        }
    }

    /// <summary>The anchor's.</summary>
    /// <exception cref="CannotVerifyException">It is the anchor of another ledger.</exception>
    public IEnumerable<Mark> Anchored(IEnumerable<Anchor> anchor)
    {
        var last = 0L;
        foreach (var (line, note, _) in anchor)
        {
            if (note?.Checkpoint is not { } checkpoint)
            {
                Unreadable ??= line;
                continue;
            }
            if (checkpoint.LedgerId != ledger)
                throw new CannotVerifyException($"The anchor is that of the ledger {checkpoint.LedgerId}.");
            AnchoredCount++;
            if (keys.Fault(note, $"the anchored checkpoint over {checkpoint.TreeSize} events") is { } fault)
            {
                Report(fault);
                if (fault.Kind == FindingKind.CheckpointBroken)
                    continue;
            }
            var mark = new Mark(checkpoint.TreeSize, checkpoint.Root, checkpoint.LastPosition, line);
            if (mark.Size >= last)
            {
                last = mark.Size;
                yield return mark;
            }
            else if (_wentBack.Count < MostOutOfOrder)
            {
                _wentBack.Add(mark);
            }
        }
    }

    private static Finding? Gap(CheckpointRow row, long previous) => row.PreviousSize == previous
        ? null
        : new(
            FindingKind.CheckpointBroken,
            $"The checkpoint over {row.TreeSize} events followed on one over {row.PreviousSize}, and follows now "
            + $"on one over {previous}: what was between them is gone.");

    private Finding? Fault(CheckpointRow row)
    {
        var name = $"the checkpoint over {row.TreeSize} events";
        if (SignedCheckpoint.Parse(row.Note) is not { } signed)
            return new(FindingKind.CheckpointBroken, $"What is kept as {name} isn't one.");
        var checkpoint = signed.Checkpoint;
        if (checkpoint.LedgerId != ledger)
            return new(FindingKind.CheckpointBroken, $"What is kept as {name} is of the ledger {checkpoint.LedgerId}.");
        var says = (
            checkpoint.TreeSize, checkpoint.LastPosition, checkpoint.Root.ToString(), Microseconds(checkpoint.MadeAt));
        if (says != (row.TreeSize, row.LastPosition, Convert.ToBase64String(row.Root), row.MadeAt)
            || signed.Signatures[0].KeyId != row.KeyId)
            return new(FindingKind.CheckpointBroken, $"The columns of {name} don't say what was signed.");
        return keys.Fault(signed, name);
    }

    private void Report(Finding finding)
    {
        if (++_faults <= MostNamed)
            findings?.Add(finding);
        else
            findings?.AddMore(1);
    }

    private static long Microseconds(DateTimeOffset at) =>
        (at.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / TimeSpan.TicksPerMicrosecond;
}
