using System.Globalization;
using System.Net;
using System.Text.Json;

namespace LeadLedger.Tests.Fixtures;

/// <summary>What the API said.</summary>
public sealed record ApiAnswer(HttpStatusCode Status, string Text, HttpResponseMessage Response)
{
    public static async Task<ApiAnswer> Of(HttpResponseMessage response) =>
        new(response.StatusCode, await response.Content.ReadAsStringAsync(), response);

    public JsonElement Json => JsonDocument.Parse(Text).RootElement;

    public string? ContentType => Response.Content.Headers.ContentType?.MediaType;

    public string? Etag => Response.Headers.ETag?.Tag;

    public long Position => long.Parse(Header("Ledger-Position")!, CultureInfo.InvariantCulture);

    /// <summary>The header of a query that waits for what this answer's command has done.</summary>
    public (string Name, string Value) MinPosition => ("Ledger-Min-Position", Header("Ledger-Position")!);

    /// <summary>Of a list's page, the ids of what is on it.</summary>
    public List<string> Ids =>
        [.. Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!)];

    /// <summary>Of a list's page, the address of the next one; null: it is the last.</summary>
    public string? Next => Json.TryGetProperty("next", out var next) ? next.GetString() : null;

    /// <summary>A problem's code; null where it is none.</summary>
    public string? Problem =>
        ContentType == "application/problem+json" && Json.GetProperty("type").GetString() is { } type
            && type.StartsWith(Server.Http.Problem.TypePrefix, StringComparison.Ordinal)
            ? type[Server.Http.Problem.TypePrefix.Length..]
            : null;

    public string? Field => Json.TryGetProperty("field", out var named) ? named.GetString() : null;

    public string? Header(string name) =>
        Response.Headers.TryGetValues(name, out var values) ? string.Join(",", values) : null;

    /// <summary>Asserts that it went well, and shows what was said where it didn't.</summary>
    public ApiAnswer Expect(HttpStatusCode status)
    {
        Assert.True(status == Status, $"Expected {(int)status}, got {(int)Status}: {Text}");
        return this;
    }

    /// <summary>Asserts which problem it is.</summary>
    public ApiAnswer ExpectProblem(int status, string code, string? field = null)
    {
        Assert.True((int)Status == status && Problem == code, $"Expected {status} {code}, got {(int)Status}: {Text}");
        Assert.Equal(status, Json.GetProperty("status").GetInt32());
        Assert.False(string.IsNullOrEmpty(Json.GetProperty("title").GetString()));
        Assert.False(string.IsNullOrEmpty(Json.GetProperty("detail").GetString()));
        Assert.False(string.IsNullOrEmpty(Json.GetProperty("traceId").GetString()));
        if (field is not null)
            Assert.Equal(field, Field);
        return this;
    }
}
