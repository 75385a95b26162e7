using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using ScofPush.AspNetCore.Tests.Hosting;
using Xunit;

namespace ScofPush.AspNetCore.Tests.Scenarios;

/// <summary>
/// A push, and what looks like an own address, passes authorization on its way to the line. What a host has ahead of the line, protected
/// by a fallback policy only, must neither answer it nor be made to act.
/// </summary>
public sealed class GateTests
{
    private static readonly string[] Urls = ["/private?pushAccountReceipts=MCC-STL-0001", $"/private/scof-push/{new string('A', 43)}/accept", "/private/scof-push/scofpush.css"];

    public static TheoryData<string, string> Requests =>
        [.. Urls.SelectMany(url => new[] { "GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS" }.Select(method => new TheoryDataRow<string, string>(method, url)))];

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Send_toAProtectedAreaAheadOfTheLine_neitherShowsNorActs(string method, string url)
    {
        List<string> acted = [];
        await using var shop = await StartAsync(async context =>
        {
            if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
            {
                acted.Add(context.Request.Method);
            }

            await context.Response.WriteAsync("secret");
        });
        using var browser = shop.NewBrowser();

        var page = await browser.SendAsync(new HttpRequestMessage(new HttpMethod(method), url));

        Assert.DoesNotContain("secret", page.Text, StringComparison.Ordinal);
        Assert.Empty(acted);
    }

    [Fact]
    public async Task Get_areaLeavesBytesInTheWriter_theyAreLost()
    {
        await using var shop = await StartAsync(context =>
        {
            var writer = context.Response.BodyWriter;
            "secret"u8.CopyTo(writer.GetSpan(6));
            writer.Advance(6);
            return Task.CompletedTask;
        });
        using var browser = shop.NewBrowser();

        var page = await browser.GetAsync(Urls[0]);

        Assert.Equal("SP1801", page.Code);
        Assert.DoesNotContain("secret", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_areaUpgradesConnections_cannot()
    {
        var isUpgradable = true;
        await using var shop = await StartAsync(context =>
        {
            isUpgradable = context.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true };
            return Task.CompletedTask;
        });
        using var browser = shop.NewBrowser();
        var request = new HttpRequestMessage(HttpMethod.Get, Urls[0]);
        request.Headers.Add("Connection", "Upgrade");
        request.Headers.Add("Upgrade", "websocket");

        await browser.SendAsync(request);

        Assert.False(isUpgradable);
    }

    [Theory]
    [InlineData("https://shop.example/private?pushAccountReceipts=MCC-STL-0001", true)]
    [InlineData("http://www.shop.example:81/private?pushAccountReceipts=MCC-STL-0001", true)]
    [InlineData("https://shop.example/de/private?pushAccountReceipts=MCC-STL-0001", false)]
    [InlineData("https://shop.example?to=/private?pushAccountReceipts=MCC-STL-0001", false)]
    [InlineData("https://shop.example/other?pushAccountReceipts=MCC-STL-0001", false)]
    [InlineData("/private?pushAccountReceipts=MCC-STL-0001", false)]
    [InlineData("https://shop.example/secret", false)]
    [InlineData("ftp://shop.example/private?pushAccountReceipts=MCC-STL-0001", false)]
    public async Task Get_redirectAheadOfTheLine_passesToTheSameAddressElsewhere(string location, bool passes)
    {
        await using var shop = await StartAsync(context =>
        {
            context.Response.Redirect(location);
            return context.Response.WriteAsync("secret");
        });
        using var browser = shop.NewBrowser();

        var page = await browser.GetAsync(Urls[0]);

        Assert.Equal(passes ? location : null, page.Location);
        Assert.Equal(passes ? null : "SP1801", page.Code);
        Assert.DoesNotContain("secret", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_pushOnTheWayToTheLine_isAnsweredInOnePiece()
    {
        var seen = false;
        await using var shop = await TestShop.StartAsync(new TestShopSetup
        {
            Services = services => services.Insert(0, ServiceDescriptor.Singleton<IStartupFilter>(new Outermost(context => seen = context.Response.HasStarted))),
        });
        using var browser = shop.NewBrowser();

        var landing = await browser.GetAsync(TestShop.PushUri("MCC-STL-0001", null));

        Assert.Equal((HttpStatusCode.SeeOther, "0"), (landing.Status, landing.Header("Content-Length")));
        Assert.False(seen);
    }

    private static Task<TestShop> StartAsync(RequestDelegate area) => TestShop.StartAsync(new TestShopSetup
    {
        Services = services => services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build()),
        Pipeline = app =>
        {
            app.Map("/private", branch => branch.Run(area));
            app.UseScofPush();
            TestShop.MapShop(app);
        },
    });

    /// <summary>Sees every answer when all others are done with it.</summary>
    private sealed class Outermost(Action<HttpContext> after) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use(async (context, following) =>
            {
                await following(context);
                after(context);
            });
            next(app);
        };
    }
}
