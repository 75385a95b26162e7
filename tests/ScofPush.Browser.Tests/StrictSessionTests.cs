using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.Playwright;
using ScofPush.Browser.Tests.Stage;

namespace ScofPush.Browser.Tests;

/// <summary>
/// A shop whose session cookie is SameSite=Strict: the browser keeps it back when the shopper comes from another site, so that somebody
/// who is signed in looks like nobody.
/// </summary>
public sealed class StrictSessionTests(DemoFixture demo)
{
    private static readonly SmallShopSetup Strict = new() { Session = SameSiteMode.Strict };

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task SignedIn_comingFromAnotherSite_isNotAskedToSignInAgain(bool javaScript)
    {
        await using var bank = await BankSite.StartAsync();
        await using var shop = await SmallShop.StartAsync(bank, Strict);
        await using var browser = await demo.NewContextAsync(javaScript);
        var page = await browser.NewPageAsync();
        await shop.SignInAsync(page);

        await bank.SendAsync(page, shop);

        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync(SmallShop.Question);
        var push = PushIn(page);
        Assert.Equal(
            [new("/", "cross-site", false), new(push, "cross-site", false), new($"{push}/here", "same-origin", true)],
            shop.Visits);
        await SaveAsync(page);
        await bank.GetsBackAsync(page);
        Assert.Single(shop.Network.Calls);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task SignedOut_comingFromAnotherSite_isAskedToSignInOnce(bool javaScript)
    {
        await using var bank = await BankSite.StartAsync();
        await using var shop = await SmallShop.StartAsync(bank, Strict);
        await using var browser = await demo.NewContextAsync(javaScript);
        var page = await browser.NewPageAsync();

        await bank.SendAsync(page, shop);
        await SmallShop.FillInAsync(page);

        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync(SmallShop.Question);
        var push = PushIn(page);
        Assert.Equal(
            ["/", push, $"{push}/here", "/sign-in", "/sign-in", push],
            shop.Visits.Select(visit => visit.Path));
        await SaveAsync(page);
        await bank.GetsBackAsync(page);
        Assert.Single(shop.Network.Calls);
    }

    /// <summary>The way back from an identity provider comes from another site, too, and so without the cookie that it has just set.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task SignedOut_signingInAtAnotherSite_isAskedToSignInOnce(bool javaScript)
    {
        await using var bank = await BankSite.StartAsync();
        await using var shop = await SmallShop.StartAsync(bank, Strict);
        await using var browser = await demo.NewContextAsync(javaScript);
        var page = await browser.NewPageAsync();

        await bank.SendAsync(page, shop);
        await page.GetByRole(AriaRole.Link, new() { Name = "Sign in elsewhere" }).ClickAsync();
        await BankSite.LeaveAsync(page);

        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync(SmallShop.Question);
        var push = PushIn(page);
        Assert.Equal(
            ["/", push, $"{push}/here", "/sign-in", "/signed-in-elsewhere", push, $"{push}/here"],
            shop.Visits.Select(visit => visit.Path));
        Assert.Equal(new Visit(push, "cross-site", false), shop.Visits.ElementAt(5));
        await SaveAsync(page);
        await bank.GetsBackAsync(page);
        Assert.Single(shop.Network.Calls);
    }

    private static Task SaveAsync(IPage page) => page.GetByRole(AriaRole.Button, new() { Name = "Save card" }).ClickAsync();

    private static string PushIn(IPage page) =>
        Regex.Match(new Uri(page.Url).AbsolutePath, "^/scof-push/[A-Za-z0-9_-]{43}", RegexOptions.None, TimeSpan.FromSeconds(1)).Value;
}
