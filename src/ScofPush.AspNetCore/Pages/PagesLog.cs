using Microsoft.Extensions.Logging;

namespace ScofPush.AspNetCore.Pages;

internal static partial class PagesLog
{
    [LoggerMessage(1710, LogLevel.Information, "{Code}: the shopper was shown the page \"{Title}\"", EventName = "ProblemShown")]
    public static partial void ProblemShown(ILogger logger, string code, string title);

    [LoggerMessage(1711, LogLevel.Error, "{Code}: the view {View} failed; a plain page was sent in its place", EventName = "RenderingFailed")]
    public static partial void RenderingFailed(ILogger logger, string code, string view, Exception exception);
}
