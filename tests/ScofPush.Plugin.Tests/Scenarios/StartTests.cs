using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Hosting;
using ScofPush.AspNetCore.Diagnostics;
using ScofPush.Plugin.Tests.Hosting;

namespace ScofPush.Plugin.Tests.Scenarios;

/// <summary>A shop that is not configured does not start, and says everything that is wrong at once .</summary>
public sealed class StartTests(Market market)
{
    private const string BaseAddress = "ScofPush:Mastercard:BaseAddress";
    private const string ConsumerIdKey = "ScofPush:Enrollment:ConsumerIdKey";
    private const string KeyFile = "ScofPush:Mastercard:KeyFile";
    private const string KeyPassword = "ScofPush:Mastercard:KeyPassword";

    [Fact]
    public void Start_production_without_key_file_lists_every_problem() =>
        AssertRefused((ScofPushCodes.KeyUnreadable, KeyFile), (KeyFile, market.NewFile("no-such-key.p12")));

    [Fact]
    public void Start_production_with_wrong_key_password_lists_every_problem() =>
        AssertRefused((ScofPushCodes.KeyLocked, KeyPassword), (KeyPassword, "not the password"));

    [Fact]
    public void Start_production_without_key_password_lists_every_problem() =>
        AssertRefused((ScofPushCodes.KeyLocked, KeyPassword), (KeyPassword, null));

    [Fact]
    public void Start_production_with_elliptic_key_lists_every_problem()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var file = market.NewFile("elliptic.pem");
        File.WriteAllText(file, key.ExportPkcs8PrivateKeyPem());

        AssertRefused((ScofPushCodes.KeyNotRsa, KeyFile), (KeyFile, file), (KeyPassword, null));
    }

    [Fact]
    public void Start_production_with_elliptic_key_in_a_container_lists_every_problem()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = new CertificateRequest("CN=elliptic", key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        var file = market.NewFile("elliptic.p12");
        File.WriteAllBytes(file, certificate.ExportPkcs12(Pkcs12ExportPbeParameters.Pbes2Aes256Sha256, market.Merchant.KeyPassword));

        AssertRefused((ScofPushCodes.KeyNotRsa, KeyFile), (KeyFile, file));
    }

    [Fact]
    public void Start_production_at_an_http_address_is_refused()
    {
        var exception = Start(new ShopSetup { Environment = Environments.Production });

        var problem = Assert.Single(exception.Problems);
        Assert.Equal((ScofPushCodes.MastercardSetting, BaseAddress), (problem.Code, problem.Key));
    }

    /// <summary>Production without an address and without a consumer id key, and with one thing wrong about the signing key.</summary>
    private void AssertRefused((string Code, string Key) expected, params (string Key, string? Value)[] settings)
    {
        // An empty value hides the one in appsettings.json.
        var setup = new ShopSetup
        {
            Environment = Environments.Production,
            Settings = new Dictionary<string, string?>(StringComparer.Ordinal) { [BaseAddress] = "", [ConsumerIdKey] = null },
        };
        foreach (var (key, value) in settings)
        {
            setup.Settings[key] = value;
        }

        var exception = Start(setup);

        (string Code, string Key)[] problems =
        [
            (ScofPushCodes.InvalidConfiguration, ConsumerIdKey),
            (ScofPushCodes.MastercardSetting, BaseAddress),
            expected,
        ];
        Assert.Equivalent(problems, exception.Problems.Select(problem => (problem.Code, problem.Key)), strict: true);
        Assert.All(problems, problem => Assert.Contains($"{problem.Code} {problem.Key}: ", exception.Message, StringComparison.Ordinal));
    }

    private ScofPushConfigurationException Start(ShopSetup setup)
    {
        var folder = market.NewShopFolder();

        var exception = Assert.Throws<ScofPushConfigurationException>(() => new ShopHost(folder, setup));

        Assert.Null(exception.InnerException);
        Assert.All(
            folder.Settings.Concat(setup.Settings).Select(setting => setting.Value).Where(value => !string.IsNullOrEmpty(value)),
            value => Assert.DoesNotContain(value!, exception.ToString(), StringComparison.OrdinalIgnoreCase));
        return exception;
    }
}
