using System.Text;
using Microsoft.Extensions.Options;
using Network.CallLog;
using Network.Cards;

namespace Network.Notifications;

/// <summary>Changes a card on its issuer's behalf and tells the shop, once: whoever wants it sent again changes the card again.</summary>
internal sealed class CardNotifier(CardVault vault, CallBook calls, IHttpClientFactory clients, IOptions<NetworkOptions> options, TimeProvider clock)
{
    /// <summary>What became of it, in words for the page; null when there is no such card.</summary>
    public async Task<string?> ChangeAsync(HttpContext context, string cardId, string status)
    {
        if (vault.Find(cardId) is not { } card)
        {
            return null;
        }

        var changed = status == CardStates.Cancelled
            ? vault.Delete(card) ? card with { Status = status } : null
            : vault.Change(card, status);
        return changed is null ? null
            : changed.Merchant.NotificationUrl is { } url ? await TellAsync(context, changed, new Uri(url))
            : $"The card is {status}. {changed.Merchant.Name} has no address for notifications.";
    }

    private async Task<string> TellAsync(HttpContext context, StoredCard card, Uri address)
    {
        var publicAddress = options.Value.PublicAddress?.TrimEnd('/') ?? $"{context.Request.Scheme}://{context.Request.Host}";
        using var request = new HttpRequestMessage(HttpMethod.Post, address);
        request.Content = new StringContent(CardBody.Notification(card, clock.GetUtcNow(), publicAddress).ToJsonString(), Encoding.UTF8, "application/json");
        if (card.Merchant is { NotificationHeader: { } header, NotificationSecret: { } secret })
        {
            request.Headers.TryAddWithoutValidation(header, secret);
        }

        var status = 0;
        try
        {
            using var response = await clients.CreateClient(nameof(CardNotifier)).SendAsync(request, context.RequestAborted);
            status = (int)response.StatusCode;
        }
        catch (HttpRequestException)
        {
            // Told below, as the status 0.
        }

        calls.Add(context, "Notify", new CallFacts { Merchant = card.Merchant.Name, Status = status, Reason = card.Status, CardId = card.CardId });
        return status == 0
            ? $"The card is {card.Status}. {card.Merchant.Name} could not be reached."
            : $"The card is {card.Status}. {card.Merchant.Name} answered {status}.";
    }
}
