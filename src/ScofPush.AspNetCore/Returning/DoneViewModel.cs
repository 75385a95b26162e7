using ScofPush.AspNetCore.Pages;
using ScofPush.AspNetCore.Pending;

namespace ScofPush.AspNetCore.Returning;

/// <summary>Model of <c>/Areas/ScofPush/Views/Push/Done.cshtml</c>: what became of each card, and where to go from here.</summary>
public sealed class DoneViewModel : PushPageViewModel
{
    /// <summary>The cards, in the bank's order.</summary>
    public required IReadOnlyList<DoneCard> Cards { get; init; }

    /// <summary>The callback with its results; <see langword="null"/> when the bank gave none.</summary>
    public string? BankUrl { get; init; }

    /// <summary>The callback's host, shown with the link .</summary>
    public string? BankHost { get; init; }

    /// <summary>Whether the callback is trusted: from a verified push, or allow-listed. If not, the page says so.</summary>
    public bool IsBankKnown { get; init; }

    /// <summary>Whether the bank requires the shopper back (protocol 1).</summary>
    public bool IsReturnRequired { get; init; }

    /// <summary>After how many seconds the page goes on to the bank by itself; <see langword="null"/> when it waits for the shopper.</summary>
    public int? ReturnsAfterSeconds { get; init; }

    /// <summary>
    /// Whether the network is still being asked what became of a card: the page comes again every few seconds until that is known.
    /// </summary>
    public bool IsBeingChecked => Cards.Any(card => card.IsBeingChecked);

    /// <summary>Whether the shopper declined.</summary>
    public bool IsCancelled => Cards.All(card => card.State == ReceiptState.Cancelled);
}

/// <summary>One card on the Done page.</summary>
public sealed class DoneCard
{
    /// <summary>What became of it.</summary>
    public required ReceiptState State { get; init; }

    /// <summary>The SP code, where there is one.</summary>
    public string? Code { get; init; }

    /// <summary>Issuer and product, or a general name.</summary>
    public required string Name { get; init; }

    /// <summary>Last digits of the card number, when enrolled.</summary>
    public string? LastFour { get; init; }

    /// <summary>The card's picture, only from a configured host; else <see langword="null"/>.</summary>
    public string? ArtUri { get; init; }

    /// <summary>The network says that the card can be used now; a saved card may be suspended by its bank.</summary>
    public bool IsUsable { get; init; }

    /// <summary>The cardholder still has to authenticate with the bank.</summary>
    public bool IsAuthenticationDue { get; init; }

    /// <summary>Whether the network is still being asked what became of the card.</summary>
    public bool IsBeingChecked => State is ReceiptState.Unknown or ReceiptState.Enrolling;

    /// <summary>Whether the card is on file now.</summary>
    public bool IsSaved => State is ReceiptState.Enrolled or ReceiptState.Recorded;
}
