using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace LeadLedger.EventStore;

/// <summary>Under which name the program can be watched: its meters and its spans (docs/operations.md).</summary>
public static class LedgerTelemetry
{
    /// <summary>The name of every meter and of the one activity source.</summary>
    public const string Name = "LeadLedger";

    /// <summary>Our spans. Free while nobody listens.</summary>
    public static ActivitySource Spans { get; } = new(Name);

    /// <summary>
    /// Bounds for durations in seconds, from half a millisecond on: a commit takes about one, and ten seconds is when
    /// callers are told to come again.
    /// </summary>
    public static InstrumentAdvice<double> Seconds { get; } = new()
    {
        HistogramBucketBoundaries =
            [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    };

    /// <summary>Marks a span as failed, by the fault's type alone: its message may quote what was sent.</summary>
    public static void Failed(this Activity span, string errorType)
    {
        ArgumentNullException.ThrowIfNull(span);
        span.SetTag("error.type", errorType);
        span.SetStatus(ActivityStatusCode.Error);
    }
}
