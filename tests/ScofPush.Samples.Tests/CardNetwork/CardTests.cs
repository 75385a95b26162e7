using System.Net;
using System.Text.Json;
using System.Xml.Linq;

namespace ScofPush.Samples.Tests.CardNetwork;

public sealed class CardTests(NetworkHost network) : IClassFixture<NetworkHost>
{
    private const string FlowIdHeader = "X-Src-Cx-Flow-Id";

    [Fact]
    public async Task Enroll_answer_has_the_official_shape_and_its_habits()
    {
        var answer = await EnrollAsync("CREDIT");
        var card = answer.GetProperty("maskedCard");
        var data = card.GetProperty("digitalCardData");

        Assert.Equal("5df5c25e-70d6-470f-a0a6-c0fccb7c5e6f", answer.GetProperty("srcCorrelationId").GetString());
        Assert.Equal("4417", card.GetProperty("panLastFour").GetString());
        Assert.Matches("^[0-9a-f-]{36}$", card.GetProperty("srcDigitalCardId").GetString());
        Assert.Matches("^(1?[0-9])$", card.GetProperty("panExpirationMonth").GetString());
        Assert.Equal("Aurora Gold", data.GetProperty("descriptorName").GetString());
        Assert.Equal("Nordlicht Bank", data.GetProperty("issuerName").GetString());
        Assert.Equal("false", data.GetProperty("isCoBranded").GetString());
        Assert.Equal(5, answer.GetProperty("encryptedPushAccountData").GetString()!.Split('.').Length);
        Assert.True(answer.TryGetProperty("maskedConsumer", out _));

        // A card number stands by itself; twelve digits in a row also occur inside a random reference.
        Assert.DoesNotMatch("(?<![0-9A-Za-z-])[0-9]{12,19}(?![0-9A-Za-z-])", answer.GetRawText().Replace(answer.GetProperty("encryptedPushAccountData").GetString()!, "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Enroll_debit_card_has_its_consumer_inside_the_card()
    {
        var answer = await EnrollAsync("DEBIT");

        Assert.False(answer.TryGetProperty("maskedConsumer", out _));
        Assert.True(answer.GetProperty("maskedCard").TryGetProperty("maskedConsumer", out _));
    }

    [Fact]
    public async Task Enroll_art_is_a_picture_that_may_be_cached()
    {
        var answer = await EnrollAsync("CREDIT");
        var address = answer.GetProperty("maskedCard").GetProperty("digitalCardData").GetProperty("artUri").GetString();
        using var response = await network.Http.GetAsync(address);

        Assert.StartsWith(network.Address.ToString(), address, StringComparison.Ordinal);
        Assert.Equal("image/svg+xml", response.Content.Headers.ContentType?.MediaType);
        Assert.True(response.Headers.CacheControl?.Public);
        Assert.Equal("svg", XDocument.Parse(await response.Content.ReadAsStringAsync()).Root!.Name.LocalName);

        using var again = new HttpRequestMessage(HttpMethod.Get, address);
        again.Headers.IfNoneMatch.Add(response.Headers.ETag!);
        using var unchanged = await network.Http.SendAsync(again);
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
    }

    [Fact]
    public async Task Art_address_that_is_no_slug_is_not_found()
    {
        using var response = await network.Http.GetAsync("/art/%3Cb%3E.x.svg");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task Enroll_flow_id_is_new_or_kept()
    {
        using var first = await network.EnrollAsync(await network.ReceiptAsync());
        var flowId = Assert.Single(first.Headers.GetValues(FlowIdHeader));
        using var request = network.EnrollRequest(NetworkHost.EnrollBody(await network.ReceiptAsync()).ToJsonString());
        request.Headers.Add(FlowIdHeader, flowId);
        using var second = await network.SendAsync(request);

        Assert.Equal(flowId, Assert.Single(second.Headers.GetValues(FlowIdHeader)));
        var logged = (await network.LogAsync())[^1];
        Assert.Equal(flowId, logged.GetProperty("flowIdIn").GetString());
        Assert.Equal(flowId, logged.GetProperty("flowIdOut").GetString());
    }

    [Fact]
    public async Task Delete_card_is_gone_afterwards()
    {
        var cardId = (await EnrollAsync("CREDIT")).GetProperty("maskedCard").GetProperty("srcDigitalCardId").GetString()!;

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(HttpMethod.Get, cardId));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(HttpMethod.Delete, cardId, "&reason=ACCOUNT_CLOSED&requestor=MERCHANT"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(HttpMethod.Get, cardId));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(HttpMethod.Delete, cardId));
    }

    [Fact]
    public async Task Get_card_of_another_merchant_is_not_found()
    {
        var cardId = (await EnrollAsync("CREDIT")).GetProperty("maskedCard").GetProperty("srcDigitalCardId").GetString()!;
        using var request = network.CardRequest(HttpMethod.Get, cardId, NetworkHost.Query(TestShop.Other));
        using var response = await network.SendAsync(request, TestShop.Other);

        await response.ShouldFailAsync(HttpStatusCode.NotFound, "NOT_FOUND", "NOT_FOUND");
    }

    [Theory]
    [InlineData("GET", "&tokenRequested=falsetrue", "INVALID_VALUE")]
    [InlineData("GET", "&srcCorrelationId=7", "INVALID_VALUE")]
    [InlineData("GET", "&serviceId=twice", "INVALID_VALUE")]
    [InlineData("DELETE", "&reason=BORED", "INVALID_VALUE")]
    [InlineData("DELETE", "&requestor=NOBODY", "INVALID_VALUE")]
    public async Task Card_bad_query_is_refused(string method, string extra, string detail)
    {
        using var request = network.CardRequest(new HttpMethod(method), "any", NetworkHost.Query(TestShop.Main) + extra);
        using var response = await network.SendAsync(request);

        await response.ShouldFailAsync(HttpStatusCode.BadRequest, "INVALID_ARGUMENT", detail);
    }

    [Fact]
    public async Task Card_query_without_ids_is_refused()
    {
        using var request = network.CardRequest(HttpMethod.Get, "any", "srcDpaId=x");
        using var response = await network.SendAsync(request);

        await response.ShouldFailAsync(HttpStatusCode.BadRequest, "INVALID_ARGUMENT", "CANNOT_BE_NULL");
    }

    private async Task<JsonElement> EnrollAsync(string cardType)
    {
        using var response = await network.EnrollAsync(await network.ReceiptAsync(cardType: cardType));
        response.EnsureSuccessStatusCode();
        return await response.JsonAsync();
    }

    private async Task<HttpStatusCode> StatusAsync(HttpMethod method, string cardId, string extra = "")
    {
        using var request = network.CardRequest(method, cardId, NetworkHost.Query(TestShop.Main) + extra);
        using var response = await network.SendAsync(request);
        return response.StatusCode;
    }
}
