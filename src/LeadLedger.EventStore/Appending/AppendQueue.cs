using System.Threading.Channels;

namespace LeadLedger.EventStore.Appending;

/// <summary>
/// Where appends wait for their group. Bounded: when it is full, callers wait at the door. What can't share the
/// coming group is set aside and goes first into the next.
/// </summary>
internal sealed class AppendQueue(EventStoreOptions options)
{
    private readonly Channel<PendingAppend> _waiting = Channel.CreateBounded<PendingAppend>(
        new BoundedChannelOptions(options.AppendQueue)
        {
            SingleReader = true,
            // An idle writer then starts on the turn of the caller that woke it: one change of threads less.
            AllowSynchronousContinuations = true,
        });

    private readonly Queue<PendingAppend> _setAside = [];

    public bool TryEnqueue(PendingAppend pending) => _waiting.Writer.TryWrite(pending);

    public ValueTask Enqueue(PendingAppend pending, CancellationToken cancellation) =>
        _waiting.Writer.WriteAsync(pending, cancellation);

    /// <summary>No more is let in; what was is still handed out.</summary>
    public void Close() => _waiting.Writer.TryComplete();

    /// <summary>Fills the group with what waits.</summary>
    /// <returns>False when nothing waits and nothing will come.</returns>
    public async ValueTask<bool> Fill(AppendGroup group)
    {
        while (true)
        {
            FillFromWhatWaits(group);
            if (group.Members.Count > 0)
                return true;
            if (!await _waiting.Reader.WaitToReadAsync().ConfigureAwait(false))
                return false;
        }
    }

    private void FillFromWhatWaits(AppendGroup group)
    {
        for (var i = _setAside.Count; i > 0; i--)
            Offer(group, _setAside.Dequeue());
        // What is set aside is bounded too: a stream that everybody appends to at once must not empty the queue.
        while (!group.IsFull && _setAside.Count < options.AppendQueue && _waiting.Reader.TryRead(out var pending))
            Offer(group, pending);
    }

    private void Offer(AppendGroup group, PendingAppend pending)
    {
        if (group.IsFull || !group.TryAdd(pending))
            _setAside.Enqueue(pending);
    }
}
