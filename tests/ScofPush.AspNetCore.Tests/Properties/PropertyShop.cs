using System.Text;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ScofPush.AspNetCore.Enrollment;
using ScofPush.AspNetCore.Pending;
using ScofPush.AspNetCore.Tests.Hosting;
using ScofPush.AspNetCore.Tests.Properties.Generators;

namespace ScofPush.AspNetCore.Tests.Properties;

/// <summary>A shop in Production without a socket: requests reach the whole pipeline letter by letter as a test writes them.</summary>
internal sealed class PropertyShop : IAsyncDisposable
{
    private readonly string _keyFile = Path.GetTempFileName();
    private string _cookies = "";

    private PropertyShop() => File.WriteAllText(_keyFile, PushSigner.Known.Pem);

    public TestShop Shop { get; private set; } = null!;

    private TestServer Server => (TestServer)Shop.Services.GetRequiredService<IServer>();

    public static async Task<PropertyShop> StartAsync(string policy)
    {
        var shop = new PropertyShop();
        shop.Shop = await TestShop.StartAsync(new TestShopSetup
        {
            Environment = Environments.Production,
            Settings = new()
            {
                ["ScofPush:Detection:KeyFiles:key-1"] = shop._keyFile,
                ["ScofPush:Detection:SignedPush"] = policy,
                ["ScofPush:Pending:AllowInMemoryStore"] = "true",
                ["ScofPush:Pending:LandingsPerMinute"] = "0",
                ["ScofPush:Returning:AllowedCallbacks:1"] = Callbacks.KnownApp + ":",
            },
            Services = services => services.AddLogging(logging => logging.ClearProviders().SetMinimumLevel(LogLevel.None)).AddSingleton<IServer>(NewServer),
        });
        shop.Shop.Network.Answer = (_, _) => Task.FromResult(new EnrollmentResult
        {
            Outcome = EnrollmentOutcome.Enrolled,
            Card = new EnrolledCard { CardId = "card" }
        });
        await shop.SignInAsync();
        return shop;
    }

    /// <summary>A GET, or a POST with the form's token; with the customer's cookies unless <paramref name="isAnonymous"/>.</summary>
    public async Task<ShopAnswer> SendAsync(string path, string query = "", string pathBase = "", string? token = null, bool isAnonymous = false)
    {
        var context = await Server.SendAsync(request =>
        {
            request.Request.Scheme = "https";
            request.Request.Host = new HostString("shop.example");
            request.Request.PathBase = pathBase;
            request.Request.Path = PathString.FromUriComponent(path);
            request.Request.QueryString = new QueryString(query);
            request.Request.Method = token is null ? HttpMethods.Get : HttpMethods.Post;
            request.Request.Headers.Cookie = isAnonymous ? "" : _cookies;
            if (token is not null)
            {
                request.Request.ContentType = "application/x-www-form-urlencoded";
                request.Request.Body = new MemoryStream(Encoding.ASCII.GetBytes($"__RequestVerificationToken={Uri.EscapeDataString(token)}"));
            }
        });
        using var reader = new StreamReader(context.Response.Body);
        var text = await reader.ReadToEndAsync();
        Keep(context.Response.Headers.SetCookie);
        return new ShopAnswer(context.Response.StatusCode, context.Response.Headers.Location, text);
    }

    public async Task<IReadOnlyList<string>> ParkedIdsAsync() =>
        await Shop.Services.GetRequiredService<IPushStore>().FindDueAsync(DateTimeOffset.MaxValue, int.MaxValue, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await Shop.DisposeAsync();
        File.Delete(_keyFile);
    }

    /// <summary>Signed in once, and with an antiforgery cookie: both do for every push.</summary>
    private async Task SignInAsync()
    {
        await SendAsync("/switch/anna");
        var landing = await SendAsync("/", "?pushAccountData=" + PushSigner.Known.SignPush("MCC-STL-FIRST"));
        await SendAsync(landing.Location!);
    }

    /// <summary>All but our own, which would pile up: the customer has another browser for every push.</summary>
    private void Keep(IEnumerable<string?> cookies)
    {
        foreach (var cookie in cookies.OfType<string>().Where(cookie => !cookie.StartsWith("ScofPush", StringComparison.Ordinal)).Select(cookie => cookie.Split(';')[0]))
        {
            lock (_keyFile)
            {
                _cookies = _cookies.Length == 0 ? cookie : $"{_cookies}; {cookie}";
            }
        }
    }

    private static TestServer NewServer(IServiceProvider services)
    {
        var features = new FeatureCollection();
        var addresses = new ServerAddressesFeature();
        addresses.Addresses.Add("https://shop.example");
        features.Set<IServerAddressesFeature>(addresses);
        return new TestServer(services, features);
    }
}
