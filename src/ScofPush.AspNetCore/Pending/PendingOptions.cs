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
    /// How many pushes one address may bring in a minute (of IPv6, one network of 64 bits); more are answered with 429. 0 to 100,000;
    /// default 60; 0 for no limit. A shop behind a proxy needs <c>UseForwardedHeaders</c>, else all shoppers have one address.
    /// </summary>
    public int LandingsPerMinute { get; set; } = 60;

    /// <summary>
    /// How many pushes may wait for their shoppers at once; more are answered with 429 until some are over. 1 to 10,000,000; default
    /// 100,000. Counted now and then: several nodes may go beyond it by a little.
    /// </summary>
    public int MaxParked { get; set; } = 100_000;

    /// <summary>
    /// How long after the end of its parking a push tells of its customer and cards. Then customer key, cards and recording ids are erased,
    /// and only the hashes of its receipts and their outcomes stay, so that no receipt is ever enrolled twice; receipts and callback are
    /// erased when parking ends. One hour to 3650 days; default 30 days. A card that is put aside for an operator is kept till then.
    /// </summary>
    public TimeSpan AnonymizeAfter { get; set; } = TimeSpan.FromDays(30);

    /// <summary>
    /// Allows the in-memory store outside Development. Default <see langword="false"/>: a restart would lose every parked push and the
    /// proof of what was enrolled.
    /// </summary>
    public bool AllowInMemoryStore { get; set; }
}
