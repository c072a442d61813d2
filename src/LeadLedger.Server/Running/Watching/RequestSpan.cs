using System.Diagnostics;
using LeadLedger.EventStore;

namespace LeadLedger.Server.Running.Watching;

/// <summary>
/// Says of ASP.NET Core's span of a request what it was, in OpenTelemetry's words: by its route and never by its
/// address, which may hold anything.
/// </summary>
internal sealed class RequestSpan(RequestDelegate next)
{
    public async Task Invoke(HttpContext http)
    {
        var span = Activity.Current;
        try
        {
            await next(http);
        }
        finally
        {
            if (span is { IsAllDataRequested: true })
                Describe(span, http);
        }
    }

    private static void Describe(Activity span, HttpContext http)
    {
        var method = MethodOf(http.Request.Method);
        var route = (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText;
        span.DisplayName = route is null ? method : $"{method} {route}";
        span.SetTag("http.request.method", method);
        span.SetTag("http.route", route);
        span.SetTag("http.response.status_code", http.Response.StatusCode);
        if (http.Response.StatusCode >= StatusCodes.Status500InternalServerError)
            span.Failed(http.Response.StatusCode.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>A method that HTTP doesn't know is a caller's own word.</summary>
    private static string MethodOf(string method) =>
        method is "GET" or "HEAD" or "POST" or "PUT" or "DELETE" or "OPTIONS" or "PATCH" or "TRACE" or "CONNECT"
            ? method
            : "_OTHER";
}
