using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Network;

namespace ScofPush.Samples.Tests;

/// <summary>The network simulator on a loopback port, with a clock that stands still.</summary>
public sealed class NetworkHost : WebApplicationFactory<NetworkSimulator>
{
    private const string Cards = "/src/api/digital/payments/cards";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("network-");

    private readonly IReadOnlyDictionary<string, string> _settings;

    public NetworkHost()
        : this(new Dictionary<string, string>())
    {
    }

    internal NetworkHost(IReadOnlyDictionary<string, string> settings)
    {
        _settings = settings;
        UseKestrel(0);
        StartServer();
        var listening = Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First();
        Address = new Uri(listening);
        Http = new HttpClient { BaseAddress = Address };
    }

    public Uri Address { get; }

    public HttpClient Http { get; }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 3, 14, 9, 26, 53, TimeSpan.Zero));

    public string DataFolder => Path.Combine(_folder.FullName, "data");

    internal async Task<JsonElement> PushAsync(TestShop shop, params JsonObject[] accounts)
    {
        using var response = await PushRawAsync(new JsonObject
        {
            ["requestId"] = "r-1",
            ["tokenRequestorId"] = shop.TokenRequestorId,
            ["accounts"] = new JsonArray([.. accounts]),
            ["callbackUrl"] = "http://bank.example/push/result?ref=abc",
        });
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    internal Task<HttpResponseMessage> PushRawAsync(JsonObject body) => Http.PostAsJsonAsync("/mdes/connect/1/0/pushMultipleAccounts", body);

    internal static JsonObject Account(string fate = "APPROVED", string cardType = "CREDIT", string reference = "acc-1", int? life = null) => new()
    {
        ["accountReference"] = reference,
        ["panLastFour"] = "4417",
        ["productName"] = "Aurora Gold",
        ["issuerName"] = "Nordlicht Bank",
        ["cardType"] = cardType,
        ["fate"] = fate,
        ["receiptLifeSeconds"] = life,
    };

    internal async Task<string> ReceiptAsync(string fate = "APPROVED", string cardType = "CREDIT", TestShop? shop = null, int? life = null)
    {
        var pushed = await PushAsync(shop ?? TestShop.Main, Account(fate, cardType, life: life));
        return pushed.GetProperty("pushAccountReceipts")[0].GetProperty("pushAccountReceipt").GetString()!;
    }

    internal static JsonObject EnrollBody(string receipt, TestShop? shop = null, string consumer = "consumer-1")
    {
        shop ??= TestShop.Main;
        return new JsonObject
        {
            ["srcClientId"] = shop.ClientId,
            ["serviceId"] = shop.ServiceId,
            ["srcDpaId"] = shop.DpaId,
            ["srcCorrelationId"] = "5df5c25e-70d6-470f-a0a6-c0fccb7c5e6f",
            ["cardSource"] = "CARDHOLDER",
            ["consumer"] = new JsonObject
            {
                ["consumerIdentity"] = new JsonObject { ["identityType"] = "EXTERNAL_ACCOUNT_ID", ["identityValue"] = consumer },
            },
            ["enrolmentReferenceData"] = new JsonObject
            {
                ["enrolmentReferenceId"] = receipt,
                ["enrolmentReferenceType"] = "PUSH_ACCOUNT_RECEIPT",
            },
        };
    }

    internal HttpRequestMessage EnrollRequest(string body) =>
        new(HttpMethod.Post, new Uri(Address, Cards)) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    internal HttpRequestMessage CardRequest(HttpMethod method, string cardId, string query) => new(method, new Uri($"{Address}{Cards[1..]}/{cardId}?{query}"));

    internal static string Query(TestShop shop) => $"srcClientId={shop.ClientId}&serviceId={Uri.EscapeDataString(shop.ServiceId)}&srcDpaId={shop.DpaId}";

    internal async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, TestShop? shop = null)
    {
        Signer.Sign(request, shop ?? TestShop.Main, Clock.GetUtcNow());
        return await Http.SendAsync(request);
    }

    internal async Task<HttpResponseMessage> EnrollAsync(string receipt, TestShop? shop = null, string consumer = "consumer-1")
    {
        using var request = EnrollRequest(EnrollBody(receipt, shop, consumer).ToJsonString());
        return await SendAsync(request, shop);
    }

    internal async Task<List<JsonElement>> LogAsync() => (await Http.GetFromJsonAsync<List<JsonElement>>("/log.json"))!;

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting("Network:DataFolder", DataFolder);
        builder.UseSetting("Network:SlowSeconds", "0.05");
        for (var i = 0; i < TestShop.All.Count; i++)
        {
            var shop = TestShop.All[i];
            var file = Path.Combine(_folder.FullName, $"shop-{i}.pem");
            File.WriteAllText(file, shop.Key.ExportSubjectPublicKeyInfoPem());
            var section = $"Network:Merchants:{i}:";
            builder.UseSetting(section + "TokenRequestorId", shop.TokenRequestorId);
            builder.UseSetting(section + "Name", shop.Name);
            builder.UseSetting(section + "PushUri", shop.PushUri);
            builder.UseSetting(section + "ConsumerKey", shop.ConsumerKey);
            builder.UseSetting(section + "PublicKeyFile", file);
            builder.UseSetting(section + "SrcClientId", shop.ClientId);
            builder.UseSetting(section + "ServiceId", shop.ServiceId);
            builder.UseSetting(section + "SrcDpaId", shop.DpaId);
        }

        foreach (var (key, value) in _settings)
        {
            builder.UseSetting(key, value);
        }

        builder.ConfigureTestServices(services => services.AddSingleton<TimeProvider>(Clock));
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);

        // The base class comes here twice when it is disposed asynchronously.
        if (disposing && Directory.Exists(_folder.FullName))
        {
            Http.Dispose();
            _folder.Delete(recursive: true);
        }
    }
}
