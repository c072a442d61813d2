using System.Net;
using System.Text.Json;
using LeadLedger.Domain;
using LeadLedger.EventStore;
using LeadLedger.Server.Running;
using LeadLedger.Server.Running.Watching;
using LeadLedger.Tests.Bulk;
using LeadLedger.Tests.Fixtures;
using LeadLedger.Tests.Running.Backups;

namespace LeadLedger.Tests.Running.Watching;

/// <summary>What a node that serves writes into its log, all of it, while good and bad things happen to it.</summary>
public sealed class LogTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_line_is_an_object_with_a_known_event_and_none_tells_of_a_person_a_payload_or_a_secret()
    {
        await using var node = await ServedNode.Start(
            _folder.Path,
            postgres.Database.ServiceConnectionString,
            ("LEADLEDGER_LOG_FORMAT", "json"),
            ("LEADLEDGER_LOG_LEVEL", "Trace"));
        var company = await new SignedAgreement(node).Sign();
        await BadRequests(node, company);
        var failed = await FailOnAView(company);
        var unavailable = await CutConnections(company);
        await FailToProject(node, company);
        await StopProjecting(node);
        await node.Terminate();
        var (exitCode, output, errors) = await node.End();
        Assert.Equal((0, ""), (exitCode, errors));

        var lines = $"{node.FirstWords}\n{output}".Split('\n')
            .Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        var known = OperationsPage.LogEvents.Select(row => row.Id).ToHashSet();
        var ours = lines.Where(
            line => line.GetProperty("Category").GetString()!.StartsWith("LeadLedger", StringComparison.Ordinal));
        Assert.All(ours, line => Assert.Contains(line.GetProperty("EventId").GetInt32(), known));
        Assert.All(lines, line => Assert.Equal(DateTimeKind.Utc, line.GetProperty("Timestamp").GetDateTime().Kind));
        foreach (var expected in (int[])[1001, 1002, 2001, 2003, 2004, 3001, 3002, 3003])
            Assert.Contains(lines, line => line.GetProperty("EventId").GetInt32() == expected);
        Assert.Equal(
            (failed.Json.GetProperty("traceId").GetString(), "order-4711"),
            ScopesOf(lines.Single(line => line.GetProperty("EventId").GetInt32() == 1001)));
        Assert.Contains(lines, line => line.GetProperty("EventId").GetInt32() == 1002
            && ScopesOf(line) == (unavailable.Json.GetProperty("traceId").GetString(), null));

        var everything = string.Join('\n', lines.Select(Unescaped));
        foreach (var secret in Secret.Of(node, company, postgres.Database))
            Assert.DoesNotContain(secret, everything, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData(null, "Development", false)]
    [InlineData(null, "Production", true)]
    [InlineData("json", "Development", true)]
    [InlineData("Text", "Production", false)]
    public void It_is_for_people_in_Development_and_for_programs_elsewhere_unless_told_otherwise(
        string? format, string environment, bool json) =>
        Assert.Equal(json, Settings.Read(new Dictionary<string, string>
        {
            [Setting.LogFormat] = format ?? "",
            [Setting.Environment] = environment,
        }).WritesJson());

    [Fact]
    public void Only_our_own_fields_and_the_trace_stand_beside_a_line()
    {
        var scopes = new LogScopes();
        var fields = new List<object?>();
        using var request = new System.Diagnostics.Activity("request").Start();
        using (scopes.Push(new Dictionary<string, object> { ["RequestPath"] = $"/v1/{Secret.Email}" }))
        using (scopes.Push(new LogScope(new KeyValuePair<string, object?>("CorrelationId", "order-4711"))))
            scopes.ForEachScope((field, all) => all.Add(field), fields);

        Assert.Equal(
            [$"TraceId:{request.TraceId} SpanId:{request.SpanId}", "CorrelationId:order-4711"],
            fields.Select(field => field?.ToString()));
    }

    private static async Task BadRequests(ServedNode node, SignedAgreement company)
    {
        var lead = await company.HandOff();
        (await company.Marketing.Post("/v1/leads", $$"""{"person": "{{Secret.Email}}", "{{Secret.Note}}": 1}"""))
            .ExpectProblem(400, "wrong-type");
        await company.Marketing.Post("/v1/leads", $$"""{"person": {"name": "{{Secret.Note}}" """);
        await company.Manager.Get(
            $"/v1/{Uri.EscapeDataString(Secret.Email)}/x?who={Uri.EscapeDataString(Secret.Note)}");
        await company.Seller.Post(
            $"{lead}/rejections",
            new { reasonCode = Secret.Email, criterion = Secret.Note, explanation = Secret.Note });
        await company.Seller.Send(new HttpMethod("SPY"), $"/v1/leads/{Secret.Email}", null, ("If-Match", Secret.Email));
        await company.Seller.Post(
            $"{lead}/contact-attempts", new { channel = "phone", outcome = "connected", note = Secret.Note });
        await new ApiCaller(node.Client, $"{Secret.Email}.x.y").Get("/v1/leads");
        await node.As(company.Person("max"), Role.Importer).Bulk(
            [BulkLines.HandOff(company, Secret.Email), $$"""{"command": "{{Secret.Note}}"}""", Secret.Email]);
    }

    /// <summary>By an error of PostgreSQL's that quotes what it was about.</summary>
    private async Task<ApiAnswer> FailOnAView(SignedAgreement company)
    {
        await LedgerFigures.UntilProjected(postgres.Admin);
        await Do($"""
            alter view bi_v1.lead rename to lead_elsewhere;
            create view bi_v1.lead as select * from bi_v1.lead_elsewhere where (lead_id || '{Secret.Email}')::int = 1;
            grant select on bi_v1.lead to leadledger_service
            """);
        var answer = await company.Manager.Get("/v1/leads", ("Correlation-Id", "order-4711"));
        await Do("drop view bi_v1.lead; alter view bi_v1.lead_elsewhere rename to lead");
        return answer.ExpectProblem(500, "unexpected");
    }

    /// <summary>The projector's too: what it says of it is in the log before it projects again.</summary>
    private async Task<ApiAnswer> CutConnections(SignedAgreement company)
    {
        await Do($"""
            alter database "{postgres.Database.Name}" connection limit 0;
            select pg_terminate_backend(pid) from pg_stat_activity
            where datname = '{postgres.Database.Name}' and usename = 'leadledger_service'
            """);
        var answer = await company.Manager.Get("/v1/leads", ("Correlation-Id", Secret.Email));
        await Do($"""alter database "{postgres.Database.Name}" connection limit -1""");
        await HandOffWhenItCan(company);
        return answer.ExpectProblem(503, "ledger-unavailable");
    }

    /// <summary>It may take the node a moment to connect again.</summary>
    private static async Task HandOffWhenItCan(SignedAgreement company)
    {
        using var patience = new CancellationTokenSource(Patience);
        while ((await company.Marketing.Post("/v1/leads", company.HandoffBody())).Status != HttpStatusCode.Created)
            await Task.Delay(50, patience.Token);
    }

    /// <summary>By a table that refuses, and says what.</summary>
    private async Task FailToProject(ServedNode node, SignedAgreement company)
    {
        await Do($"""
            create function public.refuse() returns trigger language plpgsql as
              'begin raise exception ''{Secret.Email} {Secret.Note}''; end';
            create trigger refuse before insert on readmodel_1.lead_activity
              for each row execute function public.refuse()
            """);
        await company.HandOff();
        await UntilHealthSays(node, "\"faulted\"");
        await Do("drop trigger refuse on readmodel_1.lead_activity");
    }

    /// <summary>By an event of ours that a foreign writer got wrong.</summary>
    private async Task StopProjecting(ServedNode node)
    {
        await using var store = new PostgresEventStore(postgres.Service);
        var wrong = JsonSerializer.SerializeToUtf8Bytes(new { channel = Secret.Email, leadId = Secret.Note });
        var metadata = new EventMetadata("x", null, DateTimeOffset.UtcNow);
        await store.Append(new StreamAppend(
            Guid.NewGuid(), "lead", 0, [new NewEvent(Guid.NewGuid(), "contact_attempted", wrong, metadata)], []));
        await UntilHealthSays(node, "projecting has stopped");
    }

    private static async Task UntilHealthSays(ServedNode node, string words)
    {
        using var patience = new CancellationTokenSource(Patience);
        string health;
        do
        {
            using var answer = await node.Client.GetAsync("/health/ready", patience.Token);
            health = await answer.Content.ReadAsStringAsync(patience.Token);
        }
        while (!health.Contains(words, StringComparison.Ordinal));
    }

    private static (string? Trace, string? Correlation) ScopesOf(JsonElement line)
    {
        string? Field(string name) => line.GetProperty("Scopes").EnumerateArray()
            .Select(scope => scope.TryGetProperty(name, out var value) ? value.GetString() : null)
            .FirstOrDefault(value => value is not null);
        return (Field("TraceId"), Field("CorrelationId"));
    }

    private static string Unescaped(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => json.GetString()!,
        JsonValueKind.Object => string.Join(
            ' ', json.EnumerateObject().Select(field => $"{field.Name} {Unescaped(field.Value)}")),
        JsonValueKind.Array => string.Join(' ', json.EnumerateArray().Select(Unescaped)),
        _ => json.GetRawText(),
    };

    private async Task Do(string sql)
    {
        await using var command = postgres.Admin.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
