using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using ScofPush.AspNetCore.Diagnostics;
using ScofPush.AspNetCore.Enrollment;
using ScofPush.Mastercard.Cards;
using ScofPush.Mastercard.Keys;
using ScofPush.Mastercard.Signing;
using ScofPush.Mastercard.Tests.Support;

namespace ScofPush.Mastercard.Tests.Signing;

/// <summary>Signatures as the gateway sees them.</summary>
public sealed class SigningTests
{
    [Fact]
    public async Task Requests_of_every_kind_bear_a_signature_that_fits()
    {
        var clock = new TimerProbe();
        await using var network = await FakeNetwork.StartAsync();
        await using var client = TestClient.Create(network.Address, time: clock);

        await client.EnrollAsync();
        await client.Cards.GetAsync(Answers.CardId, TestContext.Current.CancellationToken);
        await client.Cards.DeleteAsync("a+b=~c", TestContext.Current.CancellationToken);

        Assert.Equal(["POST", "GET", "DELETE"], network.Requests.Select(request => request.Method));
        foreach (var request in network.Requests)
        {
            var values = SignatureCheck.Verify(request, TestKeys.Rsa);
            Assert.Equal(TestKeys.ConsumerKey, values["oauth_consumer_key"]);
            Assert.Equal(
                clock.GetUtcNow().ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture),
                values["oauth_timestamp"]
            );
        }
    }

    [Fact]
    public async Task A_second_attempt_is_signed_anew()
    {
        await using var network = await FakeNetwork.StartAsync();
        network.AnswerWith(Answers.Of(429), Answers.Ok());
        await using var client = TestClient.Create(network.Address);

        await client.EnrollAsync();

        var nonces = network.Requests.Select(request => SignatureCheck.Verify(request, TestKeys.Rsa)["oauth_nonce"]).ToList();
        Assert.Equal(2, nonces.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task The_same_request_sent_again_bears_one_new_signature()
    {
        using var sink = new Sink();
        using var handler = new SigningHandler(new FixedKey(), TimeProvider.System, TimeSpan.FromSeconds(5), sink);
        using var client = new HttpMessageInvoker(handler);
        using var request = new HttpRequestMessage(HttpMethod.Post, "https://api.example/cards");
        using var content = new StreamContent(new MemoryStream([1, 2, 3]));
        request.Content = content;
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer from-elsewhere");
        request.Headers.Add("X-Kept", "yes");

        (await client.SendAsync(request, TestContext.Current.CancellationToken)).Dispose();
        (await client.SendAsync(request, TestContext.Current.CancellationToken)).Dispose();

        Assert.Equal(2, sink.Seen.Select(seen => SignatureCheck.Verify(seen, TestKeys.Rsa)["oauth_nonce"]).Distinct(StringComparer.Ordinal).Count());
        Assert.All(sink.Seen, seen => Assert.Equal("yes", seen.Headers["X-Kept"]));
    }

    [Theory]
    [InlineData(false, HttpRequestError.ConnectionError)]
    [InlineData(true, HttpRequestError.Unknown)]
    public async Task A_fault_before_the_body_was_asked_for_counts_as_no_connection(bool afterBody, HttpRequestError expected)
    {
        using var broken = new Broken(afterBody);
        using var handler = new SigningHandler(new FixedKey(), TimeProvider.System, TimeSpan.FromSeconds(5), broken);
        using var client = new HttpMessageInvoker(handler);
        using var request = new HttpRequestMessage(HttpMethod.Post, "https://api.example/cards");
        using var content = new StringContent("{}");
        request.Content = content;

        var fault = await Assert.ThrowsAsync<HttpRequestException>(() => client.SendAsync(request, TestContext.Current.CancellationToken));

        Assert.Equal(expected, fault.HttpRequestError);
    }

    [Fact]
    public async Task A_key_of_the_host_signs_without_any_key_setting()
    {
        await using var network = await FakeNetwork.StartAsync();
        await using var client = TestClient.Create(
            network.Address,
            values =>
            {
                values.Remove("ScofPush:Mastercard:KeyPem");
                values.Remove("ScofPush:Mastercard:ConsumerKey");
            },
            before: services => services.AddSingleton<ISigningKeySource, FixedKey>()
        );

        var result = await client.EnrollAsync();

        Assert.Equal(EnrollmentOutcome.Enrolled, result.Outcome);
        Assert.Empty(client.Check());
        SignatureCheck.Verify(Assert.Single(network.Requests), TestKeys.Rsa);
    }

    [Fact]
    public async Task A_key_source_of_the_host_that_throws_is_failed_and_nothing_is_sent()
    {
        await using var network = await FakeNetwork.StartAsync();
        await using var client = TestClient.Create(network.Address, before: services => services.AddSingleton<ISigningKeySource, BrokenVault>());

        var result = await client.EnrollAsync();

        Assert.Equal((EnrollmentOutcome.Failed, "SP2002", true), (result.Outcome, result.Code, result.NothingDone));
        Assert.Empty(network.Requests);
        Assert.DoesNotContain(client.Log.Lines, line => line.Everything.Contains("vault secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_signer_of_the_host_that_keeps_its_key_signs()
    {
        await using var network = await FakeNetwork.StartAsync();
        await using var client = WithSigner(
            network.Address,
            async (data, _) =>
            {
                await Task.Yield();
                return TestKeys.Rsa.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            }
        );

        var result = await client.EnrollAsync();

        Assert.Equal(EnrollmentOutcome.Enrolled, result.Outcome);
        SignatureCheck.Verify(Assert.Single(network.Requests), TestKeys.Rsa);
    }

    public static TheoryData<string, Func<byte[], CancellationToken, Task<byte[]>>> Failures =>
        new()
        {
            { "at once", (_, _) => throw new CryptographicException("vault secret") },
            { "later", async (_, _) => { await Task.Yield(); throw new HttpRequestException("vault secret"); } },
            { "the vault's own timeout", (_, _) => throw new TaskCanceledException("vault secret") },
            { "a configuration problem without a problem", (_, _) => throw new ScofPushConfigurationException("vault secret") },
        };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task A_signer_of_the_host_that_fails_is_failed_and_nothing_is_sent(string how, Func<byte[], CancellationToken, Task<byte[]>> sign)
    {
        await using var network = await FakeNetwork.StartAsync();
        await using var client = WithSigner(network.Address, sign);

        var result = await client.EnrollAsync();

        Assert.True((result.Outcome, result.Code, result.NothingDone) == (EnrollmentOutcome.Failed, "SP2002", true), how);
        Assert.Empty(network.Requests);
        Assert.DoesNotContain(client.Log.Lines, line => line.Everything.Contains("vault secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_signer_of_the_host_that_hangs_is_given_up_before_the_attempt_and_nothing_is_sent()
    {
        var clock = new TimerProbe();
        await using var network = await FakeNetwork.StartAsync();
        await using var client = WithSigner(network.Address, (_, token) => Task.Delay(Timeout.Infinite, token).ContinueWith(_ => Array.Empty<byte>(), token), clock);

        var enrolling = client.EnrollAsync();
        await clock.PassAsync(new CallBudget().Sign);
        var result = await enrolling;

        Assert.Equal((EnrollmentOutcome.Failed, "SP2002", true), (result.Outcome, result.Code, result.NothingDone));
        Assert.Empty(network.Requests);
    }

    [Fact]
    public async Task Many_threads_may_sign_with_one_key()
    {
        await using var network = await FakeNetwork.StartAsync();
        await using var client = TestClient.Create(network.Address);

        await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => client.EnrollAsync()));

        Assert.Equal(32, network.Requests.Select(request => SignatureCheck.Verify(request, TestKeys.Rsa)["oauth_nonce"]).Distinct(StringComparer.Ordinal).Count());
    }

    private static TestClient WithSigner(Uri address, Func<byte[], CancellationToken, Task<byte[]>> sign, TimeProvider? time = null) =>
        TestClient.Create(address, before: services => services.AddSingleton<ISigningKeySource>(new OwnSigner(sign)), time: time);

    private sealed class OwnSigner(Func<byte[], CancellationToken, Task<byte[]>> sign) : ISigningKeySource
    {
        public ValueTask<SigningKey> GetAsync(CancellationToken cancellationToken) =>
            ValueTask.FromResult(new SigningKey(TestKeys.ConsumerKey, sign));
    }

    private sealed class FixedKey : ISigningKeySource
    {
        public ValueTask<SigningKey> GetAsync(CancellationToken cancellationToken) =>
            ValueTask.FromResult(new SigningKey(TestKeys.ConsumerKey, TestKeys.Rsa));
    }

    private sealed class BrokenVault : ISigningKeySource
    {
        public ValueTask<SigningKey> GetAsync(CancellationToken cancellationToken) => throw new CryptographicException("vault secret");
    }

    /// <summary>Fails in a way that does not say how far it came, as a socket option that cannot be set on a dead connection does.</summary>
    private sealed class Broken(bool afterBody) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (afterBody)
            {
                await request.Content!.CopyToAsync(Stream.Null, cancellationToken);
            }

            throw new HttpRequestException("fault", new System.Net.Sockets.SocketException());
        }
    }

    private sealed class Sink : HttpMessageHandler
    {
        public List<SeenRequest> Seen { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var headers = request.Headers.ToDictionary(header => header.Key, header => Assert.Single(header.Value), StringComparer.Ordinal);
            Seen.Add(new SeenRequest(request.Method.Method, request.RequestUri!.AbsoluteUri, headers, await request.Content!.ReadAsByteArrayAsync(cancellationToken)));
            return new HttpResponseMessage();
        }
    }
}
