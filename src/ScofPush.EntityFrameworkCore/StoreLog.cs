using Microsoft.Extensions.Logging;

namespace ScofPush.EntityFrameworkCore;

/// <summary>Log events of the store, 2500 to 2599.</summary>
internal static partial class StoreLog
{
    [LoggerMessage(EventId = 2500, EventName = nameof(StoreReady), Level = LogLevel.Information,
        Message = "The ScofPush store is ready on {Provider}; its tables were of version {Found} (0: none), the scripts lead to {Version}")]
    public static partial void StoreReady(this ILogger logger, StoreProvider provider, int found, int version);

    [LoggerMessage(EventId = 2501, EventName = nameof(DeadlockLost), Level = LogLevel.Debug,
        Message = "A move lost a deadlock against another push and is told as a conflict")]
    public static partial void DeadlockLost(this ILogger logger);

    [LoggerMessage(EventId = 2502, EventName = nameof(SingleNode), Level = LogLevel.Information,
        Message = "The ScofPush store is a SQLite file, which serves a single node. Several nodes need PostgreSQL: ScofPush:Store:Provider")]
    public static partial void SingleNode(this ILogger logger);

    [LoggerMessage(EventId = 2503, EventName = nameof(HostStoreReady), Level = LogLevel.Information,
        Message = "The ScofPush store is ready in {Context} on {Provider}")]
    public static partial void HostStoreReady(this ILogger logger, string context, StoreProvider provider);

    [LoggerMessage(EventId = 2504, EventName = nameof(StoreUnsound), Level = LogLevel.Critical,
        Message = "{Code} {Key}: {Problem} Until then every push shows a page")]
    public static partial void StoreUnsound(this ILogger logger, string code, string key, string problem);
}
