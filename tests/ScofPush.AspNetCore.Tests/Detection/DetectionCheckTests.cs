using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Time.Testing;
using ScofPush.AspNetCore.Diagnostics;
using ScofPush.AspNetCore.Tests.Hosting;
using ScofPush.Tests;
using Xunit;

namespace ScofPush.AspNetCore.Tests.Detection;

/// <summary>Keys from files, through the start of a shop: usable ones verify, others are named with their setting.</summary>
public sealed class DetectionCheckTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("scofpush-keys-").FullName;

    private static PushSigner Signer => PushSigner.Known;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("pem")]
    [InlineData("pkcs1 pem")]
    [InlineData("certificate as pem")]
    [InlineData("certificate as der")]
    public async Task UseScofPush_keyFile_verifies(string form)
    {
        using var certificate = Signer.Certificate(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        using var key = certificate.GetRSAPublicKey()!;
        var file = Write(form switch
        {
            "pem" => [.. Signer.Pem.Select(character => (byte)character)],
            "pkcs1 pem" => [.. key.ExportRSAPublicKeyPem().Select(character => (byte)character)],
            "certificate as pem" => [.. certificate.ExportCertificatePem().Select(character => (byte)character)],
            _ => certificate.RawData,
        });

        Assert.Null((await PushAsync(("KeyFiles:key-1", file))).Code);
    }

    [Fact]
    public async Task UseScofPush_keySetFileBesideKeyFiles_allAreActiveAndThePinnedOneWins()
    {
        using var other = new PushSigner("key-2");
        var set = Path.Combine(_folder, "jwks.json");
        await File.WriteAllTextAsync(set, PushSigner.KeySet(PushSigner.Stranger, other), TestContext.Current.CancellationToken);
        await using var shop = await StartAsync(("KeyFiles:key-1", Write(Signer.Pem)), ("JwksFile", set));
        using var browser = shop.NewBrowser();

        Assert.Null((await browser.GetAsync("/?pushAccountData=" + Signer.SignPush("MCC-STL-0001"))).Code);
        Assert.Null((await browser.GetAsync("/?pushAccountData=" + other.SignPush("MCC-STL-0001"))).Code);
        Assert.Equal("SP1024", (await browser.GetAsync("/?pushAccountData=" + PushSigner.Stranger.SignPush("MCC-STL-0001"))).Code);
    }

    [Theory]
    [InlineData("missing", "cannot be opened")]
    [InlineData("private key", "only the public one belongs here")]
    [InlineData("small key", "2048 to 8192 bits")]
    [InlineData("elliptic key", "neither a PEM public key nor")]
    [InlineData("text", "neither a PEM public key nor")]
    [InlineData("elliptic certificate", "holds no RSA key")]
    public async Task UseScofPush_unusableKeyFile_isNamed(string what, string why)
    {
        using var small = new PushSigner("key-1", 1024);
        using var elliptic = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=x", elliptic, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var file = what switch
        {
            "missing" => Path.Combine(_folder, "nothing.pem"),
            "private key" => Write(Signer.PrivatePem),
            "small key" => Write(small.Pem),
            "elliptic key" => Write(elliptic.ExportSubjectPublicKeyInfoPem()),
            "text" => Write("kid"),
            _ => Write(certificate.ExportCertificatePem()),
        };

        var problem = await ProblemAsync(("KeyFiles:key-1", file));

        Assert.Equal("ScofPush:Detection:KeyFiles:key-1", problem.Key);
        Assert.Contains(why, problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-2, -1)]
    [InlineData(1, 2)]
    public async Task Get_certificateNotValidNow_verifiesNothingAndSaysSo(int from, int until)
    {
        using var certificate = Signer.Certificate(DateTimeOffset.UtcNow.AddDays(from), DateTimeOffset.UtcNow.AddDays(until));
        await using var shop = await StartAsync(("KeyFiles:key-1", Write(certificate.ExportCertificatePem())));
        using var browser = shop.NewBrowser();

        Assert.Equal("SP1023", (await browser.GetAsync("/?pushAccountData=" + Signer.SignPush("MCC-STL-0001"))).Code);
        Assert.Contains(shop.Logs.GetSnapshot(), log => log.Message.StartsWith("SP1041: the certificate of key key-1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Get_certificateRunsOut_verifiesNothingFromThenOn()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        using var certificate = Signer.Certificate(time.GetUtcNow().AddDays(-1), time.GetUtcNow().AddHours(1));
        await using var shop = await TestShop.StartAsync(new TestShopSetup
        {
            Time = time,
            Settings = { ["ScofPush:Detection:KeyFiles:key-1"] = Write(certificate.ExportCertificatePem()) },
        });
        using var browser = shop.NewBrowser();
        var uri = "/?pushAccountData=" + Signer.SignPush("MCC-STL-0001");

        Assert.Null((await browser.GetAsync(uri)).Code);
        time.Advance(TimeSpan.FromMinutes(61));
        Assert.Equal("SP1023", (await browser.GetAsync(uri)).Code);
    }

    [Theory]
    [InlineData("Production", null, true)]
    [InlineData("Production", "PlainOnly", false)]
    [InlineData("Development", null, false)]
    public async Task UseScofPush_withoutKeys_saysThatAnybodyCanPush(string environment, string? policy, bool says)
    {
        await using var shop = await StartAsync(environment, ("SignedPush", policy));
        for (var attempt = 0; attempt < 50 && !shop.Logs.GetSnapshot().Any(log => log.Id.Name == "Ready"); attempt++)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        await Task.Delay(100, TestContext.Current.CancellationToken);
        Assert.Equal(says, shop.Logs.GetSnapshot().Any(log => log.Message.StartsWith("SP1042", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task UseScofPush_keySetFileWithOddKeys_isReadOrNamed()
    {
        var problem = await ProblemAsync(("JwksFile", Write("""{"keys":[{"kty":"RSA","kid":"key-1","n":"AQAB"}]}""")));
        Assert.Equal("ScofPush:Detection:JwksFile", problem.Key);
        Assert.Contains("no RSA key", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("KeyFiles:key-1", "", "KeyFiles:key-1")]
    [InlineData("KeyRefreshInterval", "00:01:00", "KeyRefreshInterval", "KeyRefreshCooldown", "00:02:00")]
    [InlineData("SignedPush", "Required", "SignedPush")]
    [InlineData("SignedPush", "Preferred", "SignedPush")]
    [InlineData("SignedPush", "7", "SignedPush")]
    [InlineData("KeyRefreshCooldown", "00:00:00", "KeyRefreshCooldown")]
    [InlineData("KeyRefreshInterval", "00:00:10", "KeyRefreshInterval")]
    [InlineData("JwksUrl", "http://keys.example/jwks.json", "JwksUrl")]
    [InlineData("JwksUrl", "https://user:secret@keys.example/jwks.json", "JwksUrl")]
    [InlineData("JwksUrl", "/jwks.json", "JwksUrl")]
    [InlineData("JwksUrl", "ftp://keys.example/jwks.json", "JwksUrl")]
    [InlineData("JwksFile", "nothing.json", "JwksFile")]
    public async Task UseScofPush_badSetting_isNamed(string key, string value, string expected, string besides = "JwksFile", string? setTo = null)
    {
        var problem = await (setTo is null ? ProblemAsync((key, value)) : ProblemAsync((key, value), (besides, setTo)));
        Assert.Equal($"ScofPush:Detection:{expected}", problem.Key);
        Assert.Equal(ScofPushCodes.InvalidConfiguration, problem.Code);
        Assert.DoesNotContain("secret", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Development", true)]
    [InlineData("Production", false)]
    public async Task UseScofPush_httpToThisMachine_onlyInDevelopment(string environment, bool starts)
    {
        var start = async () => await (await StartAsync(environment, ("JwksUrl", "http://127.0.0.1:1/jwks.json"))).DisposeAsync();
        if (starts)
        {
            await start();
        }
        else
        {
            await Assert.ThrowsAsync<ScofPushConfigurationException>(start);
        }
    }

    private static async Task<ConfigurationProblem> ProblemAsync(params (string Key, string? Value)[] settings) =>
        Assert.Single((await Assert.ThrowsAsync<ScofPushConfigurationException>(() => StartAsync("Production", settings))).Problems);

    private static async Task<Page> PushAsync(params (string Key, string? Value)[] settings)
    {
        await using var shop = await StartAsync(settings);
        using var browser = shop.NewBrowser();
        return await browser.GetAsync("/?pushAccountData=" + Signer.SignPush("MCC-STL-0001"));
    }

    private static Task<TestShop> StartAsync(params (string Key, string? Value)[] settings) => StartAsync("Development", settings);

    private static Task<TestShop> StartAsync(string environment, params (string Key, string? Value)[] settings)
    {
        var all = settings.ToDictionary(setting => $"ScofPush:Detection:{setting.Key}", setting => setting.Value);
        all["ScofPush:Pending:AllowInMemoryStore"] = "true";
        return TestShop.StartAsync(new TestShopSetup { Environment = environment, Settings = all });
    }

    private string Write(string text) => Write([.. text.Select(character => (byte)character)]);

    private string Write(byte[] bytes)
    {
        var file = Path.Combine(_folder, Guid.NewGuid().ToString("N"));
        File.WriteAllBytes(file, bytes);
        return file;
    }
}
