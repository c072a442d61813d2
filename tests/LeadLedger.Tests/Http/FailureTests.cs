using System.Diagnostics;
using System.Net;
using LeadLedger.Domain;
using LeadLedger.Tests.Fixtures;
using Npgsql;

namespace LeadLedger.Tests.Http;

/// <summary>What is said, and what isn't, when something of ours fails.</summary>
public sealed class FailureTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task A_failure_is_answered_500_and_logged_without_anything_that_was_sent_or_kept()
    {
        await Do("alter view bi_v1.lead rename to lead_elsewhere");
        try
        {
            var answer = await api.As("auditor-of-secrets", Role.Auditor).Get("/v1/leads?assignee=kim-muster");
            answer.ExpectProblem(500, "unexpected");
            foreach (var inside in new[] { "bi_v1", "42P01", "Npgsql", "kim-muster", "select" })
                Assert.DoesNotContain(inside, answer.Text, StringComparison.OrdinalIgnoreCase);

            var trace = answer.Json.GetProperty("traceId").GetString()!;
            var (_, id, line) = Assert.Single(api.Logs.Lines, logged =>
                logged.Line.Contains(trace, StringComparison.Ordinal));
            Assert.Equal(1001, id);
            Assert.Contains("/v1/leads", line, StringComparison.Ordinal);
            Assert.Contains("42P01", line, StringComparison.Ordinal);
            Assert.DoesNotContain("kim-muster", line, StringComparison.Ordinal);
            Assert.DoesNotContain("auditor-of-secrets", line, StringComparison.Ordinal);
        }
        finally
        {
            await Do("alter view bi_v1.lead_elsewhere rename to lead");
        }
    }

    [Fact]
    public async Task While_the_database_cant_be_reached_callers_are_told_to_come_again()
    {
        var company = await new SignedAgreement(api).Sign();
        await Do($"""
            alter database "{api.Database.Name}" allow_connections false;
            select pg_terminate_backend(pid) from pg_stat_activity
            where datname = '{api.Database.Name}' and usename = 'leadledger_service';
            """);
        try
        {
            var command = await company.Marketing.Post("/v1/leads", company.HandoffBody(),
                ("Idempotency-Key", "again"));
            command.ExpectProblem(503, "ledger-unavailable");
            Assert.NotNull(command.Header("Retry-After"));
            var query = await company.Marketing.Get("/v1/leads");
            query.ExpectProblem(503, "ledger-unavailable");
        }
        finally
        {
            await Do($"""alter database "{api.Database.Name}" allow_connections true""");
        }
        // As it was told: it may take the node a moment to connect again.
        var patience = Stopwatch.StartNew();
        ApiAnswer again;
        do
            again = await company.Marketing.Post("/v1/leads", company.HandoffBody(), ("Idempotency-Key", "again"));
        while (again.Status == HttpStatusCode.ServiceUnavailable && patience.Elapsed < TimeSpan.FromMinutes(1));
        Assert.Equal(201, (int)again.Status);
        Assert.DoesNotContain(api.Logs.Lines, logged => logged.Line.Contains("Kim Muster", StringComparison.Ordinal));
    }

    /// <summary>As a superuser of another database: this one may be closed.</summary>
    private async Task Do(string sql)
    {
        var closing = sql.Contains("allow_connections", StringComparison.Ordinal);
        var address = new NpgsqlConnectionStringBuilder(api.Database.AdminConnectionString) { Pooling = false };
        if (closing)
            address.Database = "postgres";
        await using var connection = new NpgsqlConnection(address.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
