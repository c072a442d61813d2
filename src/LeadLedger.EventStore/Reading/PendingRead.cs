namespace LeadLedger.EventStore.Reading;

/// <summary>A stream that somebody waits to read.</summary>
internal sealed class PendingRead(Guid streamId, StreamBound bound)
    : TaskCompletionSource<StreamSlice>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public Guid StreamId => streamId;
    public StreamBound Bound => bound;
}
