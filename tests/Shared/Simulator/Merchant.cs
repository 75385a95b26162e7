using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ScofPush.Tests;

/// <summary>Who the shop is at the network. Ids, key and passwords are made up for this run.</summary>
internal sealed record Merchant
{
    private Merchant(string folder)
    {
        KeyFile = Path.Combine(folder, "merchant.p12");
        PublicKeyFile = Path.Combine(folder, "merchant.pem");
        using var key = RSA.Create(2048);
        File.WriteAllBytes(KeyFile, ToPkcs12(key));
        File.WriteAllText(PublicKeyFile, key.ExportSubjectPublicKeyInfoPem());
    }

    public string KeyFile { get; }

    public string PublicKeyFile { get; }

    public string KeyPassword { get; } = RandomNumberGenerator.GetHexString(24, lowercase: true);

    public string ConsumerKey { get; } = $"{RandomNumberGenerator.GetHexString(48)}!{RandomNumberGenerator.GetHexString(64, lowercase: true)}";

    public string ConsumerIdKey { get; } = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    public string SrcClientId { get; } = Guid.NewGuid().ToString("D");

    public string ServiceId => "SECURE_COF_MERCHANT#TEST_SHOP#01";

    public string SrcDpaId { get; } = Guid.NewGuid().ToString("D");

    public string TokenRequestorId { get; } = $"5{RandomNumberGenerator.GetString("0123456789", 10)}";

    public static Merchant CreateIn(string folder) => new(folder);

    private byte[] ToPkcs12(RSA key)
    {
        var request = new CertificateRequest("CN=ScofPush test shop", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddYears(1));
        return certificate.ExportPkcs12(Pkcs12ExportPbeParameters.Pbes2Aes256Sha256, KeyPassword);
    }
}
