using Microsoft.Extensions.Logging;

namespace ScofPush.AspNetCore.Notifications;

/// <summary>Log events 1650-1669. Of a card they carry a short hash only.</summary>
internal static partial class NotificationLog
{
    [LoggerMessage(1650, LogLevel.Information, "A notification of the network: {Applied} card(s) changed, {Unchanged} knew it already, {Unknown} unknown, {Ignored} event(s) ignored, {Failed} card(s) failed", EventName = "Notified")]
    public static partial void Notified(ILogger logger, int applied, int unchanged, int unknown, int ignored, int failed);

    [LoggerMessage(1651, LogLevel.Warning, "{Code}: {Count} notification(s) refused: neither a certificate nor a secret of ScofPush:Notifications came with them. More are counted and told once a minute", EventName = "NotificationRefused")]
    public static partial void Refused(ILogger logger, string code, int count);

    [LoggerMessage(1652, LogLevel.Error, "{Code}: an encrypted notification was refused: ScofPush holds no key for it and never decrypts (R-63). Have the network send plain notifications to this address, over TLS", EventName = "NotificationEncrypted")]
    public static partial void Encrypted(ILogger logger, string code);

    [LoggerMessage(1653, LogLevel.Warning, "{Code}: a notification was refused with status {Status}: it must be JSON of at most 256 KB with digitalCardUpdateNotifications", EventName = "NotificationUnreadable")]
    public static partial void Unreadable(ILogger logger, string code, int status);

    [LoggerMessage(1654, LogLevel.Error, "{Code}: a notification was not applied in full; the network was asked to send it again", EventName = "NotificationFailed")]
    public static partial void Failed(ILogger logger, string code, Exception exception);

    [LoggerMessage(1655, LogLevel.Information, "{Code}: a notification is about card {Card}, which is not on file here", EventName = "NotifiedCardUnknown")]
    public static partial void CardUnknown(ILogger logger, string code, string card);

    [LoggerMessage(1656, LogLevel.Warning, "{Code}: {Count} event(s) of a notification were ignored: they name no card or no time, or a time that has not come", EventName = "NotifiedEventIgnored")]
    public static partial void EventsIgnored(ILogger logger, string code, int count);

    [LoggerMessage(1657, LogLevel.Warning, "{Code}: a notification names no known status for card {Card}: its status stays as it was", EventName = "NotifiedStatusUnknown")]
    public static partial void StatusUnknown(ILogger logger, string code, string card);
}
