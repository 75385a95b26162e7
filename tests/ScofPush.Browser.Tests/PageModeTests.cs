using ScofPush.Browser.Tests.Shoppers;
using ScofPush.Browser.Tests.Stage;

namespace ScofPush.Browser.Tests;

/// <summary>A shop that shows the card before the shopper leaves (<c>Returning:Mode</c> = <c>Page</c>): whether a browser really goes on by itself.</summary>
public sealed class PageModeTests(DemoFixture demo) : IAsyncLifetime
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("scofpush-page-mode-");
    private DemoProcess? _demo;

    public async ValueTask InitializeAsync()
    {
        demo.RequireBrowser();
        _demo = await DemoProcess.StartAsync(_data.FullName, ("ScofPush__Returning__Mode", "Page"));
    }

    public async ValueTask DisposeAsync()
    {
        if (_demo is not null)
        {
            await _demo.StopAsync();
            _demo.Dispose();
        }

        _data.Delete(recursive: true);
    }

    [Fact]
    public async Task Approved_pageMode_showsTheCardAndGoesOnByItself()
    {
        await using var shopper = await demo.NewShopperAsync(javaScript: false, _demo);
        await shopper.SendFromBankAsync("aurora");
        await shopper.SignUpOnTheWayAsync();
        await shopper.SeesAsync("Save this card with Tidewell?");
        await shopper.PressAsync("Save card");
        await shopper.SeesAsync("Your card is saved");
        await Pictures.TakeAsync(shopper, "done-page-mode-phone-light", 390, 844, Microsoft.Playwright.ColorScheme.Light);

        var (_, receipt, code) = Assert.Single(await shopper.ResultsAtBankAsync());

        Assert.Equal("SUCCESS", code);
        shopper.Seen.AssertClean([receipt]);
    }
}
