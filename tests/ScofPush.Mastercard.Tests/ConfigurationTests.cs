using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using ScofPush.AspNetCore.Diagnostics;
using ScofPush.AspNetCore.Enrollment;
using ScofPush.Mastercard.Tests.Support;

namespace ScofPush.Mastercard.Tests;

/// <summary>Registration and the check at start .</summary>
public sealed class ConfigurationTests
{
    private static readonly Uri Https = new("https://api.example/src/api");

    [Fact]
    public async Task Check_of_sound_settings_finds_nothing()
    {
        await using var client = TestClient.Create(Https, environment: "Production");

        Assert.Empty(client.Check());
        Assert.Equal(TestClient.ServiceId, client.Enroller.Programme);
    }

    [Fact]
    public async Task Check_reports_everything_that_is_missing_at_once()
    {
        await using var client = TestClient.Create(null, values => values.Clear());

        Assert.Equal(
            [
                "SP2001 ScofPush:Mastercard:BaseAddress",
                "SP2001 ScofPush:Mastercard:SrcClientId",
                "SP2001 ScofPush:Mastercard:ServiceId",
                "SP2001 ScofPush:Mastercard:ConsumerKey",
                "SP2001 ScofPush:Mastercard:KeyFile",
            ],
            client.Check().Select(problem => $"{problem.Code} {problem.Key}")
        );
    }

    [Theory]
    [InlineData("BaseAddress", "/relative-secret", "SP2001")]
    [InlineData("BaseAddress", "ftp://secret.example/", "SP2001")]
    [InlineData("BaseAddress", "http://secret.example/", "SP2001")]
    [InlineData("BaseAddress", "https://secret.example/?a=1", "SP2001")]
    [InlineData("BaseAddress", "https://secret.example/#a", "SP2001")]
    [InlineData("BaseAddress", "https://secret:pw@api.example/", "SP2001")]
    [InlineData("SrcClientId", "3B0E7C52-94A1-4F0E-8A6D-5D1F2C3B4A59", "SP2001")]
    [InlineData("SrcClientId", "secret", "SP2001")]
    [InlineData("ServiceId", "se cret", "SP2001")]
    [InlineData("ServiceId", "", "SP2001")]
    [InlineData("ConsumerKey", "secret", "SP2001")]
    [InlineData("ConsumerKey", "secret!a\"b", "SP2001")]
    [InlineData("ConsumerKey", "secret!a!b", "SP2001")]
    [InlineData("KeyPem", "secret", "SP2002")]
    public async Task Check_names_the_setting_and_never_its_value(string setting, string value, string code)
    {
        await using var client = TestClient.Create(Https, values => values[$"ScofPush:Mastercard:{setting}"] = value);

        var problem = Assert.Single(client.Check());

        Assert.Equal((code, $"ScofPush:Mastercard:{setting}"), (problem.Code, problem.Key));
        Assert.DoesNotContain("secret", problem.Message, StringComparison.OrdinalIgnoreCase);
        Assert.True(value.Length == 0 || !problem.Message.Contains(value, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Check_service_id_may_have_255_characters_and_no_more()
    {
        await using var fits = TestClient.Create(Https, values => values["ScofPush:Mastercard:ServiceId"] = new string('a', 255));
        await using var tooLong = TestClient.Create(Https, values => values["ScofPush:Mastercard:ServiceId"] = new string('a', 256));

        Assert.Empty(fits.Check());
        Assert.Equal("ScofPush:Mastercard:ServiceId", Assert.Single(tooLong.Check()).Key);
    }

    [Theory]
    [InlineData("http://localhost:5000/api", "Development", true)]
    [InlineData("http://127.0.0.1:5000/api", "Development", true)]
    [InlineData("http://[::1]:5000/api", "Development", true)]
    [InlineData("http://api.example/api", "Development", false)]
    [InlineData("http://localhost:5000/api", "Production", false)]
    [InlineData("http://localhost:5000/api", "Staging", false)]
    [InlineData("https://localhost:5000/api", "Production", true)]
    public async Task Check_plain_http_is_for_loopback_in_development(string address, string environment, bool sound)
    {
        await using var client = TestClient.Create(new Uri(address), environment: environment);

        Assert.Equal(sound, client.Check().Count == 0);
    }

    [Fact]
    public async Task Check_of_two_keys_or_a_missing_file_is_a_problem()
    {
        await using var both = TestClient.Create(Https, values => values["ScofPush:Mastercard:KeyFile"] = "secret.p12");
        await using var missing = TestClient.Create(
            Https,
            values =>
            {
                values.Remove("ScofPush:Mastercard:KeyPem");
                values["ScofPush:Mastercard:KeyFile"] = "secret.p12";
            }
        );

        Assert.Equal(("SP2001", "ScofPush:Mastercard:KeyFile"), Single(both));
        Assert.Equal(("SP2002", "ScofPush:Mastercard:KeyFile"), Single(missing));

        static (string Code, string Key) Single(TestClient client)
        {
            var problem = Assert.Single(client.Check());
            Assert.DoesNotContain("secret", problem.Message, StringComparison.Ordinal);
            return (problem.Code, problem.Key);
        }
    }

    [Fact]
    public async Task Check_value_of_the_wrong_type_is_a_problem_and_no_exception()
    {
        await using var client = TestClient.Create(Https, values => values["ScofPush:Mastercard:CardSource"] = "secret");

        var problem = Assert.Single(client.Check());

        Assert.Equal("SP1803", problem.Code);
        Assert.DoesNotContain("secret", problem.Message, StringComparison.Ordinal);
        var result = await client.EnrollAsync();
        Assert.Equal((EnrollmentOutcome.Failed, true), (result.Outcome, result.NothingDone));
    }

    [Fact]
    public async Task Check_number_that_is_no_card_source_is_a_problem()
    {
        await using var client = TestClient.Create(Https, values => values["ScofPush:Mastercard:CardSource"] = 7.ToString(CultureInfo.InvariantCulture));

        Assert.Equal("ScofPush:Mastercard:CardSource", Assert.Single(client.Check()).Key);
    }

    public static TheoryData<string, string, string, string?> Mixes =>
        new()
        {
            { "api.mastercard.com", "KeyFile", "shop-sandbox-signing.p12", "SP2007" },
            { "api.mastercard.com", "KeyFile", "shop-production.p12", null },
            { "api.mastercard.com", "KeyAlias", "Sandbox key", "SP2007" },
            { "API.mastercard.com", "ServiceId", "SHOP#START_SANDBOX_X#01", "SP2007" },
            { "api.mastercard.com", "ServiceId", "SHOP#SANDBOXES#01", null },
            { "api.mastercard.com", "Environment", "Sandbox", "SP2007" },
            { "api.mastercard.com", "Environment", "Production", null },
            { "sandbox.api.mastercard.com", "KeyFile", "shop-PRODUCTION-signing.p12", "SP2007" },
            { "sandbox.api.mastercard.com", "KeyFile", "shop.prod2.p12", "SP2007" },
            { "sandbox.api.mastercard.com", "KeyFile", "prod-cluster-sandbox.p12", null },
            { "sandbox.api.mastercard.com", "KeyFile", "products.p12", null },
            { "sandbox.api.mastercard.com", "KeyFile", "production/key.p12", null },
            { "sandbox.api.mastercard.com", "KeyAlias", "production", "SP2007" },
            { "sandbox.api.mastercard.com", "Environment", "production", "SP2007" },
            { "sandbox.api.mastercard.com", "Environment", "7", "SP2001" },
            { "sandbox.api.mastercard.com.example", "ServiceId", "PRODUCTION", null },
            { "localhost", "ServiceId", "PRODUCTION", null },
        };

    [Theory]
    [MemberData(nameof(Mixes))]
    public async Task Check_of_sandbox_and_production_together_is_a_problem(string host, string setting, string value, string? code)
    {
        using var files = new Keys.KeyFiles();
        Directory.CreateDirectory(Path.Combine(files.Folder, "production"));
        await using var client = TestClient.Create(
            new Uri($"https://{host}/src/api/digital/payments"),
            values =>
            {
                values["ScofPush:Mastercard:KeyPem"] = null;
                values["ScofPush:Mastercard:KeyFile"] = files.Write(setting == "KeyFile" ? value : "key.pem", TestKeys.Pem);
                if (setting != "KeyFile")
                {
                    values[$"ScofPush:Mastercard:{setting}"] = value;
                }
            },
            environment: "Production"
        );

        var problems = client.Check().Select(problem => (problem.Code, problem.Key));

        Assert.Equal(code is null ? [] : [(code, $"ScofPush:Mastercard:{setting}")], problems);
    }

    [Fact]
    public async Task Check_environment_said_outright_beats_names()
    {
        await using var client = TestClient.Create(
            new Uri("https://api.mastercard.com/src/api/digital/payments"),
            values =>
            {
                values["ScofPush:Mastercard:ServiceId"] = "SANDBOX";
                values["ScofPush:Mastercard:Environment"] = "Production";
            }
        );

        Assert.Empty(client.Check());
    }

    [Fact]
    public async Task AddMastercard_twice_registers_once_and_keeps_both_callbacks()
    {
        await using var network = await FakeNetwork.StartAsync();
        var services = 0;
        await using var client = TestClient.Create(
            network.Address,
            after: collection =>
            {
                services = collection.Count;
                var builder = new TestBuilder(collection, new ConfigurationBuilder().Build());
                builder.AddMastercard().AddMastercard(options => options.SrcDpaId = "second");
                Assert.Equal(services + 1, collection.Count);
            }
        );

        await client.EnrollAsync();

        var request = Assert.Single(network.Requests);
        SignatureCheck.Verify(request, TestKeys.Rsa);
        Assert.Contains("\"srcDpaId\":\"second\"", request.Text, StringComparison.Ordinal);
        Assert.Single(client.Services.GetServices<IConfigurationCheck>());
    }

    [Fact]
    public void AddMastercard_reads_no_configuration()
    {
        new TestBuilder(new ServiceCollection(), new Untouchable()).AddMastercard(_ => throw new InvalidOperationException());
    }

    [Fact]
    public async Task AddMastercard_leaves_a_host_its_own_enroller()
    {
        await using var client = TestClient.Create(Https, before: services => services.AddSingleton<ICardEnroller, OwnEnroller>());

        Assert.IsType<OwnEnroller>(client.Enroller);
    }

    [Fact]
    public async Task Options_are_bound_from_the_section()
    {
        await using var client = TestClient.Create(Https);

        var options = client.Services.GetRequiredService<IOptions<MastercardOptions>>().Value;

        Assert.Equal(
            (Https, TestKeys.ConsumerKey, TestClient.ClientId, TestClient.ServiceId, TestClient.DpaId, CardSource.Cardholder),
            (options.BaseAddress, options.ConsumerKey, options.SrcClientId, options.ServiceId, options.SrcDpaId, options.CardSource)
        );
    }

    private sealed class OwnEnroller : ICardEnroller
    {
        public string Programme => "own";

        public Task<EnrollmentResult> EnrollAsync(EnrollmentRequest request, CancellationToken cancellationToken) =>
            throw new NotSupportedException();
    }

    /// <summary>Sections may be named, values may not be read.</summary>
    private sealed class Untouchable : IConfigurationSection
    {
        public string Key => "ScofPush";

        public string Path => "ScofPush";

        public string? Value
        {
            get => throw new InvalidOperationException("Configuration was read.");
            set => throw new InvalidOperationException("Configuration was written.");
        }

        public string? this[string key]
        {
            get => throw new InvalidOperationException("Configuration was read.");
            set => throw new InvalidOperationException("Configuration was written.");
        }

        public IEnumerable<IConfigurationSection> GetChildren() => throw new InvalidOperationException("Configuration was read.");

        public IChangeToken GetReloadToken() => throw new InvalidOperationException("Configuration was read.");

        public IConfigurationSection GetSection(string key) => this;
    }
}
