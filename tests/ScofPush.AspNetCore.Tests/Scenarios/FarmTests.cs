using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ScofPush.AspNetCore.Pending;
using ScofPush.AspNetCore.Recording;
using ScofPush.AspNetCore.Tests.Hosting;
using ScofPush.Tests;
using Xunit;

namespace ScofPush.AspNetCore.Tests.Scenarios;

/// <summary>Two nodes on one store: clicks that land on both still give one call, one recording and one outcome.</summary>
public sealed class FarmTests
{
    [Fact]
    public async Task Accept_onTwoNodesAtOnce_callsAndRecordsOnce()
    {
        var meeting = new MeetingStore(new InMemoryPushStore());
        var setup = OnStore(meeting);
        await using var first = await TestShop.StartAsync(setup);
        await using var second = await TestShop.StartAsync(setup);
        foreach (var shop in new[] { first, second })
        {
            shop.Network.Answer = async (request, token) =>
            {
                await Task.Delay(200, token);
                return FakeNetwork.Approve(request);
            };
        }

        for (var round = 1; round <= 5; round++)
        {
            using var browser = first.NewBrowser();
            var confirm = await first.ArriveAsync(browser, $"MCC-STL-000{round}");
            using var other = new Browser(second.Address, browser.Cookies);
            var onOther = await other.GetAsync(confirm.Response.RequestMessage!.RequestUri!.AbsolutePath);

            var answers = await Task.WhenAll(confirm.SubmitAsync("/accept"), onOther.SubmitAsync("/accept"));

            Assert.All(answers, answer => Assert.EndsWith("=SUCCESS", answer.Location, StringComparison.Ordinal));
            Assert.Equal(round, first.Network.Calls.Count + second.Network.Calls.Count);
            Assert.Equal(round, first.Recorded.Calls.Count + second.Recorded.Calls.Count);
        }
    }

    [Fact]
    public async Task KeyRing_lost_isTrueToWhatWasDone()
    {
        var store = new InMemoryPushStore();
        await using var before = await TestShop.StartAsync(OnStore(store));
        await using var after = await TestShop.StartAsync(OnStore(store, services =>
            services.Replace(ServiceDescriptor.Singleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider()))));
        using var browser = before.NewBrowser();
        var undecided = (await before.ArriveAsync(browser, "MCC-STL-0001")).Response.RequestMessage!.RequestUri!.AbsolutePath;
        var confirm = await before.ArriveAsync(browser, "MCC-STL-0002");
        var saved = confirm.Response.RequestMessage!.RequestUri!.AbsolutePath;
        await confirm.SubmitAsync("/accept");

        using var later = after.NewBrowser();
        await later.GetAsync("/switch/anna");

        Assert.Equal("SP1203", (await later.GetAsync(undecided)).Code);
        Assert.Equal("Your card is saved", (await later.GetAsync(saved)).Heading);
    }

    [Fact]
    public async Task Recorder_slowRefusal_neverLooksLikeSuccess()
    {
        await using var shop = await TestShop.StartAsync(new TestShopSetup { Settings = { ["ScofPush:Enrollment:Wait"] = "00:00:00.05" } });
        using var browser = shop.NewBrowser();
        var decided = new TaskCompletionSource<RecordingResult>();
        shop.Recorded.Answer = _ => decided.Task;

        var accepted = await (await shop.ArriveAsync(browser)).SubmitAsync("/accept");
        Assert.EndsWith("/progress", accepted.Location, StringComparison.Ordinal);
        Assert.Equal("Saving your card", (await accepted.FollowAsync()).Heading);

        decided.SetResult(RecordingResult.Refused);
        var page = await browser.GetAsync(accepted.Location!);
        while (page.Location is null)
        {
            page = await browser.GetAsync(accepted.Location!);
        }

        Assert.EndsWith("=ERROR", page.Location, StringComparison.Ordinal);
        Assert.Single(shop.Network.Deleted);
    }

    private static TestShopSetup OnStore(IPushStore store, Action<IServiceCollection>? more = null) => new()
    {
        Services = services =>
        {
            services.Replace(ServiceDescriptor.Singleton(store));
            more?.Invoke(services);
        },
    };

    /// <summary>Lets two readers of a confirmed push that nobody has claimed wait for one another, so that both try to claim it.</summary>
    private sealed class MeetingStore(IPushStore inner) : StoreDecorator(inner)
    {
        private readonly Barrier _meeting = new(2);

        public override async Task<ReplaceResult> ReplaceAsync(PushRecord push, CancellationToken cancellationToken)
        {
            if (push.Receipts[0].State == ReceiptState.Enrolling)
            {
                await Task.Run(() => _meeting.SignalAndWait(TimeSpan.FromSeconds(1), cancellationToken), cancellationToken);
            }

            return await base.ReplaceAsync(push, cancellationToken);
        }
    }
}
