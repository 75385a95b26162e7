using ScofPush.AspNetCore.Enrollment;

namespace ScofPush.Mastercard.Cards;

/// <summary>What one attempt brought: an HTTP answer, or the way in which there was none. Safe to keep: no body, no free text.</summary>
internal sealed class NetworkAnswer
{
    public required Arrival Arrival { get; init; }

    /// <summary>The HTTP status; 0 where nothing arrived.</summary>
    public int Status { get; init; }

    /// <summary>The card of a successful answer, if it could be read.</summary>
    public EnrolledCard? Card { get; init; }

    /// <summary>What the answer means; for a success, nothing.</summary>
    public Verdict? Verdict { get; init; }

    /// <summary>When the network asks to be called again.</summary>
    public TimeSpan? RetryAfter { get; init; }

    public string? FlowId { get; init; }

    /// <summary>The name of the exception's type, for the log.</summary>
    public string? Fault { get; init; }

    public bool IsSuccess => Status is >= 200 and <= 299;

    /// <summary>The API itself says that it has no such card: a wrong address in front of it answers 404 as well.</summary>
    public bool IsCardNotFound => Status == 404 && Verdict?.Reason?.StartsWith("NOT_FOUND", StringComparison.Ordinal) == true;

    /// <summary>Our own side failed before anything was sent.</summary>
    public static NetworkAnswer NotReady(string code, Exception cause) =>
        new()
        {
            Arrival = Arrival.NotReady,
            Verdict = Verdict.NotReady(code),
            Fault = cause.GetType().Name,
        };
}

/// <summary>How far an attempt came.</summary>
internal enum Arrival
{
    /// <summary>There is no usable key or configuration: nothing was sent.</summary>
    NotReady,

    /// <summary>Too many calls have failed just now: nothing was sent.</summary>
    Withheld,

    /// <summary>No connection was established, so nothing was sent.</summary>
    NotConnected,

    /// <summary>Something may have been sent, and no answer came.</summary>
    Lost,

    /// <summary>Likewise, within the time given.</summary>
    TimedOut,

    /// <summary>An answer came.</summary>
    Answered,
}
