using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;
using ScofPush.AspNetCore.Enrollment;
using ScofPush.AspNetCore.Pending;
using ScofPush.AspNetCore.Tests.Hosting;
using ScofPush.Tests;
using Xunit;

namespace ScofPush.AspNetCore.Tests.Scenarios;

/// <summary>The node's clock jumps by hours in the middle of a push: nothing is lost, nothing enrolled twice.</summary>
public sealed class ClockTests
{
    private static readonly TimeSpan Hours = TimeSpan.FromHours(3);

    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);

    [Fact]
    public async Task Clock_forwardBeforeTheDecision_isAnExpiredPush()
    {
        await using var shop = await StartAsync();
        using var browser = shop.NewBrowser();
        var confirm = await shop.ArriveAsync(browser);

        Jump(Hours);

        Assert.Equal("SP1202", (await confirm.SubmitAsync("/accept")).Code);
        Assert.Empty(shop.Network.Calls);
    }

    [Fact]
    public async Task Clock_backBeforeTheDecision_isAcceptedAsEver()
    {
        await using var shop = await StartAsync();
        using var browser = shop.NewBrowser();
        var confirm = await shop.ArriveAsync(browser);

        Jump(-Hours);

        Assert.EndsWith("=SUCCESS", (await confirm.SubmitAsync("/accept")).Location, StringComparison.Ordinal);
        Assert.Single(shop.Network.Calls);
        Assert.Single(shop.Recorded.Calls);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task Clock_jumpsWhileTheNetworkIsAsked_keepsTheCard(int direction)
    {
        var store = new InMemoryPushStore();
        await using var shop = await StartAsync(store);
        await using var other = await StartAsync(store);
        using var browser = shop.NewBrowser();
        var confirm = await shop.ArriveAsync(browser);
        var answer = new TaskCompletionSource<EnrollmentResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        shop.Network.Answer = (_, _) => answer.Task;
        var accepting = confirm.SubmitAsync("/accept");
        await Leftovers.UntilAsync(() => Task.FromResult(!shop.Network.Calls.IsEmpty));

        Jump(Hours * direction);
        await SweepAsync();
        answer.SetResult(FakeNetwork.Approve(shop.Network.Calls.Single()));

        await _time.AdvanceUntilAsync(async () => (await shop.FindPushAsync(Id(confirm))).Receipts[0].State == ReceiptState.Recorded);
        await accepting;
        Assert.Empty(other.Network.Calls);
        Assert.Single(shop.Network.Calls);
        Assert.Equal(1, shop.Recorded.Calls.Count + other.Recorded.Calls.Count);
        Assert.Equal("Your card is saved", (await browser.GetAsync($"/scof-push/{Id(confirm)}")).Heading);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task Clock_jumpsWhileARecorderFails_isRecordedWhenItWorks(int direction)
    {
        await using var shop = await StartAsync();
        using var browser = shop.NewBrowser();
        shop.Recorded.Answer = _ => throw new InvalidOperationException("database is down");
        var confirm = await shop.ArriveAsync(browser);
        await confirm.SubmitAsync("/accept");
        shop.Recorded.Answer = _ => Task.FromResult(Recording.RecordingResult.Recorded);

        // Back: what is due by the old clock waits until the new one has come there.
        Jump(Hours * direction);
        await SweepAsync();
        Jump(Hours * (direction < 0 ? 1 : 0));

        await _time.AdvanceUntilAsync(async () => (await shop.FindPushAsync(Id(confirm))).Receipts[0].State == ReceiptState.Recorded);
        Assert.Equal(2, shop.Recorded.Calls.Count);
        Assert.Single(shop.Network.Calls);
    }

    [Fact]
    public async Task Clock_back_doesNotStopTheCountOfWhatIsParked()
    {
        await using var shop = await StartAsync(settings: new() { ["ScofPush:Pending:MaxParked"] = "2" });
        using var browser = shop.NewBrowser();
        foreach (var receipt in (string[])["MCC-STL-0001", "MCC-STL-0002"])
        {
            Assert.Equal(HttpStatusCode.SeeOther, (await browser.GetAsync(TestShop.PushUri(receipt, null))).Status);
        }

        var store = shop.Services.GetRequiredService<IPushStore>();
        Assert.Equal("SP1205", (await browser.GetAsync(TestShop.PushUri("MCC-STL-0003", null))).Code);
        Jump(-Hours);
        Assert.Equal("SP1205", (await browser.GetAsync(TestShop.PushUri("MCC-STL-0003", null))).Code);

        // They are over; by the old clock nobody would count for three hours.
        foreach (var id in await store.FindDueAsync(DateTimeOffset.MaxValue, 10, TestContext.Current.CancellationToken))
        {
            await store.ReplaceAsync(await shop.FindPushAsync(id) with { State = PushState.Expired }, TestContext.Current.CancellationToken);
        }

        _time.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(HttpStatusCode.SeeOther, (await browser.GetAsync(TestShop.PushUri("MCC-STL-0003", null))).Status);
    }

    private Task<TestShop> StartAsync(IPushStore? store = null, Dictionary<string, string?>? settings = null) => TestShop.StartAsync(new TestShopSetup
    {
        Time = _time,
        Settings = settings ?? [],
        Services = services => services.Replace(ServiceDescriptor.Singleton(store ?? new InMemoryPushStore())),
    });

    private void Jump(TimeSpan by) => _time.AdjustTime(_time.GetUtcNow() + by);

    /// <summary>Time for some sweeps to do what they would.</summary>
    private async Task SweepAsync()
    {
        for (var step = 0; step < 20; step++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }

    private static string Id(Page page) => page.Response.RequestMessage!.RequestUri!.AbsolutePath[^43..];
}
