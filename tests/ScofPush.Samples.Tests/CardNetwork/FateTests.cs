using System.Net;
using System.Text.Json;

namespace ScofPush.Samples.Tests.CardNetwork;

public sealed class FateTests(NetworkHost network) : IClassFixture<NetworkHost>
{
    [Theory]
    [InlineData("APPROVED", "ACTIVE")]
    [InlineData("APPROVED_PENDING_SCA", "ACTIVE")]
    [InlineData("SUSPENDED", "SUSPENDED")]
    [InlineData("SLOW", "ACTIVE")]
    public async Task Enroll_good_fate_saves_the_card(string fate, string status)
    {
        using var response = await network.EnrollAsync(await network.ReceiptAsync(fate));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var data = (await response.JsonAsync()).GetProperty("maskedCard").GetProperty("digitalCardData");
        Assert.Equal(status, data.GetProperty("status").GetString());
        Assert.Equal(fate == "APPROVED_PENDING_SCA", data.TryGetProperty("pendingEvents", out _));
        await ShouldHaveEnrolledAsync(true);
    }

    [Theory]
    [InlineData("ISSUER_DECLINED", 400, "INVALID_STATE", "ISSUER_DECLINED")]
    [InlineData("INELIGIBLE", 400, "INVALID_STATE", "PAN_INELIGIBLE")]
    [InlineData("SUSPENDED_CARD", 400, "INVALID_STATE", "SUSPENDED_CARD")]
    [InlineData("EXPIRED_RECEIPT", 400, "INVALID_STATE", "EXPIRED")]
    [InlineData("ALREADY_SAVED", 400, "ALREADY_EXISTS", "ALREADY_EXISTS")]
    [InlineData("UNAVAILABLE", 503, "UNAVAILABLE", "NO_RESPONSE_FROM_ISSUER")]
    [InlineData("THROTTLED", 429, "RESOURCE_EXHAUSTED", null)]
    [InlineData("INTERNAL", 500, "INTERNAL", null)]
    public async Task Enroll_bad_fate_stays_bad(string fate, int status, string reason, string? detail)
    {
        var receipt = await network.ReceiptAsync(fate);
        for (var attempt = 0; attempt < 2; attempt++)
        {
            using var response = await network.EnrollAsync(receipt);
            await response.ShouldFailAsync((HttpStatusCode)status, reason, detail);
            await ShouldHaveEnrolledAsync(false);
        }
    }

    [Theory]
    [InlineData("UNAVAILABLE_ONCE", 503)]
    [InlineData("THROTTLED_ONCE", 429)]
    public async Task Enroll_fate_that_passes_succeeds_at_the_second_call(string fate, int status)
    {
        var receipt = await network.ReceiptAsync(fate);
        using var first = await network.EnrollAsync(receipt);
        using var second = await network.EnrollAsync(receipt);

        Assert.Equal(status, (int)first.StatusCode);
        Assert.Equal(status == 429 ? "1" : null, first.Headers.RetryAfter?.ToString());
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
    }

    [Fact]
    public async Task Enroll_gateway_error_has_both_gateway_shapes()
    {
        var receipt = await network.ReceiptAsync("GATEWAY_ERROR");
        using var first = await network.EnrollAsync(receipt);
        using var second = await network.EnrollAsync(receipt);

        Assert.Equal(HttpStatusCode.BadGateway, first.StatusCode);
        Assert.Equal(JsonValueKind.Array, (await first.JsonAsync()).GetProperty("Errors").GetProperty("Error").ValueKind);
        Assert.Equal(HttpStatusCode.InternalServerError, second.StatusCode);
        Assert.Equal(JsonValueKind.Object, (await second.JsonAsync()).GetProperty("Errors").GetProperty("Error").ValueKind);
    }

    [Theory]
    [InlineData("DROP_BEFORE", false)]
    [InlineData("DROP_AFTER_ENROLL", true)]
    public async Task Enroll_drop_closes_the_connection(string fate, bool enrolled)
    {
        var receipt = await network.ReceiptAsync(fate);

        await Assert.ThrowsAsync<HttpRequestException>(() => network.EnrollAsync(receipt));

        await ShouldHaveEnrolledAsync(enrolled);
        var logged = (await network.LogAsync())[^1];
        Assert.Equal(0, logged.GetProperty("status").GetInt32());
        Assert.Equal(enrolled, logged.GetProperty("cardId").ValueKind == JsonValueKind.String);
    }

    [Fact]
    public async Task Enroll_lost_answer_is_already_there_at_the_second_call()
    {
        var receipt = await network.ReceiptAsync("DROP_AFTER_ENROLL");
        await Assert.ThrowsAsync<HttpRequestException>(() => network.EnrollAsync(receipt));

        using var again = await network.EnrollAsync(receipt);

        await again.ShouldFailAsync(HttpStatusCode.BadRequest, "ALREADY_EXISTS", "ALREADY_EXISTS");
    }

    [Fact]
    public async Task Enroll_unreadable_answers_200_with_broken_json()
    {
        using var response = await network.EnrollAsync(await network.ReceiptAsync("UNREADABLE"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        await Assert.ThrowsAsync<JsonException>(response.JsonAsync);
        await ShouldHaveEnrolledAsync(true);
    }

    [Fact]
    public async Task Enroll_slow_goes_on_when_the_caller_has_left()
    {
        var receipt = await network.ReceiptAsync("SLOW");
        using var impatient = new CancellationTokenSource(TimeSpan.FromMilliseconds(10));
        using var request = network.EnrollRequest(NetworkHost.EnrollBody(receipt).ToJsonString());
        Signer.Sign(request, TestShop.Main, network.Clock.GetUtcNow());
        try
        {
            using var left = await network.Http.SendAsync(request, impatient.Token);
        }
        catch (OperationCanceledException)
        {
            // The usual case; a fast machine may have answered already, and the receipt must be used up either way.
        }

        var enrolled = false;
        for (var i = 0; i < 100 && !enrolled; i++)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
            enrolled = (await network.LogAsync()).Exists(entry =>
                entry.GetProperty("operation").GetString() == "Enroll"
                && entry.GetProperty("receipt").GetString() == receipt
                && entry.GetProperty("enrolled").GetBoolean());
        }

        Assert.True(enrolled);
    }

    private async Task ShouldHaveEnrolledAsync(bool expected) =>
        Assert.Equal(expected, (await network.LogAsync())[^1].GetProperty("enrolled").GetBoolean());
}
