using System.Net;
using System.Text.Json;
using LeadLedger.Server.Http;
using LeadLedger.Server.Running;
using LeadLedger.Tests.Fixtures;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace LeadLedger.Tests.Http;

/// <summary>The OpenAPI document is what is served: complete, with examples, and checked in.</summary>
public sealed class OpenApiTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private static readonly string Snapshot = Path.Combine(Checkout.Folder, "docs", "openapi.json");

    [Fact]
    public async Task The_document_is_the_one_that_is_checked_in()
    {
        var document = await Document();
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
            await File.WriteAllTextAsync(Snapshot, document);
        Assert.True(
            document == await File.ReadAllTextAsync(Snapshot),
            "docs/openapi.json isn't what is served. If it is meant: UPDATE_SNAPSHOTS=1 dotnet test --filter OpenApi");
    }

    [Fact]
    public async Task Every_route_is_in_the_document_with_every_answer_described_and_shown()
    {
        using var document = JsonDocument.Parse(await Document());
        var root = document.RootElement;
        Assert.StartsWith("3.1.", root.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        var described = root.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(operation =>
                (path.Name, Method: operation.Name, operation.Value)))
            .ToArray();
        var served = api.App.Services.GetRequiredService<EndpointDataSource>().Endpoints
            .OfType<RouteEndpoint>()
            .Where(route => route.Metadata.GetMetadata<AllowedRoles>() is not null)
            .Select(route => "/" + route.RoutePattern.RawText!.TrimStart('/') + " "
                + route.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods[0].ToLowerInvariant());
        Assert.Equal(served.Order(StringComparer.Ordinal),
            described.Select(it => $"{it.Name} {it.Method}").Order(StringComparer.Ordinal));

        foreach (var (path, method, operation) in described)
        {
            var where = $"{method} {path}";
            Assert.False(string.IsNullOrEmpty(operation.GetProperty("summary").GetString()), where);
            Assert.NotEmpty(operation.GetProperty("security").EnumerateArray());
            if (operation.TryGetProperty("requestBody", out var body))
                AssertShown(body, where);
            foreach (var response in operation.GetProperty("responses").EnumerateObject())
            {
                Assert.False(string.IsNullOrEmpty(response.Value.GetProperty("description").GetString()), where);
                if (response.Name is not ("304" or "204"))
                    AssertShown(response.Value, $"{where} {response.Name}");
            }
        }
        Assert.Equal(described.Length,
            described.Select(it => it.Value.GetProperty("operationId").GetString()).Distinct().Count());
    }

    [Fact]
    public async Task The_page_that_shows_it_needs_no_token()
    {
        using var page = await api.Anonymous.GetAsync("/swagger/index.html");
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        (await ApiAnswer.Of(await api.Anonymous.GetAsync("/swagger/nothing.json"))).ExpectProblem(404, "no-such-route");
    }

    private static void AssertShown(JsonElement element, string where)
    {
        var contents = element.GetProperty("content").EnumerateObject().Select(content => content.Value).ToArray();
        Assert.NotEmpty(contents);
        foreach (var content in contents)
        {
            Assert.True(content.TryGetProperty("schema", out _), where);
            Assert.True(content.TryGetProperty("example", out _) || content.TryGetProperty("examples", out _), where);
        }
    }

    private async Task<string> Document()
    {
        var text = await api.Anonymous.GetStringAsync("/swagger/v1/swagger.json");
        return text.ReplaceLineEndings("\n").TrimEnd() + "\n";
    }
}
