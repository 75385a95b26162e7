using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;
using ScofPush.AspNetCore.Diagnostics;
using ScofPush.AspNetCore.Enrollment;
using ScofPush.AspNetCore.Pending;
using ScofPush.AspNetCore.Tests.Hosting;
using ScofPush.Tests;
using Xunit;

namespace ScofPush.AspNetCore.Tests.Scenarios;

/// <summary>An answer that was lost: the same receipt once more while it lives, then an operator (R-57, design 7).</summary>
public sealed class SettlingTests
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);

    [Theory]
    [InlineData(EnrollmentOutcome.Enrolled, false, ReceiptState.Recorded, null, "Your card is saved")]
    [InlineData(EnrollmentOutcome.Duplicate, false, ReceiptState.SavedUnread, "SP1507", "We did not get an answer")]
    [InlineData(EnrollmentOutcome.Declined, false, ReceiptState.Declined, "SP1501", "The card could not be saved")]
    [InlineData(EnrollmentOutcome.ReceiptExpired, true, ReceiptState.GivenUp, "SP1508", "We did not get an answer")]
    [InlineData(EnrollmentOutcome.Failed, false, ReceiptState.GivenUp, "SP1508", "We did not get an answer")]
    [InlineData(EnrollmentOutcome.Unknown, false, ReceiptState.GivenUp, "SP1508", "We did not get an answer")]
    public async Task Unknown_askedOnceMore_endsAsTheSecondAnswerSays(EnrollmentOutcome answer, bool isNothingDone, ReceiptState state, string? code, string heading)
    {
        await using var shop = await StartAsync();
        using var browser = shop.NewBrowser();
        var page = await AcceptUnansweredAsync(shop, browser);
        Assert.Equal("We are still asking", page.Heading);
        Assert.Equal($"5; url={Path(page)}", page.Header("Refresh"));
        Assert.Equal("We ask your bank again. This page shows what becomes of it; you need not wait here.", Text(page));

        shop.Network.Answer = (request, _) => Task.FromResult(
            answer == EnrollmentOutcome.Enrolled
                ? FakeNetwork.Approve(request)
                : new EnrollmentResult { Outcome = answer, NothingDone = isNothingDone });
        await _time.AdvanceUntilAsync(async () => (await shop.FindPushAsync(Id(page))).Receipts[0].State == state);

        Assert.Equal(2, shop.Network.Calls.Count);
        Assert.Single(shop.Network.Calls.Select(call => (call.Receipt, call.ConsumerId, call.CorrelationId)).Distinct());
        Assert.Equal(code, (await shop.FindPushAsync(Id(page))).Receipts[0].Code);
        var settled = await browser.GetAsync(Path(page));
        Assert.Equal((heading, null), (settled.Heading, settled.Header("Refresh")));
        Assert.Equal(state == ReceiptState.Recorded ? 1 : 0, shop.Recorded.Calls.Count);
        Assert.Equal(state == ReceiptState.GivenUp ? 1 : 0, shop.Logs.GetSnapshot().Count(log => log.Id.Name == "GivenUp"));
    }

    [Fact]
    public async Task Unknown_repeatCannotBeSent_isTriedWhileTheReceiptLives()
    {
        await using var shop = await StartAsync();
        using var browser = shop.NewBrowser();
        var page = await AcceptUnansweredAsync(shop, browser);
        shop.Network.Answer = (_, _) => Task.FromResult(new EnrollmentResult { Outcome = EnrollmentOutcome.Failed, NothingDone = true });
        await _time.AdvanceUntilAsync(() => shop.Network.Calls.Count == 4);
        Assert.Equal(ReceiptState.Unknown, (await SettledOrOpenAsync(shop, page)).State);

        shop.Network.Answer = (request, _) => Task.FromResult(FakeNetwork.Approve(request));
        await _time.AdvanceUntilAsync(() => shop.Recorded.Calls.Count == 1);

        Assert.Equal(5, shop.Network.Calls.Count);
    }

    [Fact]
    public async Task Unknown_repeatCannotBeSentTillTheEnd_isGivenUp()
    {
        await using var shop = await StartAsync();
        using var browser = shop.NewBrowser();
        var page = await AcceptUnansweredAsync(shop, browser);
        shop.Network.Answer = (_, _) => Task.FromResult(new EnrollmentResult { Outcome = EnrollmentOutcome.Failed, NothingDone = true });

        await _time.AdvanceUntilAsync(async () => (await shop.FindPushAsync(Id(page))).Receipts[0].State == ReceiptState.GivenUp);

        Assert.All(shop.Network.Calls, call => Assert.True(call.RetryUntil <= (_time.Start + TimeSpan.FromMinutes(6))));
        Assert.Null((await EndAsync(shop, page)).Sealed);
    }

    [Theory]
    [InlineData(1, ReceiptState.Recorded, 1)]
    [InlineData(2, ReceiptState.GivenUp, 0)]
    public async Task Crash_whileAsking_isRepeatedOnlyOnce(int attempt, ReceiptState state, int calls)
    {
        await using var shop = await StartAsync();
        var push = await shop.LeaveBehindAsync(
            _time,
            receipt => receipt with { State = ReceiptState.Enrolling, Attempt = attempt, ClaimKey = "claimed", LeaseUntil = _time.GetUtcNow().AddSeconds(55) },
            state: PushState.Returned);

        await _time.AdvanceUntilAsync(async () => (await shop.FindPushAsync(push.Id)).Receipts[0].State == state);

        Assert.Equal(calls, shop.Network.Calls.Count);
    }

    [Fact]
    public async Task Unknown_nobodyWasThereWhileTheReceiptLived_isGivenUpUnasked()
    {
        await using var shop = await StartAsync();
        var push = await shop.LeaveBehindAsync(
            _time,
            receipt => receipt with { State = ReceiptState.Unknown, Attempt = 1, ClaimKey = "claimed" },
            dueIn: TimeSpan.FromMinutes(20),
            state: PushState.Returned);

        await _time.AdvanceUntilAsync(async () => (await shop.FindPushAsync(push.Id)).Receipts[0].State == ReceiptState.GivenUp);

        Assert.Empty(shop.Network.Calls);
    }

    [Theory]
    [InlineData(0, EnrollmentOutcome.Duplicate, ReceiptState.SavedUnread)]
    [InlineData(0, EnrollmentOutcome.Declined, ReceiptState.Declined)]
    [InlineData(5, EnrollmentOutcome.Duplicate, ReceiptState.GivenUp)]
    public async Task Answer_comesAfterAnotherNodeAskedOrGaveUp_isNotLost(int minutesToAccept, EnrollmentOutcome repeated, ReceiptState settled)
    {
        var store = new InMemoryPushStore();
        var setup = new TestShopSetup { Time = _time, Services = services => services.Replace(ServiceDescriptor.Singleton<IPushStore>(store)) };
        await using var slow = await TestShop.StartAsync(setup);
        await using var other = await TestShop.StartAsync(setup);
        var late = new TaskCompletionSource<EnrollmentResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        slow.Network.Answer = (_, _) => late.Task;
        other.Network.Answer = (_, _) => Task.FromResult(new EnrollmentResult { Outcome = repeated });
        using var browser = slow.NewBrowser();
        var confirm = await slow.ArriveAsync(browser);
        _time.Advance(TimeSpan.FromMinutes(minutesToAccept));
        var accepting = confirm.SubmitAsync("/accept");
        await _time.AdvanceUntilAsync(async () => (await slow.FindPushAsync(Id(confirm))).Receipts[0].State == settled);

        late.SetResult(FakeNetwork.Approve(slow.Network.Calls.Single()));
        await _time.AdvanceUntilAsync(async () => (await slow.FindPushAsync(Id(confirm))).Receipts[0].State == ReceiptState.Recorded);

        Assert.Equal(1, slow.Recorded.Calls.Count + other.Recorded.Calls.Count);
        Assert.Equal("Your card is saved", (await browser.GetAsync(Path(confirm))).Heading);
        await accepting;
    }

    [Fact]
    public async Task Unknown_anotherPushOfTheReceipt_endsAlike()
    {
        await using var shop = await StartAsync();
        using var browser = shop.NewBrowser();
        var first = await AcceptUnansweredAsync(shop, browser);
        var second = await shop.ArriveAsync(browser);
        await second.SubmitAsync("/accept");
        Assert.Equal("We are still asking", (await browser.GetAsync(Path(second))).Heading);

        shop.Network.Answer = (request, _) => Task.FromResult(FakeNetwork.Approve(request));
        await _time.AdvanceUntilAsync(async () => (await browser.GetAsync(Path(second))).Heading == "Your card is saved");

        Assert.Equal("Your card is saved", (await browser.GetAsync(Path(first))).Heading);
        Assert.Equal(2, shop.Network.Calls.Count);
        Assert.Single(shop.Recorded.Calls);
    }

    private Task<TestShop> StartAsync() => TestShop.StartAsync(new TestShopSetup { Time = _time });

    /// <summary>Accepts, and the answer is lost. The bank is told ERROR; the shopper comes back to our page.</summary>
    private static async Task<Page> AcceptUnansweredAsync(TestShop shop, Browser browser)
    {
        shop.Network.Answer = (_, _) => Task.FromResult(new EnrollmentResult { Outcome = EnrollmentOutcome.Unknown, Code = ScofPushCodes.NetworkOutcomeUnknown });
        var confirm = await shop.ArriveAsync(browser);
        Assert.EndsWith("=ERROR", (await confirm.SubmitAsync("/accept")).Location, StringComparison.Ordinal);
        return await browser.GetAsync(Path(confirm));
    }

    /// <summary>While the network is asked the receipt is Enrolling for a moment.</summary>
    private static async Task<ReceiptRecord> SettledOrOpenAsync(TestShop shop, Page page)
    {
        while (true)
        {
            if ((await shop.FindPushAsync(Id(page))).Receipts[0] is { State: not ReceiptState.Enrolling } receipt)
            {
                return receipt;
            }

            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }

    private async Task<PushRecord> EndAsync(TestShop shop, Page page)
    {
        await _time.AdvanceUntilAsync(async () => (await shop.FindPushAsync(Id(page))).Sealed is null);
        return await shop.FindPushAsync(Id(page));
    }

    private static string Path(Page page) => page.Response.RequestMessage!.RequestUri!.AbsolutePath;

    private static string Id(Page page) => Path(page)[^43..];

    private static string Text(Page page) =>
        string.Join(' ', page.Find(".sp-why")!.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Where(word => !word.StartsWith("SP", StringComparison.Ordinal)));
}
