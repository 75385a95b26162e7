using Microsoft.Extensions.Logging;

namespace ScofPush.AspNetCore.Returning;

internal static partial class ReturningLog
{
    [LoggerMessage(1700, LogLevel.Information, "Push {Push}: the shopper goes back to {Host}", EventName = "SentBack")]
    public static partial void SentBack(ILogger logger, string push, string host);

    [LoggerMessage(1701, LogLevel.Information, "Push {Push}: the shopper is shown the outcome here", EventName = "ShownHere")]
    public static partial void ShownHere(ILogger logger, string push);
}
