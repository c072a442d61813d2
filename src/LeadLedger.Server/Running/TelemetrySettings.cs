namespace LeadLedger.Server.Running;

/// <summary>
/// What OpenTelemetry's own variables say (<c>OTEL_*</c>). Their names are the standard's, so one that we don't know is
/// somebody else's and no mistake; what would keep us from sending at all is refused.
/// </summary>
/// <param name="Variables">By name; only those that are set.</param>
public sealed record TelemetrySettings(IReadOnlyDictionary<string, string> Variables)
{
    /// <summary>How all their names begin.</summary>
    public const string Prefix = "OTEL_";

    private const string Otlp = Prefix + "EXPORTER_OTLP_";

    /// <summary>Nothing is sent anywhere.</summary>
    public static TelemetrySettings None { get; } = new(new Dictionary<string, string>());

    /// <summary>Those that the program is known to follow, for the documentation.</summary>
    public static IReadOnlyList<Setting> Known { get; } =
    [
        new(Otlp + "ENDPOINT", "none: nothing is sent",
            "The collector's address, such as `http://collector:4317`. Metrics and spans are sent there."),
        new(Otlp + "METRICS_ENDPOINT", "`OTEL_EXPORTER_OTLP_ENDPOINT`",
            "Where metrics alone are sent; with `http/protobuf` the whole address, `…/v1/metrics` included."),
        new(Otlp + "TRACES_ENDPOINT", "`OTEL_EXPORTER_OTLP_ENDPOINT`",
            "Where spans alone are sent; with `http/protobuf` the whole address, `…/v1/traces` included."),
        new(Otlp + "PROTOCOL", "`grpc`", "`grpc` (a collector's port 4317) or `http/protobuf` (4318)."),
        new(Otlp + "HEADERS", "none",
            "Sent along with each export, `name=value,name=value`: where a collector asks for a key."),
        new(Otlp + "TIMEOUT", "`10000`", "Milliseconds that one export may take."),
        new(Prefix + "METRICS_EXPORTER", "`otlp` once there is an endpoint", "`otlp`, or `none` to send no metrics."),
        new(Prefix + "TRACES_EXPORTER", "`otlp` once there is an endpoint", "`otlp`, or `none` to send no spans."),
        new(Prefix + "SDK_DISABLED", "`false`", "`true` sends nothing at all."),
        new(Prefix + "SERVICE_NAME", "`leadledger`", "The name that this service has among yours."),
        new(Prefix + "RESOURCE_ATTRIBUTES", "none",
            "More about this node, `name=value,name=value`: `service.instance.id`, `deployment.environment.name` …"),
        new(Prefix + "METRIC_EXPORT_INTERVAL", "`60000`", "Milliseconds between two exports of the metrics."),
        new(Prefix + "TRACES_SAMPLER", "`parentbased_always_on`",
            "Which requests are traced: `parentbased_traceidratio`, `always_off` …"),
        new(Prefix + "TRACES_SAMPLER_ARG", "`1.0`", "The part of requests that a ratio sampler takes, 0 to 1."),
    ];

    /// <summary>Leaves the secrets in the headers out of every log and message.</summary>
    public override string ToString() => nameof(TelemetrySettings);

    /// <summary>Those of a process's variables that are OpenTelemetry's.</summary>
    /// <exception cref="SettingsException">One of them makes no sense.</exception>
    public static TelemetrySettings Read(IReadOnlyDictionary<string, string> variables)
    {
        var ours = variables
            .Where(pair => pair.Key.StartsWith(Prefix, StringComparison.Ordinal) && pair.Value.Length > 0)
            .ToDictionary(StringComparer.Ordinal);
        foreach (var name in (string[])[Otlp + "ENDPOINT", Otlp + "METRICS_ENDPOINT", Otlp + "TRACES_ENDPOINT"])
        {
            if (ours.TryGetValue(name, out var address)
                && !(Uri.TryCreate(address, UriKind.Absolute, out var parsed) && parsed.Scheme is "http" or "https"))
            {
                throw new SettingsException(
                    $"{name} is an address that begins with http:// or https://, not '{address}'.");
            }
        }
        foreach (var name in (string[])[Otlp + "PROTOCOL", Otlp + "METRICS_PROTOCOL", Otlp + "TRACES_PROTOCOL"])
        {
            if (ours.TryGetValue(name, out var protocol) && protocol is not ("grpc" or "http/protobuf"))
                throw new SettingsException($"{name} is grpc or http/protobuf, not '{protocol}'.");
        }
        return new TelemetrySettings(ours);
    }

    /// <summary>Whether a signal (<c>METRICS</c>, <c>TRACES</c>) is to be sent.</summary>
    internal bool Exports(string signal) =>
        !string.Equals(Of("SDK_DISABLED"), "true", StringComparison.OrdinalIgnoreCase)
        && (Of("EXPORTER_OTLP_ENDPOINT") ?? Of($"EXPORTER_OTLP_{signal}_ENDPOINT")) is not null
        && (Of($"{signal}_EXPORTER") ?? "otlp") == "otlp";

    /// <summary>As the library reads them: from here and not from its surroundings.</summary>
    internal IConfiguration ToConfiguration() => new ConfigurationBuilder()
        .AddInMemoryCollection(Variables.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value)))
        .Build();

    private string? Of(string name) => Variables.GetValueOrDefault(Prefix + name);
}
