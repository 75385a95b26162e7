using System.Net;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using ScofPush.AspNetCore.Tests.Hosting;
using ScofPush.Tests;
using Xunit;

namespace ScofPush.AspNetCore.Tests.Scenarios;

/// <summary>Coming from another site, and being somebody else than the one who is signed in.</summary>
public sealed class SignInTests
{
    [Fact]
    public async Task Get_fromAnotherSiteWithoutSession_comesOnceMoreFromThisOne()
    {
        await using var shop = await TestShop.StartAsync();
        using var browser = shop.NewBrowser();
        var landing = await browser.GetAsync(TestShop.PushUri("MCC-STL-0001", null));

        var arriving = await FromAnotherSiteAsync(browser, landing.Location!);

        Assert.Equal((HttpStatusCode.OK, "One moment"), (arriving.Status, arriving.Heading));
        Assert.Equal("no-cache, no-store", arriving.Header("Cache-Control"));
        var here = arriving.Find("main a")!.GetAttribute("href")!;
        Assert.Equal(landing.Location + "/here", here);
        Assert.Equal($"0; url={here}", arriving.Header("Refresh"));

        // Even a browser that still says "cross-site" there is not sent in circles.
        var challenge = await FromAnotherSiteAsync(browser, here);
        Assert.Equal(shop.Address + "sign-in?ReturnUrl=" + Uri.EscapeDataString(landing.Location!), challenge.Location);
    }

    [Fact]
    public async Task Get_strictSessionCookieHeldBack_needsNoSecondSignIn()
    {
        await using var shop = await TestShop.StartAsync(new TestShopSetup
        {
            Services = services => services.Configure<CookieAuthenticationOptions>(
                CookieAuthenticationDefaults.AuthenticationScheme, options => options.Cookie.SameSite = SameSiteMode.Strict),
        });
        using var browser = shop.NewBrowser();
        using var withoutCookies = shop.NewBrowser();
        await browser.GetAsync("/switch/anna");

        var landing = await withoutCookies.GetAsync(TestShop.PushUri("MCC-STL-0001", null));
        var here = (await FromAnotherSiteAsync(withoutCookies, landing.Location!)).Find("main a")!.GetAttribute("href")!;

        Assert.Equal("Save this card with Kiln & Leaf?", (await browser.GetAsync(here)).Heading);
    }

    [Fact]
    public async Task Get_fromAnotherSiteWithSession_goesStraightToThePage()
    {
        await using var shop = await TestShop.StartAsync();
        using var browser = shop.NewBrowser();
        await browser.GetAsync("/switch/anna");
        var landing = await browser.GetAsync(TestShop.PushUri("MCC-STL-0001", null));

        Assert.Equal("Save this card with Kiln & Leaf?", (await FromAnotherSiteAsync(browser, landing.Location!)).Heading);
    }

    [Fact]
    public async Task Switch_notYou_signsOutAndBindsToWhoeverSignsInNext()
    {
        await using var shop = await TestShop.StartAsync();
        using var browser = shop.NewBrowser();
        var confirm = await shop.ArriveAsync(browser);

        var signIn = await (await confirm.SubmitAsync("/switch")).FollowAsync();
        Assert.Equal("Sign in", signIn.Heading);
        var again = await (await signIn.SubmitAsync("/sign-in", ("user", "bert"))).FollowAsync();

        Assert.Contains("bert@example.com", again.Text, StringComparison.Ordinal);
        Assert.EndsWith("=SUCCESS", (await again.SubmitAsync("/accept")).Location, StringComparison.Ordinal);
        Assert.Equal("key-bert", Assert.Single(shop.Recorded.Calls).CustomerKey);
    }

    [Fact]
    public async Task Switch_withoutToken_changesNothing()
    {
        await using var shop = await TestShop.StartAsync();
        using var browser = shop.NewBrowser();
        var confirm = await shop.ArriveAsync(browser);
        var path = confirm.Response.RequestMessage!.RequestUri!.AbsolutePath;

        var answer = await browser.PostAsync(path + "/switch");

        Assert.Equal("SP1401", (await answer.FollowAsync()).Code);
        Assert.Equal("SP1402", (await browser.GetAsync(path + "/switch")).Code);
        Assert.Contains("anna@example.com", (await browser.GetAsync(path)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Switch_afterTheDecision_signsNobodyOut()
    {
        await using var shop = await TestShop.StartAsync();
        using var browser = shop.NewBrowser();
        var confirm = await shop.ArriveAsync(browser);
        await confirm.SubmitAsync("/accept");

        Assert.Equal("Your card is saved", (await (await confirm.SubmitAsync("/switch")).FollowAsync()).Heading);
    }

    [Fact]
    public async Task Get_behindAProxyThatTheHostDoesNotTrust_namesTheFixOnce()
    {
        await using var shop = await TestShop.StartAsync();
        using var browser = shop.NewBrowser();
        for (var visit = 0; visit < 3; visit++)
        {
            var request = new HttpRequestMessage(HttpMethod.Get, TestShop.PushUri("MCC-STL-0001", null));
            request.Headers.Add("X-Forwarded-Proto", "https");
            await browser.SendAsync(request);
        }

        Assert.Contains("UseForwardedHeaders", Assert.Single(shop.Logs.GetSnapshot(), log => log.Message.StartsWith("SP1806", StringComparison.Ordinal)).Message, StringComparison.Ordinal);
    }

    private static Task<Page> FromAnotherSiteAsync(Browser browser, string url)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.Add("Sec-Fetch-Site", "cross-site");
        request.Headers.Add("Sec-Fetch-Mode", "navigate");
        return browser.SendAsync(request);
    }
}
