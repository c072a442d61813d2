using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using LeadLedger.Server.Http;
using LeadLedger.Server.Ledger;

namespace LeadLedger.Torture;

/// <summary>What a node said; status 0 where it said nothing: the connection broke, or nobody was there.</summary>
internal sealed record Said(int Status, string Text, long Version = 0, long Position = 0, string? Location = null)
{
    public int? RetryAfterSeconds { get; init; }

    public TimeSpan Took { get; init; }

    public static Said Nothing(Exception why) => new(0, why.GetType().Name);

    /// <summary>A problem's code; null where it is none.</summary>
    public string? Problem
    {
        get
        {
            if (Status < 400 || Text.Length == 0 || Text[0] != '{')
                return null;
            using var document = JsonDocument.Parse(Text);
            return document.RootElement.GetProperty("type").GetString()![Server.Http.Problem.TypePrefix.Length..];
        }
    }
}

/// <summary>Speaks to nodes over HTTP as a script of a caller would.</summary>
internal sealed class Door(HttpClient client)
{
    public const string Ndjson = "application/x-ndjson";

    public Task<Said> Get(Node node, string path, string token) => Send(node, HttpMethod.Get, path, token, null);

    /// <param name="body">JSON, or lines of it.</param>
    /// <param name="type">The body's content type.</param>
    public Task<Said> Post(
        Node node, string path, string token, string? body, string? key = null, long? ifMatch = null,
        string type = "application/json") =>
        Send(node, HttpMethod.Post, path, token, body, key, ifMatch, type);

    public static string Json(object body) => JsonSerializer.Serialize(body, body.GetType(), RequestJson.Options);

    private async Task<Said> Send(
        Node node, HttpMethod method, string path, string token, string? body, string? key = null,
        long? ifMatch = null, string type = "application/json")
    {
        using var request = new HttpRequestMessage(method, new Uri(node.Address, path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (key is not null)
            request.Headers.Add(RequestHeaders.IdempotencyKeyName, key);
        if (ifMatch is { } version)
            request.Headers.Add("If-Match", string.Create(CultureInfo.InvariantCulture, $"\"{version}\""));
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue(type));
        var since = Stopwatch.GetTimestamp();
        try
        {
            using var answer = await client.SendAsync(request);
            var text = await answer.Content.ReadAsStringAsync();
            var position = answer.Headers.TryGetValues(AnswerWriting.PositionName, out var given) ? given.First() : "0";
            return new Said(
                (int)answer.StatusCode, text, VersionIn(answer.Headers.ETag),
                long.Parse(position, CultureInfo.InvariantCulture), answer.Headers.Location?.ToString())
            {
                RetryAfterSeconds = (int?)answer.Headers.RetryAfter?.Delta?.TotalSeconds,
                Took = Stopwatch.GetElapsedTime(since),
            };
        }
        catch (Exception broken) when (broken is HttpRequestException or OperationCanceledException or IOException)
        {
            return Said.Nothing(broken) with { Took = Stopwatch.GetElapsedTime(since) };
        }
    }

    private static long VersionIn(EntityTagHeaderValue? tag) =>
        tag is null ? 0 : long.Parse(tag.Tag.Trim('"'), CultureInfo.InvariantCulture);
}
