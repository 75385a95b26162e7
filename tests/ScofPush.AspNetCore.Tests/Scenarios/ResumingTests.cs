using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using ScofPush.AspNetCore.Pending;
using ScofPush.AspNetCore.Tests.Hosting;
using ScofPush.Tests;
using Xunit;

namespace ScofPush.AspNetCore.Tests.Scenarios;

/// <summary>Sign-in that does not lead back to the push, or does not lead anywhere .</summary>
public sealed class ResumingTests
{
    private const string Cookie = "ScofPush-Resume";

    [Theory]
    [InlineData("/", "/")]
    [InlineData("/private", "/private")]
    [InlineData("/w%C3%BCnsche/a%20b", "/w%C3%BCnsche/a%20b")]
    [InlineData("//evil.example/x", "/")]
    public async Task Get_signedInElsewhere_isBroughtBackOnce(string page, string continues)
    {
        await using var shop = await TestShop.StartAsync();
        using var browser = shop.NewBrowser();
        var path = await LandAsync(browser);
        await browser.GetAsync("/switch/anna");

        var resumed = await browser.GoAsync(new Uri(shop.Address, "/").OriginalString.TrimEnd('/') + page);
        Assert.Equal((HttpStatusCode.SeeOther, path), (resumed.Status, resumed.Location));
        var confirm = await browser.GoAsync(path);

        Assert.Equal(("Save this card with Kiln & Leaf?", null), (confirm.Heading, confirm.Code));
        Assert.Equal("The shop", (await browser.GoAsync("/")).Heading);
        Assert.EndsWith("=SUCCESS", (await confirm.SubmitAsync("/accept")).Location, StringComparison.Ordinal);
        Assert.Equal(continues, (await browser.GoAsync(path)).Document.Links.Single(link => link.TextContent == "Continue shopping").GetAttribute("href"));
    }

    [Theory]
    [InlineData("/?page=2", null, null)]
    [InlineData("/", "Sec-Fetch-Site", "cross-site")]
    [InlineData("/", "Sec-Fetch-Dest", "iframe")]
    [InlineData("/", "Sec-Fetch-Dest", "image")]
    [InlineData("/", "Sec-Fetch-Mode", "cors")]
    public async Task Get_notANavigationOfTheShopper_isTheHosts(string page, string? header, string? value)
    {
        await using var shop = await TestShop.StartAsync();
        using var browser = shop.NewBrowser();
        await LandAsync(browser);
        await browser.GetAsync("/switch/anna");

        Assert.Equal("The shop", (await browser.GoAsync(page, header is null ? [] : [(header, value)])).Heading);
        Assert.Equal(HttpStatusCode.SeeOther, (await browser.GoAsync("/")).Status);
    }

    [Theory]
    [InlineData("text/html", null, true)]
    [InlineData("text/html,*/*;q=0.8", null, true)]
    [InlineData("text/html", "none", true)]
    [InlineData("text/html", "cross-site", false)]
    [InlineData("application/json", null, false)]
    [InlineData("*/*", null, false)]
    public async Task Get_olderBrowser_isToldByWhatItAccepts(string accept, string? site, bool isResumed)
    {
        await using var shop = await TestShop.StartAsync();
        using var browser = shop.NewBrowser();
        await LandAsync(browser);
        await browser.GetAsync("/switch/anna");

        var page = await browser.GoAsync("/", ("Accept", accept), ("Sec-Fetch-Site", site), ("Sec-Fetch-Mode", null), ("Sec-Fetch-Dest", null));

        Assert.Equal(isResumed, page.Status == HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task Get_notSignedInYet_isTheHosts()
    {
        await using var shop = await TestShop.StartAsync();
        using var browser = shop.NewBrowser();
        await LandAsync(browser);

        Assert.Equal("The shop", (await browser.GoAsync("/")).Heading);
        await browser.GetAsync("/switch/anna");
        Assert.Equal(HttpStatusCode.SeeOther, (await browser.GoAsync("/")).Status);
    }

    [Fact]
    public async Task Post_signedInElsewhere_isTheHosts()
    {
        await using var shop = await TestShop.StartAsync();
        using var browser = shop.NewBrowser();
        await LandAsync(browser);

        Assert.Equal("/", (await browser.PostAsync("/sign-in", ("user", "anna"), ("returnUrl", "/"))).Location);
    }

    [Theory]
    [InlineData("no id at all")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA.1")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA.1.1")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA.1ss")]
    [InlineData("../../../../../../../../../../../../../etc.1")]
    [InlineData("%2F%2Fevil.example.1")]
    [InlineData("")]
    public async Task Get_forgedCookie_isForgotten(string value)
    {
        await using var shop = await TestShop.StartAsync();
        using var browser = shop.NewBrowser();
        await browser.GetAsync("/switch/anna");
        browser.Cookies.Add(shop.Address, new Cookie(Cookie, Uri.EscapeDataString(value), "/"));

        Assert.Equal("The shop", (await browser.GoAsync("/")).Heading);
        Assert.DoesNotContain(browser.CookiesFor(shop.Address, "/"), cookie => cookie.Name == Cookie);
    }

    [Fact]
    public async Task Get_pushOfAnotherCustomer_isForgotten()
    {
        await using var shop = await TestShop.StartAsync();
        using var owner = shop.NewBrowser();
        using var browser = shop.NewBrowser();
        var path = (await shop.ArriveAsync(owner)).Response.RequestMessage!.RequestUri!.AbsolutePath;
        await browser.GetAsync("/switch/bert");
        browser.Cookies.Add(shop.Address, new Cookie(Cookie, path[^43..] + ".1", "/"));

        Assert.Equal("The shop", (await browser.GoAsync("/")).Heading);
        Assert.DoesNotContain(browser.CookiesFor(shop.Address, "/"), cookie => cookie.Name == Cookie);
    }

    [Fact]
    public async Task Get_challengeComesBackUnauthenticated_asksAfterTheSecondTime()
    {
        await using var shop = await TestShop.StartAsync(new TestShopSetup { Pipeline = SignInThatKeepsNoSession });
        using var browser = shop.NewBrowser();
        var path = (await browser.GetAsync(TestShop.PushUri("MCC-STL-0001", TestShop.Bank + "/done"))).Location!;

        var page = await (await browser.GetAsync(path)).FollowAsync();

        Assert.Equal((HttpStatusCode.Forbidden, "SP1303"), (page.Status, page.Code));
        Assert.Equal(2, shop.Logs.GetSnapshot().Count(log => log.Id.Name == "Challenged"));
        Assert.Single(shop.Logs.GetSnapshot(), log => log.Id.Name == "SignInNotKept");
        var signIn = await browser.GetAsync(page.Find("a.sp-button")!.GetAttribute("href")!);
        Assert.StartsWith(shop.Address + "sign-in", signIn.Location, StringComparison.Ordinal);
        Assert.EndsWith("=CANCELLED", (await page.SubmitAsync("/decline")).Location, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_sessionThatOurPathsDoNotSee_isNotSentInCircles()
    {
        await using var shop = await TestShop.StartAsync(new TestShopSetup
        {
            Services = services => services.Configure<CookieAuthenticationOptions>(
                CookieAuthenticationDefaults.AuthenticationScheme, options => options.Cookie.Path = "/account"),
            Pipeline = app =>
            {
                app.UseScofPush();
                app.MapGet("/account/sign-in", (HttpContext context) => context.User.Identity!.IsAuthenticated
                    ? Results.Redirect("/account/home")
                    : Results.Text("<h1>Sign in</h1>", "text/html"));
                app.MapGet("/sign-in", () => Results.Redirect("/account/sign-in"));
                app.MapGet("/account/home", () => Results.Text("<h1>Home</h1>", "text/html"));
                app.MapGet("/account/in", (HttpContext context) => context.SignInAsync(new ClaimsPrincipal(
                    new ClaimsIdentity([new Claim(ClaimTypes.Name, "anna")], CookieAuthenticationDefaults.AuthenticationScheme))));
            },
        });
        using var browser = shop.NewBrowser();
        await browser.GetAsync("/account/in");
        var page = await browser.GoAsync(TestShop.PushUri("MCC-STL-0001", null));
        var hops = 0;
        while (page.Location is { } location)
        {
            Assert.InRange(++hops, 1, 12);
            page = await browser.GoAsync(location);
        }

        // Brought back once from the home page; sent to sign in once more; then left where the host wants them.
        Assert.Equal("Home", page.Heading);
        Assert.Equal(2, shop.Logs.GetSnapshot().Count(log => log.Id.Name == "Challenged"));
        Assert.Single(shop.Logs.GetSnapshot(), log => log.Id.Name == "Resumed");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Get_storeFails_isTheHostsAndTheShopperIsBroughtBackLater(bool failsOnWriting)
    {
        BrokenStore? store = null;
        await using var shop = await TestShop.StartAsync(new TestShopSetup
        {
            Services = services => services.AddSingleton<IPushStore>(_ => store = new BrokenStore(new InMemoryPushStore())),
        });
        using var browser = shop.NewBrowser();
        await LandAsync(browser);
        await browser.GetAsync("/switch/anna");

        (store!.IsBroken, store.IsReadOnly) = (!failsOnWriting, failsOnWriting);
        Assert.Equal("private", (await browser.GoAsync("/private")).Text);
        Assert.Single(shop.Logs.GetSnapshot(), log => log.Id.Name == "ResumingFailed");
        (store.IsBroken, store.IsReadOnly) = (false, false);
        Assert.Equal(HttpStatusCode.SeeOther, (await browser.GoAsync("/private")).Status);
    }

    private static void SignInThatKeepsNoSession(WebApplication app)
    {
        app.UseScofPush();
        app.MapGet("/sign-in", (string returnUrl) => Results.Redirect(returnUrl));
    }

    private static async Task<string> LandAsync(Browser browser)
    {
        var landing = await browser.GetAsync(TestShop.PushUri("MCC-STL-0001", TestShop.Bank + "/done"));
        Assert.Equal("Sign in", (await landing.FollowAsync()).Heading);
        return landing.Location!;
    }

    private sealed class BrokenStore(IPushStore inner) : StoreDecorator(inner)
    {
        public bool IsBroken { get; set; }

        public bool IsReadOnly { get; set; }

        public override Task<ReplaceResult> ReplaceAsync(PushRecord push, CancellationToken cancellationToken) =>
            IsReadOnly ? throw new InvalidOperationException("read only") : base.ReplaceAsync(push, cancellationToken);

        public override Task<PushRecord?> FindAsync(string id, CancellationToken cancellationToken) =>
            IsBroken ? throw new InvalidOperationException("connection lost") : base.FindAsync(id, cancellationToken);
    }
}
