using ScofPush.AspNetCore.Enrollment;

namespace ScofPush.AspNetCore.Notifications;

/// <summary>What the network tells of one card at one time.</summary>
public sealed record CardUpdate
{
    /// <summary>The card. Members that the network did not tell are <see langword="null"/>, an untold status is Unknown: both change nothing.</summary>
    public required EnrolledCard Card { get; init; }

    /// <summary>When it happened, by the network's clock.</summary>
    public required DateTimeOffset EventTime { get; init; }

    /// <summary>
    /// The network told what is still due, be it nothing: <see cref="EnrolledCard.PendingEvents"/> and
    /// <see cref="EnrolledCard.AuthenticatesInIssuerApp"/> count.
    /// </summary>
    public bool TellsPendingEvents { get; init; }

    /// <summary>Names the update by its status only.</summary>
    public override string ToString() => $"update to {Card}";
}
