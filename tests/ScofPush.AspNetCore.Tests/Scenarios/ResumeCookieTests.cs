using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ScofPush.AspNetCore.Tests.Hosting;
using ScofPush.Tests;
using Xunit;

namespace ScofPush.AspNetCore.Tests.Scenarios;

/// <summary>Where the cookie goes that brings the shopper back, how long it lives, and that nobody else gets what it led to.</summary>
public sealed class ResumeCookieTests
{
    [Theory]
    [InlineData("/shop")]
    [InlineData("/shop/")]
    public async Task Get_underAPathBase_isBroughtBackFromTheFrontPageHoweverItIsAskedFor(string page)
    {
        await using var shop = await TestShop.StartAsync(new TestShopSetup
        {
            Time = new FakeTimeProvider(DateTimeOffset.UtcNow),
            Pipeline = app =>
            {
                app.UsePathBase("/shop");
                app.UseRouting();
                app.UseScofPush();
                TestShop.MapShop(app);
            },
        });
        using var browser = shop.NewBrowser();
        var landing = await browser.GetAsync("/shop" + TestShop.PushUri("MCC-STL-0001", null));

        var cookie = ResumeCookieOf(await browser.GetAsync(landing.Location!));

        Assert.Equal(("/shop", 15 * 60), (cookie.Path, cookie.Seconds));
        await browser.GetAsync("/shop/switch/anna");
        Assert.Equal(landing.Location, (await browser.GoAsync(page)).Location);
    }

    [Fact]
    public async Task Challenge_atTheEndOfParking_isRememberedForFiveMinutes()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var shop = await TestShop.StartAsync(new TestShopSetup { Time = time });
        using var browser = shop.NewBrowser();
        var landing = await browser.GetAsync(TestShop.PushUri("MCC-STL-0001", null));
        time.Advance(TimeSpan.FromMinutes(14));

        Assert.Equal(("/", 5 * 60), ResumeCookieOf(await browser.GetAsync(landing.Location!)));
    }

    [Fact]
    public async Task Get_hostStoresEveryAnswer_sendsNobodyElseToThePush()
    {
        await using var shop = await TestShop.StartAsync(new TestShopSetup
        {
            Services = services => services.AddOutputCache(options => options.AddPolicy("everything", new StoreEverything())),
            Pipeline = app =>
            {
                app.UseRouting();
                app.UseOutputCache();
                app.UseScofPush();
                app.MapGet("/wishes", () => Results.Text("<h1>Wishes</h1>", "text/html")).CacheOutput("everything");
                TestShop.MapShop(app);
            },
        });
        using var browser = shop.NewBrowser();
        using var stranger = shop.NewBrowser();
        var path = (await browser.GetAsync(TestShop.PushUri("MCC-STL-0001", null))).Location!;
        await browser.GetAsync(path);
        Assert.Equal("Wishes", (await browser.GoAsync("/wishes")).Heading);
        await browser.GetAsync("/switch/anna");

        Assert.Equal(path, (await browser.GoAsync("/wishes")).Location);
        var seen = await stranger.GoAsync("/wishes");

        Assert.Equal(("Wishes", null), (seen.Heading, seen.Header("Age")));
        Assert.Equal("0", (await stranger.GoAsync("/wishes")).Header("Age"));
    }

    private static (string Path, int Seconds) ResumeCookieOf(Page page)
    {
        var cookie = page.Response.Headers.GetValues("Set-Cookie").Single(cookie => cookie.StartsWith("ScofPush-Resume=", StringComparison.Ordinal));
        var attributes = cookie.Split("; ").Skip(1).Select(attribute => attribute.Split('=')).ToDictionary(pair => pair[0], pair => pair[^1], StringComparer.Ordinal);
        return (attributes["path"], int.Parse(attributes["max-age"], CultureInfo.InvariantCulture));
    }

    /// <summary>Whatever the answer is, and whatever it sets.</summary>
    private sealed class StoreEverything : IOutputCachePolicy
    {
        public ValueTask CacheRequestAsync(OutputCacheContext context, CancellationToken cancellation)
        {
            context.EnableOutputCaching = context.AllowCacheLookup = context.AllowCacheStorage = true;
            return ValueTask.CompletedTask;
        }

        public ValueTask ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancellation) => ValueTask.CompletedTask;

        public ValueTask ServeResponseAsync(OutputCacheContext context, CancellationToken cancellation) => ValueTask.CompletedTask;
    }
}
