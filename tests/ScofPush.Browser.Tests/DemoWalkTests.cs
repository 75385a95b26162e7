using Microsoft.Playwright;
using ScofPush.Browser.Tests.Shoppers;
using ScofPush.Browser.Tests.Stage;

namespace ScofPush.Browser.Tests;

/// <summary>The whole way, as a shopper with a narrow phone walks it: bank, shop, bank.</summary>
public sealed class DemoWalkTests(DemoFixture demo)
{
    [Fact]
    public async Task Approved_withNewAccount_isSavedShownAndRemovable()
    {
        await using var shopper = await demo.NewShopperAsync();
        await shopper.SendFromBankAsync("aurora");
        await shopper.SignUpOnTheWayAsync();

        await shopper.SeesAsync("Save this card with Tidewell?");
        var facts = shopper.Page.Locator("main dl");
        await Assertions.Expect(facts).ToContainTextAsync(shopper.Email);
        await Assertions.Expect(facts).ToContainTextAsync(new Uri(demo.Demo.Bank).Host);
        await shopper.PressAsync("Save card");

        var (_, receipt, code) = Assert.Single(await shopper.ResultsAtBankAsync());
        Assert.Equal("SUCCESS", code);
        await shopper.SeesAsync("Your card is ready");

        await shopper.GoToPaymentMethodsAsync();
        var card = Assert.Single(await shopper.Page.Locator(".cards > li").AllAsync());
        await Assertions.Expect(card).ToContainTextAsync("Aurora Gold");
        await Assertions.Expect(card.Locator(".card-line")).ToContainTextAsync("4417");
        await AssertArtIsShownAsync(shopper, card);

        await card.GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
        await Assertions.Expect(shopper.Page.GetByRole(AriaRole.Status)).ToHaveTextAsync("The card was removed.");
        await Assertions.Expect(shopper.Page.Locator(".cards > li")).ToHaveCountAsync(0);
        Assert.Equal(1, await demo.Calls.DeletionsOfAsync(receipt));
        shopper.Seen.AssertClean([receipt]);
    }

    [Fact]
    public async Task Approved_withExistingAccount_isSaved()
    {
        await using var shopper = await demo.NewShopperAsync();
        await shopper.BeCustomerAsync();
        await shopper.SendFromBankAsync("fjord");
        await shopper.SignInOnTheWayAsync();
        await shopper.SeesAsync("Save this card with Tidewell?");
        await Assertions.Expect(shopper.Page.Locator("main dl")).ToContainTextAsync(shopper.Email);
        await shopper.PressAsync("Save card");

        var (_, receipt, code) = Assert.Single(await shopper.ResultsAtBankAsync());
        Assert.Equal("SUCCESS", code);
        Assert.Equal(["2086"], await shopper.LastFoursAtShopAsync());
        shopper.Seen.AssertClean([receipt]);
    }

    [Fact]
    public async Task Declined_byTheIssuer_savesNothing()
    {
        await using var shopper = await demo.NewShopperAsync();
        await shopper.SendFromBankAsync("drift");
        await shopper.SignUpOnTheWayAsync();
        await shopper.SeesAsync("Save this card with Tidewell?");
        await shopper.PressAsync("Save card");

        var (_, receipt, code) = Assert.Single(await shopper.ResultsAtBankAsync());
        Assert.Equal("DECLINED", code);
        Assert.Empty(await shopper.LastFoursAtShopAsync());
        shopper.Seen.AssertClean([receipt]);
    }

    [Fact]
    public async Task Approved_sentInThePlainForm_isSaved()
    {
        await using var shopper = await demo.NewShopperAsync();
        await shopper.PickAtBankAsync("aurora");
        await shopper.Page.GetByLabel("Sign the push").UncheckAsync();
        await shopper.PressAsync("Continue to the shop");
        await shopper.SignUpOnTheWayAsync();
        await shopper.SeesAsync("Save this card with Tidewell?");
        await shopper.PressAsync("Save card");

        var (_, receipt, code) = Assert.Single(await shopper.ResultsAtBankAsync());
        Assert.Equal("SUCCESS", code);
        Assert.Equal(["4417"], await shopper.LastFoursAtShopAsync());
        shopper.Seen.AssertClean([receipt], "pushAccountReceipts");
    }

    [Fact]
    public async Task AuthenticationDue_isLeftToTheBankThatAsksForIt()
    {
        await using var shopper = await demo.NewShopperAsync();
        await shopper.PickAtBankAsync("polar");
        await shopper.Page.GetByText("Advanced").ClickAsync();
        await shopper.Page.GetByLabel("Let the bank finish authentication").CheckAsync();
        await shopper.AssertFitsAsync();
        await shopper.PressAsync("Continue to the shop");
        await shopper.SignUpOnTheWayAsync();
        await shopper.SeesAsync("Save this card with Tidewell?");
        await shopper.PressAsync("Save card");

        var (_, receipt, code) = Assert.Single(await shopper.ResultsAtBankAsync());
        Assert.Equal("REQUIRE_ADDITIONAL_AUTHENTICATION", code);
        await shopper.SeesAsync("Your card is saved");
        await Assertions.Expect(shopper.Page.Locator(".results h2")).ToHaveTextAsync("One more step");
        await Pictures.TakeAsync(shopper, "way-5-bank-result-one-more-step", ColorScheme.Light);
        Assert.Equal(["9031"], await shopper.LastFoursAtShopAsync());
        shopper.Seen.AssertClean([receipt]);
    }

    [Fact]
    public async Task NoThanks_isCancelledWithoutACall()
    {
        await using var shopper = await demo.NewShopperAsync();
        await shopper.SendFromBankAsync("aurora");
        await shopper.SignUpOnTheWayAsync();
        await shopper.SeesAsync("Save this card with Tidewell?");
        await shopper.PressAsync("No, thanks");

        var (_, receipt, code) = Assert.Single(await shopper.ResultsAtBankAsync());
        Assert.Equal("CANCELLED", code);
        Assert.Equal(0, await demo.Calls.EnrollmentsOfAsync(receipt));
        Assert.Empty(await shopper.LastFoursAtShopAsync());
        shopper.Seen.AssertClean([receipt]);
    }

    [Fact]
    public async Task TwoCards_ofDifferentFates_haveTheirOwnResults()
    {
        await using var shopper = await demo.NewShopperAsync();
        await shopper.SendFromBankAsync("fjord", "drift");
        await shopper.SignUpOnTheWayAsync();
        await shopper.SeesAsync("Save 2 cards with Tidewell?");
        Assert.Equal(["Mastercard debit card", "Mastercard credit card"], await shopper.Page.Locator("main ul li").AllInnerTextsAsync());
        await shopper.PressAsync("Save cards");

        var results = await shopper.ResultsAtBankAsync();
        Assert.Equal([("fjord", "SUCCESS"), ("drift", "DECLINED")], results.Select(result => (result.Card, result.Code)));
        Assert.Equal(["2086"], await shopper.LastFoursAtShopAsync());
        shopper.Seen.AssertClean([.. results.Select(result => result.Receipt)]);
    }

    /// <summary>The face is a picture inside an SVG, which tells no size: the same address, under the same policy, must give an image.</summary>
    private static async Task AssertArtIsShownAsync(Shopper shopper, ILocator card)
    {
        var address = await card.Locator("image").GetAttributeAsync("href");
        Assert.True(shopper.Seen.HasPicture(address!), $"{address} was not loaded.");
        var width = await shopper.Page.EvaluateAsync<int>(
            "async address => { const art = new Image(); art.src = address; await art.decode(); return art.naturalWidth; }", address);
        Assert.True(width > 0);
    }
}
