using System.Diagnostics;

namespace LeadLedger.Server.Running.Watching;

/// <summary>
/// What a line of the log is about, as fields beside it: the trace, taken when a line is written and not before, so
/// that a request that logs nothing pays nothing; and what we ourselves say. What the framework would add (a request's
/// path as it was sent, say) is left out: it may be anything.
/// </summary>
internal sealed class LogScopes : IExternalScopeProvider
{
    private readonly LoggerExternalScopeProvider _ours = new();

    public void ForEachScope<TState>(Action<object?, TState> callback, TState state)
    {
        if (Activity.Current is { } span)
        {
            callback(
                new LogScope(
                    new("TraceId", span.TraceId.ToHexString()), new("SpanId", span.SpanId.ToHexString())),
                state);
        }
        _ours.ForEachScope(callback, state);
    }

    public IDisposable Push(object? state) => state is LogScope ? _ours.Push(state) : Nothing.Instance;

    private sealed class Nothing : IDisposable
    {
        public static readonly Nothing Instance = new();

        public void Dispose()
        {
        }
    }
}

/// <summary>Fields beside a line of the log.</summary>
internal sealed class LogScope(params KeyValuePair<string, object?>[] fields)
    : List<KeyValuePair<string, object?>>(fields)
{
    public override string ToString() => string.Join(' ', this.Select(field => $"{field.Key}:{field.Value}"));
}

internal static class LogScoping
{
    private const int LongestId = 128;

    /// <summary>
    /// Lines until the end of this bear the id by which the caller ties requests together. It is the caller's own word:
    /// one that doesn't look like an id stays out of the log.
    /// </summary>
    public static IDisposable? BeginCorrelation(this ILogger logger, string? id) =>
        id is { Length: > 0 and <= LongestId } && id.All(IsOfAnId)
            ? logger.BeginScope(new LogScope(new KeyValuePair<string, object?>("CorrelationId", id)))
            : null;

    private static bool IsOfAnId(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or ':' or '/';
}
