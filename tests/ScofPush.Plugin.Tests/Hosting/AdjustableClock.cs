namespace ScofPush.Plugin.Tests.Hosting;

/// <summary>The system's clock, set ahead: waiting stays real, but leases run out when a test wants them to.</summary>
internal sealed class AdjustableClock : TimeProvider
{
    public TimeSpan Ahead { get; set; }

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Ahead;
}
