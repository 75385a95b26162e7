using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;

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
