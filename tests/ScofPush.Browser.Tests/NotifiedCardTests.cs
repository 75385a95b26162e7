using Microsoft.Playwright;
using ScofPush.Browser.Tests.Shoppers;
using ScofPush.Browser.Tests.Stage;

namespace ScofPush.Browser.Tests;

/// <summary>What becomes of a saved card later: the issuer changes it at the network, and the shop's page tells.</summary>
public sealed class NotifiedCardTests(DemoFixture demo)
{
    [Fact]
    public async Task Card_suspendedResumedAndCancelledAtTheNetwork_isToldByTheShop()
    {
        await using var shopper = await demo.NewShopperAsync();
        await shopper.SendFromBankAsync("aurora");
        await shopper.SignUpOnTheWayAsync();
        await shopper.SeesAsync("Save this card with Tidewell?");
        await shopper.PressAsync("Save card");
        var (_, receipt, _) = Assert.Single(await shopper.ResultsAtBankAsync());
        var card = await demo.Calls.CardOfAsync(receipt);
        await AssertStatusAtShopAsync(shopper, "Ready to use");

        await ChangeAsync(shopper, card, "Suspend", "The card is SUSPENDED. Tidewell answered 204.");
        await Pictures.TakeAllAsync(shopper, "card-1-network-suspended");
        await AssertStatusAtShopAsync(shopper, "Suspended");
        await Pictures.TakeAllAsync(shopper, "card-2-shop-suspended");

        await ChangeAsync(shopper, card, "Resume", "The card is ACTIVE. Tidewell answered 204.");
        await AssertStatusAtShopAsync(shopper, "Ready to use");

        await ChangeAsync(shopper, card, "Delete", "The card is CANCELLED. Tidewell answered 204.");
        await Assertions.Expect(RowOf(shopper, card)).ToHaveCountAsync(0);
        await AssertStatusAtShopAsync(shopper, "Cancelled");
        await Pictures.TakeAllAsync(shopper, "card-3-shop-cancelled");
        await shopper.PressAsync("Remove Aurora Gold ending in 4417");
        await Assertions.Expect(shopper.Page.GetByRole(AriaRole.Status)).ToHaveTextAsync("The card was removed.");
        shopper.Seen.AssertClean([receipt]);
    }

    private async Task ChangeAsync(Shopper shopper, string card, string button, string answer)
    {
        await shopper.Page.GotoAsync(demo.Demo.Network + "/cards");
        await shopper.SeesAsync("Cards on file");
        await RowOf(shopper, card).GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();
        await Assertions.Expect(shopper.Page.GetByRole(AriaRole.Status)).ToHaveTextAsync(answer);
    }

    private static async Task AssertStatusAtShopAsync(Shopper shopper, string status)
    {
        await shopper.GoToPaymentMethodsAsync();
        await Assertions.Expect(shopper.Page.Locator(".cards > li .badge")).ToHaveTextAsync(status);
    }

    private static ILocator RowOf(Shopper shopper, string card) => shopper.Page.Locator($"tr[data-card='{card}']");
}
