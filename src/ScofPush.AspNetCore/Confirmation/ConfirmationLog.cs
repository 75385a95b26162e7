using Microsoft.Extensions.Logging;

namespace ScofPush.AspNetCore.Confirmation;

internal static partial class ConfirmationLog
{
    [LoggerMessage(1400, LogLevel.Information, "Push {Push}: accepted", EventName = "Accepted")]
    public static partial void Accepted(ILogger logger, string push);

    [LoggerMessage(1401, LogLevel.Information, "Push {Push}: declined", EventName = "Declined")]
    public static partial void Declined(ILogger logger, string push);

    [LoggerMessage(1402, LogLevel.Information, "Push {Push}: given back, because the shopper is somebody else", EventName = "Switched")]
    public static partial void Switched(ILogger logger, string push);

    [LoggerMessage(1410, LogLevel.Information, "{Code}: push {Push}: the form's antiforgery token did not fit; the shopper is asked once more", EventName = "InvalidForm")]
    public static partial void InvalidForm(ILogger logger, string code, string push);
}
