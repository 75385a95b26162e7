using ScofPush.AspNetCore.Diagnostics;
using ScofPush.AspNetCore.Enrollment;
using ScofPush.AspNetCore.Recording;
using ScofPush.AspNetCore.Tests.Hosting;
using Xunit;

namespace ScofPush.AspNetCore.Tests.Scenarios;

/// <summary>What the network or the recorder says, and what the bank is told.</summary>
public sealed class OutcomeTests
{
    [Fact]
    public async Task Accept_enrollerThrows_isUnknownAndSaysSo()
    {
        await using var shop = await TestShop.StartAsync();
        using var browser = shop.NewBrowser();
        shop.Network.Answer = (request, _) => throw new InvalidOperationException($"lost {request.Receipt}");

        var answer = await (await shop.ArriveAsync(browser)).SubmitAsync("/accept");
        Assert.EndsWith("=ERROR", answer.Location, StringComparison.Ordinal);

        await (await shop.ArriveAsync(browser)).SubmitAsync("/accept");
        Assert.Single(shop.Network.Calls);
        Assert.Contains(shop.Logs.GetSnapshot(), log => log.Id.Name == "EnrollerThrew" && log.Message.Contains("SP1504", StringComparison.Ordinal));
        Assert.DoesNotContain(shop.Logs.GetSnapshot(), log => log.Category?.StartsWith("ScofPush", StringComparison.Ordinal) == true && $"{log.Message}{log.Exception}".Contains("MCC-STL", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Accept_nothingDone_releasesTheClaimForANewPush()
    {
        await using var shop = await TestShop.StartAsync();
        using var browser = shop.NewBrowser();
        shop.Network.Answer = (_, _) => Task.FromResult(
            new EnrollmentResult { Outcome = EnrollmentOutcome.Failed, Code = ScofPushCodes.NetworkUnavailable, NothingDone = true });
        Assert.EndsWith("=ERROR", (await (await shop.ArriveAsync(browser)).SubmitAsync("/accept")).Location, StringComparison.Ordinal);

        shop.Network.Answer = (request, _) => Task.FromResult(FakeNetwork.Approve(request));
        Assert.EndsWith("=SUCCESS", (await (await shop.ArriveAsync(browser)).SubmitAsync("/accept")).Location, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ScofPushCodes.NetworkPaused, "Please try again in a few minutes")]
    [InlineData(ScofPushCodes.NetworkUnavailable, "Please try again in a few minutes")]
    [InlineData(ScofPushCodes.NetworkRefusedUs, "Please try again later")]
    public async Task Accept_networkThatDidNothing_saysWhenToComeBack(string code, string advice)
    {
        await using var shop = await TestShop.StartAsync();
        using var browser = shop.NewBrowser();
        shop.Network.Answer = (_, _) => Task.FromResult(new EnrollmentResult { Outcome = EnrollmentOutcome.Failed, Code = code, NothingDone = true });
        var confirm = await shop.ArriveAsync(browser);

        await confirm.SubmitAsync("/accept");
        var done = await browser.GetAsync(confirm.Response.RequestMessage!.RequestUri!.AbsolutePath);

        var card = done.Find("main li[data-state='Failed']")!;
        Assert.Contains(advice, card.TextContent, StringComparison.Ordinal);
        Assert.Equal(code, card.QuerySelector(".sp-code")?.TextContent);
    }

    /// <summary>An answer names no receipt, so that nobody can tell. Each is recorded under its own id, and none is asked for again.</summary>
    [Fact]
    public async Task Accept_networkAnswersWithTheCardOfAnotherReceipt_recordsEachAnswerOnce()
    {
        await using var shop = await TestShop.StartAsync();
        using var browser = shop.NewBrowser();
        var first = FakeNetwork.Approve(new EnrollmentRequest { Receipt = "MCC-STL-0001", ConsumerId = "c", CorrelationId = "c", RetryUntil = default });
        shop.Network.Answer = (_, _) => Task.FromResult(first);

        var answer = await (await shop.ArriveAsync(browser, "MCC-STL-0001,MCC-STL-0002")).SubmitAsync("/accept");

        Assert.EndsWith("0001%5D=SUCCESS&results%5BMCC-STL-0002%5D=SUCCESS", answer.Location, StringComparison.Ordinal);
        Assert.Equal(["MCC-STL-0001", "MCC-STL-0002"], shop.Network.Calls.Select(call => call.Receipt));
        Assert.Equal(2, shop.Recorded.Calls.Select(card => card.Id).Distinct().Count());
        Assert.Single(shop.Recorded.Calls.Select(card => card.Card.CardId).Distinct());
    }

    [Fact]
    public async Task Recorder_refuses_deletesTheCardAtTheNetwork()
    {
        await using var shop = await TestShop.StartAsync();
        using var browser = shop.NewBrowser();
        shop.Recorded.Answer = _ => Task.FromResult(RecordingResult.Refused);

        var answer = await (await shop.ArriveAsync(browser)).SubmitAsync("/accept");

        Assert.EndsWith("=ERROR", answer.Location, StringComparison.Ordinal);
        Assert.Equal("card-L-0001", Assert.Single(shop.Network.Deleted));
    }
}
