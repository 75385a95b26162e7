namespace ScofPush.Crash.Shop;

/// <summary>The system's clock, set ahead. Waiting stays real.</summary>
internal sealed class ShiftedClock(TimeSpan ahead) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + ahead;
}
