namespace ScofPush.AspNetCore.Recording;

/// <summary>Where the cards stay when the host has no recorder of its own (design 7).</summary>
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

    /// <summary>Forgets a card here. The network is not told: see <c>ICardOnFileClient.DeleteAsync</c>.</summary>
    /// <param name="id">The <see cref="CardOnFile.Id"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task RemoveAsync(string id, CancellationToken cancellationToken);
}
