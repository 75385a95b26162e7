using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;

namespace ScofPush.Mastercard.Keys;

/// <summary>
/// Reads the first private key in a PEM text: PKCS#8, encrypted PKCS#8 or PKCS#1. A certificate beside it is only asked when it ends; other PEM
/// objects are passed over.
/// </summary>
internal static class PemReader
{
    public static RSA Read(string pem, string? password, string setting, out DateTimeOffset? expiresAt)
    {
        var key = ReadKey(pem, password, setting);
        expiresAt = PrivateKeys.FindExpiry(key, FindCertificates(pem));
        return key;
    }

    private static List<Func<X509Certificate2>> FindCertificates(string pem)
    {
        List<Func<X509Certificate2>> found = [];
        var rest = pem.AsSpan();
        while (PemEncoding.TryFind(rest, out var fields))
        {
            if (rest[fields.Label] is "CERTIFICATE")
            {
                var base64 = rest[fields.Base64Data].ToString();
                found.Add(() => X509CertificateLoader.LoadCertificate(Convert.FromBase64String(base64)));
            }

            rest = rest[fields.Location.End..];
        }

        return found;
    }

    private static RSA ReadKey(string pem, string? password, string setting)
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
