using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Playwright;
using ScofPush.Browser.Tests.Stage;

namespace ScofPush.Browser.Tests;

/// <summary>Where the shop's own middleware sets <c>form-action 'self'</c>, seen from the line.</summary>
public enum PolicySet
{
    AheadOfTheLine,
    BehindTheLine,

    /// <summary>As the answer starts: it takes the place of the one that ScofPush has set.</summary>
    InPlaceOfOurs,

    /// <summary>As the answer starts: the browser holds to both.</summary>
    BesideOurs,
}

/// <summary>Chromium holds the redirect after a form to the page's form-action: what becomes of a shop that allows itself only.</summary>
public sealed class FormActionTests(DemoFixture demo)
{
    private const string Policy = "form-action 'self'";

    [Theory]
    [InlineData(PolicySet.AheadOfTheLine)]
    [InlineData(PolicySet.BehindTheLine)]
    public async Task Save_redirectMode_ourPolicyOnOurPage_comesBack(PolicySet where)
    {
        await using var bank = await BankSite.StartAsync();
        await using var shop = await SmallShop.StartAsync(bank, With(where, "Redirect"));
        await using var browser = await demo.NewContextAsync();
        var page = await ArriveAsync(browser, bank, shop);

        await SaveAsync(page);

        await bank.GetsBackAsync(page);
        Assert.Single(shop.Network.Calls);
    }

    [Theory]
    [InlineData(PolicySet.BehindTheLine)]
    [InlineData(PolicySet.InPlaceOfOurs)]
    [InlineData(PolicySet.BesideOurs)]
    public async Task Save_pageMode_comesBackByItself(PolicySet where)
    {
        await using var bank = await BankSite.StartAsync();
        await using var shop = await SmallShop.StartAsync(bank, With(where, "Page"));
        await using var browser = await demo.NewContextAsync();
        var page = await ArriveAsync(browser, bank, shop);

        await SaveAsync(page);

        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Your card is saved");
        await bank.GetsBackAsync(page);
        Assert.Single(shop.Network.Calls);
    }

    /// <summary>What the documentation warns of: the card is saved, and the browser stays. The page tells on the next look.</summary>
    [Theory]
    [InlineData(PolicySet.InPlaceOfOurs)]
    [InlineData(PolicySet.BesideOurs)]
    public async Task Save_redirectMode_shopsPolicyOnOurPage_savesAndStays(PolicySet where)
    {
        await using var bank = await BankSite.StartAsync();
        await using var shop = await SmallShop.StartAsync(bank, With(where, "Redirect"));
        await using var browser = await demo.NewContextAsync();
        var page = await ArriveAsync(browser, bank, shop);
        var confirm = page.Url;

        await page.RunAndWaitForConsoleMessageAsync(
            () => SaveAsync(page),
            new() { Predicate = message => message.Type == "error" && message.Text.Contains(Policy, StringComparison.Ordinal) });

        Assert.Equal(confirm, page.Url);
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync(SmallShop.Question);
        Assert.Empty(bank.Returns);
        Assert.Single(shop.Network.Calls);

        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Your card is saved");
        await page.GetByRole(AriaRole.Link, new() { Name = "Back to your bank" }).ClickAsync();
        await bank.GetsBackAsync(page);
        Assert.Single(shop.Network.Calls);
    }

    private static async Task<IPage> ArriveAsync(IBrowserContext browser, BankSite bank, SmallShop shop)
    {
        var page = await browser.NewPageAsync();
        await bank.SendAsync(page, shop);
        await SmallShop.FillInAsync(page);
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync(SmallShop.Question);
        return page;
    }

    private static Task SaveAsync(IPage page) => page.GetByRole(AriaRole.Button, new() { Name = "Save card" }).ClickAsync();

    private static SmallShopSetup With(PolicySet where, string returnMode)
    {
        void Add(IApplicationBuilder app) => app.Use(next => context => Set(context, where, next));
        var setup = new SmallShopSetup { ReturnMode = returnMode };
        return where == PolicySet.BehindTheLine ? setup with { Behind = Add } : setup with { Ahead = Add };
    }

    private static Task Set(HttpContext context, PolicySet where, RequestDelegate next)
    {
        if (where is PolicySet.AheadOfTheLine or PolicySet.BehindTheLine)
        {
            context.Response.Headers.ContentSecurityPolicy = Policy;
            return next(context);
        }

        context.Response.OnStarting(() =>
        {
            var headers = context.Response.Headers;
            headers.ContentSecurityPolicy = where == PolicySet.InPlaceOfOurs ? Policy : StringValues.Concat(headers.ContentSecurityPolicy, Policy);
            return Task.CompletedTask;
        });
        return next(context);
    }
}
