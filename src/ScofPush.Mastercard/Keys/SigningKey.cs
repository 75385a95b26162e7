using System.Security.Cryptography;

namespace ScofPush.Mastercard.Keys;

/// <summary>
/// A consumer key and the private key that belongs to it: one pair that never changes, so that a rotation cannot mix old and new.
/// </summary>
public sealed class SigningKey
{
    private readonly RSA _privateKey;
    private readonly Lock _gate = new();

    /// <summary>Joins the two.</summary>
    /// <param name="consumerKey">The consumer key, <c>clientId!keyId</c>.</param>
    /// <param name="privateKey">
    /// Signs with SHA-256 and PKCS#1 v1.5. It may be a vault's or HSM's <see cref="RSA"/>: the key is never exported.
    /// </param>
    public SigningKey(string consumerKey, RSA privateKey)
    {
        ArgumentException.ThrowIfNullOrEmpty(consumerKey);
        ArgumentNullException.ThrowIfNull(privateKey);
        ConsumerKey = consumerKey;
        _privateKey = privateKey;
    }

    /// <summary>The consumer key.</summary>
    public string ConsumerKey { get; }

    /// <summary>Never prints the pair.</summary>
    public override string ToString() => "signing key";

    // Not every RSA may be used by two threads at once, and the calls are few.
    internal byte[] Sign(byte[] data)
    {
        lock (_gate)
        {
            return _privateKey.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }
    }
}
