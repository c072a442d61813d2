using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace LeadLedger.Tests.Running.Watching;

/// <summary>Takes what is sent by OTLP over HTTP, as a collector does, and keeps it.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<byte[]> _metrics = new();
    private readonly ConcurrentQueue<byte[]> _spans = new();

    private Collector(WebApplication app) => _app = app;

    public string Address => _app.Urls.First();

    /// <summary>The headers that came with the exports.</summary>
    public ConcurrentDictionary<string, string> Headers { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Every metric that has arrived: of which meter, its name and its unit.</summary>
    public IReadOnlySet<(string Meter, string Name, string Unit)> Metrics => _metrics
        .SelectMany(request => Protobuf.Read(request).Messages(1).SelectMany(resource => resource.Messages(2)))
        .SelectMany(scope => scope.Messages(2).Select(metric =>
            (scope.Messages(1).Single().Text(1), metric.Text(1), metric.Text(3))))
        .ToHashSet();

    /// <summary>Every span that has arrived.</summary>
    public IReadOnlyList<SentSpan> Spans =>
    [
        .. _spans
            .SelectMany(request => Protobuf.Read(request).Messages(1).SelectMany(resource => resource.Messages(2)))
            .SelectMany(scope => scope.Messages(2))
            .Select(span => new SentSpan(
                span.Text(5),
                Convert.ToHexStringLower(span.Bytes(1)),
                [.. span.Messages(13).Select(link => Convert.ToHexStringLower(link.Bytes(1)))],
                [.. span.Messages(9).Select(attribute => attribute.Text(1))])),
    ];

    /// <summary>All that has arrived, as text: what is asked is whether something is in it.</summary>
    public string Everything => string.Concat(_metrics.Concat(_spans).Select(Encoding.UTF8.GetString));

    public static async Task<Collector> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var collector = new Collector(app);
        app.MapPost("/v1/metrics", http => collector.Take(http, collector._metrics));
        app.MapPost("/v1/traces", http => collector.Take(http, collector._spans));
        await app.StartAsync();
        return collector;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task Take(HttpContext http, ConcurrentQueue<byte[]> into)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        foreach (var (name, value) in http.Request.Headers)
            Headers[name] = value.ToString();
        into.Enqueue(body.ToArray());
        http.Response.ContentType = "application/x-protobuf";
    }
}

/// <summary>A span as it was sent.</summary>
/// <param name="Links">The traces that it is linked to.</param>
/// <param name="Attributes">The names of what it carries.</param>
internal sealed record SentSpan(
    string Name, string Trace, IReadOnlyList<string> Links, IReadOnlyList<string> Attributes);
