using System.Collections.Concurrent;
using System.Net;
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
using Microsoft.Playwright;
using ScofPush.AspNetCore.Enrollment;
using ScofPush.AspNetCore.Tests.Hosting;

namespace ScofPush.Browser.Tests.Stage;

/// <summary>What a test may change about the small shop.</summary>
internal sealed record SmallShopSetup
{
    public SameSiteMode Session { get; init; } = SameSiteMode.Lax;

    public string ReturnMode { get; init; } = "Redirect";

    /// <summary>The shop's own middleware ahead of <c>UseScofPush</c>.</summary>
    public Action<IApplicationBuilder> Ahead { get; init; } = _ => { };

    /// <summary>And behind it.</summary>
    public Action<IApplicationBuilder> Behind { get; init; } = _ => { };
}

/// <summary>A navigation that reached the shop.</summary>
/// <param name="Path">Where it went.</param>
/// <param name="Site">What the browser says of where it came from (<c>Sec-Fetch-Site</c>).</param>
/// <param name="HasSession">Whether the session cookie came with it.</param>
internal sealed record Visit(string Path, string Site, bool HasSession);

/// <summary>A shop in this process with a network of its own, for what the demo's shop has otherwise.</summary>
internal sealed class SmallShop : IAsyncDisposable
{
    public const string Question = "Save this card with Kiln & Leaf?";
    private const string SessionCookie = "shop-session";

    private readonly WebApplication _app;

    private SmallShop(WebApplication app) => _app = app;

    public FakeNetwork Network { get; } = new();

    public ConcurrentQueue<Visit> Visits { get; } = new();

    /// <summary>A host that is another site than <c>localhost</c> for a browser.</summary>
    public string Address => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    public static async Task<SmallShop> StartAsync(BankSite bank, SmallShopSetup? setup = null)
    {
        var shop = Build(bank, setup ?? new SmallShopSetup());
        await shop._app.StartAsync();
        return shop;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    /// <summary>A push as a bank opens it.</summary>
    public string PushUri(BankSite bank) =>
        $"{Address}/?pushAccountReceipts=MCC-STL-0001&callbackURL={Uri.EscapeDataString(bank.Address + "/done")}";

    public async Task SignInAsync(IPage page)
    {
        await page.GotoAsync(Address + "/sign-in");
        await FillInAsync(page);
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("The shop");
        Visits.Clear();
    }

    /// <summary>At the sign-in page already.</summary>
    public static async Task FillInAsync(IPage page)
    {
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Sign in");
        await page.GetByLabel("Name").FillAsync("anna");
        await page.GetByRole(AriaRole.Button, new() { Name = "Go on" }).ClickAsync();
    }

    private static SmallShop Build(BankSite bank, SmallShopSetup setup)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = Environments.Development });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ScofPush:Pages:ShopName"] = "Kiln & Leaf",
            ["ScofPush:Returning:AllowedCallbacks:0"] = bank.Address,
            ["ScofPush:Returning:Mode"] = setup.ReturnMode,
        });
        builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(options =>
        {
            options.LoginPath = "/sign-in";
            options.Cookie.Name = SessionCookie;
            options.Cookie.SameSite = setup.Session;
        });
        builder.Services.AddScofPushCore(builder.Configuration).AddInMemoryStore();
        SmallShop? shop = null;
        builder.Services.AddSingleton<ICardEnroller>(_ => shop!.Network);
        builder.Services.AddSingleton<ICardOnFileClient>(_ => shop!.Network);
        var app = builder.Build();
        shop = new SmallShop(app);
        app.Use(next => context => shop.WriteDownAsync(context, next));
        setup.Ahead(app);
        app.UseScofPush();
        setup.Behind(app);
        Map(app, bank);
        return shop;
    }

    private Task WriteDownAsync(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        if (request.Headers["Sec-Fetch-Mode"] == "navigate")
        {
            Visits.Enqueue(new Visit(request.Path, request.Headers["Sec-Fetch-Site"].ToString(), request.Cookies.ContainsKey(SessionCookie)));
        }

        return next(context);
    }

    private static void Map(WebApplication app, BankSite bank)
    {
        app.MapGet("/", () => Html("<h1>The shop</h1>"));
        app.MapGet("/sign-in", (HttpRequest request, string? returnUrl) =>
        {
            var elsewhere = $"{request.Scheme}://{request.Host}/signed-in-elsewhere?returnUrl={Uri.EscapeDataString(returnUrl ?? "/")}";
            return Html($"""
                <h1>Sign in</h1>
                <form method="post"><label>Name <input name="user"></label><button>Go on</button></form>
                <a href="{WebUtility.HtmlEncode(bank.LinkTo(elsewhere))}">Sign in elsewhere</a>
                """);
        });
        app.MapPost("/sign-in", async (HttpContext context, string? returnUrl) =>
        {
            var form = await context.Request.ReadFormAsync();
            return await SignInAsync(context, form["user"].ToString(), returnUrl);
        });
        app.MapGet("/signed-in-elsewhere", (HttpContext context, string? returnUrl) => SignInAsync(context, "anna", returnUrl));
    }

    private static async Task<IResult> SignInAsync(HttpContext context, string user, string? returnUrl)
    {
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, user)], CookieAuthenticationDefaults.AuthenticationScheme);
        await context.SignInAsync(new ClaimsPrincipal(identity));
        return Results.LocalRedirect(returnUrl ?? "/");
    }

    private static IResult Html(string body) => Results.Text($"<!DOCTYPE html><html lang=en><title>Shop</title>{body}", "text/html");
}
