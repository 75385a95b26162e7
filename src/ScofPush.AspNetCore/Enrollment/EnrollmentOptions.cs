namespace ScofPush.AspNetCore.Enrollment;

/// <summary>How receipts are enrolled. Section <c>ScofPush:Enrollment</c>.</summary>
public sealed class EnrollmentOptions
{
    /// <summary>
    /// Base64 of at least 32 random bytes. The consumer id that the network sees is a keyed hash of customer key and programme under it:
    /// keep it secret and never change it, or the network takes every customer for a new one. Required outside Development.
    /// </summary>
    public string? ConsumerIdKey { get; set; }

    /// <summary>How long the holder of a claim may work before the receipt counts as Unknown. Default 55 seconds: 25 for the call, 30 to spare.</summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(55);

    /// <summary>How long accept waits for the outcome before it shows the Working page. Default 8 seconds.</summary>
    public TimeSpan Wait { get; set; } = TimeSpan.FromSeconds(8);
}
