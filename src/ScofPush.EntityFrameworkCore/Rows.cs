using ScofPush.AspNetCore.Pending;

namespace ScofPush.EntityFrameworkCore;

/// <summary>A row of ScofPushPushes. Times are UTC ticks: SQLite cannot compare a DateTimeOffset.</summary>
internal sealed class PushRow
{
    public required string Id { get; init; }

    public PushState State { get; init; }

    public int Version { get; init; }

    public long CreatedAt { get; init; }

    public long ExpiresAt { get; init; }

    public long? DueAt { get; init; }

    public string? Sealed { get; init; }

    public string? CustomerKey { get; init; }

    public long? ForgottenAt { get; init; }

    public List<ReceiptRow> Receipts { get; init; } = [];
}

/// <summary>A row of ScofPushReceipts.</summary>
internal sealed class ReceiptRow
{
    public required string PushId { get; init; }

    public int Position { get; init; }

    public required string RecordId { get; init; }

    public ReceiptState State { get; init; }

    public string? ClaimKey { get; init; }

    public int Attempt { get; init; }

    public long? LeaseUntil { get; init; }

    public string? Card { get; init; }

    public string? Code { get; init; }

    public int RecordingFailures { get; init; }
}

/// <summary>A row of ScofPushCards.</summary>
internal sealed class CardRow
{
    /// <summary>Counts up: the order in which cards were saved.</summary>
    public long Number { get; init; }

    public required string Id { get; init; }

    public required string CustomerKey { get; init; }

    public required string Programme { get; init; }

    /// <summary>The enrolled card as JSON.</summary>
    public required string Card { get; init; }

    /// <summary>The network's id of the card; not there in a row that a node of a release before version 3 has written.</summary>
    public string? CardId { get; init; }

    public long? UpdatedAt { get; init; }
}
