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

        await AdvanceUntilAsync(time, () => shop.Recorded.Calls.Count == 3);
        Assert.Single(shop.Recorded.Calls.Select(card => card.Id).Distinct());
        Assert.Single(shop.Network.Calls);
        Assert.Equal(2, shop.Logs.GetSnapshot().Count(log => log.Id.Name == "RecorderFailed"));
    }

    [Fact]
    public async Task Crash_afterAccept_isFinishedByTheSweep()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var shop = await TestShop.StartAsync(new TestShopSetup { Time = time });
        var push = await LeaveBehindAsync(shop, time, receipt => receipt);

        await AdvanceUntilAsync(time, () => shop.Recorded.Calls.Count == 1);

        Assert.Single(shop.Network.Calls);
        Assert.Equal(ReceiptState.Recorded, (await FindAsync(shop, push.Id)).Receipts[0].State);
    }

    [Fact]
    public async Task Crash_whileEnrolling_endsAsUnknownWithoutAnotherCall()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var shop = await TestShop.StartAsync(new TestShopSetup { Time = time });
        var push = await LeaveBehindAsync(shop, time, receipt => receipt with
        {
            State = ReceiptState.Enrolling,
            Attempt = 1,
            ClaimKey = "claimed",
            LeaseUntil = time.GetUtcNow().AddSeconds(55),
        });

        var settled = push;
        await AdvanceUntilAsync(time, async () => (settled = await FindAsync(shop, push.Id)).State == PushState.Returned);

        Assert.Equal(ReceiptState.Unknown, settled.Receipts[0].State);
        Assert.Equal("SP1504", settled.Receipts[0].Code);
        Assert.Empty(shop.Network.Calls);
    }

    [Fact]
    public async Task Crash_afterAcceptAndPastParking_isNotEnrolledAnyMore()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var shop = await TestShop.StartAsync(new TestShopSetup { Time = time });
        var push = await LeaveBehindAsync(shop, time, receipt => receipt, dueIn: TimeSpan.FromMinutes(16));

        await AdvanceUntilAsync(time, async () => (await FindAsync(shop, push.Id)).State == PushState.Returned);

        Assert.Equal(ReceiptState.Expired, (await FindAsync(shop, push.Id)).Receipts[0].State);
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

        await AdvanceUntilAsync(time, () => shop.Network.Deleted.Count == 3);
        await AdvanceUntilAsync(time, () => shop.Logs.GetSnapshot().Count(log => log.Id.Name == "RecorderRefused") == 3);
        Assert.Single(shop.Network.Deleted.Distinct());
    }

    [Fact]
    public async Task Parking_ends_expiresAndThenErases()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var shop = await TestShop.StartAsync(new TestShopSetup { Time = time });
        using var browser = shop.NewBrowser();
        var id = (await browser.GetAsync(TestShop.PushUri("MCC-STL-0001", null))).Location!.Split('/')[^1];

        await AdvanceUntilAsync(time, async () => (await FindAsync(shop, id)).State == PushState.Expired);
        await AdvanceUntilAsync(time, async () => (await FindAsync(shop, id)).Sealed is null);
        Assert.Null((await FindAsync(shop, id)).DueAt);
    }

    private static async Task<PushRecord> FindAsync(TestShop shop, string id) =>
        (await shop.Services.GetRequiredService<IPushStore>().FindAsync(id, TestContext.Current.CancellationToken))!;

    /// <summary>Puts a confirmed push into the store as a process that died would have left it.</summary>
    private static async Task<PushRecord> LeaveBehindAsync(
        TestShop shop,
        FakeTimeProvider time,
        Func<ReceiptRecord, ReceiptRecord> receipt,
        TimeSpan? dueIn = null)
    {
        var token = TestContext.Current.CancellationToken;
        var lot = shop.Services.GetRequiredService<PushLot>();
        var (push, _) = await lot.ParkAsync(new ScofPush.AspNetCore.Detection.PushRequest { Receipts = ["MCC-STL-0001"] }, token);
        return (await lot.MoveAsync(
            push,
            current => current with
            {
                State = PushState.Confirmed,
                CustomerKey = "key-anna",
                DueAt = time.GetUtcNow() + (dueIn ?? TimeSpan.FromSeconds(55)),
                Receipts = [receipt(current.Receipts[0])],
            },
            token)).Push;
    }

    private static Task AdvanceUntilAsync(FakeTimeProvider time, Func<bool> reached) => AdvanceUntilAsync(time, () => Task.FromResult(reached()));

    private static async Task AdvanceUntilAsync(FakeTimeProvider time, Func<Task<bool>> reached)
    {
        for (var step = 0; !await reached(); step++)
        {
            Assert.True(step < 2000, "it never came");
            time.Advance(TimeSpan.FromSeconds(2));
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
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
