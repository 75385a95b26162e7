using Microsoft.Playwright;
using ScofPush.Browser.Tests.Shoppers;
using ScofPush.Browser.Tests.Stage;

namespace ScofPush.Browser.Tests;

/// <summary>A shopper who sees a page of the way twice: by the back button, a reload, a bookmark, or with a second push in another tab.</summary>
public sealed class SecondVisitTests(DemoFixture demo)
{
    private const string Question = "Save this card with Tidewell?";

    [Fact]
    public async Task Back_afterNoThanks_saysThatNothingWasSaved()
    {
        await using var shopper = await demo.NewShopperAsync();
        await shopper.SendFromBankAsync("aurora");
        await shopper.SignUpOnTheWayAsync();
        await shopper.SeesAsync(Question);
        await shopper.PressAsync("No, thanks");
        var (_, receipt, _) = Assert.Single(await shopper.ResultsAtBankAsync());

        await shopper.Page.GoBackAsync();
        await shopper.SeesAsync("No card was saved");
        await Assertions.Expect(shopper.Page.GetByRole(AriaRole.Button)).ToHaveCountAsync(0);
        await shopper.Page.GetByRole(AriaRole.Link, new() { Name = "Back to your bank" }).ClickAsync();

        Assert.Equal((receipt, "CANCELLED"), (await shopper.ResultsAtBankAsync()).Select(result => (result.Receipt, result.Code)).Single());
        Assert.Equal(0, await demo.Calls.EnrollmentsOfAsync(receipt));
        shopper.Seen.AssertClean([receipt]);
    }

    [Fact]
    public async Task Back_fromSignInToTheBank_andForward_isSavedAllTheSame()
    {
        await using var shopper = await demo.NewShopperAsync();
        await shopper.BeCustomerAsync();
        await shopper.SendFromBankAsync("aurora");
        await shopper.SeesAsync("Sign in");

        await shopper.Page.GoBackAsync();
        await shopper.SeesAsync("Send your cards to a shop");
        await shopper.Page.GoForwardAsync();
        await shopper.SignInOnTheWayAsync();
        await shopper.SeesAsync(Question);
        await shopper.PressAsync("Save card");

        await AssertSavedOnceAsync(shopper);
    }

    /// <summary>The shop's sign-in page leads on whoever is signed in, as most do.</summary>
    [Fact]
    public async Task Back_fromTheConfirmPageToSignIn_leadsToTheConfirmPageAgain()
    {
        await using var shopper = await demo.NewShopperAsync();
        await shopper.BeCustomerAsync();
        await shopper.SendFromBankAsync("aurora");
        await shopper.SignInOnTheWayAsync();
        await shopper.SeesAsync(Question);

        await shopper.Page.GoBackAsync();
        await shopper.SeesAsync(Question);
        await shopper.PressAsync("Save card");

        await AssertSavedOnceAsync(shopper);
    }

    [Fact]
    public async Task Reload_ofTheConfirmPage_asksAgain()
    {
        await using var shopper = await demo.NewShopperAsync();
        await shopper.SendFromBankAsync("aurora");
        await shopper.SignUpOnTheWayAsync();
        await shopper.SeesAsync(Question);

        await shopper.Page.ReloadAsync();
        await shopper.SeesAsync(Question);
        await shopper.PressAsync("Save card");

        await AssertSavedOnceAsync(shopper);
    }

    [Fact]
    public async Task Bookmark_openedAfterTheEnd_showsTheOutcomeToItsCustomerOnly()
    {
        await using var shopper = await demo.NewShopperAsync();
        await shopper.BeCustomerAsync();
        await shopper.SendFromBankAsync("aurora");
        await shopper.SignInOnTheWayAsync();
        await shopper.SeesAsync(Question);
        var bookmark = shopper.Page.Url;
        await shopper.PressAsync("Save card");
        var (_, receipt, _) = Assert.Single(await shopper.ResultsAtBankAsync());

        await shopper.OpenTabAsync(bookmark);
        await shopper.SeesAsync("Your card is saved");
        await Assertions.Expect(shopper.Page.GetByRole(AriaRole.Button)).ToHaveCountAsync(0);

        await shopper.SignOutAsync();
        await shopper.Page.GotoAsync(bookmark);
        await shopper.SignInOnTheWayAsync();
        await shopper.SeesAsync("Your card is saved");

        await using var other = await demo.NewShopperAsync();
        await other.Page.GotoAsync(bookmark);
        await other.SignUpOnTheWayAsync();
        await other.SeesAsync("You are signed in with another account");
        Assert.Equal(1, await demo.Calls.EnrollmentsOfAsync(receipt));
        Assert.Equal(["4417"], await shopper.LastFoursAtShopAsync());
        Assert.Empty(await other.LastFoursAtShopAsync());
    }

    [Fact]
    public async Task TwoPushes_inTwoTabs_areBothSaved()
    {
        await using var shopper = await demo.NewShopperAsync();
        await shopper.BeCustomerAsync();
        await shopper.SendFromBankAsync("aurora");
        await shopper.SeesAsync("Sign in");
        var first = shopper.Page;
        await shopper.SendFromAnotherTabAsync("fjord");
        await shopper.SignInOnTheWayAsync();
        await shopper.SeesAsync(Question);

        // The first tab still has the sign-in page, which leads on now.
        await first.ReloadAsync();
        await Assertions.Expect(first.Locator("h1")).ToHaveTextAsync(Question);
        Assert.NotEqual(first.Url, shopper.Page.Url);
        await shopper.PressAsync("Save card");
        var (_, fjord, _) = Assert.Single(await shopper.ResultsAtBankAsync());
        await first.GetByRole(AriaRole.Button, new() { Name = "Save card" }).ClickAsync();
        await Assertions.Expect(first.Locator(".results li")).ToHaveAttributeAsync("data-code", "SUCCESS");
        var aurora = (await first.Locator(".results li").GetAttributeAsync("data-receipt"))!;

        Assert.NotEqual(fjord, aurora);
        Assert.Equal(1, await demo.Calls.EnrollmentsOfAsync(fjord));
        Assert.Equal(1, await demo.Calls.EnrollmentsOfAsync(aurora));
        Assert.Equal(["2086", "4417"], (await shopper.LastFoursAtShopAsync()).Order(StringComparer.Ordinal));
        shopper.Seen.AssertClean([fjord, aurora]);
    }

    private async Task AssertSavedOnceAsync(Shopper shopper)
    {
        var (_, receipt, code) = Assert.Single(await shopper.ResultsAtBankAsync());
        Assert.Equal("SUCCESS", code);
        Assert.Equal(1, await demo.Calls.EnrollmentsOfAsync(receipt));
        Assert.Equal(["4417"], await shopper.LastFoursAtShopAsync());
        shopper.Seen.AssertClean([receipt]);
    }
}
