using Microsoft.Extensions.Logging;

namespace ScofPush.EntityFrameworkCore;

/// <summary>Log events of the store, 2500 to 2599.</summary>
internal static partial class StoreLog
{
    [LoggerMessage(EventId = 2500, EventName = nameof(StoreReady), Level = LogLevel.Information,
        Message = "The ScofPush store is ready on {Provider}; tables created: {Created}")]
    public static partial void StoreReady(this ILogger logger, StoreProvider provider, bool created);

    [LoggerMessage(EventId = 2501, EventName = nameof(DeadlockLost), Level = LogLevel.Debug,
        Message = "A move lost a deadlock against another push and is told as a conflict")]
    public static partial void DeadlockLost(this ILogger logger);
}
