using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ScofPush.Mastercard.Keys;
using ScofPush.Mastercard.Tests.Support;

namespace ScofPush.Mastercard.Tests.Keys;

/// <summary>The pair changes as a whole, without a restart .</summary>
public sealed class KeyRotationTests
{
    private static readonly byte[] Data = [1, 2, 3];

    [Fact]
    public async Task A_reload_brings_the_new_pair()
    {
        using var next = RSA.Create(2048);
        await using var host = new Host();
        var first = await host.KeyAsync();

        host.Reload(("ConsumerKey", "new!pair"), ("KeyPem", next.ExportPkcs8PrivateKeyPem()));
        var second = await host.KeyAsync();

        Assert.Equal((TestKeys.ConsumerKey, "new!pair"), (first.ConsumerKey, second.ConsumerKey));
        Assert.True(next.VerifyData(Data, second.Sign(Data), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        Assert.True(TestKeys.Rsa.VerifyData(Data, first.Sign(Data), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    [Fact]
    public async Task A_reload_that_breaks_the_key_keeps_the_old_pair_and_says_so()
    {
        await using var host = new Host();
        var first = await host.KeyAsync();

        host.Reload(("ConsumerKey", "new!pair"), ("KeyPem", "broken"));
        var second = await host.KeyAsync();

        Assert.Same(first, second);
        Assert.Single(host.Log.Lines, line => line is { Id.Id: 2001, Level: LogLevel.Error });
    }

    [Fact]
    public async Task Without_a_reload_the_key_is_read_once()
    {
        await using var host = new Host();

        Assert.Same(await host.KeyAsync(), await host.KeyAsync());
        Assert.Single(host.Log.Lines, line => line.Id.Id == 2000);
    }

    [Theory]
    [InlineData(29, 1)]
    [InlineData(31, 0)]
    public async Task A_certificate_that_ends_soon_is_warned_of(int days, int warnings)
    {
        using var files = new KeyFiles();
        var clock = new TimerProbe();
        using var certificate = KeyFiles.Certify(TestKeys.Rsa, clock.GetUtcNow().AddDays(days));
        var path = files.WritePkcs12([(TestKeys.Rsa, KeyFiles.Alias)], certificate: certificate);
        await using var host = new Host(clock);

        host.Reload(("KeyPem", null), ("KeyFile", path), ("KeyPassword", KeyFiles.Password));
        await host.KeyAsync();

        Assert.Equal(warnings, host.Log.Lines.Count(line => line.Id.Id == 2002));
    }

    private sealed class Host : IAsyncDisposable
    {
        private readonly IConfigurationRoot _configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(TestClient.Settings(new Uri("https://api.example/cards-api")))
            .Build();

        private readonly ServiceProvider _services;

        public Host(TimeProvider? time = null)
        {
            var services = new ServiceCollection();
            services.AddLogging(logging => logging.AddProvider(Log));
            services.AddSingleton<IHostEnvironment>(new TestEnvironment("Production"));
            services.AddSingleton(time ?? TimeProvider.System);
            new TestBuilder(services, _configuration.GetSection("ScofPush")).AddMastercard();
            _services = services.BuildServiceProvider();
        }

        public LogKeeper Log { get; } = new();

        public ValueTask<SigningKey> KeyAsync() => _services.GetRequiredService<ISigningKeySource>().GetAsync(default);

        public void Reload(params (string Name, string? Value)[] values)
        {
            foreach (var (name, value) in values)
            {
                _configuration[$"ScofPush:Mastercard:{name}"] = value;
            }

            _configuration.Reload();
        }

        public ValueTask DisposeAsync() => _services.DisposeAsync();
    }
}
