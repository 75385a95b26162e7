using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;

namespace ScofPush.Mastercard.Keys;

/// <summary>
/// Reads the private key of a PKCS#12 file bag by bag. The portal's files encrypt the certificate with RC2-40, which OpenSSL opens
/// only with its legacy provider; the key beside it needs only 3DES, so a file is never given up for its certificate (protocol 6).
/// </summary>
internal static class Pkcs12Reader
{
    private const string FriendlyName = "1.2.840.113549.1.9.20";
    private const string Setting = nameof(MastercardOptions.KeyFile);

    public static RSA Read(byte[] bytes, string? password, string? alias, out DateTimeOffset? expiresAt)
    {
        var file = Decode(bytes);
        var opened = Authenticate(file, password);
        var bags = Open(file, opened, out var closed);
        var keys = bags.Where(bag => bag is Pkcs12KeyBag or Pkcs12ShroudedKeyBag).ToList();
        var key = Choose(keys, alias, closed, password);
        var rsa = PrivateKeys.Import(
            key is Pkcs12ShroudedKeyBag shrouded
                ? PrivateKeys.Decrypt(shrouded.EncryptedPkcs8PrivateKey, opened, Setting)
                : Pkcs8PrivateKeyInfo.Decode(((Pkcs12KeyBag)key).Pkcs8PrivateKey, out _),
            Setting
        );
        expiresAt = PrivateKeys.FindExpiry(
            rsa,
            bags.OfType<Pkcs12CertBag>().Where(bag => bag.IsX509Certificate).Select<Pkcs12CertBag, Func<X509Certificate2>>(bag => bag.GetCertificate)
        );
        return rsa;
    }

    private static Pkcs12Info Decode(byte[] bytes)
    {
        try
        {
            return Pkcs12Info.Decode(bytes, out _);
        }
        catch (CryptographicException)
        {
            throw KeyProblem.Unreadable(Setting, "The key file is neither PKCS#12 nor PEM.");
        }
    }

    /// <summary>Checks the file's MAC and returns the password that it was made with.</summary>
    private static string? Authenticate(Pkcs12Info file, string? password)
    {
        if (file.IntegrityMode != Pkcs12IntegrityMode.Password || file.VerifyMac(password))
        {
            return password;
        }

        // A file without a password was made with an empty or with an absent one; only the maker knows.
        if (string.IsNullOrEmpty(password))
        {
            var other = password is null ? "" : null;
            if (file.VerifyMac(other))
            {
                return other;
            }
        }

        throw KeyProblem.Locked(password, Setting);
    }

    private static List<Pkcs12SafeBag> Open(Pkcs12Info file, string? password, out bool closed)
    {
        closed = false;
        var bags = new List<Pkcs12SafeBag>();
        foreach (var safe in file.AuthenticatedSafe)
        {
            try
            {
                if (safe.ConfidentialityMode == Pkcs12ConfidentialityMode.Password)
                {
                    safe.Decrypt(password);
                }

                bags.AddRange(Flatten(safe));
            }
            catch (Exception exception) when (exception is CryptographicException or PlatformNotSupportedException or InvalidOperationException)
            {
                closed = true;
            }
        }

        return bags;
    }

    private static IEnumerable<Pkcs12SafeBag> Flatten(Pkcs12SafeContents safe) =>
        safe.GetBags()
            .SelectMany(bag => bag is Pkcs12SafeContentsBag { SafeContents: { } nested } ? Flatten(nested) : [bag]);

    private static Pkcs12SafeBag Choose(List<Pkcs12SafeBag> keys, string? alias, bool closed, string? password)
    {
        if (keys.Count == 0)
        {
            throw closed
                ? KeyProblem.Locked(password, Setting)
                : KeyProblem.Unreadable(Setting, "The PKCS#12 file holds no private key.");
        }

        if (string.IsNullOrEmpty(alias))
        {
            return keys.Count == 1
                ? keys[0]
                : throw KeyProblem.Setting(nameof(MastercardOptions.KeyAlias), "The PKCS#12 file holds several keys: set KeyAlias.");
        }

        return keys.Find(key => string.Equals(NameOf(key), alias, StringComparison.OrdinalIgnoreCase))
            ?? throw KeyProblem.Setting(nameof(MastercardOptions.KeyAlias), "The PKCS#12 file holds no key of that alias.");
    }

    private static string? NameOf(Pkcs12SafeBag bag)
    {
        foreach (var attribute in bag.Attributes)
        {
            if (attribute.Oid?.Value == FriendlyName && attribute.Values.Count > 0)
            {
                return AsnDecoder.ReadCharacterString(
                    attribute.Values[0].RawData,
                    AsnEncodingRules.BER,
                    UniversalTagNumber.BMPString,
                    out _
                );
            }
        }

        return null;
    }
}
