using Microsoft.Playwright;
using ScofPush.Browser.Tests.Stage;

namespace ScofPush.Browser.Tests;

/// <summary>The same way when something is out of the ordinary: a slow network, no JavaScript, the back button, two tabs.</summary>
public sealed class HardWalkTests(DemoFixture demo)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Slow_isWaitedFor(bool javaScript)
    {
        await using var shopper = await demo.NewShopperAsync(javaScript);
        await shopper.BeCustomerAsync();
        await shopper.SendFromBankAsync("lumi");
        await shopper.SignInOnTheWayAsync();
        await shopper.SeesAsync("Save this card with Tidewell?");
        await shopper.PressAsync("Save card");

        // The network takes longer than accept waits: the Working page carries on from there.
        var (_, receipt, code) = Assert.Single(await shopper.ResultsAtBankAsync());
        Assert.Equal("SUCCESS", code);
        Assert.Equal(1, await demo.Calls.EnrollmentsOfAsync(receipt));
        Assert.Equal(["3358"], await shopper.LastFoursAtShopAsync());
        shopper.Seen.AssertClean([receipt]);
    }

    [Fact]
    public async Task Approved_withoutJavaScript_isSaved()
    {
        await using var shopper = await demo.NewShopperAsync(javaScript: false);
        await shopper.SendFromBankAsync("aurora");
        await shopper.SignUpOnTheWayAsync();
        await shopper.SeesAsync("Save this card with Tidewell?");
        await shopper.PressAsync("Save card");

        var (_, receipt, code) = Assert.Single(await shopper.ResultsAtBankAsync());
        Assert.Equal("SUCCESS", code);
        Assert.Equal(["4417"], await shopper.LastFoursAtShopAsync());
        shopper.Seen.AssertClean([receipt]);
    }

    [Fact]
    public async Task Back_afterTheReturn_enrollsNothingAgain()
    {
        await using var shopper = await demo.NewShopperAsync();
        await shopper.SendFromBankAsync("aurora");
        await shopper.SignUpOnTheWayAsync();
        await shopper.SeesAsync("Save this card with Tidewell?");
        await shopper.PressAsync("Save card");
        var (_, receipt, _) = Assert.Single(await shopper.ResultsAtBankAsync());

        await shopper.Page.GoBackAsync();
        await shopper.SeesAsync("Your card is saved");
        await Assertions.Expect(shopper.Page.GetByRole(AriaRole.Button)).ToHaveCountAsync(0);
        await shopper.Page.ReloadAsync();
        await shopper.SeesAsync("Your card is saved");
        await shopper.Page.GetByRole(AriaRole.Link, new() { Name = "Back to your bank" }).ClickAsync();

        Assert.Equal((receipt, "SUCCESS"), (await shopper.ResultsAtBankAsync()).Select(result => (result.Receipt, result.Code)).Single());
        Assert.Equal(1, await demo.Calls.EnrollmentsOfAsync(receipt));
        Assert.Equal(["4417"], await shopper.LastFoursAtShopAsync());
        shopper.Seen.AssertClean([receipt]);
    }

    [Fact]
    public async Task Save_inTwoTabsAtOnce_enrollsOnce()
    {
        await using var shopper = await demo.NewShopperAsync();
        await shopper.SendFromBankAsync("lumi");
        await shopper.SignUpOnTheWayAsync();
        await shopper.SeesAsync("Save this card with Tidewell?");
        var first = shopper.Page;
        await shopper.OpenTabAsync(first.Url);
        await shopper.SeesAsync("Save this card with Tidewell?");

        await Task.WhenAll(shopper.PressAsync("Save card"), first.GetByRole(AriaRole.Button, new() { Name = "Save card" }).ClickAsync());

        var (_, receipt, code) = Assert.Single(await shopper.ResultsAtBankAsync());
        Assert.Equal("SUCCESS", code);
        await Assertions.Expect(first).ToHaveURLAsync(shopper.Page.Url);
        Assert.Equal(2, shopper.Seen.Accepts);
        Assert.Equal(1, await demo.Calls.EnrollmentsOfAsync(receipt));
        Assert.Equal(["3358"], await shopper.LastFoursAtShopAsync());
        shopper.Seen.AssertClean([receipt]);
    }
}
