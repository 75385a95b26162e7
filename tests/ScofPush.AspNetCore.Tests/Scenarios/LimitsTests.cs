using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ScofPush.AspNetCore.Pending;
using ScofPush.AspNetCore.Tests.Hosting;
using Xunit;

namespace ScofPush.AspNetCore.Tests.Scenarios;

/// <summary>How many pushes are taken from one address, and how many are kept .</summary>
public sealed class LimitsTests
{
    private const int Limit = 60;

    [Fact]
    public async Task Landing_tenThousandFromOneAddress_parksSixtyAndSaysSoOnce()
    {
        await using var shop = await TestShop.StartAsync();
        using var browser = shop.NewBrowser();
        var parked = 0;
        foreach (var batch in Enumerable.Range(0, 10_000).Chunk(50))
        {
            var pages = await Task.WhenAll(batch.Select(push => browser.GetAsync(TestShop.PushUri($"MCC-STL-{push:D5}", null))));
            parked += pages.Count(page => page.Status == HttpStatusCode.SeeOther);
            Assert.All(pages.Where(page => page.Status != HttpStatusCode.SeeOther), page => Assert.Equal("SP1204", page.Code));
        }

        // A new minute may begin on the way.
        Assert.Equal(0, parked % Limit);
        Assert.InRange(parked, Limit, 3 * Limit);
        Assert.Equal(parked, await shop.Services.GetRequiredService<IPushStore>().CountParkedAsync(TestContext.Current.CancellationToken));
        Assert.InRange(shop.Logs.GetSnapshot().Count(log => log.Id.Name == "TooManyLandings"), 1, 3);
    }

    [Fact]
    public async Task Landing_overTheLimit_isAPageThatSaysWhen()
    {
        await using var shop = await TestShop.StartAsync(new TestShopSetup { Settings = new() { ["ScofPush:Pending:LandingsPerMinute"] = "1" } });
        using var browser = shop.NewBrowser();
        var first = await browser.GetAsync(TestShop.PushUri("MCC-STL-0001", null));

        var refused = await browser.GetAsync(TestShop.PushUri("MCC-STL-0002", null));

        Assert.Equal((HttpStatusCode.TooManyRequests, "SP1204", "60"), (refused.Status, refused.Code, refused.Header("Retry-After")));
        Assert.DoesNotContain("MCC-STL", refused.Text, StringComparison.Ordinal);
        Assert.Equal("The shop", (await browser.GetAsync(refused.Find("a.sp-button")!.GetAttribute("href")!)).Heading);
        Assert.Equal("Sign in", (await first.FollowAsync()).Heading);
    }

    [Fact]
    public async Task Landing_overTheLimit_countsAddressesAndNetworksOfIPv6()
    {
        await using var shop = await TestShop.StartAsync(new TestShopSetup
        {
            Settings = new() { ["ScofPush:Pending:LandingsPerMinute"] = "1" },
            Pipeline = app =>
            {
                app.UseForwardedHeaders(new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor });
                app.UseScofPush();
            },
        });
        using var browser = shop.NewBrowser();

        Assert.Equal(HttpStatusCode.SeeOther, await LandAsync("192.0.2.1"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await LandAsync("192.0.2.1"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await LandAsync("::ffff:192.0.2.1"));
        Assert.Equal(HttpStatusCode.SeeOther, await LandAsync("192.0.2.2"));
        Assert.Equal(HttpStatusCode.SeeOther, await LandAsync("2001:db8:1:2::1"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await LandAsync("2001:db8:1:2:ffff:ffff:ffff:ffff"));
        Assert.Equal(HttpStatusCode.SeeOther, await LandAsync("2001:db8:1:3::1"));
        Assert.Equal(HttpStatusCode.SeeOther, await LandAsync("64:ff9b::192.0.2.3"));
        Assert.Equal(HttpStatusCode.SeeOther, await LandAsync("64:ff9b::192.0.2.4"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await LandAsync("192.0.2.4"));

        async Task<HttpStatusCode> LandAsync(string address)
        {
            var request = new HttpRequestMessage(HttpMethod.Get, TestShop.PushUri("MCC-STL-0001", null));
            request.Headers.Add("X-Forwarded-For", address.Contains(':', StringComparison.Ordinal) ? $"[{address}]" : address);
            return (await browser.SendAsync(request)).Status;
        }
    }

    [Fact]
    public async Task Landing_limitOff_countsNothing()
    {
        await using var shop = await TestShop.StartAsync(new TestShopSetup { Settings = new() { ["ScofPush:Pending:LandingsPerMinute"] = "0" } });
        using var browser = shop.NewBrowser();
        for (var push = 0; push <= Limit; push++)
        {
            Assert.Equal(HttpStatusCode.SeeOther, (await browser.GetAsync(TestShop.PushUri($"MCC-STL-{push:D4}", null))).Status);
        }
    }

    [Fact]
    public async Task Landing_storeIsFull_isAPageUntilSomeAreOver()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var shop = await TestShop.StartAsync(new TestShopSetup { Time = time, Settings = new() { ["ScofPush:Pending:MaxParked"] = "2" } });
        using var browser = shop.NewBrowser();
        var first = await browser.GetAsync(TestShop.PushUri("MCC-STL-0001", null));
        await first.FollowAsync();
        await browser.GetAsync(TestShop.PushUri("MCC-STL-0002", null));

        var refused = await browser.GetAsync(TestShop.PushUri("MCC-STL-0003", null));
        Assert.Equal((HttpStatusCode.TooManyRequests, "SP1205", "60"), (refused.Status, refused.Code, refused.Header("Retry-After")));
        Assert.Single(shop.Logs.GetSnapshot(), log => log.Id.Name == "TooManyParked");

        await (await browser.GetAsync(first.Location + "/cancel")).SubmitAsync("/decline");
        time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(HttpStatusCode.SeeOther, (await browser.GetAsync(TestShop.PushUri("MCC-STL-0004", null))).Status);
    }

    [Fact]
    public async Task Get_guessedIds_tellNothing()
    {
        await using var shop = await TestShop.StartAsync();
        using var browser = shop.NewBrowser();
        await browser.GetAsync("/switch/anna");
        await browser.GetAsync(TestShop.PushUri("MCC-STL-0001", null));
        for (var guess = 0; guess < 200; guess++)
        {
            var page = await browser.GetAsync("/scof-push/" + PushId.New(0).Push);
            Assert.Equal((HttpStatusCode.NotFound, "SP1201"), (page.Status, page.Code));
        }
    }

    [Fact]
    public void Defaults_areThoseOfTheDesign() =>
        Assert.Equal((Limit, 100_000), (new PendingOptions().LandingsPerMinute, new PendingOptions().MaxParked));
}
