namespace ScofPush.AspNetCore.Notifications;

/// <summary>Reads a notification of the card network. ScofPush.Mastercard implements it; a host may replace it, by a singleton.</summary>
public interface ICardNotificationReader
{
    /// <summary>Reads a notification. It must not throw, whatever the bytes are.</summary>
    /// <param name="body">The body of the request, at most 256 KB.</param>
    /// <param name="problem">
    /// Why it cannot be read: <c>SP1652</c> where it is encrypted, else <c>SP1653</c>; <see langword="null"/> when it was read.
    /// </param>
    /// <returns>The events as they stand in the body; <see langword="null"/> for one that names no card or no time.</returns>
    IReadOnlyList<CardUpdate?> Read(ReadOnlySpan<byte> body, out string? problem);
}
