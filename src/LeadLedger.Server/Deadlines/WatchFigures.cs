using System.Diagnostics;
using System.Diagnostics.Metrics;
using LeadLedger.Domain.Leads;
using LeadLedger.EventStore;
using LeadLedger.Server.ReadModels.Tables;

namespace LeadLedger.Server.Deadlines;

/// <summary>What the deadline watch of this node has done, and what is waiting for it, for whoever listens.</summary>
internal sealed class WatchFigures : IDisposable
{
    private readonly Meter _meter = new(LedgerTelemetry.Name);
    private readonly Counter<long> _recorded;
    private readonly Histogram<double> _delay;
    private long _waiting = -1;
    private int _leads;

    public WatchFigures()
    {
        _recorded = _meter.CreateCounter<long>(
            "leadledger.deadlines.recorded", "{event}", "Breaches and reminders that this node has recorded.");
        _delay = _meter.CreateHistogram(
            "leadledger.deadlines.delay", "s",
            "From the deadline (or the time to remind) to its record; long where nothing had watched.",
            tags: null, LedgerTelemetry.Seconds);
        _meter.CreateObservableGauge(
            "leadledger.deadlines.waiting", Waiting, "{lead}",
            "Sets of clocks with something due that wasn't recorded when this node looked last.");
        _meter.CreateObservableGauge(
            "leadledger.deadlines.leading", () => Volatile.Read(ref _leads), "1",
            "1 on the node that watches, 0 on those that only look for what it leaves behind.");
    }

    /// <summary>Whether the count of what is waiting would be told to anybody.</summary>
    public bool IsListenedTo => _recorded.Enabled;

    public void Look(bool leads, long waiting)
    {
        Volatile.Write(ref _leads, leads ? 1 : 0);
        Volatile.Write(ref _waiting, waiting);
    }

    /// <summary>It couldn't be asked: an old figure mustn't pass for a new one.</summary>
    public void Unknown() => Look(leads: false, -1);

    public void Recorded(DueAct due, DateTimeOffset now)
    {
        var tags = new TagList
        {
            { "leadledger.promise", Codes<OwedPromise>.Of(due.Clock.Promise) },
            { "leadledger.deadline.kind", due.IsReminder ? "reminder" : "breach" },
        };
        _recorded.Add(1, tags);
        _delay.Record(Math.Max(0, (now - due.At).TotalSeconds), tags);
    }

    public void Dispose() => _meter.Dispose();

    private IEnumerable<Measurement<long>> Waiting() =>
        Volatile.Read(ref _waiting) is >= 0 and var waiting ? [new(waiting)] : [];
}
