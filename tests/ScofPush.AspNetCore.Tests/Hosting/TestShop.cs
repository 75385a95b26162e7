using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using ScofPush.AspNetCore.Enrollment;
using ScofPush.Tests;

namespace ScofPush.AspNetCore.Tests.Hosting;

/// <summary>What a test may change about the shop.</summary>
internal sealed record TestShopSetup
{
    public Dictionary<string, string?> Settings { get; init; } = [];

    public string Environment { get; init; } = Environments.Development;

    public TimeProvider? Time { get; init; }

    public Action<IServiceCollection> Services { get; init; } = _ => { };

    /// <summary>The pipeline; the default is the one line and then the shop's endpoints.</summary>
    public Action<WebApplication> Pipeline { get; init; } = app =>
    {
        app.UseScofPush();
        TestShop.MapShop(app);
    };
}

/// <summary>A shop with cookie sign-in on real Kestrel, with the flow, an in-memory store and a fake network.</summary>
internal sealed class TestShop : IAsyncDisposable
{
    public const string Bank = "https://bank.example";

    private readonly WebApplication _app;

    private TestShop(WebApplication app) => _app = app;

    public FakeNetwork Network { get; } = new();

    public RecorderLog Recorded { get; } = new();

    public FakeLogCollector Logs => _app.Services.GetFakeLogCollector();

    public IServiceProvider Services => _app.Services;

    public Uri Address { get; private set; } = null!;

    public static async Task<TestShop> StartAsync(TestShopSetup? setup = null)
    {
        var shop = Build(setup ?? new TestShopSetup());
        await shop._app.StartAsync();
        shop.Address = new Uri(shop._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        return shop;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    public Browser NewBrowser() => new(Address);

    /// <summary>Lands a push, signs in and arrives at the confirm page.</summary>
    public async Task<Page> ArriveAsync(Browser browser, string receipts = "MCC-STL-0001", string? callback = Bank + "/done", string user = "anna")
    {
        var landing = await browser.GetAsync(PushUri(receipts, callback));
        var signIn = await landing.FollowAsync();
        return signIn.Find("form[action='/sign-in']") is null
            ? signIn
            : await (await signIn.SubmitAsync("/sign-in", ("user", user))).FollowAsync();
    }

    public static string PushUri(string receipts, string? callback) =>
        $"/?pushAccountReceipts={receipts}" + (callback is null ? "" : $"&callbackURL={Uri.EscapeDataString(callback)}");

    public static void MapShop(WebApplication app)
    {
        app.MapGet("/", () => Results.Text("<h1>The shop</h1>", "text/html"));
        app.MapGet("/private", () => "private").RequireAuthorization();
        app.MapGet("/api/items", () => Results.Json(new[] { 1, 2 }));
        app.MapGet("/sign-in", (string? returnUrl) => Results.Text(
            $"<h1>Sign in</h1><form method=post action='/sign-in'><input type=hidden name=returnUrl value='{returnUrl}'><input name=user></form>",
            "text/html"));
        app.MapPost("/sign-in", async (HttpContext context) =>
        {
            var form = await context.Request.ReadFormAsync();
            await SignInAsync(context, form["user"].ToString());
            return Results.LocalRedirect(form["returnUrl"] is [{ Length: > 0 } url] ? url : "/");
        });
        app.MapGet("/switch/{user}", (HttpContext context, string user) => SignInAsync(context, user));
        app.MapGet("/sign-out", (HttpContext context) => context.SignOutAsync());
    }

    private static Task SignInAsync(HttpContext context, string user) => context.SignInAsync(new ClaimsPrincipal(new ClaimsIdentity(
        [new Claim(ClaimTypes.NameIdentifier, $"key-{user}"), new Claim(ClaimTypes.Name, $"{user}@example.com")],
        CookieAuthenticationDefaults.AuthenticationScheme)));

    private static TestShop Build(TestShopSetup setup)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = setup.Environment });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().AddFakeLogging().SetMinimumLevel(LogLevel.Trace);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ScofPush:Pages:ShopName"] = "Kiln & Leaf",
            ["ScofPush:Returning:AllowedCallbacks:0"] = Bank,
            ["ScofPush:Enrollment:ConsumerIdKey"] = Convert.ToBase64String(new byte[32]),
        });
        builder.Configuration.AddInMemoryCollection(setup.Settings);
        builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(options => options.LoginPath = "/sign-in");
        builder.Services.AddAuthorization();
        if (setup.Time is not null)
        {
            builder.Services.AddSingleton(setup.Time);
        }

        TestShop? shop = null;
        builder.Services.AddScofPushCore(builder.Configuration).AddInMemoryStore().AddRecorder<Recorder>();
        builder.Services.AddSingleton<ICardEnroller>(_ => shop!.Network);
        builder.Services.AddSingleton<ICardOnFileClient>(_ => shop!.Network);
        builder.Services.AddSingleton(_ => shop!.Recorded);
        setup.Services(builder.Services);
        var app = builder.Build();
        shop = new TestShop(app);
        setup.Pipeline(app);
        return shop;
    }
}
