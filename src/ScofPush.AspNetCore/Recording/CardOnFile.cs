using ScofPush.AspNetCore.Enrollment;

namespace ScofPush.AspNetCore.Recording;

/// <summary>An enrolled card together with the customer that it belongs to.</summary>
public sealed record CardOnFile
{
    /// <summary>Stable id of this recording, 22 characters: the same each time the recorder is called for this card.</summary>
    public required string Id { get; init; }

    /// <summary>The host's key of the customer, as the sign-in gave it.</summary>
    public required string CustomerKey { get; init; }

    /// <summary>The programme that the card was enrolled in (Mastercard's serviceId).</summary>
    public required string Programme { get; init; }

    /// <summary>The card.</summary>
    public required EnrolledCard Card { get; init; }

    /// <summary>
    /// The time of the newest notification about the card, by the network's clock, to the millisecond; <see langword="null"/> when there was
    /// none.
    /// </summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>Names the recording by its id only.</summary>
    public override string ToString() => $"card on file {Id}";
}
