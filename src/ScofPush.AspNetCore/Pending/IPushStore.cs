namespace ScofPush.AspNetCore.Pending;

/// <summary>
/// Keeps parked pushes. Every move is atomic: it happens as a whole against the version that was read, or not at all.
/// A store passes the conformance suite <c>PushStoreConformance</c>. Faults of the medium are thrown; races are values.
/// Register it as a singleton.
/// </summary>
public interface IPushStore
{
    /// <summary>Keeps a new push. Its id is 256 random bits, so it never collides.</summary>
    /// <param name="push">The push, version 0.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task AddAsync(PushRecord push, CancellationToken cancellationToken);

    /// <summary>Finds a push by its id, compared exactly; <see langword="null"/> when there is none.</summary>
    /// <param name="id">The push id.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<PushRecord?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>Finds the push that holds a claim; <see langword="null"/> when none does.</summary>
    /// <param name="claimKey">A <see cref="ReceiptRecord.ClaimKey"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<PushRecord?> FindByClaimAsync(string claimKey, CancellationToken cancellationToken);

    /// <summary>
    /// Replaces the stored push if its version still is <paramref name="push"/>'s, and counts the version up by one.
    /// </summary>
    /// <param name="push">The push with the version that was read.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Whether it was replaced, and if not, why.</returns>
    Task<ReplaceResult> ReplaceAsync(PushRecord push, CancellationToken cancellationToken);

    /// <summary>
    /// How many pushes wait for their shoppers: <see cref="PushState.Parked"/> or <see cref="PushState.Bound"/>. Asked every few seconds
    /// while pushes arrive.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<int> CountParkedAsync(CancellationToken cancellationToken);

    /// <summary>The ids of pushes whose <see cref="PushRecord.DueAt"/> has come, the oldest first.</summary>
    /// <param name="now">The time to compare with.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<IReadOnlyList<string>> FindDueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken);

    /// <summary>The ids of the pushes that are bound to a customer, the oldest first; those that were anonymised are nobody's .</summary>
    /// <param name="customerKey">The host's key of the customer, compared exactly.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<IReadOnlyList<string>> FindByCustomerAsync(string customerKey, CancellationToken cancellationToken);

    /// <summary>
    /// The ids of pushes of a customer with a receipt of which it is not known whether it was enrolled, or as what card, or whose card the
    /// recorder has not got yet: <see cref="ReceiptState.Enrolling"/>, <see cref="ReceiptState.Unknown"/>, <see cref="ReceiptState.SavedUnread"/>,
    /// <see cref="ReceiptState.GivenUp"/> or <see cref="ReceiptState.Enrolled"/>; the newest first. Asked when the network tells of a card that is not on file here.
    /// </summary>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<IReadOnlyList<string>> FindUnsettledAsync(int limit, CancellationToken cancellationToken);
}

/// <summary>What became of <see cref="IPushStore.ReplaceAsync"/>.</summary>
public enum ReplaceResult
{
    /// <summary>The push was replaced.</summary>
    Replaced,

    /// <summary>Another writer was faster, or the push is gone: read again.</summary>
    Conflict,

    /// <summary>Another push holds one of the claims: nothing was written.</summary>
    AlreadyClaimed,
}
