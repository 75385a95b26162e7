using System.Net;
using Microsoft.AspNetCore.Builder;
using ScofPush.AspNetCore.Tests.Hosting;
using Xunit;

namespace ScofPush.AspNetCore.Tests.Scenarios;

/// <summary>What every page of ours has in common .</summary>
public sealed class PageTests
{
    [Fact]
    public async Task Confirm_headersAndMarkup_areSafe()
    {
        await using var shop = await TestShop.StartAsync();
        using var browser = shop.NewBrowser();

        var page = await shop.ArriveAsync(browser);

        Assert.Equal("no-cache, no-store", page.Header("Cache-Control"));
        Assert.Equal("no-referrer", page.Header("Referrer-Policy"));
        Assert.Equal("DENY", page.Header("X-Frame-Options"));
        Assert.Equal("Cookie", page.Header("Vary"));
        var policy = page.Header("Content-Security-Policy")!;
        Assert.StartsWith("default-src 'none'; style-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("form-action 'self' https://bank.example https:;", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Empty(page.Document.QuerySelectorAll("script, style, [style], [onclick]"));
        Assert.Equal("en", page.Document.DocumentElement.GetAttribute("lang"));
        Assert.DoesNotContain("MCC-STL-0001", page.Text, StringComparison.Ordinal);
        Assert.Contains("anna@example.com", page.Text, StringComparison.Ordinal);
        Assert.Contains("bank.example", page.Find("dl")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stylesheet_isServedWithATag()
    {
        await using var shop = await TestShop.StartAsync();
        using var browser = shop.NewBrowser();
        var href = (await shop.ArriveAsync(browser)).Find("link[rel=stylesheet]")!.GetAttribute("href")!;

        var first = await browser.GetAsync(href);
        Assert.Equal("text/css; charset=utf-8", first.Header("Content-Type"));
        Assert.InRange(first.Text.Length, 500, 8 * 1024);

        var request = new HttpRequestMessage(HttpMethod.Get, href);
        request.Headers.TryAddWithoutValidation("If-None-Match", first.Header("ETag"));
        Assert.Equal(HttpStatusCode.NotModified, (await browser.SendAsync(request)).Status);
    }

    [Fact]
    public async Task PathBase_isInEveryAddress()
    {
        await using var shop = await TestShop.StartAsync(new TestShopSetup
        {
            Pipeline = app =>
            {
                app.UsePathBase("/store");
                app.UseScofPush();
                TestShop.MapShop(app);
            },
        });
        using var browser = shop.NewBrowser();

        var landing = await browser.GetAsync("/store/?pushAccountReceipts=MCC-STL-0001");
        Assert.StartsWith("/store/scof-push/", landing.Location, StringComparison.Ordinal);
        var challenge = await browser.GetAsync(landing.Location!);
        Assert.StartsWith(shop.Address + "store/sign-in?ReturnUrl=%2Fstore%2Fscof-push%2F", challenge.Location, StringComparison.Ordinal);

        await browser.GetAsync("/store/switch/anna");
        var confirm = await browser.GetAsync(landing.Location!);
        Assert.Equal(landing.Location + "/accept", confirm.Document.Forms[0].GetAttribute("action"));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(confirm.Find("link")!.GetAttribute("href")!)).Status);
        Assert.Equal(landing.Location, (await confirm.SubmitAsync("/accept")).Location);
    }
}
