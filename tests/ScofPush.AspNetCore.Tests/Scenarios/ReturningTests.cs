using System.Net;
using ScofPush.AspNetCore.Enrollment;
using ScofPush.AspNetCore.Tests.Hosting;
using ScofPush.Tests;
using Xunit;

namespace ScofPush.AspNetCore.Tests.Scenarios;

/// <summary>Verified, allow-listed, asked, refused: how the shopper leaves for the bank (design 6, R-07, R-20, R-23).</summary>
public sealed class ReturningTests
{
    private const string PageMode = "ScofPush:Returning:Mode";

    [Fact]
    public async Task Accept_pageMode_showsTheCardThenGoesOnByItself()
    {
        await using var shop = await TestShop.StartAsync(new TestShopSetup { Settings = { [PageMode] = "Page" } });
        using var browser = shop.NewBrowser();
        var confirm = await shop.ArriveAsync(browser);
        Assert.Contains("form-action 'self';", confirm.Header("Content-Security-Policy"), StringComparison.Ordinal);

        var answer = await confirm.SubmitAsync("/accept");
        Assert.StartsWith("/scof-push/", answer.Location, StringComparison.Ordinal);
        var done = await answer.FollowAsync();

        const string Back = "https://bank.example/done?results%5BMCC-STL-0001%5D=SUCCESS";
        Assert.Equal("Your card is saved", done.Heading);
        Assert.Equal("5;url=" + Back, done.Find("meta[http-equiv=refresh]")!.GetAttribute("content"));
        Assert.Equal(Back, LinkOf(done));
        Assert.Contains("takes you there in 5 seconds", done.Find("main .sp-small")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://stranger.example/x", false)]
    [InlineData("nordlicht://done", true)]
    [InlineData("other://done", false)]
    public async Task Accept_pageModeAndNotForItself_waitsForTheShopper(string callback, bool isKnown)
    {
        await using var shop = await TestShop.StartAsync(new TestShopSetup
        {
            Settings = { [PageMode] = "Page", ["ScofPush:Returning:AllowedCallbacks:1"] = "nordlicht:" },
        });
        using var browser = shop.NewBrowser();

        var done = await (await (await shop.ArriveAsync(browser, callback: callback)).SubmitAsync("/accept")).FollowAsync();

        Assert.Null(done.Find("meta[http-equiv=refresh]"));
        Assert.Null(done.Header("Refresh"));
        Assert.Equal(callback + "?results%5BMCC-STL-0001%5D=SUCCESS", LinkOf(done));
        Assert.Equal(!isKnown, done.Text.Contains("We do not know the address", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Get_unknownCallbackSetToRefuse_isAPageAndNothingIsParked()
    {
        await using var shop = await TestShop.StartAsync(new TestShopSetup { Settings = { ["ScofPush:Returning:UnknownCallback"] = "Refuse" } });
        using var browser = shop.NewBrowser();

        var page = await browser.GetAsync(TestShop.PushUri("MCC-STL-0001", "https://stranger.example/"));

        Assert.Equal((HttpStatusCode.BadRequest, "SP1014"), (page.Status, page.Code));
        Assert.Equal(HttpStatusCode.SeeOther, (await browser.GetAsync(TestShop.PushUri("MCC-STL-0001", TestShop.Bank + "/x"))).Status);
        Assert.Equal(HttpStatusCode.SeeOther, (await browser.GetAsync(TestShop.PushUri("MCC-STL-0001", null))).Status);
    }

    [Fact]
    public async Task Accept_verifiedCustomScheme_isARealLinkWithoutWarning()
    {
        await using var signed = await SignedShop.StartAsync();
        await signed.Browser.GetAsync("/switch/anna");
        var token = signed.Signer.Sign("""{"pushAccountReceipts":["MCC-STL-0001"],"callbackURL":"nordlicht://done?a=1","callbackRequired":true}""");

        var done = await (await (await (await signed.PushAsync(token)).FollowAsync()).SubmitAsync("/accept")).FollowAsync();

        Assert.Equal("nordlicht://done?a=1&results%5BMCC-STL-0001%5D=SUCCESS", LinkOf(done));
        Assert.Contains("waits for the result", done.Find("main .sp-small")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("do not know", done.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Accept_callbackRequiredButMissing_savesTheCardAndSendsTheShopperBackInWords()
    {
        await using var shop = await TestShop.StartAsync();
        using var browser = shop.NewBrowser();
        await browser.GetAsync("/switch/anna");

        var landing = await browser.GetAsync("/?pushAccountReceipts=MCC-STL-0001&callbackRequired=true");
        var done = await (await (await landing.FollowAsync()).SubmitAsync("/accept")).FollowAsync();

        Assert.Equal("Your card is saved", done.Heading);
        Assert.Contains("please go back to its app or website", done.Find("main .sp-notice")!.TextContent, StringComparison.Ordinal);
        Assert.Contains(shop.Logs.GetSnapshot(), log => log.Message.StartsWith("SP1015", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("completeWebsiteActivation=false", false, "REQUIRE_ADDITIONAL_AUTHENTICATION")]
    [InlineData("completeWebsiteActivation=true", false, "SUCCESS")]
    [InlineData("callbackRequired=true", false, "SUCCESS")]
    [InlineData("completeWebsiteActivation=true", true, "REQUIRE_ADDITIONAL_AUTHENTICATION")]
    [InlineData("completeIssuerAppActivation=true&completeWebsiteActivation=false", true, "SUCCESS")]
    public async Task Accept_authenticationDue_finishesAllReceiptsAndTellsByTheMatchingFlag(string flags, bool isInApp, string code)
    {
        await using var shop = await TestShop.StartAsync();
        using var browser = shop.NewBrowser();
        await browser.GetAsync("/switch/anna");
        shop.Network.Answer = (request, _) =>
        {
            var result = FakeNetwork.Approve(request);
            return Task.FromResult(request.Receipt.EndsWith('1')
                ? result with { Card = result.Card! with { PendingEvents = ["PENDING_SCA"], AuthenticatesInIssuerApp = isInApp } }
                : result);
        };

        var landing = await browser.GetAsync(TestShop.PushUri("MCC-STL-0001,MCC-STL-0002", TestShop.Bank + "/done") + "&" + flags);
        var answer = await (await landing.FollowAsync()).SubmitAsync("/accept");

        Assert.Equal($"https://bank.example/done?results%5BMCC-STL-0001%5D={code}&results%5BMCC-STL-0002%5D=SUCCESS", answer.Location);
        Assert.Equal(2, shop.Recorded.Calls.Count);
    }

    [Fact]
    public async Task Accept_configuredCodes_areTheOnesThatReturn()
    {
        await using var shop = await TestShop.StartAsync(new TestShopSetup
        {
            Settings =
            {
                ["ScofPush:Returning:Codes:Success"] = "OK",
                ["ScofPush:Returning:Codes:Declined"] = "NO",
                ["ScofPush:Returning:Codes:AdditionalAuthentication"] = "AUTH_NEEDED",
            },
        });
        using var browser = shop.NewBrowser();
        await browser.GetAsync("/switch/anna");
        shop.Network.Answer = (request, _) => Task.FromResult(request.Receipt[^1] switch
        {
            '1' => FakeNetwork.Approve(request),
            '2' => new EnrollmentResult { Outcome = EnrollmentOutcome.Declined, Code = "SP1501" },
            _ => FakeNetwork.Approve(request) with { Card = new EnrolledCard { CardId = "c", PendingEvents = ["PENDING_AVS"] } },
        });

        var landing = await browser.GetAsync(
            TestShop.PushUri("MCC-STL-0001,MCC-STL-0002,MCC-STL-0003", TestShop.Bank + "/done?a=%7E#top") + "&completeWebsiteActivation=FALSE");
        var answer = await (await landing.FollowAsync()).SubmitAsync("/accept");

        Assert.Equal(
            "https://bank.example/done?a=%7E&results%5BMCC-STL-0001%5D=OK&results%5BMCC-STL-0002%5D=NO&results%5BMCC-STL-0003%5D=AUTH_NEEDED#top",
            answer.Location);
    }

    private static string? LinkOf(Page page) => page.Document.Links.First(link => link.TextContent == "Back to your bank").GetAttribute("href");
}
