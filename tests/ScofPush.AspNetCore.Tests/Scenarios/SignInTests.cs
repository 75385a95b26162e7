using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using ScofPush.AspNetCore.Pipeline;
using ScofPush.AspNetCore.SignIn;
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
    public async Task Get_principalWithoutUsableClaim_isAPageAndTheLogNamesTheClaims()
    {
        await using var shop = await TestShop.StartAsync(new TestShopSetup
        {
            Pipeline = app =>
            {
                app.UseScofPush();
                app.MapGet("/in", (HttpContext context) => context.SignInAsync(new ClaimsPrincipal(
                    new ClaimsIdentity([new Claim("customer-number", "4711"), new Claim("tier", "gold")], CookieAuthenticationDefaults.AuthenticationScheme))));
            },
        });
        using var browser = shop.NewBrowser();
        await browser.GetAsync("/in");

        var page = await (await browser.GetAsync(TestShop.PushUri("MCC-STL-0001", null))).FollowAsync();

        Assert.Equal("SP1302", page.Code);
        var log = Assert.Single(shop.Logs.GetSnapshot(), log => log.Id.Name == "NoCustomerKey");
        Assert.Contains("It has: customer-number, tier.", log.Message, StringComparison.Ordinal);
        Assert.Contains("SignIn.IdentifyCustomer", log.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("4711", log.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("customer-number", false, true)]
    [InlineData("customer-number", true, false)]
    [InlineData("sub", false, false)]
    [InlineData(ClaimTypes.NameIdentifier, false, false)]
    public async Task Start_identityKeepsTheIdInAnotherClaim_isHintedAt(string claimType, bool hasHook, bool isHinted)
    {
        await using var shop = await TestShop.StartAsync(new TestShopSetup
        {
            Services = services =>
            {
                services.Configure<IdentityOptions>(options => options.ClaimsIdentity.UserIdClaimType = claimType);
                if (hasHook)
                {
                    services.Configure<ScofPushOptions>(options => options.SignIn.IdentifyCustomer = _ => new PushCustomer("key", "name"));
                }
            },
        });
        while (shop.Logs.GetSnapshot().All(log => log.Id.Name != "Ready"))
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        Assert.Equal(isHinted, shop.Logs.GetSnapshot().Any(log => log.Id.Name == "CustomerKeyUnstable" && log.Message.Contains(claimType, StringComparison.Ordinal)));
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
