using System.Text.RegularExpressions;
using Microsoft.Playwright;
using ScofPush.Browser.Tests.Stage;

namespace ScofPush.Browser.Tests;

/// <summary>
/// A bank's callback leads on to another host. Browsers hold every redirect after a form to the page's form-action: the shopper must
/// arrive all the same.
/// </summary>
public sealed class WayOnTests(DemoFixture demo)
{
    [Theory]
    [InlineData("Save card", "SUCCESS")]
    [InlineData("No, thanks", "CANCELLED")]
    public async Task Callback_thatLeadsOn_isFollowedToItsEnd(string button, string code)
    {
        await using var shopper = await demo.NewShopperAsync();
        await using var hop = await HopServer.StartAsync(demo.Demo.Bank + "/push/result");
        await shopper.PickAtBankAsync();
        await shopper.Page.GotoAsync($"{demo.Demo.Shop}/?pushAccountData={await demo.Calls.SignAsync(hop.Address + "/back?ref=0")}");
        await shopper.SignUpOnTheWayAsync();
        await shopper.SeesAsync("Save this card with Tidewell?");

        await shopper.PressAsync(button);

        var end = new Regex($"^{Regex.Escape(demo.Demo.Bank)}/push/result.*={code}$", RegexOptions.None, TimeSpan.FromSeconds(1));
        await Assertions.Expect(shopper.Page).ToHaveURLAsync(end);
    }
}
