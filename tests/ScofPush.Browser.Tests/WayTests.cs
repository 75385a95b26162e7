using Microsoft.Playwright;
using ScofPush.Browser.Tests.Shoppers;
using ScofPush.Browser.Tests.Stage;

namespace ScofPush.Browser.Tests;

/// <summary>Pictures of what the shopper sees before and after the plugin's pages.</summary>
public sealed class WayTests(DemoFixture demo)
{
    [Fact]
    public async Task BankAndShop_fromSignInToSavedCard()
    {
        await using var shopper = await demo.NewShopperAsync();
        await shopper.Page.GotoAsync(demo.Demo.Bank);
        await Pictures.TakeAsync(shopper, "way-1-bank-sign-in", ColorScheme.Light);
        await shopper.PickAtBankAsync("fjord", "drift");
        await Pictures.TakeAllAsync(shopper, "way-2-bank-cards");
        await shopper.Page.GetByText("Advanced").ClickAsync();
        await Pictures.TakeAllAsync(shopper, "way-2-bank-cards-advanced");
        await shopper.PressAsync("Continue to the shop");
        await shopper.SeesAsync("Sign in");
        await Pictures.TakeAsync(shopper, "way-3-shop-sign-in", ColorScheme.Light);
        await shopper.SignUpOnTheWayAsync();
        await shopper.SeesAsync("Save 2 cards with Tidewell?");
        await shopper.PressAsync("Save cards");
        Assert.Equal(2, (await shopper.ResultsAtBankAsync()).Count);
        await Pictures.TakeAsync(shopper, "way-5-bank-result", ColorScheme.Light);
        await shopper.GoToPaymentMethodsAsync();
        await Pictures.TakeAsync(shopper, "way-6-shop-cards", ColorScheme.Light);
    }
}
