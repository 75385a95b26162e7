using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;
using ScofPush.AspNetCore.Enrollment;
using ScofPush.AspNetCore.Pending;
using ScofPush.AspNetCore.Recording;
using ScofPush.AspNetCore.Tests.Hosting;
using Xunit;

namespace ScofPush.AspNetCore.Tests.Scenarios;

/// <summary>What nobody waits for: retries, leftovers of a crash, the end of parking.</summary>
public sealed class BackgroundTests
{
    [Fact]
    public async Task Recorder_throwsTwice_isCalledAgainWithTheSameId()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var shop = await TestShop.StartAsync(new TestShopSetup { Time = time });
        using var browser = shop.NewBrowser();
        var calls = 0;
        shop.Recorded.Answer = _ => ++calls <= 2 ? throw new InvalidOperationException("database is down") : Task.FromResult(RecordingResult.Recorded);

        var answer = await (await shop.ArriveAsync(browser)).SubmitAsync("/accept");
        Assert.EndsWith("=SUCCESS", answer.Location, StringComparison.Ordinal);

        await time.AdvanceUntilAsync(() => shop.Recorded.Calls.Count == 3);
        Assert.Single(shop.Recorded.Calls.Select(card => card.Id).Distinct());
        Assert.Single(shop.Network.Calls);
        Assert.Equal(2, shop.Logs.GetSnapshot().Count(log => log.Id.Name == "RecorderFailed"));
    }

    [Fact]
    public async Task Recorder_failsForEver_putsTheCardAside()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var shop = await TestShop.StartAsync(new TestShopSetup { Time = time, Settings = new() { ["ScofPush:Recording:MaxFailures"] = "5" } });
        using var browser = shop.NewBrowser();
        shop.Recorded.Answer = _ => throw new InvalidOperationException("no such table");
        var confirm = await shop.ArriveAsync(browser);
        await confirm.SubmitAsync("/accept");
        var path = confirm.Response.RequestMessage!.RequestUri!.AbsolutePath;

        await time.AdvanceUntilAsync(async () => (await shop.FindPushAsync(path[^43..])).Receipts[0].State == ReceiptState.Undelivered);
        await time.AdvanceUntilAsync(async () => (await shop.FindPushAsync(path[^43..])).DueAt is null);

        var receipt = (await shop.FindPushAsync(path[^43..])).Receipts[0];
        Assert.Equal(("SP1604", 5), (receipt.Code, receipt.RecordingFailures));
        Assert.Contains("card-L-0001", receipt.Card, StringComparison.Ordinal);
        Assert.Equal(5, shop.Recorded.Calls.Count);
        Assert.Single(shop.Logs.GetSnapshot(), log => log.Id.Name == "Undelivered");
        Assert.Equal("Your card is not here yet", (await browser.GetAsync(path)).Heading);
    }

    [Fact]
    public async Task Recorder_hangs_isCalledAgainAndStopsNothing()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var shop = await TestShop.StartAsync(new TestShopSetup { Time = time });
        using var browser = shop.NewBrowser();
        var calls = 0;
        var never = new TaskCompletionSource<RecordingResult>();
        shop.Recorded.Answer = _ => ++calls == 1 ? never.Task : Task.FromResult(RecordingResult.Recorded);
        var confirm = await shop.ArriveAsync(browser);
        var accepting = confirm.SubmitAsync("/accept");

        await time.AdvanceUntilAsync(() => shop.Recorded.Calls.Count == 2);

        Assert.Single(shop.Recorded.Calls.Select(card => card.Id).Distinct());
        Assert.Single(shop.Network.Calls);
        await accepting;
    }

    [Fact]
    public async Task Crash_afterAccept_isFinishedByTheSweep()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var shop = await TestShop.StartAsync(new TestShopSetup { Time = time });
        var push = await shop.LeaveBehindAsync(time, receipt => receipt);

        await time.AdvanceUntilAsync(() => shop.Recorded.Calls.Count == 1);

        Assert.Single(shop.Network.Calls);
        Assert.Equal(ReceiptState.Recorded, (await shop.FindPushAsync(push.Id)).Receipts[0].State);
    }

    [Fact]
    public async Task Crash_whileEnrolling_isAskedOnceMore()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var shop = await TestShop.StartAsync(new TestShopSetup { Time = time });
        var push = await shop.LeaveBehindAsync(time, receipt => receipt with
        {
            State = ReceiptState.Enrolling,
            Attempt = 1,
            ClaimKey = "claimed",
            LeaseUntil = time.GetUtcNow().AddSeconds(55),
        });

        var settled = push;
        await time.AdvanceUntilAsync(async () => (settled = await shop.FindPushAsync(push.Id)).State == PushState.Returned);
        Assert.Equal((ReceiptState.Unknown, "SP1504"), (settled.Receipts[0].State, settled.Receipts[0].Code));
        Assert.Empty(shop.Network.Calls);

        await time.AdvanceUntilAsync(async () => (settled = await shop.FindPushAsync(push.Id)).Receipts[0].State == ReceiptState.Recorded);
        Assert.Single(shop.Network.Calls);
        Assert.Single(shop.Recorded.Calls);
    }

    [Fact]
    public async Task Crash_afterAcceptAndPastParking_isNotEnrolledAnyMore()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var shop = await TestShop.StartAsync(new TestShopSetup { Time = time });
        var push = await shop.LeaveBehindAsync(time, receipt => receipt, dueIn: TimeSpan.FromMinutes(16));

        await time.AdvanceUntilAsync(async () => (await shop.FindPushAsync(push.Id)).State == PushState.Returned);

        Assert.Equal(ReceiptState.Expired, (await shop.FindPushAsync(push.Id)).Receipts[0].State);
        Assert.Empty(shop.Network.Calls);
    }

    [Fact]
    public async Task Store_failsAfterTheAnswer_keepsTheAnswer()
    {
        var store = new FailingStore(new InMemoryPushStore());
        await using var shop = await TestShop.StartAsync(new TestShopSetup
        {
            Services = services => services.Replace(ServiceDescriptor.Singleton<IPushStore>(store)),
        });
        using var browser = shop.NewBrowser();
        store.FailuresOnEnrolled = 2;

        var answer = await (await shop.ArriveAsync(browser)).SubmitAsync("/accept");

        Assert.EndsWith("=SUCCESS", answer.Location, StringComparison.Ordinal);
        Assert.Single(shop.Network.Calls);
        Assert.Single(shop.Recorded.Calls);
        Assert.Equal(2, shop.Logs.GetSnapshot().Count(log => log.Id.Name == "AnswerNotWritten"));
    }

    [Fact]
    public async Task Refusal_whoseDeletionFails_isTriedAgain()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var shop = await TestShop.StartAsync(new TestShopSetup { Time = time });
        using var browser = shop.NewBrowser();
        shop.Recorded.Answer = _ => Task.FromResult(RecordingResult.Refused);
        shop.Network.Deletion = () => shop.Network.Deleted.Count < 3 ? CardOnFileOutcome.Failed : CardOnFileOutcome.Done;

        await (await shop.ArriveAsync(browser)).SubmitAsync("/accept");

        await time.AdvanceUntilAsync(() => shop.Network.Deleted.Count == 3);
        await time.AdvanceUntilAsync(() => shop.Logs.GetSnapshot().Count(log => log.Id.Name == "RecorderRefused") == 3);
        Assert.Single(shop.Network.Deleted.Distinct());
    }

    [Fact]
    public async Task Parking_ends_expiresAndThenErases()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var shop = await TestShop.StartAsync(new TestShopSetup { Time = time });
        using var browser = shop.NewBrowser();
        var id = (await browser.GetAsync(TestShop.PushUri("MCC-STL-0001", null))).Location!.Split('/')[^1];

        await time.AdvanceUntilAsync(async () => (await shop.FindPushAsync(id)).State == PushState.Expired);
        await time.AdvanceUntilAsync(async () => (await shop.FindPushAsync(id)).Sealed is null);
        var push = await shop.FindPushAsync(id);
        Assert.Equal(push.ExpiresAt + TimeSpan.FromDays(30), push.DueAt);
    }

    /// <summary>Fails the first writes of an enrolled card, as a database does that changes its primary.</summary>
    private sealed class FailingStore(IPushStore inner) : StoreDecorator(inner)
    {
        public int FailuresOnEnrolled { get; set; }

        public override Task<ReplaceResult> ReplaceAsync(PushRecord push, CancellationToken cancellationToken) =>
            push.Receipts[0].State == ReceiptState.Enrolled && FailuresOnEnrolled-- > 0
                ? throw new InvalidOperationException("connection lost")
                : base.ReplaceAsync(push, cancellationToken);
    }
}
