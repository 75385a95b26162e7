namespace ScofPush.Mastercard.Cards;

/// <summary>The time that calls may take (design 7), and when none are made .</summary>
internal sealed record CallBudget
{
    /// <summary>All attempts of one call together.</summary>
    public TimeSpan Total { get; init; } = TimeSpan.FromSeconds(25);

    /// <summary>One attempt, up to the last byte of its answer.</summary>
    public TimeSpan Attempt { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Connecting, with TLS. Shorter than an attempt: a connection that never comes up proves that nothing was sent.</summary>
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Having the key and signing, where a vault does it. Shorter than an attempt: until then nothing was sent.</summary>
    public TimeSpan Sign { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Before the second attempt, where the network does not say.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How many attempts within the window are enough to tell that the network fails: when half of them did.</summary>
    public int BreakerCalls { get; init; } = 10;

    public TimeSpan BreakerWindow { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Then nothing is sent for so long, and after it one attempt tells whether to go on.</summary>
    public TimeSpan BreakerPause { get; init; } = TimeSpan.FromSeconds(30);
}
