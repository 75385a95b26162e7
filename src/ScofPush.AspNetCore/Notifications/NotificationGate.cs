using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using ScofPush.AspNetCore.Diagnostics;

namespace ScofPush.AspNetCore.Notifications;

/// <summary>Tells the network from strangers, by what came with the headers or the connection.</summary>
internal sealed class NotificationGate(NotificationOptions options, ScofPushMetrics metrics, TimeProvider time, ILogger<NotificationGate> logger)
{
    private readonly HashSet<string> _certificates = [.. options.ClientCertificates.Select(NotificationCheck.Thumbprint)];

    // Hashed, so that the comparison takes the same time for any length.
    private readonly byte[]? _secret = options.Secret is null ? null : Hash(options.Secret);

    private int _refused;
    private long _quietUntil;

    public async ValueTask<bool> AdmitsAsync(HttpContext context) =>
        HasCertificate(context) || HasSecret(context.Request) || (options.Authenticate is { } authenticate && await authenticate(context));

    /// <summary>Counts a stranger. The log has one line a minute: whoever knocks must not fill it.</summary>
    public void Refuse()
    {
        metrics.Notified("refused", 1);
        Interlocked.Increment(ref _refused);
        var now = time.GetUtcNow();
        var until = Volatile.Read(ref _quietUntil);
        if (now.UtcTicks >= until && Interlocked.CompareExchange(ref _quietUntil, now.AddMinutes(1).UtcTicks, until) == until)
        {
            NotificationLog.Refused(logger, ScofPushCodes.NotificationRefused, Interlocked.Exchange(ref _refused, 0));
        }
    }

    private bool HasCertificate(HttpContext context) =>
        _certificates.Count > 0
        && context.Connection.ClientCertificate is { } certificate
        && _certificates.Contains(certificate.GetCertHashString(HashAlgorithmName.SHA256));

    private bool HasSecret(HttpRequest request) =>
        _secret is not null
        && options.HeaderName is { } name
        && request.Headers[name] is [{ } value]
        && CryptographicOperations.FixedTimeEquals(Hash(value), _secret);

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
