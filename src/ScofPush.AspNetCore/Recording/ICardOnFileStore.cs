namespace ScofPush.AspNetCore.Recording;

/// <summary>
/// Where the cards stay when the host has no recorder of its own (design 7). Where notifications are taken, the cards of a host's recorder
/// are here too, so that a notification finds them: a host that forgets a card removes it here as well.
/// </summary>
public interface ICardOnFileStore
{
    /// <summary>Keeps a card; keeping the same <see cref="CardOnFile.Id"/> again changes nothing.</summary>
    /// <param name="card">The card.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task SaveAsync(CardOnFile card, CancellationToken cancellationToken);

    /// <summary>The cards of one customer, the oldest first.</summary>
    /// <param name="customerKey">The host's key of the customer, compared exactly.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<IReadOnlyList<CardOnFile>> ListAsync(string customerKey, CancellationToken cancellationToken);

    /// <summary>The recordings of one card of the network; none, when it is not known here.</summary>
    /// <param name="cardId">The network's id, compared exactly (<c>EnrolledCard.CardId</c>).</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<IReadOnlyList<CardOnFile>> FindByCardIdAsync(string cardId, CancellationToken cancellationToken);

    /// <summary>
    /// Replaces <see cref="CardOnFile.Card"/> and <see cref="CardOnFile.UpdatedAt"/> of a recording, unless another notification was
    /// faster.
    /// </summary>
    /// <param name="card">The recording as it is to be. Its other members do not change.</param>
    /// <param name="expected">The <see cref="CardOnFile.UpdatedAt"/> that the store has.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Whether it was replaced; not when the store has another time, or no such recording.</returns>
    Task<bool> ReplaceAsync(CardOnFile card, DateTimeOffset? expected, CancellationToken cancellationToken);

    /// <summary>Forgets a card here. The network is not told: see <c>ICardOnFileClient.DeleteAsync</c>.</summary>
    /// <param name="id">The <see cref="CardOnFile.Id"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task RemoveAsync(string id, CancellationToken cancellationToken);
}
