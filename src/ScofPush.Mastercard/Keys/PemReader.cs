using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;

namespace ScofPush.Mastercard.Keys;

/// <summary>Reads the first private key in a PEM text: PKCS#8, encrypted PKCS#8 or PKCS#1. Other PEM objects are passed over.</summary>
internal static class PemReader
{
    public static RSA Read(string pem, string? password, string setting)
    {
        var rest = pem.AsSpan();
        while (PemEncoding.TryFind(rest, out var fields))
        {
            var label = rest[fields.Label];
            if (label.EndsWith("PRIVATE KEY", StringComparison.Ordinal))
            {
                return Decode(label, rest[fields.Base64Data], password, setting);
            }

            rest = rest[fields.Location.End..];
        }

        throw KeyProblem.Unreadable(
            setting,
            pem.Contains("Proc-Type:", StringComparison.Ordinal)
                ? "The PEM text uses OpenSSL's old encryption (Proc-Type). Convert it: openssl pkcs8 -topk8."
                : "The PEM text holds no private key."
        );
    }

    private static RSA Decode(ReadOnlySpan<char> label, ReadOnlySpan<char> base64, string? password, string setting)
    {
        var bytes = Convert.FromBase64String(base64.ToString());
        try
        {
            return label switch
            {
                "PRIVATE KEY" => PrivateKeys.Import(Pkcs8PrivateKeyInfo.Decode(bytes, out _, skipCopy: true), setting),
                "ENCRYPTED PRIVATE KEY" => PrivateKeys.Import(PrivateKeys.Decrypt(bytes, password, setting), setting),
                "RSA PRIVATE KEY" => PrivateKeys.Import(bytes, setting),
                _ => throw KeyProblem.NotRsa(setting, "The private key is not an RSA key."),
            };
        }
        catch (CryptographicException)
        {
            throw KeyProblem.Unreadable(setting, "The private key in the PEM text is damaged.");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }
}
