using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using ScofPush.AspNetCore.Enrollment;

namespace Storefront.Data;

/// <summary>A card that a customer pushed from the bank, as the shop keeps it: no card number, only what is shown and charged.</summary>
[Index(nameof(UserId))]
internal sealed class PaymentMethod
{
    /// <summary>The id of the recording: being the key, it makes recording the same card twice impossible.</summary>
    [Key, MaxLength(64)]
    public required string Id { get; init; }

    [MaxLength(64)]
    public required string UserId { get; init; }

    /// <summary>The network's id of the card on file.</summary>
    [MaxLength(64)]
    public required string CardId { get; init; }

    public CardStatus Status { get; init; }

    [MaxLength(8)]
    public string? LastFour { get; init; }

    [MaxLength(2)]
    public string? ExpiryMonth { get; init; }

    [MaxLength(4)]
    public string? ExpiryYear { get; init; }

    [MaxLength(64)]
    public string? ProductName { get; init; }

    [MaxLength(64)]
    public string? IssuerName { get; init; }

    [MaxLength(2048)]
    public string? ArtUri { get; init; }

    [MaxLength(6)]
    public string? ForegroundColor { get; init; }

    /// <summary>What the cardholder still has to do before the first payment, e.g. <c>PENDING_SCA</c>.</summary>
    public IReadOnlyList<string> PendingEvents { get; init; } = [];

    /// <summary>UTC.</summary>
    public DateTime AddedAt { get; init; }

    public bool IsAuthenticationDue => PendingEvents.Count > 0;
}
