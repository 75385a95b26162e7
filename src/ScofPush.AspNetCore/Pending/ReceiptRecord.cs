namespace ScofPush.AspNetCore.Pending;

/// <summary>One receipt of a parked push. The receipt itself is inside <see cref="PushRecord.Sealed"/>, at the same position.</summary>
public sealed record ReceiptRecord
{
    /// <summary>Stable id of what the recorder gets for this receipt: the same on every repeat. 22 characters, base64url; empty once anonymised.</summary>
    public required string RecordId { get; init; }

    /// <summary>How far the receipt has come.</summary>
    public ReceiptState State { get; init; }

    /// <summary>
    /// Hash of receipt and programme while the receipt is claimed, 43 characters, base64url. Unique over all receipts of the store;
    /// <see langword="null"/> while unclaimed (design 7).
    /// </summary>
    public string? ClaimKey { get; init; }

    /// <summary>How often the claim was taken. An answer is written only to the attempt that it belongs to.</summary>
    public int Attempt { get; init; }

    /// <summary>Until when the holder of the claim may work, UTC. An <see cref="ReceiptState.Enrolling"/> beyond it becomes Unknown.</summary>
    public DateTimeOffset? LeaseUntil { get; init; }

    /// <summary>The enrolled card as JSON, without a PAN; readable without the key ring until recorded (design 10).</summary>
    public string? Card { get; init; }

    /// <summary>The SP code of the outcome, where it has one.</summary>
    public string? Code { get; init; }

    /// <summary>How often recording was tried and failed.</summary>
    public int RecordingFailures { get; init; }

    /// <summary>Names the receipt by its state only.</summary>
    public override string ToString() => $"receipt {State} attempt {Attempt}";
}
