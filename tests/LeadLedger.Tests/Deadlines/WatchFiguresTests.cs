using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using LeadLedger.EventStore;
using LeadLedger.Tests.Fixtures;

namespace LeadLedger.Tests.Deadlines;

/// <summary>What the watch tells a collector.</summary>
public sealed class WatchFiguresTests : IAsyncLifetime, IDisposable
{
    private readonly ApiFixture _api = new() { Watches = false };
    private readonly MeterListener _listener = new();
    private readonly ConcurrentQueue<(string Name, double Value, string Tags)> _told = new();

    public Task InitializeAsync() => _api.InitializeAsync();

    public Task DisposeAsync() => _api.DisposeAsync();

    public void Dispose()
    {
        _listener.Dispose();
        _api.Dispose();
    }

    [Fact]
    public async Task It_tells_what_it_has_recorded_how_late_and_who_leads()
    {
        Listen();
        var company = await new SignedAgreement(_api).Sign();
        var lead = await company.HandOff();
        _api.Clock.Advance(TimeSpan.FromMinutes(65));
        await using var node = await _api.StartNode();
        await company.Until(lead, "first_response_missed");
        await company.UntilItHasLooked(_api);
        _listener.RecordObservableInstruments();

        // Other tests' nodes in this process tell the same meter: ours was five minutes late.
        const string Tags = "leadledger.promise=firstResponse, leadledger.deadline.kind=breach";
        Assert.Contains(_told, it => it is { Name: "leadledger.deadlines.recorded", Value: 1, Tags: Tags });
        Assert.Contains(
            _told, it => it is { Name: "leadledger.deadlines.delay", Value: > 299 and < 900, Tags: Tags });
        Assert.Contains(_told, it => it is { Name: "leadledger.deadlines.leading", Value: 1 });
        Assert.Contains(_told, it => it is { Name: "leadledger.deadlines.waiting", Value: >= 0 });
        await node.StopAsync();
    }

    private void Listen()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == LedgerTelemetry.Name
                && instrument.Name.StartsWith("leadledger.deadlines.", StringComparison.Ordinal))
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.Start();
    }

    private void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        _told.Enqueue((
            instrument.Name, value, string.Join(", ", tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"))));
}
