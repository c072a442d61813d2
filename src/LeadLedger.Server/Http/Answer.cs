using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using LeadLedger.Domain;
using LeadLedger.Server.Ledger;
using Microsoft.Net.Http.Headers;

namespace LeadLedger.Server.Http;

/// <summary>
/// What a command or query is answered with: over HTTP, or as the result of a bulk's line. A repeat under the same
/// key has to get the first answer, so a command's body is made of the state and version of then and nothing else.
/// </summary>
public sealed record Answer
{
    private Answer(int status, object? body, Problem? problem) => (Status, Body, Problem) = (status, body, problem);

    public int Status { get; }

    public object? Body { get; }

    /// <summary>Set where there is no answer but a reason.</summary>
    public Problem? Problem { get; }

    /// <summary>Where what was created can be read.</summary>
    public string? Location { get; init; }

    /// <summary>The stream's version: the ETag.</summary>
    public long? Version { get; init; }

    /// <summary>The ledger's position right after a command; what a query's answer rests on.</summary>
    public long? Position { get; init; }

    /// <summary>Nothing was written: it had been done before, or it was so already.</summary>
    public bool IsRepeat { get; init; }

    /// <summary>The address of the next page.</summary>
    public string? Next { get; init; }

    /// <summary>It is answered as JSON or as text, as the caller's Accept asks.</summary>
    public bool VariesByAccept { get; init; }

    /// <summary>Text to be read and printed; null: the body is JSON.</summary>
    public string? Text { get; private init; }

    public static Answer Ok(object body) => new(StatusCodes.Status200OK, body, null);

    /// <summary>The same as text, for a caller whose Accept asks for that.</summary>
    public static Answer Prose(string text) =>
        new(StatusCodes.Status200OK, null, null) { Text = text, VariesByAccept = true };

    public static Answer Created(string location, object body) =>
        new(StatusCodes.Status201Created, body, null) { Location = location };

    /// <summary>It is being worked on; where to see how far it has come.</summary>
    public static Answer Accepted(string location, object body) =>
        new(StatusCodes.Status202Accepted, body, null) { Location = location };

    /// <summary>Of many, each with a result of its own.</summary>
    public static Answer MultiStatus(object body) => new(StatusCodes.Status207MultiStatus, body, null);

    /// <summary>It was written as it was read; there is nothing left to write.</summary>
    public static Answer Written { get; } = new(StatusCodes.Status200OK, null, null);

    /// <summary>There is nothing, and nothing was done.</summary>
    public static Answer Nothing { get; } = new(StatusCodes.Status204NoContent, null, null);

    public static implicit operator Answer(Problem problem) => new(problem.Status, null, problem);

    /// <summary>The one place where the end of a command becomes an answer.</summary>
    /// <param name="outcome">How it ended.</param>
    /// <param name="body">Made of what is given and nothing else.</param>
    /// <param name="location">Given where the command creates something: 201 and where to read it.</param>
    public static Answer From<TState>(
        Outcome<TState> outcome,
        Func<Outcome<TState>.Accepted, object> body,
        Func<Outcome<TState>.Accepted, string>? location = null) => outcome switch
        {
            Outcome<TState>.Accepted accepted =>
                (location is null ? Ok(body(accepted)) : Created(location(accepted), body(accepted))) with
                {
                    Version = accepted.Version,
                    Position = accepted.Position,
                    IsRepeat = accepted.IsRepeat,
                },
            Outcome<TState>.Refused refused => Problem.Of(refused.Refusal),
            Outcome<TState>.NotTheVersionSeen seen => Problems.NotTheVersionSeen(seen.ActualVersion),
            Outcome<TState>.KeyUsedForAnotherRequest => Problems.KeyUsedForAnotherRequest,
            Outcome<TState>.TooContended => Problems.TooContended,
            _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "No such outcome."),
        };
}

/// <summary>Puts answers on the wire.</summary>
public static class AnswerWriting
{
    public const string PositionName = "Ledger-Position";

    public static Task Write(this HttpResponse response, Answer answer)
    {
        if (answer.Problem is { } problem)
            return response.Write(problem);
        var headers = response.Headers;
        // What is answered depends on who asks, and may be about a person: no cache between keeps it.
        headers.CacheControl = "private, no-cache";
        if (answer.VariesByAccept)
            headers.Vary = HeaderNames.Accept;
        if (answer.Location is { } location)
            headers.Location = location;
        if (answer.Version is { } version)
        {
            var tag = string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");
            headers.ETag = tag;
            if (IsRead(response) && response.HttpContext.Request.Headers.IfNoneMatch == tag)
            {
                response.StatusCode = StatusCodes.Status304NotModified;
                return Task.CompletedTask;
            }
        }
        if (answer.Position is { } position)
            headers[PositionName] = position.ToString(CultureInfo.InvariantCulture);
        if (answer.Next is { } next)
            headers.Link = $"<{next}>; rel=\"next\"";
        if (answer.Status == StatusCodes.Status204NoContent)
        {
            response.StatusCode = answer.Status;
            return Task.CompletedTask;
        }
        return answer.Text is { } text
            ? Write(response, answer.Status, Encoding.UTF8.GetBytes(text), "text/plain; charset=utf-8")
            : WriteJson(response, answer.Status, answer.Body, "application/json");
    }

    public static Task Write(this HttpResponse response, Problem problem)
    {
        if (problem.RetryAfterSeconds is { } seconds)
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        response.Headers.CacheControl = "no-store";
        return WriteJson(response, problem.Status, ProblemDocument.Of(problem, TraceOf(response.HttpContext)),
            "application/problem+json");
    }

    /// <summary>What ties an answer to the log lines about it.</summary>
    public static string TraceOf(HttpContext http) =>
        Activity.Current?.TraceId.ToHexString() ?? http.TraceIdentifier;

    private static bool IsRead(HttpResponse response) => HttpMethods.IsGet(response.HttpContext.Request.Method);

    private static Task WriteJson(HttpResponse response, int status, object? body, string contentType)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(body, body?.GetType() ?? typeof(object), RequestJson.Options);
        return Write(response, status, bytes, contentType);
    }

    private static Task Write(HttpResponse response, int status, byte[] bytes, string contentType)
    {
        response.StatusCode = status;
        response.ContentType = contentType;
        response.ContentLength = bytes.Length;
        return response.Body.WriteAsync(bytes, response.HttpContext.RequestAborted).AsTask();
    }
}

/// <summary>A problem as RFC 9457 writes it.</summary>
public sealed record ProblemDocument(
    string Type,
    string Title,
    int Status,
    string Detail,
    string? Field,
    IReadOnlyList<FieldError>? Errors,
    long? CurrentVersion,
    NamedClaim? Claim,
    string? TraceId)
{
    public static ProblemDocument Of(Problem problem, string? traceId) =>
        new(problem.Type, problem.Title, problem.Status, problem.Detail, problem.Field, problem.Errors,
            problem.CurrentVersion, problem.Claim, traceId);
}
