using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ScofPush.Samples.Tests.CardNetwork;

/// <summary>What an issuer does to a card on the network's page reaches the shop.</summary>
public sealed class NotificationTests : IAsyncLifetime
{
    private const string Header = "X-Network-Secret";
    private const string Secret = "a secret between the network and the shop";

    private readonly ConcurrentQueue<(string? Secret, string? Type, JsonElement Body)> _received = new();
    private WebApplication _shop = null!;
    private NetworkHost _network = null!;
    private int _answer = StatusCodes.Status204NoContent;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _shop = builder.Build();
        _shop.Urls.Add("http://127.0.0.1:0");
        _shop.MapPost("/scof-push/notifications/card", async (HttpRequest request) =>
        {
            _received.Enqueue((request.Headers[Header], request.ContentType, await JsonSerializer.DeserializeAsync<JsonElement>(request.Body)));
            return Results.StatusCode(_answer);
        });
        await _shop.StartAsync();
        _network = new NetworkHost(new Dictionary<string, string>
        {
            ["Network:Merchants:0:NotificationUrl"] = $"{_shop.Urls.Single()}/scof-push/notifications/card",
            ["Network:Merchants:0:NotificationHeader"] = Header,
            ["Network:Merchants:0:NotificationSecret"] = Secret,
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _network.DisposeAsync();
        await _shop.DisposeAsync();
    }

    [Fact]
    public async Task Cards_suspend_resume_delete_each_tell_the_shop()
    {
        var cardId = await EnrollAsync(TestShop.Main);

        foreach (var (handler, status) in (IEnumerable<(string, string)>)[("Suspend", "SUSPENDED"), ("Resume", "ACTIVE"), ("Delete", "CANCELLED")])
        {
            var page = await ChangeAsync(cardId, handler);

            Assert.Contains($"{status}. Kelp & Co answered 204", WebUtility.HtmlDecode(page), StringComparison.Ordinal);
            Assert.True(_received.TryDequeue(out var sent));
            Assert.Equal((Secret, "application/json; charset=utf-8"), (sent.Secret, sent.Type));
            var told = Assert.Single(sent.Body.GetProperty("digitalCardUpdateNotifications").EnumerateArray());
            Assert.Equal($"{_network.Clock.GetUtcNow().ToUnixTimeMilliseconds()}", told.GetProperty("eventTimeStamp").GetString());
            Assert.Equal(cardId, told.GetProperty("maskedCard").GetProperty("srcDigitalCardId").GetString());
            Assert.Equal(status, told.GetProperty("maskedCard").GetProperty("digitalCardData").GetProperty("status").GetString());
            _network.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Empty(_received);
        Assert.Equal(["Notify", "Notify", "Notify"], (await _network.LogAsync()).Select(call => call.GetProperty("operation").GetString()).Where(name => name == "Notify"));
    }

    [Fact]
    public async Task Cards_suspended_card_is_suspended_when_it_is_read()
    {
        var cardId = await EnrollAsync(TestShop.Main);
        await ChangeAsync(cardId, "Suspend");

        using var response = await _network.SendAsync(_network.CardRequest(HttpMethod.Get, cardId, NetworkHost.Query(TestShop.Main)));

        var card = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("maskedCard");
        Assert.Equal("SUSPENDED", card.GetProperty("digitalCardData").GetProperty("status").GetString());
    }

    [Theory]
    [InlineData("CREDIT", "consumer-7")]
    [InlineData("DEBIT", "SYSTEM_GENERATED_")]
    public async Task Cards_card_whose_answer_was_lost_is_told_and_read_with_its_consumer(string cardType, string consumer)
    {
        using (await _network.EnrollAsync(await _network.ReceiptAsync("UNREADABLE", cardType), consumer: "consumer-7"))
        {
            // The shop cannot read it.
        }

        var cardId = (await _network.LogAsync())[^1].GetProperty("cardId").GetString()!;
        await ChangeAsync(cardId, "Suspend");

        Assert.True(_received.TryDequeue(out var sent));
        var told = Assert.Single(sent.Body.GetProperty("digitalCardUpdateNotifications").EnumerateArray()).GetProperty("maskedCard");
        Assert.Equal(cardId, told.GetProperty("srcDigitalCardId").GetString());
        Assert.False(told.TryGetProperty("maskedConsumer", out _));
        using var response = await _network.SendAsync(_network.CardRequest(HttpMethod.Get, cardId, NetworkHost.Query(TestShop.Main)));
        var body = await response.Content.ReadFromJsonAsync<JsonElement>();
        var card = body.GetProperty("maskedCard");
        var identity = (cardType == "DEBIT" ? card : body).GetProperty("maskedConsumer").GetProperty("maskedConsumerIdentity");
        Assert.StartsWith(consumer, identity.GetProperty("maskedIdentityValue").GetString(), StringComparison.Ordinal);
        Assert.Equal(_network.Clock.GetUtcNow(), card.GetProperty("dateOfCardCreated").GetDateTimeOffset());
    }

    [Fact]
    public async Task Cards_shop_refuses_or_has_no_address_is_said_on_the_page()
    {
        _answer = StatusCodes.Status503ServiceUnavailable;

        Assert.Contains("answered 503", await ChangeAsync(await EnrollAsync(TestShop.Main), "Suspend"), StringComparison.Ordinal);
        Assert.Contains("no address for notifications", await ChangeAsync(await EnrollAsync(TestShop.Other), "Suspend"), StringComparison.Ordinal);
        Assert.Single(_received);
    }

    private async Task<string> EnrollAsync(TestShop shop)
    {
        using var response = await _network.EnrollAsync(await _network.ReceiptAsync(shop: shop), shop, consumer: shop.Name);
        var body = await response.Content.ReadFromJsonAsync<JsonElement>();
        return body.GetProperty("maskedCard").GetProperty("srcDigitalCardId").GetString()!;
    }

    private async Task<string> ChangeAsync(string cardId, string handler)
    {
        var page = new HtmlParser().ParseDocument(await _network.Http.GetStringAsync("/cards"));
        var row = page.QuerySelector($"[data-card='{cardId}']")!;
        using var form = new FormUrlEncodedContent(row.QuerySelectorAll("input").Select(input => KeyValuePair.Create(input.GetAttribute("name")!, input.GetAttribute("value")!)));
        using var response = await _network.Http.PostAsync(row.QuerySelector($"button[formaction$='handler={handler}']")!.GetAttribute("formaction"), form);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadAsStringAsync();
    }
}
