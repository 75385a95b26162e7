using Microsoft.Extensions.Logging;

namespace ScofPush.AspNetCore.Detection;

internal static partial class DetectionLog
{
    [LoggerMessage(1010, LogLevel.Warning, "{Code}: a push URI was refused", EventName = "PushRefused")]
    public static partial void PushRefused(ILogger logger, string code);

    [LoggerMessage(1011, LogLevel.Information, "{Count} key(s) for signed pushes are ready", EventName = "KeysRead")]
    public static partial void KeysRead(ILogger logger, int count);

    [LoggerMessage(1012, LogLevel.Warning, "{Code}: the keys of ScofPush:Detection:{Source} could not be read; those it gave last, if any, stay in use", EventName = "KeysNotRead")]
    public static partial void KeysNotRead(ILogger logger, string code, string source, Exception exception);
}
