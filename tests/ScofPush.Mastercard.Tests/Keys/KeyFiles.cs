using System.Diagnostics;
using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;

namespace ScofPush.Mastercard.Tests.Keys;

/// <summary>Key files as they occur, made for one test and deleted after it.</summary>
internal sealed class KeyFiles : IDisposable
{
    public const string Password = "pass phrase é1";
    public const string Alias = "Key-Alias";

    private static readonly PbeParameters TripleDes = new(PbeEncryptionAlgorithm.TripleDes3KeyPkcs12, HashAlgorithmName.SHA1, 2000);

    private readonly string _folder = Directory.CreateTempSubdirectory("scofpush-keys-").FullName;

    public string Folder => _folder;

    public string Write(string name, byte[] content)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, content);
        return path;
    }

    public string Write(string name, string content) => Write(name, System.Text.Encoding.UTF8.GetBytes(content));

    /// <summary>A PKCS#12 file bag by bag: keys in one part, the certificate in an encrypted one.</summary>
    public string WritePkcs12(
        (RSA Key, string Alias)[] keys,
        string? password = Password,
        X509Certificate2? certificate = null,
        string? certificatePassword = null,
        PbeParameters? pbe = null,
        int macIterations = 2000,
        bool plainKeys = false
    )
    {
        var builder = new Pkcs12Builder();
        var keyPart = new Pkcs12SafeContents();
        foreach (var (key, alias) in keys)
        {
            Pkcs12SafeBag bag = plainKeys ? keyPart.AddKeyUnencrypted(key) : keyPart.AddShroudedKey(key, password, pbe ?? TripleDes);
            bag.Attributes.Add(FriendlyName(alias));
        }

        builder.AddSafeContentsUnencrypted(keyPart);
        if (certificate is not null)
        {
            var certificatePart = new Pkcs12SafeContents();
            certificatePart.AddCertificate(certificate);
            builder.AddSafeContentsEncrypted(certificatePart, certificatePassword ?? password, pbe ?? TripleDes);
        }

        builder.SealWithMac(password, HashAlgorithmName.SHA1, macIterations);
        return Write("key.p12", builder.Encode());
    }

    public static X509Certificate2 Certify(RSA key, DateTimeOffset end) =>
        new CertificateRequest("CN=test", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(end.AddYears(-1), end);

    /// <summary>The file of the developer portal: RC2-40 for the certificate, 3DES for the key, a SHA-1 MAC.</summary>
    public string WritePortalFile(RSA key)
    {
        using var certificate = Certify(key, DateTimeOffset.UtcNow.AddYears(1));
        var pem = Write("portal.pem", key.ExportPkcs8PrivateKeyPem() + "\n" + certificate.ExportCertificatePem());
        var target = Path.Combine(_folder, "portal.p12");
        var start = new ProcessStartInfo("openssl") { RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in new[] { "pkcs12", "-export", "-legacy", "-in", pem, "-name", Alias, "-passout", "pass:portal", "-out", target })
        {
            start.ArgumentList.Add(argument);
        }

        // The child makes the file; only the code under test has to live without the legacy provider.
        start.Environment.Remove("OPENSSL_MODULES");
        try
        {
            using var process = Process.Start(start)!;
            var complaint = process.StandardError.ReadToEnd();
            process.WaitForExit();
            Assert.SkipWhen(process.ExitCode != 0, $"openssl makes no legacy PKCS#12 file here: {complaint}");
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("openssl is not on this machine.");
        }

        return target;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static Pkcs9AttributeObject FriendlyName(string text)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        writer.WriteCharacterString(UniversalTagNumber.BMPString, text);
        return new Pkcs9AttributeObject(new Oid("1.2.840.113549.1.9.20"), writer.Encode());
    }
}
