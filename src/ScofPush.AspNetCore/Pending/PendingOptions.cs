namespace ScofPush.AspNetCore.Pending;

/// <summary>How long a push waits for its shopper. Section <c>ScofPush:Pending</c>.</summary>
public sealed class PendingOptions
{
    /// <summary>
    /// How long a push stays parked: a first attempt is allowed until then (design 4). One minute to one hour; default 15 minutes, the
    /// usual life of a receipt (protocol 3).
    /// </summary>
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>
    /// How long after landing a second attempt may still start, where one is allowed at all. Default 5 minutes, the shortest life of a
    /// receipt (protocol 3); at most <see cref="Lifetime"/>.
    /// </summary>
    public TimeSpan RetryBudget { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Allows the in-memory store outside Development. Default <see langword="false"/>: a restart would lose every parked push and the
    /// proof of what was enrolled.
    /// </summary>
    public bool AllowInMemoryStore { get; set; }
}
