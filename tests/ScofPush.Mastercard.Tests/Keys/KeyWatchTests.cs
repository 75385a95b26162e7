using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using ScofPush.Mastercard.Keys;
using ScofPush.Mastercard.Tests.Support;

namespace ScofPush.Mastercard.Tests.Keys;

/// <summary>The look at the key when the host starts and every day .</summary>
public sealed class KeyWatchTests
{
    private const int ExpiresSoon = 2002;
    private const int Expired = 2003;
    private const int SelfCheckFailed = 2005;

    [Fact]
    public async Task Start_certificate_that_ends_is_warned_of_daily_from_30_days_ahead()
    {
        using var files = new KeyFiles();
        var clock = new TimerProbe();
        using var certificate = KeyFiles.Certify(TestKeys.Rsa, clock.GetUtcNow().AddDays(31).AddHours(12));
        var path = files.WritePkcs12([(TestKeys.Rsa, KeyFiles.Alias)], certificate: certificate);
        await using var host = new KeyHost(time: clock, values: [("KeyPem", null), ("KeyFile", path), ("KeyPassword", KeyFiles.Password)]);

        host.Start();
        List<int> soon = [host.CountEvents(ExpiresSoon)];
        for (var day = 1; day <= 4; day++)
        {
            clock.Advance(TimeSpan.FromDays(1));
            soon.Add(host.CountEvents(ExpiresSoon));
        }

        // It ends in 31.5, 30.5, 29.5, 28.5 and 27.5 days.
        Assert.Equal([0, 0, 1, 2, 3], soon);
        Assert.All(
            host.Log.Lines.Where(line => line.Id.Id == ExpiresSoon),
            line => Assert.Equal((LogLevel.Warning, true), (line.Level, line.Message.StartsWith("SP2005: ", StringComparison.Ordinal)))
        );
        Assert.Equal(0, host.CountEvents(SelfCheckFailed));
    }

    [Theory]
    [InlineData(20, true, 1)]
    [InlineData(40, true, 0)]
    [InlineData(20, false, 0)]
    public async Task Start_certificate_in_a_pem_text_is_warned_of_too_when_it_is_the_keys(int days, bool isOfKey, int warnings)
    {
        var clock = new TimerProbe();
        using var other = RSA.Create(2048);
        using var certificate = KeyFiles.Certify(isOfKey ? TestKeys.Rsa : other, clock.GetUtcNow().AddDays(days));
        await using var host = new KeyHost(time: clock, values: [("KeyPem", certificate.ExportCertificatePem() + "\n" + TestKeys.Pem)]);

        host.Start();

        Assert.Equal((warnings, 0), (host.CountEvents(ExpiresSoon), host.CountEvents(SelfCheckFailed)));
    }

    [Fact]
    public async Task Start_certificate_that_has_ended_is_an_error_and_no_refusal()
    {
        var clock = new TimerProbe();
        var key = new SigningKey(TestKeys.ConsumerKey, TestKeys.Rsa) { ExpiresAt = clock.GetUtcNow() };
        await using var host = new KeyHost(time: clock, own: new OwnSource(() => key));

        host.Start();

        var line = Assert.Single(host.Log.Lines, line => line.Level >= LogLevel.Warning);
        Assert.Equal((Expired, LogLevel.Error), (line.Id.Id, line.Level));
        Assert.StartsWith("SP2005: ", line.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_twice_looks_once()
    {
        var looks = 0;
        var key = new SigningKey(TestKeys.ConsumerKey, TestKeys.Rsa);
        await using var host = new KeyHost(time: new TimerProbe(), own: new OwnSource(() => { looks++; return key; }));

        host.Start();
        host.Start();

        Assert.Equal(1, looks);
        Assert.DoesNotContain(host.Log.Lines, line => line.Level >= LogLevel.Warning);
    }

    [Fact]
    public async Task Dispose_while_a_timer_fires_ends_quietly()
    {
        var looks = 0;
        var clock = new LateClock();
        var host = new KeyHost(time: clock, own: new OwnSource(() => { looks++; throw new InvalidOperationException(); }));
        host.Start();

        await host.DisposeAsync();
        clock.Fire();

        Assert.Equal(1, looks);
        Assert.Equal(0, host.CountEvents(SelfCheckFailed));
    }

    public static TheoryData<string> Faults => ["crooked", "short", "throws"];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Start_key_of_the_host_that_does_not_sign_is_an_error_and_no_refusal(string fault)
    {
        using var crooked = new CrookedKey();
        await using var host = new KeyHost(
            time: new TimerProbe(),
            own: new OwnSource(() => fault switch
            {
                "crooked" => new SigningKey(TestKeys.ConsumerKey, crooked),
                "short" => new SigningKey(TestKeys.ConsumerKey, (_, _) => Task.FromResult(new byte[64])),
                _ => throw new CryptographicException("vault secret"),
            })
        );

        host.Start();

        var line = Assert.Single(host.Log.Lines, line => line.Level >= LogLevel.Warning);
        Assert.Equal((SelfCheckFailed, LogLevel.Error), (line.Id.Id, line.Level));
        Assert.StartsWith("SP2002: ", line.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("vault secret", line.Everything, StringComparison.Ordinal);
    }

    [Fact]
    public void SigningKey_of_a_short_rsa_key_is_refused()
    {
        using var small = RSA.Create(1024);

        Assert.Throws<ArgumentOutOfRangeException>(() => new SigningKey(TestKeys.ConsumerKey, small));
    }

    private sealed class OwnSource(Func<SigningKey> get) : ISigningKeySource
    {
        public ValueTask<SigningKey> GetAsync(CancellationToken cancellationToken) => ValueTask.FromResult(get());
    }

    /// <summary>A key whose halves do not belong together, as a vault may hold.</summary>
    private sealed class CrookedKey : RSA
    {
        public CrookedKey() => KeySizeValue = 2048;

        public override RSAParameters ExportParameters(bool includePrivateParameters) => TestKeys.Rsa.ExportParameters(includePrivateParameters);

        public override void ImportParameters(RSAParameters parameters) => throw new NotSupportedException();

        public override byte[] SignHash(byte[] hash, HashAlgorithmName hashAlgorithm, RSASignaturePadding padding) => new byte[256];

        public override bool VerifyHash(byte[] hash, byte[] signature, HashAlgorithmName hashAlgorithm, RSASignaturePadding padding) =>
            TestKeys.Rsa.VerifyHash(hash, signature, hashAlgorithm, padding);
    }

    /// <summary>A clock whose timer fires when it was disposed already, as one may that is just under way.</summary>
    private sealed class LateClock : TimeProvider
    {
        private Action? _callback;

        public void Fire() => _callback!();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _callback = () => callback(state);
            return base.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }
}
