namespace ScofPush.Crash.Shop;

/// <summary>Configuration section <c>Crash</c>: what the tests give a shop.</summary>
public sealed class CrashSettings
{
    /// <summary>The Data Protection keys that all processes of the shop share.</summary>
    public required string KeyRing { get; init; }

    /// <summary>What the recorder keeps, see <see cref="FileRecorder"/>.</summary>
    public required string RecorderFolder { get; init; }

    /// <summary>How long the database takes for a write, from the accept on; and the recorder before it keeps a card, and after it.</summary>
    public TimeSpan Slowness { get; init; }

    /// <summary>How far the shop's clock is ahead of the system's, so that leases need not be waited for.</summary>
    public TimeSpan ClockAhead { get; init; }
}
