using System.Data.Common;
using LeadLedger.EventStore;
using LeadLedger.Server.Audit;
using LeadLedger.Server.Running.Watching;

namespace LeadLedger.Server.Http;

/// <summary>
/// What no route answered: addresses that don't exist, methods that an address doesn't have, and failures. A failure's
/// answer and log line never show a payload or a person.
/// </summary>
internal sealed partial class LastResort(RequestDelegate next, ILogger<LastResort> logger)
{
    public async Task Invoke(HttpContext http)
    {
        try
        {
            await next(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The caller has gone: there is nobody to answer.
        }
        catch (Exception failure)
        {
            await AnswerFailure(http, failure);
        }
    }

    /// <summary>Runs between routing and authorization: an address that isn't there needs no token.</summary>
    public static Task AnswerUnrouted(HttpContext http, RequestDelegate next) => http.GetEndpoint() switch
    {
        RouteEndpoint => next(http),
        { RequestDelegate: { } refusing } => AnswerUnallowed(http, refusing),
        _ => http.Response.Write(Problems.NoSuchRoute),
    };

    /// <param name="refusing">Routing's own: it sets 405 and Allow, and writes no body.</param>
    private static async Task AnswerUnallowed(HttpContext http, RequestDelegate refusing)
    {
        await refusing(http);
        await http.Response.Write(Problems.MethodNotAllowed(http.Response.Headers.Allow));
    }

    private async Task AnswerFailure(HttpContext http, Exception failure)
    {
        var problem = ProblemOf(failure);
        var trace = AnswerWriting.TraceOf(http);
        var route = (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "(no route)";
        using var correlation = logger.BeginCorrelation(http.Request.Headers[RequestHeaders.CorrelationName]);
        if (problem.Status == StatusCodes.Status503ServiceUnavailable)
            LogUnavailable(logger, http.Request.Method, route, problem.Code, trace, SafeWords(failure));
        else if (problem.Status >= 500)
            LogFailure(logger, http.Request.Method, route, trace, SafeWords(failure), failure.StackTrace);
        if (http.Response.HasStarted)
        {
            // Half an answer went out: the caller must not take it for a whole one.
            http.Abort();
            return;
        }
        http.Response.Clear();
        await http.Response.Write(problem);
    }

    internal static Problem ProblemOf(Exception failure) => failure switch
    {
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } =>
            Problems.BodyTooLarge(JsonBody.DefaultLimitBytes),
        BadHttpRequestException => Problems.HeaderIsNotValid("request", "The request breaks HTTP's own rules."),
        ReadNotRecordedException => Problems.ReadNotRecorded,
        EventStoreUnavailableException => Problems.LedgerUnavailable,
        EventStoreOutcomeUnknownException => Problems.OutcomeUnknown,
        EventStoreBusyException => Problems.ServiceBusy,
        EventStoreContendedException => Problems.TooContended,
        // An error that PostgreSQL itself reports is a fault of ours unless it says that trying again may help.
        DbException { IsTransient: true } => Problems.LedgerUnavailable,
        // It is shutting down, out of something, or gave the statement up.
        DbException { SqlState: ['5', '7' or '3', ..] or ['0', '8', ..] } => Problems.LedgerUnavailable,
        TimeoutException => Problems.LedgerUnavailable,
        _ => Problems.Unexpected,
    };

    /// <summary>An exception's message may quote a row or a body; its type and SQLSTATE don't.</summary>
    internal static string SafeWords(Exception failure)
    {
        var words = failure.GetType().Name;
        if (failure is DbException { SqlState: { } state })
            words += $" {state}";
        return failure.InnerException is { } inner ? $"{words} ← {SafeWords(inner)}" : words;
    }

    [LoggerMessage(LogEvents.RequestFailed, LogLevel.Error, "{Method} {Route} failed, trace {Trace}: {Failure}\n{Stack}")]
    private static partial void LogFailure(
        ILogger logger, string method, string route, string trace, string failure, string? stack);

    [LoggerMessage(
        LogEvents.ComeAgain, LogLevel.Warning,
        "{Method} {Route}: come again ({Problem}), trace {Trace}: {Failure}")]
    private static partial void LogUnavailable(
        ILogger logger, string method, string route, string problem, string trace, string failure);
}
