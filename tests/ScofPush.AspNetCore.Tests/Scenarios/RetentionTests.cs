using System.Globalization;
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

/// <summary>What is kept of a customer goes: by itself after its time, at once on the host's word. A used receipt stays used.</summary>
public sealed class RetentionTests
{
    private static readonly TimeSpan Month = TimeSpan.FromDays(30);

    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);

    [Fact]
    public async Task Recorded_push_tellsOfNobodyAfterItsTimeAndNotBefore()
    {
        await using var shop = await StartAsync();
        using var browser = shop.NewBrowser();
        var id = await AcceptAsync(shop, browser);
        var before = await shop.FindPushAsync(id);

        _time.Advance(Month);
        await SweepAsync();
        Assert.Equal("key-anna", (await shop.FindPushAsync(id)).CustomerKey);

        await _time.AdvanceUntilAsync(async () => (await shop.FindPushAsync(id)).IsAnonymous());

        var after = await shop.FindPushAsync(id);
        Assert.Equal((PushState.Returned, null, null, null), (after.State, after.Sealed, after.CustomerKey, after.DueAt));
        var expected = new ReceiptRecord { RecordId = "", State = ReceiptState.Recorded, ClaimKey = before.Receipts[0].ClaimKey, Attempt = 1 };
        Assert.Equal(expected, Assert.Single(after.Receipts));
        Assert.Equal("SP1201", (await browser.GetAsync($"/scof-push/{id}")).Code);
        Assert.Single(shop.Logs.GetSnapshot(), log => log.Id.Name == "Anonymized");
    }

    [Theory]
    [InlineData("anna")]
    [InlineData("bert")]
    public async Task Receipt_ofAnAnonymizedPush_isNeverEnrolledAgain(string user)
    {
        await using var shop = await StartAsync();
        using var browser = shop.NewBrowser();
        var id = await AcceptAsync(shop, browser);
        await AnonymizeAsync(shop, id);
        using var other = shop.NewBrowser();

        var answer = await (await shop.ArriveAsync(other, user: user)).SubmitAsync("/accept");

        Assert.EndsWith("=DUPLICATE_REQUEST", answer.Location, StringComparison.Ordinal);
        Assert.Single(shop.Network.Calls);
        Assert.Single(shop.Recorded.Calls);
    }

    [Fact]
    public async Task Expired_boundToNobody_isAnonymizedToo()
    {
        await using var shop = await StartAsync();
        using var browser = shop.NewBrowser();
        var id = (await browser.GetAsync(TestShop.PushUri("MCC-STL-0001", null))).Location!.Split('/')[^1];
        await _time.AdvanceUntilAsync(async () => (await shop.FindPushAsync(id)).Sealed is null);

        await AnonymizeAsync(shop, id);

        Assert.Equal(PushState.Expired, (await shop.FindPushAsync(id)).State);
        Assert.Equal("SP1201", (await browser.GetAsync($"/scof-push/{id}")).Code);
    }

    [Fact]
    public async Task Undelivered_card_isKeptUntilTheOperatorHasMendedIt()
    {
        await using var shop = await StartAsync(new() { ["ScofPush:Recording:MaxFailures"] = "1" });
        using var browser = shop.NewBrowser();
        shop.Recorded.Answer = _ => throw new InvalidOperationException("no such table");
        var id = await AcceptAsync(shop, browser);
        _time.Advance(Month * 3);
        await SweepAsync();
        var kept = await shop.FindPushAsync(id);
        Assert.Equal(("key-anna", ReceiptState.Undelivered), (kept.CustomerKey, kept.Receipts[0].State));
        Assert.NotNull(kept.Receipts[0].Card);

        // What SP1604 tells the operator to do.
        shop.Recorded.Answer = _ => Task.FromResult(RecordingResult.Recorded);
        var store = shop.Services.GetRequiredService<IPushStore>();
        var mended = kept with { DueAt = _time.GetUtcNow(), Receipts = [kept.Receipts[0] with { State = ReceiptState.Enrolled }] };
        Assert.Equal(ReplaceResult.Replaced, await store.ReplaceAsync(mended, TestContext.Current.CancellationToken));

        await _time.AdvanceUntilAsync(async () => (await shop.FindPushAsync(id)).IsAnonymous());
        Assert.Equal(2, shop.Recorded.Calls.Count);
    }

    [Fact]
    public async Task EraseScofPushCustomer_endedPushesAndCards_goAtOnceAndOnlyTheCustomers()
    {
        await using var shop = await StartAsync(services: WithoutRecorder);
        using var anna = shop.NewBrowser();
        using var bert = shop.NewBrowser();
        var first = await AcceptAsync(shop, anna);
        var declined = await shop.ArriveAsync(anna, "MCC-STL-0002");
        await declined.SubmitAsync("/decline");
        var others = await AcceptAsync(shop, bert, "MCC-STL-0003", "bert");

        Assert.Equal((2, 0, 1), await EraseAsync(shop));

        Assert.True((await shop.FindPushAsync(first)).IsAnonymous());
        Assert.True((await shop.FindPushAsync(Id(declined))).IsAnonymous());
        Assert.Equal("key-bert", (await shop.FindPushAsync(others)).CustomerKey);
        Assert.Empty(await CardsAsync(shop, "key-anna"));
        Assert.Single(await CardsAsync(shop, "key-bert"));
        Assert.Empty(shop.Network.Deleted);
        Assert.Equal((0, 0, 0), await EraseAsync(shop));
        Assert.DoesNotContain(shop.Logs.GetSnapshot(), log => log.Category!.StartsWith("ScofPush", StringComparison.Ordinal) && log.Message.Contains("key-anna", StringComparison.Ordinal));
    }

    [Fact]
    public async Task EraseScofPushCustomer_pushThatNobodyAccepted_endsUndecided()
    {
        await using var shop = await StartAsync();
        using var browser = shop.NewBrowser();
        var confirm = await shop.ArriveAsync(browser);

        Assert.Equal((1, 0, 0), await EraseAsync(shop));

        Assert.Equal("SP1201", (await confirm.SubmitAsync("/accept")).Code);
        Assert.Empty(shop.Network.Calls);
    }

    [Fact]
    public async Task EraseScofPushCustomer_whileTheNetworkIsAsked_losesNoCardAndForgetsAfterwards()
    {
        await using var shop = await StartAsync(services: WithoutRecorder);
        using var browser = shop.NewBrowser();
        var answer = new TaskCompletionSource<EnrollmentResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        shop.Network.Answer = (_, _) => answer.Task;
        var confirm = await shop.ArriveAsync(browser);
        var accepting = confirm.SubmitAsync("/accept");
        await WaitAsync(() => !shop.Network.Calls.IsEmpty);

        Assert.Equal((0, 1, 0), await EraseAsync(shop));
        answer.SetResult(FakeNetwork.Approve(shop.Network.Calls.Single()));

        Assert.EndsWith("=SUCCESS", (await accepting).Location, StringComparison.Ordinal);
        await _time.AdvanceUntilAsync(async () => (await shop.FindPushAsync(Id(confirm))).IsAnonymous());
        Assert.Equal(ReceiptState.Recorded, (await shop.FindPushAsync(Id(confirm))).Receipts[0].State);
        Assert.Empty(await CardsAsync(shop, "key-anna"));
        Assert.Equal((0, 0, 0), await EraseAsync(shop));
    }

    [Fact]
    public async Task EraseScofPushCustomer_recorderFails_isFinishedFirst()
    {
        await using var shop = await StartAsync();
        using var browser = shop.NewBrowser();
        shop.Recorded.Answer = _ => throw new InvalidOperationException("database is down");
        var id = await AcceptAsync(shop, browser);

        Assert.Equal((0, 1, 0), await EraseAsync(shop));

        // The account is gone by now, and the recorder says so: the card is deleted at the network.
        shop.Recorded.Answer = _ => Task.FromResult(RecordingResult.Refused);
        await _time.AdvanceUntilAsync(async () => (await shop.FindPushAsync(id)).IsAnonymous());
        Assert.Equal("key-anna", shop.Recorded.Calls.Last().CustomerKey);
        Assert.Single(shop.Network.Deleted);
    }

    [Fact]
    public async Task EraseScofPushCustomer_thenTheAnswerComesLate_isSaidAndNotRecordedForNobody()
    {
        var store = new InMemoryPushStore();
        await using var slow = await StartAsync(services: services => services.Replace(ServiceDescriptor.Singleton<IPushStore>(store)));
        await using var other = await StartAsync(services: services => services.Replace(ServiceDescriptor.Singleton<IPushStore>(store)));
        var late = new TaskCompletionSource<EnrollmentResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        slow.Network.Answer = (_, _) => late.Task;
        other.Network.Answer = (_, _) => Task.FromResult(new EnrollmentResult { Outcome = EnrollmentOutcome.Failed });
        using var browser = slow.NewBrowser();
        var confirm = await slow.ArriveAsync(browser);
        var accepting = confirm.SubmitAsync("/accept");
        await _time.AdvanceUntilAsync(async () => (await slow.FindPushAsync(Id(confirm))).Receipts[0].State == ReceiptState.GivenUp);
        Assert.Equal((1, 0, 0), await EraseAsync(other));

        late.SetResult(FakeNetwork.Approve(slow.Network.Calls.Single()));
        await _time.AdvanceUntilAsync(() => slow.Logs.GetSnapshot().Any(log => log.Id.Name == "AnswerTooLate"));

        await accepting;
        Assert.Empty(slow.Recorded.Calls);
        Assert.Equal(ReceiptState.GivenUp, (await slow.FindPushAsync(Id(confirm))).Receipts[0].State);
    }

    private Task<TestShop> StartAsync(Dictionary<string, string?>? settings = null, Action<IServiceCollection>? services = null) =>
        TestShop.StartAsync(new TestShopSetup { Time = _time, Settings = settings ?? [], Services = services ?? (_ => { }) });

    private static void WithoutRecorder(IServiceCollection services) => services.RemoveAll<ICardOnFileRecorder>().Add(StoreRecorder.Registration);

    /// <summary>How many pushes were anonymised, are under way, and how many cards were removed.</summary>
    private static async Task<(int Pushes, int UnderWay, int Cards)> EraseAsync(TestShop shop)
    {
        var underWay = await shop.Services.EraseScofPushCustomerAsync("key-anna", TestContext.Current.CancellationToken);
        var said = shop.Logs.GetSnapshot().Last(log => log.Id.Name == "CustomerErased");
        Assert.Equal($"{underWay}", said.GetStructuredStateValue("UnderWay"));
        return (Number("Pushes"), underWay, Number("Cards"));

        int Number(string name) => int.Parse(said.GetStructuredStateValue(name)!, CultureInfo.InvariantCulture);
    }

    private static Task<IReadOnlyList<CardOnFile>> CardsAsync(TestShop shop, string customer) =>
        shop.Services.GetRequiredService<ICardOnFileStore>().ListAsync(customer, TestContext.Current.CancellationToken);

    private static async Task<string> AcceptAsync(TestShop shop, Browser browser, string receipt = "MCC-STL-0001", string user = "anna")
    {
        var confirm = await shop.ArriveAsync(browser, receipt, user: user);
        await confirm.SubmitAsync("/accept");
        return Id(confirm);
    }

    private async Task AnonymizeAsync(TestShop shop, string id)
    {
        _time.Advance(Month);
        await _time.AdvanceUntilAsync(async () => (await shop.FindPushAsync(id)).IsAnonymous());
    }

    /// <summary>Time for some sweeps to do what they would.</summary>
    private async Task SweepAsync()
    {
        for (var step = 0; step < 20; step++)
        {
            _time.Advance(TimeSpan.FromSeconds(2));
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }

    private static async Task WaitAsync(Func<bool> reached)
    {
        while (!reached())
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }

    private static string Id(Page page) => page.Response.RequestMessage!.RequestUri!.AbsolutePath[^43..];
}
