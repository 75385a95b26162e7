using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;

namespace ScofPush.Browser.Tests.Stage;

/// <summary>A bank whose pages are of another site than the small shop's: <c>localhost</c>, where that is <c>127.0.0.1</c>.</summary>
internal sealed class BankSite : IAsyncDisposable
{
    private readonly WebApplication _app;

    private BankSite(WebApplication app) => _app = app;

    public string Address => $"http://localhost:{new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Port}";

    /// <summary>The queries with which shoppers came back.</summary>
    public ConcurrentQueue<string> Returns { get; } = new();

    public static async Task<BankSite> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var bank = new BankSite(app);
        app.MapGet("/", (string to) => Html($"<h1>The bank</h1><a href=\"{WebUtility.HtmlEncode(to)}\">Go there</a>"));
        app.MapGet("/done", (HttpRequest request) =>
        {
            bank.Returns.Enqueue(request.QueryString.Value!);
            return Html("<h1>Back at the bank</h1>");
        });
        await app.StartAsync();
        return bank;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    /// <summary>A page here with a link there.</summary>
    public string LinkTo(string address) => $"{Address}/?to={Uri.EscapeDataString(address)}";

    /// <summary>The shopper opens a push by a link of this site.</summary>
    public async Task SendAsync(IPage page, SmallShop shop)
    {
        await page.GotoAsync(LinkTo(shop.PushUri(this)));
        await LeaveAsync(page);
    }

    public static Task LeaveAsync(IPage page) => page.GetByRole(AriaRole.Link, new() { Name = "Go there" }).ClickAsync();

    /// <summary>The shopper is back, with the card saved.</summary>
    public async Task GetsBackAsync(IPage page)
    {
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Back at the bank");
        Assert.Equal("?results%5BMCC-STL-0001%5D=SUCCESS", Assert.Single(Returns));
    }

    private static IResult Html(string body) => Results.Text($"<!DOCTYPE html><html lang=en><title>Bank</title>{body}", "text/html");
}
