using LeadLedger.EventStore.Sealing;

namespace LeadLedger.EventStore.Verifying;

/// <summary>
/// Says of each difference what was done. A hash tells only that something differs; what it was is found by trying:
/// were this event at that position, or recorded at that instant, would it be what was sealed?
/// </summary>
/// <param name="events">How many events there are in all: what is missing after the last of them was cut off.</param>
/// <param name="provenLeaves">Up to which leaf checkpoints confirm the tree.</param>
internal sealed class Naming(Differences differences, Surroundings around, long events, long provenLeaves)
{
    private const string Unconfirmed = " (No checkpoint confirms the tree there.)";

    private readonly HashSet<long> _moved = [];

    /// <summary>Names those from an index of the events on: before it the events are proven.</summary>
    public async Task Name(long fromEvent, Findings findings, CancellationToken cancellation)
    {
        var suspects = differences.Kept.Where(difference => difference.EventIndex >= fromEvent).ToList();
        foreach (var difference in suspects.Where(it => it.Kind != DifferenceKind.Extra))
            findings.Add(Confirmed(difference, await Name(difference, cancellation).ConfigureAwait(false)));
        // After the others: what was moved here is told already.
        foreach (var extra in suspects.Where(it => it.Kind == DifferenceKind.Extra && !_moved.Contains(it.Position)))
        {
            findings.Add(Confirmed(extra, new Finding(
                FindingKind.Inserted,
                $"The event at position {extra.Position}{Of(extra.Event)} was inserted: none was sealed there.",
                extra.Position,
                StreamId: extra.Event?.StreamId)));
        }
        findings.AddMore(differences.More);
    }

    private async Task<Finding> Name(Difference difference, CancellationToken cancellation)
    {
        if (difference is { Count: 1, Sealed: { } hash } && Elsewhere(difference.Position, hash) is { } now)
        {
            _moved.Add(now.Position);
            return new Finding(
                FindingKind.Reordered,
                $"The event that was sealed at position {difference.Position} stands at position {now.Position}.",
                difference.Position,
                StreamId: now.StreamId);
        }
        return difference.Kind == DifferenceKind.Missing
            ? await Gone(difference, cancellation).ConfigureAwait(false)
            : await Changed(difference, cancellation).ConfigureAwait(false);
    }

    /// <summary>The event that would be what was sealed, were it at this position.</summary>
    private EventLeaf? Elsewhere(long position, TreeHash hash) =>
        differences.Kept.Where(it => it.Event is not null && it.Position != position).Select(it => it.Event!)
            .Concat(differences.Newer)
            .FirstOrDefault(one => (one with { Position = position }).Hash == hash);

    private async Task<Finding> Gone(Difference run, CancellationToken cancellation)
    {
        var (before, after) = await around.Neighbours(run.Position, run.LastPosition, cancellation)
            .ConfigureAwait(false);
        var which = run.Count == 1
            ? $"The event that was sealed at position {run.Position} is"
            : $"The {run.Count} events that were sealed at the positions {run.Position} to {run.LastPosition} are";
        return run.EventIndex == events
            ? new Finding(
                FindingKind.TailCutOff,
                $"{which} gone: the ledger ends at position {before ?? 0}, its tail was cut off.",
                run.Position,
                before ?? 0,
                run.LastPosition)
            : new Finding(
                FindingKind.Deleted,
                $"{which} gone: deleted after position {before ?? 0} and before position {after}.",
                run.Position,
                before ?? 0,
                after);
    }

    private async Task<Finding> Changed(Difference difference, CancellationToken cancellation)
    {
        var position = difference.Position;
        if (difference is { Event: { } found, Sealed: { } hash })
        {
            var given = Surroundings.Instant(found.RecordedAt);
            if (await around.TrueTime(found, hash, cancellation).ConfigureAwait(false) is { } time)
            {
                return new Finding(
                    FindingKind.BackDated,
                    $"The event at position {position}{Of(found)} says that it was recorded at {given}; it was at "
                    + $"{time}.",
                    position,
                    StreamId: found.StreamId);
            }
            if (await around.IsOutOfOrder(found, cancellation).ConfigureAwait(false))
            {
                return new Finding(
                    FindingKind.BackDated,
                    $"The event at position {position}{Of(found)} isn't as it was sealed, and its time, {given}, "
                    + "can't be by those of its neighbours.",
                    position,
                    StreamId: found.StreamId);
            }
        }
        return new Finding(
            FindingKind.Changed,
            $"The event at position {position}{Of(difference.Event)} was changed: it isn't what was sealed there.",
            position,
            StreamId: difference.Event?.StreamId);
    }

    private Finding Confirmed(Difference difference, Finding finding) =>
        difference.LeafIndex < provenLeaves ? finding : finding with { Words = finding.Words + Unconfirmed };

    private static string Of(EventLeaf? leaf) => leaf is null ? "" : $" ({Safe(leaf.Type)})";

    /// <summary>A type's name comes from who may have altered it: it must not write on somebody's terminal.</summary>
    private static string Safe(string type) => string.Concat(type.Take(64).Select(letter =>
        char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-' ? letter : '?'));
}
