using System.Diagnostics;
using System.Diagnostics.Metrics;
using LeadLedger.EventStore;
using LeadLedger.Server.Http;

namespace LeadLedger.Server.Simulations;

/// <summary>What this node's runner has done, for whoever listens.</summary>
internal sealed class SimulationFigures : IDisposable
{
    private readonly Meter _meter = new(LedgerTelemetry.Name);
    private readonly Histogram<double> _duration;
    private readonly Counter<long> _leads;

    public SimulationFigures()
    {
        _duration = _meter.CreateHistogram(
            "leadledger.simulations.duration", "s", "How long this node worked on a month's simulation.",
            tags: null, LedgerTelemetry.Seconds);
        _leads = _meter.CreateCounter<long>(
            "leadledger.simulations.leads", "{lead}", "Leads that this node has simulated for months.");
    }

    public void Ended(Reading<MonthSimulated> outcome, TimeSpan elapsed)
    {
        var how = outcome.Value is not null ? "done" : outcome.Problem is not null ? "failed" : "cancelled";
        _duration.Record(elapsed.TotalSeconds, new TagList { { "leadledger.simulation.outcome", how } });
        if (outcome.Value is { Leads: var leads })
            _leads.Add(leads);
    }

    public void Dispose() => _meter.Dispose();
}
