using System.Globalization;
using System.Text.Json;
using ScofPush.AspNetCore.Diagnostics;
using ScofPush.AspNetCore.Notifications;

namespace ScofPush.Mastercard.Cards;

/// <summary>Reads a notification with the same leniency as an answer.</summary>
internal sealed class MastercardNotificationReader : ICardNotificationReader
{
    public IReadOnlyList<CardUpdate?> Read(ReadOnlySpan<byte> body, out string? problem)
    {
        CardNotification? notification = null;
        try
        {
            notification = JsonSerializer.Deserialize(body, CardJson.Default.CardNotification);
        }
        catch (JsonException)
        {
            // Said below.
        }

        problem = notification switch
        {
            { HasJwe: true } => ScofPushCodes.NotificationEncrypted,
            { DigitalCardUpdateNotifications: not null } => null,
            _ => ScofPushCodes.NotificationUnreadable,
        };
        return problem is null ? [.. notification!.DigitalCardUpdateNotifications!.Select(Read)] : [];
    }

    private static CardUpdate? Read(CardEvent notified) =>
        CardReader.Read(notified.MaskedCard) is { } card && Time(notified.EventTimeStamp) is { } time
            ? new CardUpdate
            {
                Card = card,
                EventTime = time,
                TellsPendingEvents = notified.MaskedCard?.DigitalCardData?.PendingEvents is not null,
            }
            : null;

    private static DateTimeOffset? Time(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
        && milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : null;
}
