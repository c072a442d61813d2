namespace LeadLedger.EventStore.Reading;

/// <summary>
/// How many events to ask for so that a page has about as many bytes as it may: what lies beyond them would be sent by
/// the server only to be passed over. Learnt from the pages before: only reading an event tells how large it is.
/// </summary>
internal sealed class FeedPageSize(int mostBytes)
{
    // Few events are larger. As long as that holds, the limit is the one that the reader asked for.
    private const double UsualBytes = 1000;

    private double _bytesPerEvent = UsualBytes;

    public int MostEvents => Math.Max(1, (int)(mostBytes / _bytesPerEvent * 1.25));

    /// <param name="events">In a page that was read.</param>
    /// <param name="bytes">Of their payloads.</param>
    public void Learn(int events, long bytes)
    {
        if (events == 0)
            return;
        // Up at once, down by and by: one page of small events says little about the next.
        var seen = (double)bytes / events;
        _bytesPerEvent = Math.Max(UsualBytes, seen > _bytesPerEvent ? seen : (_bytesPerEvent + seen) / 2);
    }
}
