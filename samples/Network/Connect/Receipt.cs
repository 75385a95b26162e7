namespace Network.Connect;

/// <summary>A push account receipt: good for one merchant, one enrollment and a short time.</summary>
internal sealed class Receipt(string value, string tokenRequestorId, PushAccount account, DateTimeOffset expiresAt)
{
    private int _attempts;
    private int _enrolled;

    public string Value => value;

    public string TokenRequestorId => tokenRequestorId;

    public PushAccount Account => account;

    public DateTimeOffset ExpiresAt => expiresAt;

    public bool IsEnrolled => Volatile.Read(ref _enrolled) == 1;

    public int CountAttempt() => Interlocked.Increment(ref _attempts);

    /// <summary>True for exactly one caller.</summary>
    public bool TryEnroll() => Interlocked.Exchange(ref _enrolled, 1) == 0;
}
