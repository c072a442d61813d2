namespace LeadLedger.EventStore.Reading;

/// <summary>A stream that somebody waits to read.</summary>
/// <param name="toDecide">
/// The event that is about to be decided: then no more metadata is read than its own and the first event's.
/// </param>
internal sealed class PendingRead(Guid streamId, StreamBound bound, Guid? toDecide)
    : TaskCompletionSource<StreamSlice>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public Guid StreamId => streamId;
    public StreamBound Bound => bound;
    public Guid? ToDecide => toDecide;

    /// <summary>When it came, in milliseconds of <see cref="Environment.TickCount64"/>.</summary>
    public long Since { get; } = Environment.TickCount64;
}
