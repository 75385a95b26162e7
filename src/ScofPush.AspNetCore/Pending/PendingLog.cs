using Microsoft.Extensions.Logging;

namespace ScofPush.AspNetCore.Pending;

internal static partial class PendingLog
{
    [LoggerMessage(1200, LogLevel.Information, "Push {Push} parked: {Receipts} receipt(s)", EventName = "Parked")]
    public static partial void Parked(ILogger logger, string push, int receipts);

    [LoggerMessage(1210, LogLevel.Warning, "{Code}: push {Push} cannot be unsealed; do all nodes share one Data Protection key ring, and is it kept over restarts?", EventName = "SealBroken")]
    public static partial void SealBroken(ILogger logger, string code, string push);

    [LoggerMessage(1212, LogLevel.Warning, "{Code}: one address brings more than {Limit} pushes a minute; more are refused. If it is your proxy, add app.UseForwardedHeaders() ahead of UseScofPush; the limit is ScofPush:Pending:LandingsPerMinute", EventName = "TooManyLandings")]
    public static partial void TooManyLandings(ILogger logger, string code, int limit);

    [LoggerMessage(1213, LogLevel.Warning, "{Code}: {Limit} pushes are parked; more are refused until some are over. The limit is ScofPush:Pending:MaxParked", EventName = "TooManyParked")]
    public static partial void TooManyParked(ILogger logger, string code, int limit);

    [LoggerMessage(1214, LogLevel.Debug, "Push {Push} anonymised", EventName = "Anonymized")]
    public static partial void Anonymized(ILogger logger, string push);

    [LoggerMessage(1211, LogLevel.Information, "Push {Push} expired in state {State}", EventName = "Expired")]
    public static partial void Expired(ILogger logger, string push, PushState state);
}
