using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using LeadLedger.Domain;
using LeadLedger.Server.Ledger;
using LeadLedger.Tests.Fixtures;

namespace LeadLedger.Tests.Bulk;

/// <summary>Writes lines of a bulk as a client would.</summary>
internal static class BulkLines
{
    public static string HandOff(SignedAgreement company, string? record) => Write(new
    {
        command = "handOffLead",
        request = new
        {
            agreementId = company.Id,
            segment = "enterprise",
            bucket = "handRaiserHighFit",
            conversionAction = "demo-request",
            source = "paid-search",
            qualification = new { budget = "confirmed", need = "Replaces a tool." },
            person = new { name = "Kim Muster", email = "kim@example.org" },
            sourceSystem = record is null ? null : "crm",
            externalReference = record,
        },
    });

    public static string Attempt(
        string record, string outcome = "noAnswer", string? key = null, long? ifMatch = null) =>
        On(record, "attemptContact", new { channel = "phone", outcome }, key, ifMatch);

    public static string On(string record, string command, object request, string? key = null, long? ifMatch = null) =>
        Write(new
        {
            command,
            lead = new { sourceSystem = "crm", externalReference = record },
            key,
            ifMatch,
            request,
        });

    public static string OnLead(Guid leadId, string command, object request) =>
        Write(new { command, leadId, request });

    public static string OnReview(string reviewId, string command, object? request = null, long? ifMatch = null) =>
        Write(new { command, reviewId, ifMatch, request });

    private static string Write(object line) => JsonSerializer.Serialize(line, line.GetType(), RequestJson.Options);

    /// <summary>Somebody who may send any line about a lead.</summary>
    public static ApiCaller Everyone(this ApiFixture api, SignedAgreement company) =>
        api.As(company.Person("max"), Role.Importer, Role.SalesManager);

    /// <summary>Sends the lines and reads a result for each.</summary>
    public static async Task<IReadOnlyList<JsonElement>> Bulk(
        this ApiCaller caller, IEnumerable<string> lines, params (string Name, string Value)[] headers)
    {
        var answer = await caller.SendBulk(string.Join('\n', lines), headers);
        Assert.True(answer.Status == HttpStatusCode.MultiStatus, answer.Text);
        Assert.Equal("application/x-ndjson", answer.ContentType);
        return Results(answer.Text);
    }

    public static async Task<ApiAnswer> SendBulk(
        this ApiCaller caller, string body, params (string Name, string Value)[] headers)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
        return await caller.Post("/v1/bulk", content, headers);
    }

    public static IReadOnlyList<JsonElement> Results(string text) =>
    [
        .. text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement),
    ];

    public static int Status(this JsonElement result) => result.GetProperty("status").GetInt32();

    public static long Line(this JsonElement result) => result.GetProperty("line").GetInt64();

    public static long Version(this JsonElement result) => result.GetProperty("version").GetInt64();

    public static string? ProblemCode(this JsonElement result) =>
        result.TryGetProperty("problem", out var problem)
            ? problem.GetProperty("type").GetString()![Server.Http.Problem.TypePrefix.Length..]
            : null;
}
