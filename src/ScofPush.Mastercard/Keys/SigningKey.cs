using System.Security.Cryptography;

namespace ScofPush.Mastercard.Keys;

/// <summary>
/// A consumer key and the private key that belongs to it: one pair that never changes, so that a rotation cannot mix old and new.
/// </summary>
public sealed class SigningKey
{
    /// <summary>The shortest RSA key that is taken, in bits.</summary>
    internal const int SmallestKey = 2048;

    private readonly Func<byte[], CancellationToken, Task<byte[]>> _sign;
    private readonly RSA? _privateKey;
    private readonly Lock _gate = new();

    /// <summary>Joins the two.</summary>
    /// <param name="consumerKey">The consumer key, <c>clientId!keyId</c>.</param>
    /// <param name="privateKey">
    /// Signs with SHA-256 and PKCS#1 v1.5; at least 2048 bits. It may be a vault's or HSM's <see cref="RSA"/>: the key is never
    /// exported, and never disposed of here.
    /// </param>
    public SigningKey(string consumerKey, RSA privateKey)
    {
        ArgumentException.ThrowIfNullOrEmpty(consumerKey);
        ArgumentNullException.ThrowIfNull(privateKey);
        ArgumentOutOfRangeException.ThrowIfLessThan(privateKey.KeySize, SmallestKey, nameof(privateKey));
        ConsumerKey = consumerKey;
        _privateKey = privateKey;
        _sign = (data, _) => Task.FromResult(Sign(privateKey, data));
    }

    /// <summary>Joins a consumer key and a signer that keeps its key to itself, e.g. a key management service.</summary>
    /// <param name="consumerKey">The consumer key, <c>clientId!keyId</c>.</param>
    /// <param name="sign">
    /// Signs the data (not its hash) with RSA, SHA-256 and PKCS#1 v1.5. Called for every request, also by several threads at once. What it
    /// throws counts as "nothing was sent", and so does an answer that takes longer than 5 seconds.
    /// </param>
    public SigningKey(string consumerKey, Func<byte[], CancellationToken, Task<byte[]>> sign)
    {
        ArgumentException.ThrowIfNullOrEmpty(consumerKey);
        ArgumentNullException.ThrowIfNull(sign);
        ConsumerKey = consumerKey;
        _sign = sign;
    }

    /// <summary>The consumer key.</summary>
    public string ConsumerKey { get; }

    /// <summary>When the key's certificate ends: warned of 30 days ahead (SP2005). Default: not known.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Never prints the pair.</summary>
    public override string ToString() => "signing key";

    internal Task<byte[]> SignAsync(byte[] data, CancellationToken cancellationToken) => _sign(data, cancellationToken);

    /// <summary>Signs something and, where there is a public half, verifies it.</summary>
    internal async Task<bool> WorksAsync(CancellationToken cancellationToken)
    {
        var data = "ScofPush"u8.ToArray();
        var signature = await SignAsync(data, cancellationToken);
        return _privateKey?.VerifyData(data, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1) ?? signature.Length >= SmallestKey / 8;
    }

    /// <summary>Whether both sign with the same key; known of keys with a public half.</summary>
    internal bool SharesKeyWith(SigningKey other) =>
        _privateKey is { } mine
        && other._privateKey is { } theirs
        && mine.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(theirs.ExportSubjectPublicKeyInfo());

    // Not every RSA may be used by two threads at once, and the calls are few.
    private byte[] Sign(RSA key, byte[] data)
    {
        lock (_gate)
        {
            return key.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }
    }
}
