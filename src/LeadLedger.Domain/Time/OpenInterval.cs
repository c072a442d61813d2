namespace LeadLedger.Domain.Time;

/// <summary>A stretch of open hours.</summary>
/// <param name="LocalDay">The local day whose window it is.</param>
/// <param name="From">Its first instant, UTC.</param>
/// <param name="To">The first instant after it, UTC.</param>
public readonly record struct OpenInterval(DateOnly LocalDay, DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>Real time: an hour that a clock change skips isn't in it, one that it repeats is in it twice.</summary>
    public TimeSpan Length => To - From;
}
