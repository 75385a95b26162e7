using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ScofPush.AspNetCore.Diagnostics;

namespace ScofPush.Mastercard.Keys;

/// <summary>
/// Reads the pair from the options and keeps it until the options are reloaded. Where the new pair cannot be read, the old one stays:
/// a half-finished rotation does not stop the shop.
/// </summary>
internal sealed class ConfiguredKeySource(
    IOptionsMonitor<MastercardOptions> options,
    IHostEnvironment environment,
    TimeProvider time,
    ILogger<ConfiguredKeySource> logger
) : ISigningKeySource
{
    private static readonly TimeSpan WarnBeforeExpiry = TimeSpan.FromDays(30);

    private readonly Lock _gate = new();
    private volatile Held? _held;

    public ValueTask<SigningKey> GetAsync(CancellationToken cancellationToken)
    {
        var current = options.CurrentValue;
        return ValueTask.FromResult(_held is { } held && held.Options == current ? held.Key : Load(current));
    }

    private SigningKey Load(MastercardOptions current)
    {
        lock (_gate)
        {
            if (_held is { } held && held.Options == current)
            {
                return held.Key;
            }

            var key = Read(current);
            _held = new Held(current, key);
            return key;
        }
    }

    private SigningKey Read(MastercardOptions current)
    {
        try
        {
            if (string.IsNullOrEmpty(current.ConsumerKey))
            {
                throw KeyProblem.Setting(nameof(current.ConsumerKey), "There is no consumer key.");
            }

            var rsa = KeyReader.Read(current, environment.ContentRootPath, out var expiresAt);
            if (expiresAt is { } end && end - time.GetUtcNow() < WarnBeforeExpiry)
            {
                KeyLog.ExpiresSoon(logger, end);
            }

            var setting = KeyReader.SettingOf(current);
            KeyLog.Loaded(logger, setting, rsa.KeySize);
            return new SigningKey(current.ConsumerKey, rsa);
        }
        catch (ScofPushConfigurationException exception)
        {
            var problem = exception.Problems[0];
            KeyLog.Unusable(logger, problem.Code, problem.Key, problem.Message);
            if (_held is { } held)
            {
                return held.Key;
            }

            throw;
        }
    }

    private sealed record Held(MastercardOptions Options, SigningKey Key);
}
