using Microsoft.Extensions.Logging;

namespace ScofPush.AspNetCore.Detection;

internal static partial class DetectionLog
{
    [LoggerMessage(1010, LogLevel.Warning, "{Code}: a push URI was refused", EventName = "PushRefused")]
    public static partial void PushRefused(ILogger logger, string code);
}
