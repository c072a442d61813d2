using LeadLedger.EventStore;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace LeadLedger.Server.Running.Watching;

/// <summary>
/// Sends metrics and spans by OTLP where OpenTelemetry's own variables name a collector, and does nothing otherwise:
/// then nobody listens, and what isn't listened to costs nothing.
/// </summary>
internal sealed class TelemetryExport : IDisposable
{
    /// <summary>The meters of what we stand on: .NET, ASP.NET Core and Npgsql bring them along.</summary>
    internal static readonly string[] OthersMeters =
    [
        "System.Runtime",
        "Microsoft.AspNetCore.Hosting",
        "Microsoft.AspNetCore.Server.Kestrel",
        "Microsoft.AspNetCore.RateLimiting",
        "Microsoft.AspNetCore.Authentication",
        "Npgsql",
    ];

    // Not Npgsql's spans: they carry each statement's text and PostgreSQL's words about a failure, which may quote a
    // row. Our own (a group, a page) say what the database does.
    private const string RequestSpans = "Microsoft.AspNetCore";

    private readonly MeterProvider? _metrics;
    private readonly TracerProvider? _spans;

    /// <summary>Begins to send what the settings ask for, until disposed: then what is left is sent.</summary>
    public TelemetryExport(Settings settings)
    {
        var telemetry = settings.Telemetry;
        if (telemetry.Exports("METRICS"))
        {
            _metrics = Sdk.CreateMeterProviderBuilder()
                .ConfigureServices(services => services.AddSingleton(telemetry.ToConfiguration()))
                .ConfigureResource(Describe)
                .AddMeter([LedgerTelemetry.Name, .. OthersMeters])
                .AddOtlpExporter()
                .Build();
        }
        if (telemetry.Exports("TRACES"))
        {
            _spans = Sdk.CreateTracerProviderBuilder()
                .ConfigureServices(services => services.AddSingleton(telemetry.ToConfiguration()))
                .ConfigureResource(Describe)
                .AddSource(LedgerTelemetry.Name, RequestSpans)
                .AddOtlpExporter()
                .Build();
        }
    }

    public void Dispose()
    {
        _metrics?.Dispose();
        _spans?.Dispose();
    }

    /// <summary>What the operator says of the node in the variables comes last and wins.</summary>
    private static void Describe(ResourceBuilder resource) => resource
        .Clear()
        .AddService("leadledger", serviceVersion: typeof(TelemetryExport).Assembly.GetName().Version?.ToString())
        .AddTelemetrySdk()
        .AddEnvironmentVariableDetector();
}
