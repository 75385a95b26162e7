using System.Collections.Frozen;
using System.Security.Cryptography;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ScofPush.AspNetCore.Diagnostics;

namespace ScofPush.AspNetCore.Detection;

/// <summary>
/// The keys that signed pushes are verified with. They are read in the background, and once more when a push names a key that is not among
/// them: one reading for all who wait, and none within the cool-down. A source that fails keeps the keys it gave last.
/// </summary>
internal sealed class PushKeys(
    DetectionOptions options,
    IHttpClientFactory clients,
    IHostEnvironment environment,
    TimeProvider time,
    ILogger<PushKeys> logger)
{
    private readonly PushKeySource[] _sources = PushKeySources.Of(options, clients, environment);
    private readonly Dictionary<string, IReadOnlyList<PushKey>> _lastGood = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private FrozenDictionary<string, PushKey> _keys = FrozenDictionary<string, PushKey>.Empty;
    private Task _reading = Task.CompletedTask;
    private DateTimeOffset _nextReading = DateTimeOffset.MinValue;

    public bool AreConfigured => _sources.Length > 0;

    /// <summary>Whether every source has given its keys at least once. Until then an unknown key may only be one that is not read yet.</summary>
    public bool AreAllLoaded { get; private set; }

    /// <summary>Whether the last reading had an answer of every source.</summary>
    public bool AreAllFresh { get; private set; }

    public ValueTask<RSA?> FindAsync(string keyId, CancellationToken cancellationToken) =>
        Find(keyId) is { } key ? new(key) : ReadAndFindAsync(keyId, cancellationToken);

    /// <summary>Reads all keys, or joins the reading under way. Does nothing within the cool-down of the last.</summary>
    public Task RefreshAsync()
    {
        lock (_gate)
        {
            if (_reading.IsCompleted && time.GetUtcNow() >= _nextReading)
            {
                _nextReading = time.GetUtcNow() + options.KeyRefreshCooldown;

                // It serves all who wait, so it is nobody's request and ends with nobody's.
                using (ExecutionContext.SuppressFlow())
                {
                    _reading = Task.Run(ReadAsync);
                }
            }

            return _reading;
        }
    }

    private async ValueTask<RSA?> ReadAndFindAsync(string keyId, CancellationToken cancellationToken)
    {
        await RefreshAsync().WaitAsync(cancellationToken);
        return Find(keyId);
    }

    /// <summary>A certificate may run out between two readings.</summary>
    private RSA? Find(string keyId) => _keys.TryGetValue(keyId, out var key) && key.IsValidAt(time.GetUtcNow()) ? key.Rsa : null;

    private async Task ReadAsync()
    {
        var failures = 0;
        foreach (var source in _sources)
        {
            try
            {
                _lastGood[source.Name] = await source.ReadAsync(CancellationToken.None);
            }
            catch (Exception exception)
            {
                failures++;
                DetectionLog.KeysNotRead(logger, ScofPushCodes.KeysNotRead, source.Name, exception);
            }
        }

        var keys = new Dictionary<string, PushKey>(StringComparer.Ordinal);
        foreach (var key in _sources.SelectMany(source => _lastGood.GetValueOrDefault(source.Name, [])))
        {
            keys.TryAdd(key.Id, key);
        }

        foreach (var key in keys.Values.Where(key => !key.IsValidAt(time.GetUtcNow())))
        {
            DetectionLog.CertificateNotValid(logger, ScofPushCodes.CertificateNotValid, key.Id, key.NotBefore, key.NotAfter);
        }

        _keys = keys.ToFrozenDictionary(StringComparer.Ordinal);
        AreAllFresh = failures == 0;
        AreAllLoaded = _lastGood.Count == _sources.Length;
        DetectionLog.KeysRead(logger, keys.Count);
    }
}
