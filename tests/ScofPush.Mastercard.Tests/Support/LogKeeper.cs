using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace ScofPush.Mastercard.Tests.Support;

/// <summary>Keeps everything that is logged, at every level, with all that hangs on it.</summary>
internal sealed class LogKeeper : ILoggerProvider
{
    public ConcurrentQueue<LogLine> Lines { get; } = [];

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose()
    {
    }

    private sealed class Logger(LogKeeper keeper, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            Keep(LogLevel.Trace, default, state, null, state.ToString() ?? "");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => Keep(logLevel, eventId, state, exception, formatter(state, exception));

        private void Keep<TState>(LogLevel level, EventId id, TState state, Exception? exception, string message)
        {
            var values = state is IEnumerable<KeyValuePair<string, object?>> pairs
                ? string.Join(' ', pairs.Select(pair => $"{pair.Key}={pair.Value}"))
                : "";
            keeper.Lines.Enqueue(new LogLine(category, level, id, message, $"{message} {values} {exception}"));
        }
    }
}

internal sealed record LogLine(string Category, LogLevel Level, EventId Id, string Message, string Everything);
