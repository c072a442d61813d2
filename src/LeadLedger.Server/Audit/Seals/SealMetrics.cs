using System.Diagnostics;
using System.Diagnostics.Metrics;
using LeadLedger.EventStore;

namespace LeadLedger.Server.Audit.Seals;

/// <summary>What sealing costs and how fast it is, measured only while somebody listens.</summary>
internal static class SealMetrics
{
    private static readonly Meter Meter = new(LedgerTelemetry.Name);

    private static readonly Counter<long> Events = Meter.CreateCounter<long>(
        "leadledger.seal.events", "{event}", "Events that this node has sealed.");

    private static readonly Histogram<double> Duration = Meter.CreateHistogram(
        "leadledger.seal.duration", "s",
        "One checkpoint: reading and hashing its events, signing, and the transaction that keeps it.",
        tags: null, LedgerTelemetry.Seconds);

    /// <returns>Null if nobody wants to know.</returns>
    public static long? Begin() => Events.Enabled || Duration.Enabled ? Stopwatch.GetTimestamp() : null;

    public static void Sealed(long? started, int events)
    {
        if (started is not { } since || events == 0)
            return;
        Events.Add(events);
        Duration.Record(Stopwatch.GetElapsedTime(since).TotalSeconds);
    }
}
