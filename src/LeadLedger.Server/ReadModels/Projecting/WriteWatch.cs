using System.Diagnostics;
using System.Diagnostics.Metrics;
using LeadLedger.EventStore;
using LeadLedger.Server.ReadModels.Building;

namespace LeadLedger.Server.ReadModels.Projecting;

/// <summary>
/// What came of some pages being written, while somebody listens: how long it takes, and a span around it.
/// </summary>
internal sealed class WriteWatch : IDisposable
{
    private const string Build = "leadledger.read_model.build";

    private static readonly Meter Meter = new(LedgerTelemetry.Name);

    private static readonly Histogram<double> Duration = Meter.CreateHistogram(
        "leadledger.projection.write.duration", "s",
        "The transaction that writes what came of some pages of events; the count is that of transactions.",
        tags: null, LedgerTelemetry.Seconds);

    private static readonly Counter<long> Events = Meter.CreateCounter<long>(
        "leadledger.projection.events", "{event}", "Events that this node has projected.");

    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly int _build;
    private readonly int _events;
    private readonly Activity? _span;

    private WriteWatch(ReadModelBuild build, int events, long last)
    {
        _build = build.Number;
        _events = events;
        _span = LedgerTelemetry.Spans.StartActivity("project events");
        _span?.SetTag(Build, _build);
        _span?.SetTag("leadledger.projection.write.events", events);
        _span?.SetTag("leadledger.projection.write.position", last);
    }

    /// <summary>Null while nobody listens.</summary>
    public static WriteWatch? Begin(ReadModelBuild build, int events, long last) =>
        Duration.Enabled || Events.Enabled || LedgerTelemetry.Spans.HasListeners() ? new(build, events, last) : null;

    /// <summary>It is committed.</summary>
    public void Written()
    {
        var build = new KeyValuePair<string, object?>(Build, _build);
        Duration.Record(Stopwatch.GetElapsedTime(_started).TotalSeconds, build);
        Events.Add(_events, build);
    }

    public void Dispose() => _span?.Dispose();
}
