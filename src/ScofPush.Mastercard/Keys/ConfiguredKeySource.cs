using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ScofPush.AspNetCore.Diagnostics;

namespace ScofPush.Mastercard.Keys;

/// <summary>
/// Reads the pair from the options and keeps it until the options are reloaded or the key file changes. The new pair comes into use as
/// one: where it cannot be read, or only one half of it has changed, the old pair stays. A half-finished rotation does not stop the shop.
/// </summary>
internal sealed class ConfiguredKeySource(
    IOptionsMonitor<MastercardOptions> options,
    IHostEnvironment environment,
    ILogger<ConfiguredKeySource> logger
) : ISigningKeySource
{
    private readonly Lock _gate = new();
    private volatile Held? _held;

    public ValueTask<SigningKey> GetAsync(CancellationToken cancellationToken)
    {
        // Looked at for each call, not watched: a watcher misses what volumes of containers do, and the calls are few.
        var current = options.CurrentValue;
        var stamp = KeyReader.Stamp(current, environment.ContentRootPath);
        return ValueTask.FromResult(IsHeld(current, stamp) ? _held!.Key : Load(current, stamp));
    }

    private bool IsHeld(MastercardOptions current, KeyStamp stamp) =>
        _held is { } held && ReferenceEquals(held.Options, current) && held.Stamp == stamp;

    private SigningKey Load(MastercardOptions current, KeyStamp stamp)
    {
        lock (_gate)
        {
            if (!IsHeld(current, stamp))
            {
                _held = new Held(current, stamp, Renew(_held?.Key, current));
            }

            return _held!.Key;
        }
    }

    private SigningKey Renew(SigningKey? old, MastercardOptions current)
    {
        SigningKey next;
        try
        {
            next = Read(current);
        }
        catch (ScofPushConfigurationException exception)
        {
            var problem = exception.Problems[0];
            KeyLog.Unusable(logger, problem.Code, problem.Key, problem.Message);
            if (old is null)
            {
                throw;
            }

            return old;
        }

        var keySetting = KeyReader.SettingOf(current);
        var hasOldConsumerKey = next.ConsumerKey == old?.ConsumerKey;
        var hasOldKey = old is not null && next.SharesKeyWith(old);
        if (old is not null && hasOldConsumerKey != hasOldKey)
        {
            var (changed, unchanged) = hasOldKey ? (nameof(current.ConsumerKey), keySetting) : (keySetting, nameof(current.ConsumerKey));
            KeyLog.PairIncomplete(logger, ScofPushCodes.KeyPairIncomplete, changed, unchanged);
            return old;
        }

        if (!hasOldKey)
        {
            KeyLog.Loaded(logger, keySetting);
        }

        return next;
    }

    private SigningKey Read(MastercardOptions current)
    {
        if (string.IsNullOrEmpty(current.ConsumerKey))
        {
            throw KeyProblem.Setting(nameof(current.ConsumerKey), "There is no consumer key.");
        }

        var rsa = KeyReader.Read(current, environment.ContentRootPath, out var expiresAt);
        return new SigningKey(current.ConsumerKey, rsa) { ExpiresAt = expiresAt };
    }

    private sealed class Held(MastercardOptions options, KeyStamp stamp, SigningKey key)
    {
        public MastercardOptions Options => options;

        public KeyStamp Stamp => stamp;

        public SigningKey Key => key;
    }
}
