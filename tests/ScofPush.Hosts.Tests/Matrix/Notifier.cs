using System.Text;
using ScofPush.AspNetCore.Diagnostics;
using ScofPush.AspNetCore.Enrollment;
using ScofPush.AspNetCore.Notifications;

namespace ScofPush.Hosts.Tests.Matrix;

/// <summary>What a notification was answered.</summary>
/// <param name="Status">The status.</param>
/// <param name="Location">Where it was redirected to.</param>
/// <param name="Text">The body.</param>
/// <param name="Told">How often the recorder heard of the card.</param>
internal sealed record Notified(int Status, string? Location, string Text, int Told);

/// <summary>The network, which tells a host that a card was suspended: a machine, with a secret in place of cookies.</summary>
internal static class Notifier
{
    private const string Header = "X-Network-Secret";
    private const string Secret = "the-secret-of-the-network-and-the-shop";
    private const string Path = "/scof-push/notifications/card";

    public static IReadOnlyDictionary<string, string?> Settings { get; } = new Dictionary<string, string?>
    {
        ["ScofPush:Notifications:Enabled"] = "true",
        ["ScofPush:Notifications:HeaderName"] = Header,
        ["ScofPush:Notifications:Secret"] = Secret,
    };

    public static Task<Notified> NotifyAsync(RunningHost host, string cardId) => SendAsync(host, cardId, Secret);

    /// <summary>From somebody who does not know the secret.</summary>
    public static Task<Notified> ForgeAsync(RunningHost host, string cardId) => SendAsync(host, cardId, Secret + "?");

    private static async Task<Notified> SendAsync(RunningHost host, string cardId, string secret)
    {
        using var client = host.NewBrowser();
        using var request = new HttpRequestMessage(HttpMethod.Post, (host.Case.StaysUnderPrefix ? host.Case.Prefix : "") + Path);
        request.Headers.Add(Header, secret);
        request.Content = new StringContent(cardId, Encoding.UTF8, "application/json");
        var before = Told();
        var answer = await client.SendAsync(request);
        return new Notified((int)answer.Status, answer.Location, answer.Text, Told() - before);

        int Told() => host.Recorded.Updates.Count(card => card.Card.CardId == cardId && card.Card.Status == CardStatus.Suspended);
    }

    /// <summary>All that is in the body is the card's id.</summary>
    public sealed class Reader(TimeProvider time) : ICardNotificationReader
    {
        public IReadOnlyList<CardUpdate?> Read(ReadOnlySpan<byte> body, out string? problem)
        {
            problem = body.IsEmpty ? ScofPushCodes.NotificationUnreadable : null;
            var card = new EnrolledCard { CardId = Encoding.UTF8.GetString(body), Status = CardStatus.Suspended };
            return [new CardUpdate { Card = card, EventTime = time.GetUtcNow() }];
        }
    }
}
