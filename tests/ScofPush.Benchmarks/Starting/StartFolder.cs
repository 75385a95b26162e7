using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace ScofPush.Benchmarks.Starting;

/// <summary>What the shop finds when it starts: its settings, its signing key as the portal issues it, its database. It keeps the rest here, too.</summary>
internal sealed class StartFolder : IDisposable
{
    private const string KeyPassword = "never a secret";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("scofpush-start-");

    public string Path => _folder.FullName;

    public static async Task<StartFolder> CreateAsync()
    {
        var folder = new StartFolder();
        folder.WriteKey();
        folder.WriteSettings();
        await folder.CreateDatabaseAsync();
        return folder;
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private void WriteKey()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=ScofPush benchmark", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddYears(1));
        File.WriteAllBytes(FileOf("signing-key.p12"), certificate.ExportPkcs12(Pkcs12ExportPbeParameters.Pkcs12TripleDesSha1, KeyPassword));
    }

    private void WriteSettings() => File.WriteAllText(FileOf("appsettings.json"), JsonSerializer.Serialize(new
    {
        Logging = new { LogLevel = new { Default = "Error" } },
        ScofPush = new
        {
            Pages = new { ShopName = "Kiln & Leaf" },
            Returning = new { AllowedCallbacks = new[] { "https://bank.example" } },
            Enrollment = new { ConsumerIdKey = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)) },
            Mastercard = new
            {
                BaseAddress = "https://cards.example/src/api/digital/payments",
                ConsumerKey = "benchmark-client!benchmark-key",
                KeyFile = "signing-key.p12",
                KeyPassword,
                SrcClientId = Guid.NewGuid().ToString("D"),
                ServiceId = "SCOF_BENCH#SHOP#01",
            },
        },
    }));

    private async Task CreateDatabaseAsync()
    {
        await using (var db = new ShopDb(new DbContextOptionsBuilder<ShopDb>().UseSqlite($"Data Source={FileOf("shop.db")}").Options))
        {
            await db.Database.EnsureCreatedAsync();
            db.AddRange(new Product { Name = "Espresso cup" }, new Product { Name = "Teapot" });
            await db.SaveChangesAsync();
        }

        SqliteConnection.ClearAllPools();
    }

    private string FileOf(string name) => System.IO.Path.Combine(Path, name);
}
