using System.Diagnostics.Metrics;
using System.Reflection;
using System.Runtime.CompilerServices;
using LeadLedger.EventStore;
using LeadLedger.Server.Running;
using LeadLedger.Tests.Fixtures;
using Microsoft.Extensions.Logging;

namespace LeadLedger.Tests.Running.Watching;

/// <summary>docs/operations.md has every metric and every kind of line in the log, and no others.</summary>
public sealed class OperationsPageTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private const BindingFlags Everything = BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public
        | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static readonly Assembly[] Program = [typeof(LedgerTelemetry).Assembly, typeof(Setting).Assembly];

    [Fact]
    public void It_has_a_row_for_each_metric_of_the_meter_and_for_nothing_else()
    {
        // Static instruments are made when their class is first used; the node's own, when it starts.
        Assert.NotNull(api.App);
        var watches = Types().Where(
            type => type.GetFields(Everything).Any(field => field.FieldType == typeof(Meter)));
        foreach (var watch in watches)
            RuntimeHelpers.RunClassConstructor(watch.TypeHandle);
        var metrics = new HashSet<(string, string, string, string)>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                // Other tests' nodes make theirs meanwhile.
                if (instrument.Meter.Name != LedgerTelemetry.Name)
                    return;
                lock (metrics)
                    metrics.Add((instrument.Name, KindOf(instrument), instrument.Unit!, instrument.Description!));
            },
        };
        listener.Start();

        lock (metrics)
        {
            Assert.True(metrics.Count >= 17);
            Assert.Equal(metrics.Order(), OperationsPage.Metrics.Order());
        }
    }

    [Fact]
    public void It_has_a_row_for_each_kind_of_line_in_the_log_and_for_nothing_else()
    {
        var kinds = Types()
            .SelectMany(type => type.GetMethods(Everything))
            .Select(method => method.GetCustomAttribute<LoggerMessageAttribute>())
            .OfType<LoggerMessageAttribute>()
            .Select(kind => (
                kind.EventId, kind.Level.ToString(), kind.Message.Replace("\n", "\\n", StringComparison.Ordinal)))
            .Order()
            .ToArray();

        Assert.True(kinds.Length >= 12);
        Assert.Equal(kinds.Length, kinds.Select(kind => kind.EventId).Distinct().Count());
        Assert.Equal(kinds, OperationsPage.LogEvents);
    }

    private static IEnumerable<Type> Types() => Program.SelectMany(assembly => assembly.GetTypes());

    private static string KindOf(Instrument instrument) =>
        instrument.GetType().Name.Split('`')[0].Replace("Observable", "", StringComparison.Ordinal);
}
