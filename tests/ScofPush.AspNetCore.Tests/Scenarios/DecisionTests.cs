using System.Net;
using ScofPush.AspNetCore.Diagnostics;
using ScofPush.AspNetCore.Enrollment;
using ScofPush.AspNetCore.Tests.Hosting;
using Xunit;

namespace ScofPush.AspNetCore.Tests.Scenarios;

public sealed class DecisionTests
{
    /// <summary>For what comes at once unless the code is wrong: then the test fails, and does not wait for ever.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData("/")]
    [InlineData("/unknown/path")]
    [InlineData("/private")]
    [InlineData("/api/items")]
    [InlineData("/scof-push")]
    public async Task Landing_onAnyRoute_parksAndCleansTheAddress(string path)
    {
        await using var shop = await TestShop.StartAsync();
        using var browser = shop.NewBrowser();

        var landing = await browser.GetAsync($"{path}?utm_source=app&pushAccountReceipts=MCC-STL-0001");

        Assert.Equal(HttpStatusCode.SeeOther, landing.Status);
        Assert.Matches("^/scof-push/[A-Za-z0-9_-]{43}$", landing.Location);
        Assert.Equal("no-cache, no-store", landing.Header("Cache-Control"));
        Assert.Equal("no-referrer", landing.Header("Referrer-Policy"));

        var challenge = await browser.GetAsync(landing.Location!);
        Assert.Equal(shop.Address + "sign-in?ReturnUrl=" + Uri.EscapeDataString(landing.Location!), challenge.Location);
    }

    [Fact]
    public async Task Decline_returnsCancelledForEveryReceipt()
    {
        await using var shop = await TestShop.StartAsync();
        using var browser = shop.NewBrowser();
        var confirm = await shop.ArriveAsync(browser, "MCC-STL-0001,DMC-STL-0002");
        Assert.Equal("Save 2 cards with Kiln & Leaf?", confirm.Heading);
        Assert.Equal(["Mastercard credit card", "Mastercard debit card"], confirm.Document.QuerySelectorAll("ul li").Select(item => item.TextContent.Trim()));

        var answer = await confirm.SubmitAsync("/decline");

        Assert.Equal("https://bank.example/done?results%5BMCC-STL-0001%5D=CANCELLED&results%5BDMC-STL-0002%5D=CANCELLED", answer.Location);
        Assert.Equal("CANCELLED", (await confirm.SubmitAsync("/accept")).Location!.Split('=')[^1]);
        Assert.Empty(shop.Network.Calls);
    }

    [Fact]
    public async Task Accept_severalReceipts_eachItsOwnResultInOneSession()
    {
        await using var shop = await TestShop.StartAsync();
        using var browser = shop.NewBrowser();
        shop.Network.Answer = (request, _) => Task.FromResult(request.Receipt.EndsWith('2')
            ? new EnrollmentResult { Outcome = EnrollmentOutcome.Declined, Code = ScofPushCodes.CardDeclined }
            : FakeNetwork.Approve(request));

        var answer = await (await shop.ArriveAsync(browser, "MCC-STL-0001,MCC-STL-0002,MCC-STL-0003")).SubmitAsync("/accept");

        Assert.EndsWith("0001%5D=SUCCESS&results%5BMCC-STL-0002%5D=DECLINED&results%5BMCC-STL-0003%5D=SUCCESS", answer.Location, StringComparison.Ordinal);
        Assert.Equal([null, "flow-1", "flow-1"], shop.Network.Calls.Select(call => call.FlowId));
        Assert.Single(shop.Network.Calls.Select(call => call.CorrelationId).Distinct());
        Assert.Equal(2, shop.Recorded.Calls.Select(card => card.Id).Distinct().Count());
    }

    [Fact]
    public async Task Accept_withoutCallback_showsDone()
    {
        await using var shop = await TestShop.StartAsync();
        using var browser = shop.NewBrowser();

        var done = await (await (await shop.ArriveAsync(browser, callback: null)).SubmitAsync("/accept")).FollowAsync();

        Assert.Equal("Your card is saved", done.Heading);
        Assert.Contains("•••• 4242", done.Find("main li strong")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("https://assets.mastercard.com/art.png", done.Find("main img")!.GetAttribute("src"));
    }

    [Fact]
    public async Task Accept_withUnknownCallback_letsTheShopperDecide()
    {
        await using var shop = await TestShop.StartAsync();
        using var browser = shop.NewBrowser();
        var confirm = await shop.ArriveAsync(browser, callback: "https://stranger.example/x");
        Assert.DoesNotContain("stranger", confirm.Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Contains("not known to us", confirm.Find("dl")!.TextContent, StringComparison.Ordinal);

        var done = await (await confirm.SubmitAsync("/accept")).FollowAsync();

        Assert.Contains("stranger.example", done.Find("main .sp-small")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("https://stranger.example/x?results%5BMCC-STL-0001%5D=SUCCESS", done.Document.Links.First(link => link.TextContent == "Back to your bank").GetAttribute("href"));
    }

    [Fact]
    public async Task Accept_customScheme_isARealLink()
    {
        await using var shop = await TestShop.StartAsync(new TestShopSetup { Settings = { ["ScofPush:Returning:AllowedCallbacks:1"] = "nordlicht:" } });
        using var browser = shop.NewBrowser();

        var done = await (await (await shop.ArriveAsync(browser, callback: "nordlicht://done")).SubmitAsync("/accept")).FollowAsync();

        Assert.Equal("nordlicht://done?results%5BMCC-STL-0001%5D=SUCCESS", done.Document.Links.First(link => link.TextContent == "Back to your bank").GetAttribute("href"));
    }

    [Fact]
    public async Task Accept_suspendedCard_isSavedButNotUsable()
    {
        await using var shop = await TestShop.StartAsync();
        using var browser = shop.NewBrowser();
        shop.Network.Answer = (request, _) =>
        {
            var result = FakeNetwork.Approve(request);
            return Task.FromResult(result with { Card = result.Card! with { Status = CardStatus.Suspended } });
        };

        var done = await (await (await shop.ArriveAsync(browser, callback: null)).SubmitAsync("/accept")).FollowAsync();

        Assert.Contains("cannot be used until your bank releases it", done.Find("main li")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Accept_twentyTimesAtOnce_callsOnceWithOneOutcome()
    {
        await using var shop = await TestShop.StartAsync();
        using var browser = shop.NewBrowser();
        var confirm = await shop.ArriveAsync(browser);
        shop.Network.Answer = async (request, token) =>
        {
            await Task.Delay(100, token);
            return FakeNetwork.Approve(request);
        };

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => confirm.SubmitAsync("/accept")));

        Assert.Single(shop.Network.Calls);
        Assert.Single(shop.Recorded.Calls);
        Assert.All(answers, answer => Assert.EndsWith("=SUCCESS", answer.Location, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Accept_sameReceiptPushedTwice_showsTheSameOutcomeOnce()
    {
        await using var shop = await TestShop.StartAsync();
        using var browser = shop.NewBrowser();

        await (await shop.ArriveAsync(browser)).SubmitAsync("/accept");
        var second = await (await shop.ArriveAsync(browser)).SubmitAsync("/accept");

        Assert.EndsWith("=SUCCESS", second.Location, StringComparison.Ordinal);
        Assert.Single(shop.Network.Calls);
        Assert.Single(shop.Recorded.Calls);
    }

    [Fact]
    public async Task Accept_receiptOfAnotherCustomer_isOnlyUsed()
    {
        await using var shop = await TestShop.StartAsync();
        using var anna = shop.NewBrowser();
        using var bert = shop.NewBrowser();

        await (await shop.ArriveAsync(anna)).SubmitAsync("/accept");
        var second = await (await shop.ArriveAsync(bert, callback: null, user: "bert")).SubmitAsync("/accept");

        var done = await second.FollowAsync();
        Assert.Equal(("Duplicate", "SP1505"), (done.Find("main li")!.GetAttribute("data-state"), done.Find("main li .sp-code")!.TextContent));
        Assert.DoesNotContain("4242", done.Text, StringComparison.Ordinal);
        Assert.Single(shop.Network.Calls);
    }

    [Fact]
    public async Task Accept_slowNetwork_showsWorkingAndThenTheWayBack()
    {
        await using var shop = await TestShop.StartAsync(new TestShopSetup { Settings = { ["ScofPush:Enrollment:Wait"] = "00:00:00.05" } });
        using var browser = shop.NewBrowser();
        var answered = new TaskCompletionSource();
        shop.Network.Answer = async (request, _) =>
        {
            await answered.Task;
            return FakeNetwork.Approve(request);
        };

        var accepted = await (await shop.ArriveAsync(browser)).SubmitAsync("/accept");
        Assert.EndsWith("/progress", accepted.Location, StringComparison.Ordinal);
        var working = await accepted.FollowAsync();
        Assert.Equal("Saving your card", working.Heading);
        Assert.Equal($"2; url={accepted.Location}", working.Header("Refresh"));

        answered.SetResult();
        using var patience = new CancellationTokenSource(Patience);
        var page = working;
        while (page.Location is null)
        {
            patience.Token.ThrowIfCancellationRequested();
            page = await browser.GetAsync(accepted.Location!);
        }

        Assert.EndsWith("=SUCCESS", page.Location, StringComparison.Ordinal);
        Assert.Single(shop.Network.Calls);
    }

    [Fact]
    public async Task Accept_shopperLeaves_finishesAllTheSame()
    {
        await using var shop = await TestShop.StartAsync();
        using var browser = shop.NewBrowser();
        var confirm = await shop.ArriveAsync(browser);
        var called = new TaskCompletionSource();
        var answered = new TaskCompletionSource();
        shop.Network.Answer = async (request, _) =>
        {
            called.TrySetResult();
            await answered.Task;
            return FakeNetwork.Approve(request);
        };

        using var leaving = new HttpClient(new SocketsHttpHandler { CookieContainer = browser.Cookies, AllowAutoRedirect = false }) { BaseAddress = shop.Address };
        using var cancel = new CancellationTokenSource();
        using var form = new FormUrlEncodedContent(confirm.Document.Forms[0].QuerySelectorAll("input").Select(input =>
            KeyValuePair.Create(input.GetAttribute("name")!, input.GetAttribute("value")!)));
        var post = leaving.PostAsync(new Uri(confirm.Document.Forms[0].GetAttribute("action")!, UriKind.Relative), form, cancel.Token);
        await called.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => post);
        answered.SetResult();

        var answer = await confirm.SubmitAsync("/accept");
        Assert.EndsWith("=SUCCESS", answer.Location, StringComparison.Ordinal);
        Assert.Single(shop.Network.Calls);
        Assert.Single(shop.Recorded.Calls);
    }
}
