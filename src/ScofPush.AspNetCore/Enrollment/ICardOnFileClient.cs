namespace ScofPush.AspNetCore.Enrollment;

/// <summary>What a host does with an enrolled card later: look at it, remove it (protocol 5).</summary>
public interface ICardOnFileClient
{
    /// <summary>Asks the network for the card's present state.</summary>
    /// <param name="cardId">The <see cref="EnrolledCard.CardId"/>.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task<CardOnFileResult> GetAsync(string cardId, CancellationToken cancellationToken);

    /// <summary>Deletes the card at the network on the cardholder's wish. Deleting a card that is gone is a success.</summary>
    /// <param name="cardId">The <see cref="EnrolledCard.CardId"/>.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task<CardOnFileResult> DeleteAsync(string cardId, CancellationToken cancellationToken);
}

/// <summary>The network's answer about a card on file.</summary>
/// <param name="Outcome">What became of the call.</param>
/// <param name="Card">The card, when it was asked for and found.</param>
/// <param name="Code">The SP code, when the call failed.</param>
public sealed record CardOnFileResult(CardOnFileOutcome Outcome, EnrolledCard? Card = null, string? Code = null);

/// <summary>What became of a call about a card on file.</summary>
public enum CardOnFileOutcome
{
    /// <summary>Found, or deleted.</summary>
    Done,

    /// <summary>The network does not have the card (any more).</summary>
    Gone,

    /// <summary>The call failed; it may be repeated.</summary>
    Failed,
}
