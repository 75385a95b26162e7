using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;
using ScofPush.AspNetCore.Enrollment;
using ScofPush.AspNetCore.Pending;
using ScofPush.AspNetCore.Recording;
using ScofPush.AspNetCore.Tests.Hosting;
using ScofPush.Tests;
using Xunit;

namespace ScofPush.AspNetCore.Tests.Scenarios;

/// <summary>A receipt that comes in two pushes: one asks the network, the other waits for it and tells the same.</summary>
public sealed class SecondPushTests
{
    /// <summary>For what comes at once unless the code is wrong: then the test fails, and does not wait for ever.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);

    [Fact]
    public async Task Accept_sameReceiptWhileTheFirstPushIsAsking_eachGoesBackToItsOwnCallback()
    {
        await using var shop = await TestShop.StartAsync();
        using var anna = shop.NewBrowser();
        using var bert = shop.NewBrowser();
        var called = new TaskCompletionSource();
        var answered = new TaskCompletionSource();
        shop.Network.Answer = async (request, _) =>
        {
            called.SetResult();
            await answered.Task;
            return FakeNetwork.Approve(request);
        };
        var first = (await shop.ArriveAsync(anna)).SubmitAsync("/accept");
        await called.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);
        var second = await shop.ArriveAsync(anna, callback: TestShop.Bank + "/other?session=7");
        var stranger = await shop.ArriveAsync(bert, user: "bert");

        // Nobody else waits for it.
        var refused = await stranger.SubmitAsync("/accept").WaitAsync(Patience, TestContext.Current.CancellationToken);
        var following = second.SubmitAsync("/accept");
        answered.SetResult();

        Assert.Equal($"{TestShop.Bank}/done?results%5BMCC-STL-0001%5D=DUPLICATE_REQUEST", refused.Location);
        Assert.Equal($"{TestShop.Bank}/done?results%5BMCC-STL-0001%5D=SUCCESS", (await first).Location);
        Assert.Equal($"{TestShop.Bank}/other?session=7&results%5BMCC-STL-0001%5D=SUCCESS", (await following).Location);
        var done = await anna.GetAsync(second.Response.RequestMessage!.RequestUri!.AbsolutePath);
        Assert.Contains("•••• 4242", done.Find("main li strong")!.TextContent, StringComparison.Ordinal);
        Assert.StartsWith(TestShop.Bank + "/other?session=7", done.Find("a.sp-button")!.GetAttribute("href"), StringComparison.Ordinal);
        Assert.Single(shop.Network.Calls);
        Assert.Single(shop.Recorded.Calls);
    }

    [Fact]
    public async Task Recorder_failsAndTheReceiptIsPushedAgain_isCalledWithTheFirstIdOnly()
    {
        await using var shop = await StartAsync();
        using var browser = shop.NewBrowser();
        shop.Recorded.Answer = _ => throw new InvalidOperationException("database is down");
        await (await shop.ArriveAsync(browser)).SubmitAsync("/accept");

        var second = await (await shop.ArriveAsync(browser)).SubmitAsync("/accept");
        await _time.AdvanceUntilAsync(() => shop.Recorded.Calls.Count == 3);

        Assert.EndsWith("=SUCCESS", second.Location, StringComparison.Ordinal);
        Assert.Single(shop.Recorded.Calls.Select(card => card.Id).Distinct());
    }

    /// <summary>The one that waits is parked first and ends first: what it says is needed until the other is settled.</summary>
    [Fact]
    public async Task Unknown_anotherPushIsSettledAfterTheEndOfParking_endsAlike()
    {
        await using var shop = await StartAsync();
        using var browser = shop.NewBrowser();
        var waiting = await shop.ArriveAsync(browser);
        _time.Advance(TimeSpan.FromMinutes(13));
        var asking = await AcceptUnansweredAsync(shop, browser);
        shop.Network.Answer = (_, _) => Task.FromResult(new EnrollmentResult { Outcome = EnrollmentOutcome.Failed, NothingDone = true });
        await waiting.SubmitAsync("/accept");
        var end = (await shop.FindPushAsync(Id(waiting))).ExpiresAt;
        await _time.AdvanceUntilAsync(() => _time.GetUtcNow() > end + TimeSpan.FromMinutes(1));

        shop.Network.Answer = (request, _) => Task.FromResult(FakeNetwork.Approve(request));
        await _time.AdvanceUntilAsync(async () => (await shop.FindPushAsync(Id(waiting))).Receipts[0].State is not ReceiptState.Unknown);

        Assert.Equal("Your card is saved", (await browser.GetAsync(Path(waiting))).Heading);
        Assert.Equal("Your card is saved", (await browser.GetAsync(Path(asking))).Heading);
        Assert.Single(shop.Recorded.Calls);
        await _time.AdvanceUntilAsync(async () => (await shop.FindPushAsync(Id(waiting))).Sealed is null);
    }

    [Theory]
    [InlineData(RecordingResult.Recorded, ReceiptState.Recorded)]
    [InlineData(RecordingResult.Refused, ReceiptState.Failed)]
    public async Task Unknown_anotherPushIsBeingRecorded_waitsForTheRecorder(RecordingResult answer, ReceiptState state)
    {
        var store = new InMemoryPushStore();
        var setup = new TestShopSetup { Time = _time, Services = services => services.Replace(ServiceDescriptor.Singleton<IPushStore>(store)) };
        await using var shop = await TestShop.StartAsync(setup);
        await using var other = await TestShop.StartAsync(setup);
        using var browser = shop.NewBrowser();
        await AcceptUnansweredAsync(shop, browser);
        _time.Advance(TimeSpan.FromSeconds(10));
        var waiting = await shop.ArriveAsync(browser);
        await waiting.SubmitAsync("/accept");
        var asked = _time.GetUtcNow();
        var recorded = new TaskCompletionSource<RecordingResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        foreach (var node in (TestShop[])[shop, other])
        {
            node.Network.Answer = (request, _) => Task.FromResult(FakeNetwork.Approve(request));
            node.Recorded.Answer = _ => recorded.Task;
        }

        // One node waits for its recorder; the other comes to the second push meanwhile.
        await _time.AdvanceUntilAsync(() => _time.GetUtcNow() >= asked + TimeSpan.FromSeconds(28));
        Assert.Equal(1, shop.Recorded.Calls.Count + other.Recorded.Calls.Count);
        Assert.Equal(ReceiptState.Unknown, (await shop.FindPushAsync(Id(waiting))).Receipts[0].State);
        recorded.SetResult(answer);
        await _time.AdvanceUntilAsync(async () => (await shop.FindPushAsync(Id(waiting))).Receipts[0].State is not ReceiptState.Unknown);

        Assert.Equal(state, (await shop.FindPushAsync(Id(waiting))).Receipts[0].State);
        Assert.Equal(1, shop.Recorded.Calls.Count + other.Recorded.Calls.Count);
    }

    [Fact]
    public async Task Unknown_anotherPushIsNotRecordedYet_isNotRecordedByThisOne()
    {
        await using var shop = await StartAsync();
        using var browser = shop.NewBrowser();
        await AcceptUnansweredAsync(shop, browser);
        var waiting = await shop.ArriveAsync(browser);
        await waiting.SubmitAsync("/accept");
        shop.Network.Answer = (request, _) => Task.FromResult(FakeNetwork.Approve(request));
        shop.Recorded.Answer = _ => throw new InvalidOperationException("database is down");

        await _time.AdvanceUntilAsync(async () => (await shop.FindPushAsync(Id(waiting))).Receipts[0].State is not ReceiptState.Unknown);
        var calls = shop.Recorded.Calls.Count;
        await _time.AdvanceUntilAsync(() => shop.Recorded.Calls.Count >= calls + 2);

        Assert.Equal(ReceiptState.Recorded, (await shop.FindPushAsync(Id(waiting))).Receipts[0].State);
        Assert.Single(shop.Recorded.Calls.Select(card => card.Id).Distinct());
    }

    /// <summary>The claim that it waited for was given up and taken by somebody else.</summary>
    [Fact]
    public async Task Unknown_anotherCustomerHasTheReceiptByNow_isOnlyUsed()
    {
        await using var shop = await StartAsync();
        using var bert = shop.NewBrowser();
        var waiting = await shop.LeaveBehindAsync(
            _time, receipt => receipt with { State = ReceiptState.Unknown }, dueIn: TimeSpan.FromMinutes(1), state: PushState.Returned);
        Assert.EndsWith("=SUCCESS", (await (await shop.ArriveAsync(bert, user: "bert")).SubmitAsync("/accept")).Location, StringComparison.Ordinal);

        await _time.AdvanceUntilAsync(async () => (await shop.FindPushAsync(waiting.Id)).Receipts[0].State is not ReceiptState.Unknown);

        var receipt = (await shop.FindPushAsync(waiting.Id)).Receipts[0];
        Assert.Equal((ReceiptState.Duplicate, "SP1505", null), (receipt.State, receipt.Code, receipt.Card));
    }

    private Task<TestShop> StartAsync() => TestShop.StartAsync(new TestShopSetup { Time = _time });

    private static async Task<Page> AcceptUnansweredAsync(TestShop shop, Browser browser)
    {
        shop.Network.Answer = (_, _) => Task.FromResult(new EnrollmentResult { Outcome = EnrollmentOutcome.Unknown });
        var confirm = await shop.ArriveAsync(browser);
        Assert.EndsWith("=ERROR", (await confirm.SubmitAsync("/accept")).Location, StringComparison.Ordinal);
        return confirm;
    }

    private static string Path(Page page) => page.Response.RequestMessage!.RequestUri!.AbsolutePath;

    private static string Id(Page page) => Path(page)[^43..];
}
