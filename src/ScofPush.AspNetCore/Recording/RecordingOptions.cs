namespace ScofPush.AspNetCore.Recording;

/// <summary>How enrolled cards are handed to the shop's recorder. Section <c>ScofPush:Recording</c>.</summary>
public sealed class RecordingOptions
{
    /// <summary>
    /// How long one call of the recorder may take; then it counts as failed, and is made again later. One second to ten minutes; default 30
    /// seconds.
    /// </summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// After how many failures a card is put aside for an operator (<c>Undelivered</c>, SP1604). Between two calls there are 5 seconds,
    /// then twice as long each time, 15 minutes at most. 1 to 10,000; default 100, which is a day.
    /// </summary>
    public int MaxFailures { get; set; } = 100;
}
