using System.Collections.Concurrent;
using Network.Connect;

namespace Network.Cards;

/// <summary>The enrolled cards and the consumers they belong to. Lives as long as the process.</summary>
internal sealed class CardVault(TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, StoredCard> _cards = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string SrcClientId, string IdentityValue), Consumer> _consumers = new();

    /// <summary>A consumer id is known under one service only; using it under another is refused by the network.</summary>
    public bool IsConsumerOfAnotherService(Merchant merchant, string identityValue) =>
        _consumers.TryGetValue((merchant.SrcClientId, identityValue), out var consumer) && consumer.ServiceId != merchant.ServiceId;

    public StoredCard Enroll(Merchant merchant, PushAccount account, string identityValue)
    {
        var consumer = _consumers.GetOrAdd(
            (merchant.SrcClientId, identityValue),
            _ => new Consumer(merchant.ServiceId, Guid.NewGuid().ToString()));
        var card = new StoredCard(Guid.NewGuid().ToString(), merchant, account, identityValue, consumer.Id, clock.GetUtcNow(), account.Fate == Fate.Suspended ? CardStates.Suspended : CardStates.Active);
        _cards[card.CardId] = card;
        return card;
    }

    public StoredCard? Find(string cardId, Merchant merchant) =>
        _cards.TryGetValue(cardId, out var card) && card.Merchant.TokenRequestorId == merchant.TokenRequestorId ? card : null;

    public IReadOnlyList<StoredCard> All => [.. _cards.Values.OrderByDescending(card => card.CreatedAt)];

    public StoredCard? Find(string cardId) => _cards.GetValueOrDefault(cardId);

    /// <summary>The card with its new status, or null when it was deleted meanwhile.</summary>
    public StoredCard? Change(StoredCard card, string status)
    {
        var changed = card with { Status = status };
        return _cards.TryUpdate(card.CardId, changed, card) ? changed : null;
    }

    public bool Delete(StoredCard card) => _cards.TryRemove(card.CardId, out _);

    private sealed record Consumer(string ServiceId, string Id);
}
