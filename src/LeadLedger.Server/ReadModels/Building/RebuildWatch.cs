using System.Diagnostics.Metrics;
using LeadLedger.EventStore;

namespace LeadLedger.Server.ReadModels.Building;

/// <summary>How far this process's rebuild has come, for whoever listens, while there is one.</summary>
internal sealed class RebuildWatch : IDisposable
{
    private static readonly Meter Meter = new(LedgerTelemetry.Name);

    private static RebuildWatch? underWay;

    private long _position;
    private long _target;

    static RebuildWatch()
    {
        Meter.CreateObservableGauge(
            "leadledger.rebuild.position", () => Tell(rebuild => Volatile.Read(ref rebuild._position)), "{position}",
            "The position that the read models being made anew have come to; told only meanwhile.");
        Meter.CreateObservableGauge(
            "leadledger.rebuild.target", () => Tell(rebuild => Volatile.Read(ref rebuild._target)), "{position}",
            "The position that the read models being made anew have to come to; told only meanwhile.");
    }

    private RebuildWatch()
    {
    }

    public static RebuildWatch Begin() => underWay = new RebuildWatch();

    public void At(RebuildProgress progress)
    {
        Volatile.Write(ref _position, progress.Position);
        Volatile.Write(ref _target, progress.Target);
    }

    public void Dispose() => Interlocked.CompareExchange(ref underWay, null, this);

    private static IEnumerable<Measurement<long>> Tell(Func<RebuildWatch, long> what) =>
        underWay is { } rebuild ? [new(what(rebuild))] : [];
}
