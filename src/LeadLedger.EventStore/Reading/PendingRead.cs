namespace LeadLedger.EventStore.Reading;

/// <summary>A stream that somebody waits to read.</summary>
internal sealed class PendingRead(Guid streamId, StreamBound bound)
    : TaskCompletionSource<StreamSlice>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public Guid StreamId => streamId;
    public StreamBound Bound => bound;

    /// <summary>When it came, in milliseconds of <see cref="Environment.TickCount64"/>.</summary>
    public long Since { get; } = Environment.TickCount64;
}
