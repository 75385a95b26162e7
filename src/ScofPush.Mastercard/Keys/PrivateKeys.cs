using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;

namespace ScofPush.Mastercard.Keys;

/// <summary>What PEM and PKCS#12 share: opening PKCS#8 and making an <see cref="RSA"/> of it.</summary>
internal static class PrivateKeys
{
    private const string RsaEncryption = "1.2.840.113549.1.1.1";

    public static Pkcs8PrivateKeyInfo Decrypt(ReadOnlyMemory<byte> encrypted, string? password, string setting)
    {
        try
        {
            return Pkcs8PrivateKeyInfo.DecryptAndDecode(password, encrypted, out _);
        }
        catch (CryptographicException)
        {
            throw KeyProblem.Locked(password, setting);
        }
    }

    public static RSA Import(Pkcs8PrivateKeyInfo key, string setting)
    {
        if (key.AlgorithmId.Value != RsaEncryption)
        {
            throw KeyProblem.NotRsa(setting, "The private key is not an RSA key.");
        }

        return Import(key.PrivateKeyBytes.Span, setting);
    }

    /// <summary>When the certificate of this key ends, if it is among these.</summary>
    public static DateTimeOffset? FindExpiry(RSA key, IEnumerable<Func<X509Certificate2>> certificates)
    {
        var modulus = key.ExportParameters(includePrivateParameters: false).Modulus;
        foreach (var open in certificates)
        {
            try
            {
                using var certificate = open();
                using var publicKey = certificate.GetRSAPublicKey();
                if (publicKey?.ExportParameters(includePrivateParameters: false).Modulus.AsSpan().SequenceEqual(modulus) == true)
                {
                    return new DateTimeOffset(certificate.NotAfter);
                }
            }
            catch (CryptographicException)
            {
                // The certificate is only asked for its date: a damaged one is as good as none.
            }
        }

        return null;
    }

    public static RSA Import(ReadOnlySpan<byte> pkcs1, string setting)
    {
        var rsa = RSA.Create();
        try
        {
            rsa.ImportRSAPrivateKey(pkcs1, out _);
            return rsa;
        }
        catch (CryptographicException)
        {
            rsa.Dispose();
            throw KeyProblem.Unreadable(setting, "The private key is damaged.");
        }
    }
}
