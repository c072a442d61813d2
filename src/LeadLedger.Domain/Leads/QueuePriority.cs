using LeadLedger.Domain.Agreements;

namespace LeadLedger.Domain.Leads;

/// <summary>
/// Which case the panel looks at first (docs/panel.md): the one whose ruling is due soonest, where a hand raiser counts
/// as due a day sooner, and value at stake as up to another day.
/// </summary>
public static class QueuePriority
{
    private static readonly TimeSpan ForHandRaisers = TimeSpan.FromHours(24);
    private static readonly TimeSpan ForTheGreatestValue = TimeSpan.FromHours(24);

    /// <summary>
    /// The instant by which cases are ordered, the earlier the sooner: when the ruling is due, less 24 hours for a hand
    /// raiser, less 24 hours times the value at stake over the greatest that the terms know. It stands from the
    /// rejection on, so that nothing moves in a queue that is being worked.
    /// </summary>
    /// <param name="terms">Those that the lead was handed off under; null: not known; value counts for nothing.</param>
    /// <param name="bucket">The handoff's.</param>
    /// <param name="leadValue">The handoff's, in the terms' currency.</param>
    /// <param name="rulingDueAt">By when the panel promised to rule.</param>
    public static DateTimeOffset Of(Terms? terms, Bucket bucket, decimal leadValue, DateTimeOffset rulingDueAt)
    {
        var at = rulingDueAt.AddTicks(-(long)(ForTheGreatestValue.Ticks * ShareOfTheGreatest(terms, leadValue)));
        if (bucket is Bucket.HandRaiserHighFit or Bucket.HandRaiserMediumFit or Bucket.HandRaiserLowFit)
            at -= ForHandRaisers;
        // As exact as PostgreSQL keeps it.
        return at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMicrosecond));
    }

    private static decimal ShareOfTheGreatest(Terms? terms, decimal leadValue)
    {
        var greatest = terms?.Valuation.Select(row => row.CloseRate * row.AverageSale).DefaultIfEmpty().Max() ?? 0;
        return greatest > 0 ? Math.Clamp(leadValue / greatest, 0, 1) : 0;
    }
}
