using System.Net;
using System.Text;
using ScofPush.AspNetCore.Tests.Hosting;
using Xunit;

namespace ScofPush.AspNetCore.Tests.Scenarios;

/// <summary>Which browser brought a push: what it may do without an account, and what another one is told .</summary>
public sealed class BrowserMarkTests
{
    [Fact]
    public async Task Confirm_inTheBrowserThatTheBankOpened_hasNoNotice()
    {
        await using var shop = await TestShop.StartAsync();
        using var browser = shop.NewBrowser();

        var confirm = await shop.ArriveAsync(browser);

        Assert.Equal(("Save this card with Kiln & Leaf?", null), (confirm.Heading, confirm.Code));
    }

    [Fact]
    public async Task Confirm_inAnotherBrowser_goesOnAfterANotice()
    {
        await using var shop = await TestShop.StartAsync();
        using var first = shop.NewBrowser();
        using var other = shop.NewBrowser();
        var landing = await first.GetAsync(TestShop.PushUri("MCC-STL-0001", TestShop.Bank + "/done"));
        await first.GetAsync(landing.Location!);
        await other.GetAsync("/switch/anna");

        var confirm = await other.GetAsync(landing.Location!);

        Assert.Equal("SP1304", confirm.Code);
        Assert.Contains("another browser", confirm.Find("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.EndsWith("=SUCCESS", (await confirm.SubmitAsync("/accept")).Location, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Flow_browserLosesEveryCookie_completes()
    {
        await using var shop = await TestShop.StartAsync();
        using var browser = shop.NewBrowser();
        using var forgetful = shop.NewBrowser();
        var confirm = await shop.ArriveAsync(browser);
        var path = confirm.Response.RequestMessage!.RequestUri!.AbsolutePath;

        var signIn = await (await forgetful.GetAsync(path)).FollowAsync();
        confirm = await (await signIn.SubmitAsync("/sign-in", ("user", "anna"))).FollowAsync();

        Assert.Equal("SP1304", confirm.Code);
        Assert.EndsWith("=SUCCESS", (await confirm.SubmitAsync("/accept")).Location, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Development", "")]
    [InlineData("Production", "; secure")]
    public async Task Cookies_haveEveryAttribute(string environment, string secure)
    {
        await using var shop = await TestShop.StartAsync(new TestShopSetup
        {
            Environment = environment,
            Settings = new() { ["ScofPush:Pending:AllowInMemoryStore"] = "true" },
        });
        using var browser = shop.NewBrowser();

        var landing = await browser.GetAsync(TestShop.PushUri("MCC-STL-0001", null));
        var handedOver = Assert.Single(landing.Response.Headers.GetValues("Set-Cookie"));
        var request = new HttpRequestMessage(HttpMethod.Get, landing.Location);
        request.Headers.Add("Cookie", handedOver[..handedOver.IndexOf(';', StringComparison.Ordinal)]);
        using var plain = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = shop.Address };
        var cookies = (await plain.SendAsync(request)).Headers.GetValues("Set-Cookie").ToArray();

        Assert.Matches($"^ScofPush-Landed=[^;]{{31}}; max-age=900; path=/scof-push{secure}; samesite=lax; httponly$", handedOver);
        Assert.Single(cookies, cookie => cookie.StartsWith("ScofPush-Landed=; expires=Thu, 01 Jan 1970", StringComparison.Ordinal));
        Assert.Matches(
            $"^ScofPush[.][^=]{{8}}=[0-9]{{13}}[.][^;]{{22}}; max-age=900; path=/scof-push{secure}; samesite=lax; httponly$",
            Assert.Single(cookies, cookie => cookie.StartsWith("ScofPush.", StringComparison.Ordinal)));
        Assert.Matches(
            $"^ScofPush-Resume={landing.Location![^43..]}[.]1; max-age=[0-9]+; path=/{secure}; samesite=lax; httponly$",
            Assert.Single(cookies, cookie => cookie.StartsWith("ScofPush-Resume=", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Cookies_fiftyPushesInOneBrowser_stayUnderOneKilobyte(bool areFollowed)
    {
        await using var shop = await TestShop.StartAsync();
        using var browser = shop.NewBrowser();
        var paths = new List<string>();
        for (var push = 0; push < 50; push++)
        {
            paths.Add((await browser.GetAsync(TestShop.PushUri($"MCC-STL-{push:D4}", TestShop.Bank + "/done"))).Location!);
            if (areFollowed)
            {
                await browser.GetAsync(paths[^1]);
            }
        }

        var cookies = browser.CookiesFor(shop.Address, "/scof-push/x").ToArray();
        Assert.InRange(Encoding.UTF8.GetByteCount(string.Join("; ", cookies.Select(cookie => $"{cookie.Name}={cookie.Value}"))), 1, 400);
        Assert.Equal(areFollowed ? 3 : 0, cookies.Count(cookie => cookie.Name.StartsWith("ScofPush.", StringComparison.Ordinal)));

        // The newest are the ones that are kept, and the others are not lost.
        await browser.GetAsync("/switch/anna");
        Assert.Null((await browser.GetAsync(paths[^1])).Code);
        Assert.Equal("SP1304", (await browser.GetAsync(paths[0])).Code);
    }

    [Fact]
    public async Task Cookies_afterTheEnd_areGone()
    {
        await using var shop = await TestShop.StartAsync();
        using var browser = shop.NewBrowser();

        await (await shop.ArriveAsync(browser)).SubmitAsync("/accept");

        Assert.DoesNotContain(browser.CookiesFor(shop.Address, "/scof-push/x"), cookie => cookie.Name.StartsWith("ScofPush", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("ScofPush.{0}=1.AAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("ScofPush.{0}=")]
    [InlineData("ScofPush.{0}=.")]
    [InlineData("ScofPush-Landed={0}.AAAAAAAAAAAAAAAAAAAAAA; ScofPush.=; ScofPush.x=9999999999999999999999.y")]
    public async Task Confirm_withForgedMark_isAnotherBrowser(string cookie)
    {
        await using var shop = await TestShop.StartAsync();
        using var first = shop.NewBrowser();
        using var other = shop.NewBrowser();
        var path = (await first.GetAsync(TestShop.PushUri("MCC-STL-0001", null))).Location!;
        await other.GetAsync("/switch/anna");
        foreach (var pair in cookie.Replace("{0}", path.Substring("/scof-push/".Length, 8), StringComparison.Ordinal).Split("; "))
        {
            other.Cookies.SetCookies(shop.Address, pair);
        }

        Assert.Equal("SP1304", (await other.GetAsync(path)).Code);
    }

    [Fact]
    public async Task Decline_beforeSignIn_tellsTheBank()
    {
        await using var shop = await TestShop.StartAsync();
        using var browser = shop.NewBrowser();
        var landing = await browser.GetAsync(TestShop.PushUri("MCC-STL-0001", TestShop.Bank + "/done"));
        var signIn = await landing.FollowAsync();
        Assert.Equal("Sign in", signIn.Heading);

        var cancel = await browser.GetAsync(landing.Location + "/cancel");
        Assert.Equal((HttpStatusCode.OK, "Sign in to save your card", null), (cancel.Status, cancel.Heading, cancel.Code));
        var answer = await cancel.SubmitAsync("/decline");

        Assert.Equal((HttpStatusCode.SeeOther, TestShop.Bank + "/done?results%5BMCC-STL-0001%5D=CANCELLED"), (answer.Status, answer.Location));
        Assert.Equal("No card was saved", (await browser.GetAsync(landing.Location!)).Heading);
        await browser.GetAsync("/switch/anna");
        Assert.Equal("No card was saved", (await browser.GetAsync(landing.Location!)).Heading);
        Assert.Empty(shop.Network.Calls);
    }

    [Fact]
    public async Task Decline_beforeSignInWithoutCallback_showsDone()
    {
        await using var shop = await TestShop.StartAsync();
        using var browser = shop.NewBrowser();
        var landing = await browser.GetAsync(TestShop.PushUri("MCC-STL-0001", null));
        await browser.GetAsync(landing.Location!);

        var done = await (await (await browser.GetAsync(landing.Location + "/cancel")).SubmitAsync("/decline")).FollowAsync();

        Assert.Equal("No card was saved", done.Heading);
    }

    [Fact]
    public async Task Cancel_inAnotherBrowser_offersSignInOnly()
    {
        await using var shop = await TestShop.StartAsync();
        using var first = shop.NewBrowser();
        using var other = shop.NewBrowser();
        var path = (await first.GetAsync(TestShop.PushUri("MCC-STL-0001", TestShop.Bank + "/done"))).Location!;
        var cancel = await first.GetAsync(path + "/cancel");
        var token = cancel.Find("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;

        var foreign = await other.GetAsync(path + "/cancel");
        Assert.Null(foreign.Find("form"));
        Assert.DoesNotContain("bank.example", foreign.Text, StringComparison.Ordinal);
        Assert.Equal("Sign in", (await (await other.PostAsync(path + "/decline", ("__RequestVerificationToken", token))).FollowAsync()).Heading);

        // Nothing was declined: the first browser can still save the card.
        var signIn = await (await first.GetAsync(cancel.Find("a.sp-button")!.GetAttribute("href")!)).FollowAsync();
        var confirm = await (await signIn.SubmitAsync("/sign-in", ("user", "anna"))).FollowAsync();
        Assert.EndsWith("=SUCCESS", (await confirm.SubmitAsync("/accept")).Location, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Switch_afterDecliningWithoutAccount_changesNothing()
    {
        await using var shop = await TestShop.StartAsync();
        using var browser = shop.NewBrowser();
        var path = (await browser.GetAsync(TestShop.PushUri("MCC-STL-0001", null))).Location!;
        await browser.GetAsync(path);
        var cancel = await browser.GetAsync(path + "/cancel");
        await cancel.SubmitAsync("/decline");
        var token = cancel.Find("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;

        var answer = await browser.PostAsync(path + "/switch", ("__RequestVerificationToken", token));

        Assert.Equal("No card was saved", (await answer.FollowAsync()).Heading);
    }

    [Fact]
    public async Task Cancel_afterAcceptingAndSigningOut_offersNoDecline()
    {
        await using var shop = await TestShop.StartAsync();
        using var browser = shop.NewBrowser();
        var confirm = await shop.ArriveAsync(browser);
        var path = confirm.Response.RequestMessage!.RequestUri!.AbsolutePath;
        var mark = browser.Cookies.GetCookieHeader(new Uri(shop.Address, path));
        await confirm.SubmitAsync("/accept");

        var request = new HttpRequestMessage(HttpMethod.Get, path + "/cancel");
        request.Headers.Add("Cookie", string.Join("; ", mark.Split("; ").Where(cookie => cookie.StartsWith("ScofPush", StringComparison.Ordinal))));
        using var plain = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = shop.Address };
        var page = await (await plain.SendAsync(request)).Content.ReadAsStringAsync();

        Assert.Contains("Sign in to save your card", page, StringComparison.Ordinal);
        Assert.DoesNotContain("No, thanks", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Decline_beforeSignInWithoutToken_asksOnceMore()
    {
        await using var shop = await TestShop.StartAsync();
        using var browser = shop.NewBrowser();
        var path = (await browser.GetAsync(TestShop.PushUri("MCC-STL-0001", TestShop.Bank + "/done"))).Location!;
        await browser.GetAsync(path);

        var again = await (await browser.PostAsync(path + "/decline")).FollowAsync();

        Assert.EndsWith("=CANCELLED", (await again.SubmitAsync("/decline")).Location, StringComparison.Ordinal);
    }
}
