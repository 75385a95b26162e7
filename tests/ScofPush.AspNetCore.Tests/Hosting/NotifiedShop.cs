using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using ScofPush.AspNetCore.Enrollment;
using ScofPush.AspNetCore.Notifications;
using ScofPush.AspNetCore.Recording;
using ScofPush.Mastercard.Cards;

namespace ScofPush.AspNetCore.Tests.Hosting;

/// <summary>A shop that takes notifications from whoever knows the secret, and the network that sends them.</summary>
internal sealed class NotifiedShop(TestShop shop, HttpMessageHandler? handler = null) : IAsyncDisposable
{
    public const string Path = "/scof-push/notifications/card";
    public const string Header = "X-Network-Secret";
    public const string Secret = "0123456789abcdef0123456789abcdef-secret";

    private readonly HttpClient _http = new(handler ?? new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = shop.Address };

    public TestShop Shop => shop;

    public ICardOnFileStore Cards => shop.Services.GetRequiredService<ICardOnFileStore>();

    public static async Task<NotifiedShop> StartAsync(TestShopSetup? setup = null, HttpMessageHandler? handler = null) =>
        new(await TestShop.StartAsync(Setup(setup ?? new TestShopSetup())), handler);

    public static TestShopSetup Setup(TestShopSetup setup) => setup with
    {
        Settings = new Dictionary<string, string?>(
            new Dictionary<string, string?>
            {
                ["ScofPush:Notifications:Enabled"] = "true",
                ["ScofPush:Notifications:HeaderName"] = Header,
                ["ScofPush:Notifications:Secret"] = Secret,
            }.Where(pair => !setup.Settings.ContainsKey(pair.Key)).Concat(setup.Settings)),
        Services = services =>
        {
            services.AddSingleton<ICardNotificationReader, MastercardNotificationReader>();
            setup.Services(services);
        },
    };

    /// <summary>A card that the shop has taken.</summary>
    public async Task<CardOnFile> HaveCardAsync(string cardId = "card-0001")
    {
        var card = new CardOnFile
        {
            Id = $"record-{cardId}",
            CustomerKey = "key-anna",
            Programme = shop.Network.Programme,
            Card = new EnrolledCard
            {
                CardId = cardId,
                Status = CardStatus.Active,
                LastFour = "4242",
                ExpiryMonth = "09",
                ExpiryYear = "2031",
                ArtUri = "https://assets.mastercard.com/old.png",
                PendingEvents = ["PENDING_SCA"],
            },
        };
        await Cards.SaveAsync(card, CancellationToken.None);
        return card;
    }

    public async Task<CardOnFile> CardAsync(string cardId = "card-0001") => (await Cards.FindByCardIdAsync(cardId, CancellationToken.None)).Single();

    public static JsonObject Event(long time, string status = "SUSPENDED", string cardId = "card-0001") => new()
    {
        ["eventTimeStamp"] = $"{time}",
        ["maskedCard"] = new JsonObject { ["srcDigitalCardId"] = cardId, ["digitalCardData"] = new JsonObject { ["status"] = status } },
    };

    public static string Batch(params JsonNode?[] events) => new JsonObject { ["digitalCardUpdateNotifications"] = new JsonArray(events) }.ToJsonString();

    public Task<HttpResponseMessage> NotifyAsync(params JsonNode?[] events) => SendAsync(Json(Batch(events)));

    public Task<HttpResponseMessage> SendAsync(HttpContent? content, string? secret = Secret, HttpMethod? method = null, string path = Path)
    {
        var request = new HttpRequestMessage(method ?? HttpMethod.Post, path) { Content = content };
        if (secret is not null)
        {
            request.Headers.Add(Header, secret);
        }

        return _http.SendAsync(request);
    }

    public static HttpContent Json(string text, string type = "application/json") =>
        new ByteArrayContent(Encoding.UTF8.GetBytes(text)) { Headers = { ContentType = new MediaTypeHeaderValue(type) } };

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await shop.DisposeAsync();
    }
}
