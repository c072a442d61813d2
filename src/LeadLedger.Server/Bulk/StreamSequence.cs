namespace LeadLedger.Server.Bulk;

/// <summary>
/// Which turn of a stream comes last as yet, among the batches under way: what is said of one stream is decided in the
/// order of the input. Batches enter one at a time and in order, so nothing here is locked.
/// </summary>
internal sealed class StreamSequence
{
    private readonly Dictionary<Guid, StreamTurn> last = [];
    private readonly Queue<BulkBatch> entered = [];

    /// <summary>Puts the batch's turns after the earlier ones of their streams.</summary>
    public void Enter(BulkBatch batch)
    {
        ForgetWhatIsDone();
        foreach (var turn in batch.Turns)
        {
            if (last.TryGetValue(turn.Stream.Id, out var earlier))
                turn.ComeAfter(earlier);
            last[turn.Stream.Id] = turn;
        }
        entered.Enqueue(batch);
    }

    /// <summary>Or a bulk of millions of leads would remember each.</summary>
    private void ForgetWhatIsDone()
    {
        while (entered.TryPeek(out var batch) && batch.Done.IsCompleted)
        {
            entered.Dequeue();
            foreach (var turn in batch.Turns)
            {
                if (last.TryGetValue(turn.Stream.Id, out var latest) && latest == turn)
                    last.Remove(turn.Stream.Id);
            }
        }
    }
}
