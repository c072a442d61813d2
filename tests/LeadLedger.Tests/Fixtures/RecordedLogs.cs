using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace LeadLedger.Tests.Fixtures;

/// <summary>
/// Every line that the service has logged, whole: what is asked is whether somebody's data is in one.
/// </summary>
public sealed class RecordedLogs : ILoggerProvider
{
    private readonly ConcurrentQueue<(string Category, int Id, string Line)> _lines = new();

    public IReadOnlyCollection<(string Category, int Id, string Line)> Lines => _lines;

    public ILogger CreateLogger(string categoryName) => new Recorder(categoryName, _lines);

    public void Dispose()
    {
    }

    private sealed class Recorder(string category, ConcurrentQueue<(string, int, string)> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter) =>
            lines.Enqueue((category, eventId.Id, $"{formatter(state, exception)} {exception}"));
    }
}
