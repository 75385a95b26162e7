using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace ScofPush.Plugin.Tests.Hosting;

/// <summary>A customer of the shop with a browser.</summary>
internal sealed class Shopper : IDisposable
{
    private const string Password = "slow mornings";

    private readonly string _email = $"{Guid.NewGuid():N}@example.com";
    private Browser _browser;

    public Shopper(Uri shop) => _browser = new Browser(shop);

    public string Email => _email;

    public void Dispose() => _browser.Dispose();

    /// <summary>The shop has been restarted elsewhere: the same browser, with its cookies, goes there.</summary>
    public void MoveTo(Uri shop)
    {
        var cookies = _browser.Cookies;
        _browser.Dispose();
        _browser = new Browser(shop, cookies);
    }

    /// <summary>A page that was open before the move: what is submitted on it goes to where the shop is now.</summary>
    public Page StillOn(Page page) => page with { Browser = _browser };

    public Task<Page> GetAsync(string url) => _browser.GetAsync(url);

    /// <summary>Opens the bank's link and follows the shop's own pages, signing up on the way where it asks for it.</summary>
    /// <returns>The confirm page.</returns>
    public async Task<Page> ArriveAsync(Push push) => await SignUpAsync(await (await _browser.GetAsync(push.Link)).FollowAsync());

    /// <summary>On the sign-in page goes on to "Create an account" and fills in the form; any other page stays.</summary>
    public async Task<Page> SignUpAsync(Page page)
    {
        if (page.Find("main a[href^='/account/sign-up']") is not { } link)
        {
            return page;
        }

        var form = await _browser.GetAsync(link.GetAttribute("href")!);
        return await (await SubmitCredentialsAsync(form)).FollowAsync();
    }

    public async Task<Page> SignInAsync(Page page) => await (await SubmitCredentialsAsync(page)).FollowAsync();

    public async Task SignOutAsync()
    {
        var account = await _browser.GetAsync("/account");
        await account.SubmitAsync("/account/sign-out");
    }

    /// <summary>Opens the bank's link and accepts.</summary>
    /// <returns>The answer to the accept form.</returns>
    public async Task<Page> AcceptAsync(Push push) => await (await ArriveAsync(push)).SubmitAsync("/accept");

    public async Task<IReadOnlyList<SavedCard>> PaymentMethodsAsync()
    {
        var page = await PaymentMethodsPageAsync();
        return
        [
            .. page.Document.QuerySelectorAll("li.card").Select(card => new SavedCard(
                card.QuerySelector<IHtmlInputElement>("input[name=id]")!.Value,
                card.QuerySelector(".card-number")!.TextContent[^4..],
                card.QuerySelector(".badge")!.TextContent)),
        ];
    }

    /// <summary>Submits the Remove form of a card.</summary>
    /// <returns>The page that follows.</returns>
    public async Task<Page> RemoveAsync(SavedCard card)
    {
        var page = await PaymentMethodsPageAsync();
        return await (await page.SubmitAsync("?handler=Remove", ("id", card.Id))).FollowAsync();
    }

    /// <summary>The key under which the shop knows this customer.</summary>
    public async Task<string> CustomerKeyAsync(IServiceProvider shop)
    {
        await using var scope = shop.CreateAsyncScope();
        var user = await scope.ServiceProvider.GetRequiredService<UserManager<IdentityUser>>().FindByEmailAsync(_email);
        return user!.Id;
    }

    private async Task<Page> PaymentMethodsPageAsync()
    {
        var page = await _browser.GetAsync("/account/payment-methods");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal("Payment methods", page.Heading);
        return page;
    }

    private Task<Page> SubmitCredentialsAsync(Page page)
    {
        var action = page.Find("form[method=post]:has(input[type=password])")!.GetAttribute("action")!;
        return page.SubmitAsync(action, ("Credentials.Email", _email), ("Credentials.Password", Password));
    }
}

/// <summary>A card on the payment-methods page.</summary>
internal sealed record SavedCard(string Id, string LastFour, string Badge);
