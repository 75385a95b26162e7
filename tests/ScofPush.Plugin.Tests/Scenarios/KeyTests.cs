using ScofPush.AspNetCore.Diagnostics;
using ScofPush.Plugin.Tests.Hosting;

namespace ScofPush.Plugin.Tests.Scenarios;

/// <summary>The network's keys change, or cannot be had, while the shop runs .</summary>
public sealed class KeyTests(Market market)
{
    private const string Done = Market.Bank + "/done";

    private static readonly TimeSpan BeyondTheCooldown = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Rotate_at_the_network_is_followed_with_one_reading_and_ends_the_old_key()
    {
        var folder = market.NewFolder();
        var clock = new AdjustableClock();
        var before = new NetworkHost(market.Merchant, folder);
        await using var shop = new ShopHost(market.NewShopFolder(before), SignedShop.Setup(before.KeySetUrl, "Required", clock));
        using var shopper = new Shopper(shop.Address);
        var old = (await before.Issuer.PushAsync(Done, "APPROVED")).Signed;
        Assert.Equal($"{Done}?results%5B{old.Receipt}%5D=SUCCESS", (await shopper.AcceptAsync(old)).Location);

        await before.DisposeAsync();
        File.Delete(before.SigningKeyFile);
        await using var after = new NetworkHost(market.Merchant, folder, before.Address.Port);
        clock.Ahead = BeyondTheCooldown;
        var push = (await after.Issuer.PushAsync(Done, "APPROVED")).Signed;
        var pages = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => shopper.GetAsync(push.Link)));
        var answer = await shopper.AcceptAsync(push);
        var late = await shopper.GetAsync(old.Link);

        Assert.All(pages, page => Assert.StartsWith("/scof-push/", page.Location, StringComparison.Ordinal));
        Assert.Equal($"{Done}?results%5B{push.Receipt}%5D=SUCCESS", answer.Location);
        Assert.Equal(ScofPushCodes.SignedPushKeyUnknown, late.Code);
        Assert.Equal(1, after.KeyReadings);
    }

    [Fact]
    public async Task Start_without_the_network_takes_pushes_once_it_is_there()
    {
        var (folder, gone, lost) = await NetworkThatWasAsync();
        var clock = new AdjustableClock();
        await using var shop = new ShopHost(market.NewShopFolder(gone), SignedShop.Setup(gone.KeySetUrl, "Preferred", clock));
        using var shopper = new Shopper(shop.Address);
        var refused = await shopper.GetAsync(lost.Link);
        Assert.Equal(ScofPushCodes.SignedPushKeysUnavailable, refused.Code);
        Assert.NotNull(refused.Find("main a[href='/']"));

        await using var back = new NetworkHost(market.Merchant, folder, gone.Address.Port);
        clock.Ahead = BeyondTheCooldown;
        var push = (await back.Issuer.PushAsync(Done, "APPROVED")).Signed;
        var answer = await shopper.AcceptAsync(push);

        Assert.Equal($"{Done}?results%5B{push.Receipt}%5D=SUCCESS", answer.Location);
    }

    [Fact]
    public async Task Start_without_the_network_asks_again_by_itself()
    {
        var (folder, gone, lost) = await NetworkThatWasAsync();
        var setup = SignedShop.Setup(gone.KeySetUrl, "Preferred");
        setup.Settings["ScofPush:Detection:KeyRefreshCooldown"] = "00:00:01";
        await using var shop = new ShopHost(market.NewShopFolder(gone), setup);

        await using var back = new NetworkHost(market.Merchant, folder, gone.Address.Port);
        while (back.KeyReadings == 0)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        // The network has its old key again, so the push of before verifies; a new one would bring the shop to ask.
        using var shopper = new Shopper(shop.Address);
        Assert.StartsWith("/scof-push/", (await shopper.GetAsync(lost.Link)).Location, StringComparison.Ordinal);
        Assert.Equal(1, back.KeyReadings);
    }

    /// <summary>A network that has signed a push and is gone; its folder still holds the key.</summary>
    private async Task<(string Folder, NetworkHost Gone, Push Signed)> NetworkThatWasAsync()
    {
        var folder = market.NewFolder();
        await using var gone = new NetworkHost(market.Merchant, folder);
        return (folder, gone, (await gone.Issuer.PushAsync(Done, "APPROVED")).Signed);
    }
}
