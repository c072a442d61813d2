using System.Diagnostics;
using System.Net;
using LeadLedger.Domain;
using LeadLedger.EventStore;
using LeadLedger.Server.Ledger;
using LeadLedger.Server.ReadModels.Building;
using LeadLedger.Server.ReadModels.Projecting;
using LeadLedger.Server.Running;
using LeadLedger.Tests.Bulk;
using LeadLedger.Tests.Fixtures;

namespace LeadLedger.Tests.Running.Watching;

/// <summary>What a node that serves tells a collector, and what it keeps to itself.</summary>
public sealed class TelemetryTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Metrics_and_spans_arrive_at_a_collector_and_nothing_of_a_person_nor_any_secret()
    {
        await using var collector = await Collector.Start();
        await using var node = await ServedNode.Start(
            _folder.Path,
            postgres.Database.ServiceConnectionString,
            ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Address),
            ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
            ("OTEL_EXPORTER_OTLP_HEADERS", "x-collector-key=of-the-collector-alone"),
            ("OTEL_METRIC_EXPORT_INTERVAL", "500"),
            ("OTEL_SERVICE_NAME", "the-name-of-this-node"));
        var company = await Work(node);

        await Until(() => Documented().All(name => collector.Metrics.Any(metric => metric.Name == name)), () =>
            $"Missing: {string.Join(", ", Documented().Except(collector.Metrics.Select(metric => metric.Name)))}");
        Assert.All(
            ["System.Runtime", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Npgsql"],
            meter => Assert.Contains(collector.Metrics, metric => metric.Meter == meter));
        await node.Terminate();
        Assert.Equal(0, (await node.End()).ExitCode);

        Assert.Contains(collector.Spans, span => span.Attributes.Contains("http.route"));
        var decided = collector.Spans.Where(span => span.Name == "decide lead").Select(span => span.Trace).ToHashSet();
        Assert.NotEmpty(decided);
        Assert.Contains(collector.Spans, span => span.Name == "project events");
        Assert.Contains(collector.Spans, span => span.Name == "POST /v1/leads" && decided.Contains(span.Trace));
        Assert.Contains(collector.Spans, span => span.Name == "append group" && span.Links.Any(decided.Contains));
        Assert.Equal("of-the-collector-alone", collector.Headers["x-collector-key"]);
        Assert.Contains("the-name-of-this-node", collector.Everything, StringComparison.Ordinal);
        AssertNothingIsToldOf(collector.Everything, Secret.Of(node, company, postgres.Database));
        Assert.DoesNotContain("of-the-collector-alone", collector.Everything, StringComparison.Ordinal);
    }

    [Fact]
    public void While_nobody_listens_nothing_is_measured_or_remembered()
    {
        using var request = new Activity("request").Start();
        var build = new ReadModelBuild(1, 1, "readmodel_1", "x");

        Assert.Null(EventStoreMetrics.BeginWatch());
        Assert.Null(WriteWatch.Begin(build, 1, 1));
        Assert.Null(CommandWatch.Begin("lead", Guid.Empty, 1));
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            EventStoreMetrics.BeginWatch();
            CommandWatch.Begin("lead", Guid.Empty, 1);
            CommandWatch.Retried("lead");
        }
        // The runtime itself may allocate a little; an object for each call would be twenty times as much.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2_000);
    }

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4317")]
    [InlineData("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "/v1/traces")]
    [InlineData("OTEL_EXPORTER_OTLP_PROTOCOL", "http/json")]
    public void What_would_keep_it_from_sending_is_refused_at_the_start(string name, string value)
    {
        var refused = Assert.Throws<SettingsException>(
            () => TelemetrySettings.Read(new Dictionary<string, string> { [name] = value }));

        Assert.StartsWith(name, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, false, "OTEL_SERVICE_NAME=x")]
    [InlineData(true, true, "OTEL_EXPORTER_OTLP_ENDPOINT=http://c:4317")]
    [InlineData(false, true, "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=http://c:4317")]
    [InlineData(true, false, "OTEL_EXPORTER_OTLP_ENDPOINT=http://c:4317", "OTEL_TRACES_EXPORTER=none")]
    [InlineData(false, false, "OTEL_EXPORTER_OTLP_ENDPOINT=http://c:4317", "OTEL_SDK_DISABLED=true")]
    public void What_is_sent_is_what_the_standard_variables_say(bool metrics, bool spans, params string[] variables)
    {
        var settings = TelemetrySettings.Read(
            variables.Select(variable => variable.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]));

        Assert.Equal((metrics, spans), (settings.Exports("METRICS"), settings.Exports("TRACES")));
    }

    /// <summary>A morning in a company, with some mistakes.</summary>
    private static async Task<SignedAgreement> Work(ServedNode node)
    {
        var company = await new SignedAgreement(node).Sign();
        var lead = await company.HandOff();
        (await company.Seller.Post(
            $"{lead}/contact-attempts", new { channel = "phone", outcome = "connected", note = Secret.Note }))
            .Expect(HttpStatusCode.Created);
        (await company.Seller.Post(
            $"{lead}/rejections", new { reasonCode = "no-budget", criterion = "budget", explanation = Secret.Note }))
            .Expect(HttpStatusCode.Created);
        (await company.Manager.Get(lead)).Expect(HttpStatusCode.OK);
        await company.Manager.Get($"/v1/leads?assignee={Uri.EscapeDataString(company.Person("ada"))}");
        await company.Manager.Get($"/v1/{Secret.Email}");
        await company.Marketing.Post("/v1/leads", $$"""{"person": "{{Secret.Email}}", "{{Secret.Note}}": 1}""");
        using var nobody = await node.Client.GetAsync("/v1/leads");
        Assert.Equal(HttpStatusCode.Unauthorized, nobody.StatusCode);
        var results = await node.As(company.Person("max"), Role.Importer)
            .Bulk([BulkLines.HandOff(company, "one"), BulkLines.Attempt("one"), BulkLines.Attempt("one")]);
        Assert.All(results, result => Assert.Equal(201, result.Status()));
        var subject = new { agreementId = company.Id, month = company.Month };
        (await company.Manager.Post("/v1/simulations", new { subject, terms = new { version = 1 } }))
            .Expect(HttpStatusCode.Accepted);
        return company;
    }

    /// <summary>
    /// Our metrics that a working node always tells; the others need a rebuild, a rival, a deadline, a day's end, a BI
    /// session that is too long, or a night.
    /// </summary>
    private static IEnumerable<string> Documented() => OperationsPage.Metrics.Select(metric => metric.Name)
        .Where(name => !name.StartsWith("leadledger.rebuild.", StringComparison.Ordinal)
            && !name.StartsWith("leadledger.read_model_check.", StringComparison.Ordinal)
            && name is not ("leadledger.command.retries" or "leadledger.deadlines.recorded"
                or "leadledger.deadlines.delay" or "leadledger.months.decided" or "leadledger.bi.sessions.ended"));

    private static void AssertNothingIsToldOf(string text, IEnumerable<string> secrets) =>
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, text, StringComparison.OrdinalIgnoreCase));

    private static async Task Until(Func<bool> condition, Func<string> otherwise)
    {
        var started = Stopwatch.GetTimestamp();
        while (!condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(started) < Patience, otherwise());
            await Task.Delay(50);
        }
    }
}
