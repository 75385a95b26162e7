using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;

namespace Demo;

/// <summary>
/// Who the shop is at the network, and the secrets that prove it. Made up on the first run and kept, so that cards saved yesterday
/// still belong to the shop today.
/// </summary>
internal sealed record Merchant(
    string ConsumerKey,
    string KeyPassword,
    string ConsumerIdKey,
    string SrcClientId,
    string ServiceId,
    string SrcDpaId,
    string TokenRequestorId,
    string NotificationSecret)
{
    public const string NotificationHeader = "X-Network-Secret";

    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true };

    public static string KeyFile(string data) => Path.Combine(data, "shop-oauth.p12");

    public static string PublicKeyFile(string data) => Path.Combine(data, "shop-oauth.pem");

    public static Merchant LoadOrCreate(string data)
    {
        var file = Path.Combine(data, "merchant.json");
        if (File.Exists(file)
            && File.Exists(KeyFile(data))
            && File.Exists(PublicKeyFile(data))
            && JsonSerializer.Deserialize<Merchant>(File.ReadAllBytes(file)) is { NotificationSecret: not null } known)
        {
            return known;
        }

        var created = new Merchant(
            ConsumerKey: $"{RandomNumberGenerator.GetHexString(48)}!{RandomNumberGenerator.GetHexString(64, lowercase: true)}",
            KeyPassword: RandomNumberGenerator.GetHexString(32, lowercase: true),
            ConsumerIdKey: Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
            SrcClientId: Guid.NewGuid().ToString("D"),
            ServiceId: "SECURE_COF_MERCHANT#DEMO_SHOP#01",
            SrcDpaId: Guid.NewGuid().ToString("D"),
            TokenRequestorId: $"5{RandomNumberGenerator.GetString("0123456789", 10)}",
            NotificationSecret: RandomNumberGenerator.GetHexString(64, lowercase: true));

        using var rsa = RSA.Create(2048);
        WritePrivately(KeyFile(data), ToPkcs12(rsa, created.KeyPassword));
        WritePrivately(PublicKeyFile(data), System.Text.Encoding.ASCII.GetBytes(rsa.ExportSubjectPublicKeyInfoPem()));
        WritePrivately(file, JsonSerializer.SerializeToUtf8Bytes(created, Json));
        return created;
    }

    private static byte[] ToPkcs12(RSA rsa, string password)
    {
        var request = new CertificateRequest("CN=ScofPush demo shop", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddYears(10));
        return certificate.ExportPkcs12(Pkcs12ExportPbeParameters.Pbes2Aes256Sha256, password);
    }

    private static void WritePrivately(string path, byte[] content)
    {
        File.Delete(path);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var file = new FileStream(path, options);
        file.Write(content);
    }
}
