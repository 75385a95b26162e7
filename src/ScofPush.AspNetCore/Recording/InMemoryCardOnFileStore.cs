namespace ScofPush.AspNetCore.Recording;

/// <summary>Keeps cards in this process only: Development and tests .</summary>
internal sealed class InMemoryCardOnFileStore : ICardOnFileStore
{
    private readonly Lock _lock = new();
    private readonly List<CardOnFile> _cards = [];

    public Task SaveAsync(CardOnFile card, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            if (!_cards.Exists(c => string.Equals(c.Id, card.Id, StringComparison.Ordinal)))
            {
                _cards.Add(card);
            }
        }

        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<CardOnFile>> ListAsync(string customerKey, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<CardOnFile>>(
                [.. _cards.Where(c => string.Equals(c.CustomerKey, customerKey, StringComparison.Ordinal))]);
        }
    }

    public Task<IReadOnlyList<CardOnFile>> FindByCardIdAsync(string cardId, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<CardOnFile>>(
                [.. _cards.Where(c => string.Equals(c.Card.CardId, cardId, StringComparison.Ordinal))]);
        }
    }

    public Task<bool> ReplaceAsync(CardOnFile card, DateTimeOffset? expected, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            var index = _cards.FindIndex(c => string.Equals(c.Id, card.Id, StringComparison.Ordinal) && c.UpdatedAt == expected);
            if (index >= 0)
            {
                _cards[index] = _cards[index] with { Card = card.Card, UpdatedAt = card.UpdatedAt };
            }

            return Task.FromResult(index >= 0);
        }
    }

    public Task RemoveAsync(string id, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            _cards.RemoveAll(c => string.Equals(c.Id, id, StringComparison.Ordinal));
        }

        return Task.CompletedTask;
    }
}
