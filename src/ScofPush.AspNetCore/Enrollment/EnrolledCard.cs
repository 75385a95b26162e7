using System.Text.Json.Serialization;

namespace ScofPush.AspNetCore.Enrollment;

/// <summary>A card as the network describes it. There is no PAN in it and never will be .</summary>
public sealed record EnrolledCard
{
    /// <summary>The network's id of the card on file (srcDigitalCardId), at most 36 characters: pay, read and delete with it.</summary>
    public required string CardId { get; init; }

    /// <summary>Whether it can be used now.</summary>
    public CardStatus Status { get; init; }

    /// <summary>Last digits of the card number, normally four; some issuers send fewer.</summary>
    public string? LastFour { get; init; }

    /// <summary>Expiry month of the card, <c>01</c> to <c>12</c>.</summary>
    public string? ExpiryMonth { get; init; }

    /// <summary>Expiry year of the card, four digits.</summary>
    public string? ExpiryYear { get; init; }

    /// <summary>The token's reference at MDES.</summary>
    public string? TokenUniqueReference { get; init; }

    /// <summary>Last digits of the token.</summary>
    public string? TokenLastFour { get; init; }

    /// <summary>The payment account reference (PAR): the same for all tokens of one account.</summary>
    public string? PaymentAccountReference { get; init; }

    /// <summary>The issuer's short name of the product, at most 64 characters.</summary>
    public string? DescriptorName { get; init; }

    /// <summary>The issuer's name, at most 64 characters.</summary>
    public string? IssuerName { get; init; }

    /// <summary>The partner's name on a co-branded card.</summary>
    public string? CoBrandedName { get; init; }

    /// <summary>Address of the card's picture. Show it only from a host that you trust.</summary>
    public string? ArtUri { get; init; }

    /// <summary>Colour of text on the picture, three or six hex digits without <c>#</c>.</summary>
    public string? ForegroundColor { get; init; }

    /// <summary>CREDIT, DEBIT, PREPAID, COMBO or FLEX.</summary>
    public string? CardType { get; init; }

    /// <summary>The scheme's name for the card, <c>mastercard</c> or <c>maestro</c>.</summary>
    public string? Descriptor { get; init; }

    /// <summary>What the cardholder still has to do, e.g. <c>PENDING_SCA</c>; empty when nothing is due.</summary>
    public IReadOnlyList<string> PendingEvents { get; init; } = [];

    /// <summary>Every way to authenticate that the issuer offers leads into its app, none to a website.</summary>
    public bool AuthenticatesInIssuerApp { get; init; }

    /// <summary>When the network took the card on file, by its clock.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>
    /// The consumer that the network has the card under, at most 255 characters; <see langword="null"/> where it does not tell, or tells one
    /// that it made up. Never find a customer by it.
    /// </summary>
    public string? ConsumerId { get; init; }

    /// <summary>The cardholder must still authenticate before the first payment.</summary>
    [JsonIgnore]
    public bool IsAuthenticationDue => PendingEvents.Count > 0;

    /// <summary>Names the card by its status only.</summary>
    public override string ToString() => $"card {Status}";
}

/// <summary>Whether a card on file can be used.</summary>
public enum CardStatus
{
    /// <summary>The network sent a status that this version does not know: treat it as not usable.</summary>
    Unknown,

    /// <summary>Usable.</summary>
    Active,

    /// <summary>Suspended by the issuer; it may become active again.</summary>
    Suspended,

    /// <summary>Cancelled for good.</summary>
    Cancelled,
}
