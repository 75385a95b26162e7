using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ScofPush.Plugin.Tests.Hosting;

namespace ScofPush.Plugin.Tests.Scenarios;

/// <summary>The shop goes down in the middle and comes back with its files and its key ring.</summary>
public sealed class RestartTests(Market market)
{
    private const string Done = Market.Bank + "/done";

    /// <summary>Accept and progress answer at once, whatever the network is doing.</summary>
    private static readonly Dictionary<string, string?> WithoutWaiting = new(StringComparer.Ordinal) { ["ScofPush:Enrollment:Wait"] = "00:00:00" };

    [Fact]
    public async Task Restart_before_accept_keeps_push_and_page()
    {
        var folder = market.NewShopFolder();
        var push = await market.PushAsync(Done, "APPROVED");
        var shop = new ShopHost(folder);
        using var shopper = new Shopper(shop.Address);
        var confirm = await shopper.ArriveAsync(push);

        await shop.DisposeAsync();
        await using var restarted = new ShopHost(folder);
        shopper.MoveTo(restarted.Address);
        var answer = await shopper.StillOn(confirm).SubmitAsync("/accept");

        Assert.Equal(HttpStatusCode.SeeOther, answer.Status);
        Assert.Equal($"{Done}?results%5B{push.Receipt}%5D=SUCCESS", answer.Location);
        Assert.Single(await market.Network.EnrollsOfAsync(push.Receipt));
        Assert.Equal(push.LastFour, Assert.Single(await shopper.PaymentMethodsAsync()).LastFour);
    }

    [Fact]
    public async Task Stop_during_the_call_waits_for_the_answer()
    {
        var folder = market.NewShopFolder();
        var push = await market.PushAsync(Done, "SLOW");
        var shop = new ShopHost(folder, new ShopSetup { Settings = WithoutWaiting });
        using var shopper = new Shopper(shop.Address);
        var confirm = await shopper.ArriveAsync(push);
        var answer = await confirm.SubmitAsync("/accept");
        Assert.Equal(PathOf(confirm) + "/progress", answer.Location);
        await market.Network.WhenEnrolling(push.Receipt);

        await shop.DisposeAsync();
        Assert.True(Assert.Single(await market.Network.EnrollsOfAsync(push.Receipt)).Enrolled);
        await using var restarted = new ShopHost(folder);
        shopper.MoveTo(restarted.Address);
        var progress = await shopper.GetAsync(answer.Location!);

        Assert.Equal($"{Done}?results%5B{push.Receipt}%5D=SUCCESS", progress.Location);
        Assert.Single(await market.Network.EnrollsOfAsync(push.Receipt));
        Assert.Single(await shopper.PaymentMethodsAsync());
    }

    [Fact]
    public async Task Stop_asked_for_again_after_the_end_is_harmless()
    {
        var shop = new ShopHost(market.NewShopFolder());
        var services = shop.Services.GetServices<IHostedService>().Where(service => service.GetType().Namespace!.StartsWith("ScofPush.", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(services);

        await shop.DisposeAsync();

        foreach (var service in services)
        {
            await service.StopAsync(TestContext.Current.CancellationToken);
            if (service is IHostedLifecycleService lifecycle)
            {
                await lifecycle.StoppedAsync(TestContext.Current.CancellationToken);
            }
        }
    }

    [Fact]
    public async Task Kill_during_the_call_never_calls_again_and_ends_as_unknown()
    {
        var folder = market.NewShopFolder();
        var push = await market.PushAsync(Done, "SLOW");
        var contentRoot = market.Shop.Services.GetRequiredService<IWebHostEnvironment>().ContentRootPath;
        var shop = await ShopProcess.StartAsync(folder, contentRoot);
        using var shopper = new Shopper(shop.Address);
        var confirm = await shopper.ArriveAsync(push);
        var accept = confirm.SubmitAsync("/accept");
        await market.Network.WhenEnrolling(push.Receipt);

        await shop.DisposeAsync();
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => accept);
        var clock = new AdjustableClock();
        await using var restarted = new ShopHost(folder, new ShopSetup
        {
            Settings = WithoutWaiting,
            Services = services => services.AddSingleton<TimeProvider>(clock),
        });
        shopper.MoveTo(restarted.Address);

        // While the claim of the dead process may still be alive, the shopper waits.
        var again = await shopper.StillOn(confirm).SubmitAsync("/accept");
        Assert.Equal(PathOf(confirm) + "/progress", again.Location);
        var working = await shopper.GetAsync(again.Location!);
        Assert.Equal(HttpStatusCode.OK, working.Status);
        Assert.Equal("Saving your card", working.Heading);

        clock.Ahead = TimeSpan.FromMinutes(1);
        var end = await UntilSettledAsync(shopper, again.Location!);

        Assert.Equal($"{Done}?results%5B{push.Receipt}%5D=ERROR", end.Location);
        var done = await shopper.GetAsync(PathOf(confirm));
        Assert.Equal("Unknown", done.Find("[data-state]")!.GetAttribute("data-state"));
        Assert.Equal("SP1504", done.Find(".sp-code")!.TextContent);
        Assert.True(Assert.Single(await LoggedEnrollsAsync(push.Receipt)).Enrolled);
    }

    private static string PathOf(Page confirm) => confirm.Find("form[action$='/accept']")!.GetAttribute("action")![..^"/accept".Length];

    /// <summary>Refreshes the Working page as a browser does, until it leads on.</summary>
    private static async Task<Page> UntilSettledAsync(Shopper shopper, string progress)
    {
        while (true)
        {
            var page = await shopper.GetAsync(progress);
            if (page.Location is not null)
            {
                return page;
            }

            Assert.Equal(HttpStatusCode.OK, page.Status);
            Assert.Equal("Saving your card", page.Heading);
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>The network writes a call down when it answers, which may be after the caller is gone.</summary>
    private async Task<List<NetworkCall>> LoggedEnrollsAsync(string receipt)
    {
        while (true)
        {
            if (await market.Network.EnrollsOfAsync(receipt) is { Count: > 0 } calls)
            {
                return calls;
            }

            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }
}
