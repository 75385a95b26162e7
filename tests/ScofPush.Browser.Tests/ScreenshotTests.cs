using Microsoft.Playwright;
using ScofPush.Browser.Tests.Shoppers;
using ScofPush.Browser.Tests.Stage;

namespace ScofPush.Browser.Tests;

/// <summary>Pictures of every page of the plugin, for people to look at, after a program has looked for barriers.</summary>
public sealed class ScreenshotTests(DemoFixture demo)
{
    [Fact]
    public async Task Confirm_oneCard()
    {
        await using var shopper = await demo.NewShopperAsync();
        await ArriveAsync(shopper, demo.Demo.Bank + "/push/result?ref=0", ("Aurora Gold", "CREDIT", "APPROVED"));
        await Pictures.TakeAllAsync(shopper, "confirm");
        await Pictures.TakeAsync(shopper, "confirm-narrow-light", Shopper.NarrowWidth, 640, ColorScheme.Light);

        await shopper.Page.GotoAsync(shopper.Page.Url + "/again");
        await shopper.SeesAsync("Save this card with Tidewell?");
        await Pictures.TakeAllAsync(shopper, "confirm-again");
    }

    [Fact]
    public async Task Confirm_threeCards()
    {
        await using var shopper = await demo.NewShopperAsync();
        await ArriveAsync(
            shopper,
            demo.Demo.Bank + "/push/result?ref=0",
            ("Aurora Gold", "CREDIT", "APPROVED"), ("Fjord Everyday", "DEBIT", "APPROVED"), ("Moss Student", "MAESTRO", "APPROVED"));
        await Pictures.TakeAllAsync(shopper, "confirm-three");
        await Pictures.TakeAsync(shopper, "confirm-three-narrow-light", Shopper.NarrowWidth, 640, ColorScheme.Light);
    }

    [Fact]
    public async Task Working()
    {
        await using var shopper = await demo.NewShopperAsync();
        await ArriveAsync(shopper, callback: null, ("Lumi Travel", "CREDIT", "SLOW"));
        await shopper.PressAsync("Save card");
        await shopper.SeesAsync("Saving your card");

        // The page would go on while its picture is taken.
        await shopper.Page.RouteAsync("**/progress", route => route.AbortAsync("aborted"));
        await Pictures.TakeAllAsync(shopper, "working");
    }

    [Fact]
    public async Task Done_saved()
    {
        await using var shopper = await demo.NewShopperAsync();
        await ArriveAsync(shopper, callback: null, ("Aurora Gold", "CREDIT", "APPROVED"));
        await shopper.PressAsync("Save card");
        await shopper.SeesAsync("Your card is saved");
        Assert.True(await shopper.Page.Locator("main img").EvaluateAsync<bool>("art => art.complete && art.naturalWidth > 0"));
        await Pictures.TakeAllAsync(shopper, "done-saved");
    }

    [Fact]
    public async Task Done_mixed()
    {
        await using var shopper = await demo.NewShopperAsync();
        await ArriveAsync(
            shopper,
            "https://stranger.example/back",
            ("Fjord Everyday", "DEBIT", "APPROVED"),
            ("Polar World", "CREDIT", "APPROVED_PENDING_SCA"),
            ("Drift Rewards", "CREDIT", "ISSUER_DECLINED"),
            ("Skerry Platinum", "CREDIT", "ALREADY_SAVED"),
            ("Tide Business", "CREDIT", "UNREADABLE"));
        await shopper.PressAsync("Save cards");
        await shopper.SeesAsync("2 of 5 cards are saved");
        await HoldRefreshAsync(shopper);
        await Pictures.TakeAllAsync(shopper, "done-mixed");
    }

    [Fact]
    public async Task Done_declined()
    {
        await using var shopper = await demo.NewShopperAsync();
        await ArriveAsync(shopper, callback: null, ("Drift Rewards", "CREDIT", "ISSUER_DECLINED"));
        await shopper.PressAsync("Save card");
        await shopper.SeesAsync("The card could not be saved");
        await Pictures.TakeAllAsync(shopper, "done-declined");
    }

    [Fact]
    public async Task Done_cancelled()
    {
        await using var shopper = await demo.NewShopperAsync();
        await ArriveAsync(shopper, callback: null, ("Aurora Gold", "CREDIT", "APPROVED"));
        await shopper.PressAsync("No, thanks");
        await shopper.SeesAsync("No card was saved");
        await Pictures.TakeAllAsync(shopper, "done-cancelled");
    }

    [Fact]
    public async Task Done_unanswered()
    {
        await using var shopper = await demo.NewShopperAsync();
        await ArriveAsync(shopper, callback: null, ("Tide Business", "CREDIT", "UNREADABLE"));
        await shopper.PressAsync("Save card");
        await shopper.SeesAsync("We are still asking");
        await HoldRefreshAsync(shopper);
        await Pictures.TakeAllAsync(shopper, "done-unanswered");
    }

    [Fact]
    public async Task SignIn_cancelled()
    {
        await using var shopper = await demo.NewShopperAsync();
        await shopper.LandAsync(await demo.Calls.PushAsync([("Aurora Gold", "CREDIT", "APPROVED")]), callback: null);
        await Pictures.TakeAllAsync(shopper, "shop-sign-in");
        await shopper.Page.GetByRole(AriaRole.Link, new() { Name = "Don’t save it" }).ClickAsync();
        await shopper.SeesAsync("Sign in to save your card");
        await Pictures.TakeAllAsync(shopper, "sign-in");
        await shopper.PressAsync("No, thanks");
        await shopper.SeesAsync("No card was saved");
    }

    [Fact]
    public async Task Confirm_anotherBrowser()
    {
        await using var shopper = await demo.NewShopperAsync();
        await ArriveAsync(shopper, callback: null, ("Aurora Gold", "CREDIT", "APPROVED"));
        await shopper.Page.Context.ClearCookiesAsync(new() { Path = "/scof-push" });
        await shopper.Page.ReloadAsync();
        await Assertions.Expect(shopper.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("SP1304");
        await Pictures.TakeAllAsync(shopper, "confirm-another-browser");
    }

    [Fact]
    public async Task Problem_unknownPush()
    {
        await using var shopper = await demo.NewShopperAsync();
        await shopper.Page.GotoAsync(demo.Demo.Shop + "/scof-push/" + new string('A', 43));
        await shopper.SeesAsync("We cannot find this card");
        await Pictures.TakeAllAsync(shopper, "problem-unknown");
    }

    /// <summary>The page would come again while its picture is taken.</summary>
    private static Task HoldRefreshAsync(Shopper shopper) => shopper.Page.RouteAsync("**/scof-push/*", route => route.Request.IsNavigationRequest
        ? route.AbortAsync("aborted")
        : route.ContinueAsync());

    /// <summary>Lands cards with these fates as a new customer, and goes on to the confirm page.</summary>
    private async Task ArriveAsync(Shopper shopper, string? callback, params (string Product, string Type, string Fate)[] cards)
    {
        await shopper.LandAsync(await demo.Calls.PushAsync(cards), callback);
        await shopper.SignUpOnTheWayAsync();
        await shopper.SeesAsync(cards.Length == 1 ? "Save this card with Tidewell?" : $"Save {cards.Length} cards with Tidewell?");
    }
}
