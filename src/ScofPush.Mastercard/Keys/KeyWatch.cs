using Microsoft.Extensions.Logging;
using ScofPush.AspNetCore.Diagnostics;

namespace ScofPush.Mastercard.Keys;

/// <summary>
/// Looks at the signing key when the host starts and daily, whatever source it comes from: whether it signs, and when its certificate
/// ends. It reports and refuses nothing: a vault that is away must not keep the shop from starting.
/// </summary>
internal sealed class KeyWatch(ISigningKeySource keys, TimeProvider time, ILogger<KeyWatch> logger) : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromDays(1);

    // The host's first requests come first.
    private static readonly TimeSpan FirstLook = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan WarnBeforeExpiry = TimeSpan.FromDays(30);

    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private ITimer? _timer;

    /// <summary>Begins, in the background.</summary>
    public void Start()
    {
        // The token is taken once: a timer may fire while this is disposed.
        var stopping = _stop.Token;
        lock (_gate)
        {
            _timer ??= time.CreateTimer(_ => _ = LookAsync(stopping), null, FirstLook, Interval);
        }
    }

    public void Dispose()
    {
        _timer?.Dispose();
        _stop.Cancel();
        _stop.Dispose();
    }

    private async Task LookAsync(CancellationToken stopping)
    {
        try
        {
            var key = await keys.GetAsync(stopping);
            WarnOfExpiry(key);
            if (!await key.WorksAsync(stopping))
            {
                KeyLog.SelfCheckFailed(logger, ScofPushCodes.KeyUnreadable, "its signature does not fit its public half");
            }
        }
        catch (Exception exception)
        {
            if (!stopping.IsCancellationRequested)
            {
                // The type only: a vault's message may name what it keeps.
                KeyLog.SelfCheckFailed(logger, ScofPushCodes.KeyUnreadable, exception.GetType().Name);
            }
        }
    }

    private void WarnOfExpiry(SigningKey key)
    {
        var now = time.GetUtcNow();
        if (key.ExpiresAt <= now)
        {
            KeyLog.Expired(logger, ScofPushCodes.KeyExpires, key.ExpiresAt.Value);
        }
        else if (key.ExpiresAt <= now + WarnBeforeExpiry)
        {
            KeyLog.ExpiresSoon(logger, ScofPushCodes.KeyExpires, key.ExpiresAt.Value);
        }
    }
}
