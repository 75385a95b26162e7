namespace ScofPush.AspNetCore.Pending;

/// <summary>A parked push as an <see cref="IPushStore"/> keeps it. Immutable: a move makes a new record.</summary>
public sealed record PushRecord
{
    /// <summary>256 random bits, base64url, 43 characters. The only part of a push that a URL ever carries .</summary>
    public required string Id { get; init; }

    /// <summary>How far the push has come.</summary>
    public required PushState State { get; init; }

    /// <summary>Counts the moves, from 0. A replace succeeds only against the version that was read.</summary>
    public int Version { get; init; }

    /// <summary>When the push landed, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When parking ends, UTC. Until then a first attempt is allowed (design 4).</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When background work should look at the push again, UTC; <see langword="null"/> when nothing is left to do.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Receipts, callback and flags, sealed by Data Protection; <see langword="null"/> once erased .</summary>
    public string? Sealed { get; init; }

    /// <summary>The host's key of the customer that the push is bound to, at most 256 characters; <see langword="null"/> once anonymised.</summary>
    public string? CustomerKey { get; init; }

    /// <summary>
    /// When it was decided that the push tells of nobody any more, UTC: its time was up, or the host asked for its customer. What
    /// points to a person goes then, or as soon as the push has ended; <see langword="null"/> until decided.
    /// </summary>
    public DateTimeOffset? ForgottenAt { get; init; }

    /// <summary>The receipts, one to five, in the order in which the bank sent them.</summary>
    public required IReadOnlyList<ReceiptRecord> Receipts { get; init; }

    /// <summary>Names the push by the first eight characters of its id: enough for support, useless to a thief.</summary>
    public override string ToString() => $"push {Id[..Math.Min(8, Id.Length)]} {State} v{Version}";
}
