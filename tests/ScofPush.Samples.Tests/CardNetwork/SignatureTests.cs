using System.Net;
using System.Text.Json;

namespace ScofPush.Samples.Tests.CardNetwork;

public sealed class SignatureTests(NetworkHost network) : IClassFixture<NetworkHost>
{
    private DateTimeOffset Now => network.Clock.GetUtcNow();

    [Fact]
    public async Task Enroll_signed_call_is_accepted()
    {
        using var response = await network.EnrollAsync(await network.ReceiptAsync());

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.True((await network.LogAsync())[^1].GetProperty("oauthValid").GetBoolean());
    }

    [Fact]
    public async Task Get_query_that_needs_escaping_is_accepted()
    {
        using var request = network.CardRequest(HttpMethod.Get, "no-such-card", NetworkHost.Query(TestShop.Main));
        using var response = await network.SendAsync(request);

        Assert.Contains("%23", request.RequestUri!.Query, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Theory]
    [InlineData(-299)]
    [InlineData(299)]
    public async Task Enroll_clock_within_five_minutes_is_accepted(int seconds)
    {
        using var request = await ReadyAsync();
        Signer.Sign(request, TestShop.Main, Now.AddSeconds(seconds));
        using var response = await network.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData(-301)]
    [InlineData(301)]
    public async Task Enroll_clock_off_by_more_than_five_minutes_is_refused(int seconds)
    {
        using var request = await ReadyAsync();
        Signer.Sign(request, TestShop.Main, Now.AddSeconds(seconds));

        await ShouldRefuseAsync(request, "INVALID_TIMESTAMP");
    }

    [Fact]
    public async Task Enroll_hash_of_another_body_is_refused()
    {
        using var request = await ReadyAsync();
        Signer.Sign(request, TestShop.Main, Now, hashedBody: "{}");

        await ShouldRefuseAsync(request, "INVALID_BODY_HASH");
    }

    [Fact]
    public async Task Enroll_nonce_used_before_is_refused()
    {
        using var first = await ReadyAsync();
        Signer.Sign(first, TestShop.Main, Now, nonce: "0123456789abcdef");
        using var accepted = await network.Http.SendAsync(first);
        Assert.Equal(HttpStatusCode.OK, accepted.StatusCode);

        using var second = await ReadyAsync();
        Signer.Sign(second, TestShop.Main, Now, nonce: "0123456789abcdef");
        await ShouldRefuseAsync(second, "NONCE_REPLAYED");
    }

    [Fact]
    public async Task Enroll_key_of_another_merchant_is_refused()
    {
        using var request = await ReadyAsync();
        Signer.Sign(request, TestShop.Main with { Key = TestShop.Other.Key }, Now);

        await ShouldRefuseAsync(request, "INVALID_SIGNATURE");
    }

    [Fact]
    public async Task Enroll_unknown_consumer_key_is_refused()
    {
        using var request = await ReadyAsync();
        Signer.Sign(request, TestShop.Main with { ConsumerKey = "nobody!nothing" }, Now);

        await ShouldRefuseAsync(request, "INVALID_CONSUMER_KEY");
    }

    [Fact]
    public async Task Enroll_signed_for_another_path_is_refused()
    {
        using var request = await ReadyAsync();
        Signer.Sign(request, TestShop.Main, Now);
        using var moved = new HttpRequestMessage(HttpMethod.Post, request.RequestUri + "?extra=1") { Content = request.Content };
        moved.Headers.Authorization = request.Headers.Authorization;

        await ShouldRefuseAsync(moved, "INVALID_SIGNATURE");
    }

    [Fact]
    public async Task Enroll_values_encoded_twice_as_the_rfc_wants_is_refused()
    {
        using var request = await ReadyAsync();
        Signer.Sign(request, TestShop.Main, Now, encodeTwice: true);

        await ShouldRefuseAsync(request, "INVALID_SIGNATURE");
    }

    [Theory]
    [InlineData(null, "MISSING_AUTHORIZATION")]
    [InlineData("Bearer abc", "MISSING_AUTHORIZATION")]
    [InlineData("OAuth oauth_nonce=\"a\",oauth_nonce=\"b\"", "MISSING_AUTHORIZATION")]
    [InlineData("OAuth oauth_nonce=\"abcdefgh\"", "INVALID_OAUTH_PARAMETERS")]
    public async Task Enroll_incomplete_header_is_refused(string? header, string code)
    {
        using var request = await ReadyAsync();
        request.Headers.TryAddWithoutValidation("Authorization", header);

        await ShouldRefuseAsync(request, code);
    }

    [Fact]
    public async Task Delete_unsigned_call_is_refused()
    {
        using var request = network.CardRequest(HttpMethod.Delete, "any", NetworkHost.Query(TestShop.Main));

        await ShouldRefuseAsync(request, "MISSING_AUTHORIZATION");
    }

    private async Task<HttpRequestMessage> ReadyAsync() =>
        network.EnrollRequest(NetworkHost.EnrollBody(await network.ReceiptAsync()).ToJsonString());

    private async Task ShouldRefuseAsync(HttpRequestMessage request, string code)
    {
        using var response = await network.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        var error = (await response.JsonAsync()).GetProperty("Errors").GetProperty("Error")[0];
        Assert.Equal("Gateway", error.GetProperty("Source").GetString());
        Assert.Equal(code, error.GetProperty("ReasonCode").GetString());
        Assert.False(error.GetProperty("Recoverable").GetBoolean());
        Assert.Equal(JsonValueKind.Null, error.GetProperty("Details").ValueKind);
        var logged = (await network.LogAsync())[^1];
        Assert.False(logged.GetProperty("oauthValid").GetBoolean());
        Assert.False(logged.GetProperty("enrolled").GetBoolean());
    }
}
