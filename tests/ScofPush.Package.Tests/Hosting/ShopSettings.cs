using System.Security.Cryptography;

namespace ScofPush.Package.Tests.Hosting;

/// <summary>The section <c>ScofPush</c> of a shop, as environment variables. Keys are made at run time.</summary>
internal static class ShopSettings
{
    public const string Bank = "https://bank.example";

    public static Dictionary<string, string> Complete(string folder, FakeNetwork network)
    {
        using var key = RSA.Create(2048);
        var keyFile = Path.Combine(folder, "signing-key.pem");
        File.WriteAllText(keyFile, key.ExportPkcs8PrivateKeyPem());
        var trusted = Path.Combine(folder, "network.pem");
        File.WriteAllText(trusted, network.CertificatePem);
        return new(StringComparer.Ordinal)
        {
            ["SSL_CERT_FILE"] = trusted,
            ["ScofPush:Pages:ShopName"] = "Kiln & Leaf",
            ["ScofPush:Returning:AllowedCallbacks:0"] = Bank,
            ["ScofPush:Enrollment:ConsumerIdKey"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
            // The longest that is allowed: a busy machine must not turn the answer into the page that waits.
            ["ScofPush:Enrollment:Wait"] = "00:00:30",
            ["ScofPush:Mastercard:BaseAddress"] = network.Address,
            ["ScofPush:Mastercard:ConsumerKey"] = "test-client!test-key",
            ["ScofPush:Mastercard:KeyFile"] = keyFile,
            ["ScofPush:Mastercard:SrcClientId"] = "3b0e7c52-94a1-4f0e-8a6d-5d1f2c3b4a59",
            ["ScofPush:Mastercard:ServiceId"] = "SCOF_SHOP#EXAMPLE-1#01",
            ["ConnectionStrings:ScofPush"] = $"Data Source={Path.Combine(folder, "scofpush.db")}",
        };
    }
}
