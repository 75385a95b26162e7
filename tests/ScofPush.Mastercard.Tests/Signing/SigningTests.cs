using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using ScofPush.AspNetCore.Enrollment;
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
        using var handler = new SigningHandler(new FixedKey(), TimeProvider.System, sink);
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
    public async Task Many_threads_may_sign_with_one_key()
    {
        await using var network = await FakeNetwork.StartAsync();
        await using var client = TestClient.Create(network.Address);

        await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => client.EnrollAsync()));

        Assert.Equal(32, network.Requests.Select(request => SignatureCheck.Verify(request, TestKeys.Rsa)["oauth_nonce"]).Distinct(StringComparer.Ordinal).Count());
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
