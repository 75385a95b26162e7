using System.Diagnostics.Metrics;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using ScofPush.AspNetCore.Tests.Hosting;
using ScofPush.Tests;
using Xunit;

namespace ScofPush.AspNetCore.Tests.Scenarios;

/// <summary>A push lands on the host's own page, and that page is not lost .</summary>
public sealed class LandingTests
{
    [Theory]
    [InlineData("/products/7?utm_source=bank&pushAccountReceipts=MCC-STL-0001&colour=deep%20blue", "/products/7?utm_source=bank&colour=deep%20blue")]
    [InlineData("/products/7?pushAccountReceipts=MCC-STL-0001", "/products/7")]
    [InlineData("/?pushAccountReceipts=MCC-STL-0001&locale=de_DE&utm_campaign=a+b%26c&flag&completeWebsiteActivation=true", "/?utm_campaign=a+b%26c&flag")]
    [InlineData("/a?empty=&&x=1&pushAccountReceipts=MCC-STL-0001", "/a?empty=&x=1")]
    [InlineData("/?pushAccountReceipts=MCC-STL-0001", "/")]
    [InlineData("/caf%C3%A9/%E2%98%95?pushAccountReceipts[0]=MCC-STL-0001", "/caf%C3%A9/%E2%98%95")]
    [InlineData("/a?ReturnUrl=%2Fb%3FpushAccountReceipts%3DX&ref=xMCC-STL-0001x&q=mcc%252Dstl%252D0001&ok=1&pushAccountReceipts=MCC-STL-0001", "/a?ok=1")]
    [InlineData("/MCC-STL-0001/x?pushAccountReceipts=MCC-STL-0001", "/")]
    [InlineData("//evil.example/x?pushAccountReceipts=MCC-STL-0001", "/")]
    [InlineData("/%2f/evil.example?pushAccountReceipts=MCC-STL-0001", "/")]
    [InlineData("/%255c/evil.example?pushAccountReceipts=MCC-STL-0001", "/")]
    [InlineData("/scof-push?pushAccountReceipts=MCC-STL-0001", "/")]
    public async Task Get_hostsOwnQuery_survivesCancelAndCompletion(string uri, string expected)
    {
        await using var shop = await TestShop.StartAsync();
        foreach (var (verb, heading) in new[] { ("/decline", "No card was saved"), ("/accept", "Your card is saved") })
        {
            using var browser = shop.NewBrowser();
            var confirm = await ArriveAsync(shop, browser, uri.Replace("0001", verb == "/accept" ? "0002" : "0001", StringComparison.Ordinal));

            var done = await (await confirm.SubmitAsync(verb)).FollowAsync();

            Assert.Equal(heading, done.Heading);
            Assert.Equal(expected, ContinueOf(done));
        }
    }

    [Fact]
    public async Task Get_refusedPush_offersTheFrontPageOnly()
    {
        await using var shop = await TestShop.StartAsync();
        using var browser = shop.NewBrowser();

        var page = await browser.GetAsync("/cart/clear?confirm=1&pushAccountReceipts=not_a_receipt");

        Assert.Equal("SP1002", page.Code);
        Assert.Equal("/", ContinueOf(page));
    }

    [Fact]
    public async Task Post_pushFromABanksForm_parksAndDoesNotOfferAPageThatMayOnlyTakePosts()
    {
        await using var shop = await TestShop.StartAsync();
        using var browser = shop.NewBrowser();

        var landing = await browser.PostAsync("/products/7?pushAccountReceipts=MCC-STL-0001");
        var confirm = await (await (await landing.FollowAsync()).SubmitAsync("/sign-in", ("user", "anna"))).FollowAsync();

        Assert.Equal("/", ContinueOf(await (await confirm.SubmitAsync("/decline")).FollowAsync()));
    }

    [Fact]
    public async Task Get_underAPathBase_everyAddressCarriesIt()
    {
        await using var shop = await TestShop.StartAsync(new TestShopSetup
        {
            Pipeline = app =>
            {
                app.UsePathBase("/shop");
                app.UseRouting();
                app.UseScofPush();
                TestShop.MapShop(app);
            },
        });
        using var browser = shop.NewBrowser();

        var landing = await browser.GetAsync("/shop/products/7?utm_source=bank&pushAccountReceipts=MCC-STL-0001");
        Assert.StartsWith("/shop/scof-push/", landing.Location, StringComparison.Ordinal);
        await browser.GetAsync("/shop/switch/anna");
        var done = await (await (await landing.FollowAsync()).SubmitAsync("/decline")).FollowAsync();

        Assert.Equal("/shop/products/7?utm_source=bank", ContinueOf(done));
    }

    [Theory]
    [InlineData("/?pushAccountReceipts=MCC-STL-0001")]
    [InlineData("/private?pushAccountReceipts=MCC-STL-0001")]
    public async Task Head_push_isAnsweredWithoutParkingAndWithoutTheHost(string uri)
    {
        await using var shop = await TestShop.StartAsync();
        using var browser = shop.NewBrowser();

        var page = await browser.SendAsync(new HttpRequestMessage(HttpMethod.Head, uri));

        Assert.Equal((HttpStatusCode.OK, null), (page.Status, page.Location));
        Assert.Equal("no-cache, no-store", page.Header("Cache-Control"));
        Assert.Empty(ParkedIn(shop));
    }

    [Theory]
    [InlineData("Sec-Purpose", "prefetch")]
    [InlineData("Sec-Purpose", "prefetch;prerender")]
    [InlineData("Purpose", "prefetch")]
    public async Task Get_prefetchAndScanners_takeNothingFromTheShopper(string name, string value)
    {
        await using var shop = await TestShop.StartAsync();
        using var browser = shop.NewBrowser();
        using var scanner = shop.NewBrowser();
        var uri = TestShop.PushUri("MCC-STL-0001", TestShop.Bank + "/done");
        var prefetch = new HttpRequestMessage(HttpMethod.Get, uri);
        prefetch.Headers.TryAddWithoutValidation(name, value);

        var early = await browser.SendAsync(prefetch);
        Assert.Equal("SP1033", early.Code);
        Assert.Equal(425, (int)early.Status);
        Assert.Empty(ParkedIn(shop));
        for (var scan = 0; scan < 5; scan++)
        {
            await (await scanner.GetAsync(uri)).FollowAsync();
        }

        var confirm = await shop.ArriveAsync(browser);
        Assert.EndsWith("=SUCCESS", (await confirm.SubmitAsync("/accept")).Location, StringComparison.Ordinal);
        Assert.Single(shop.Network.Calls);
    }

    [Theory]
    [InlineData("/?pushData=eyJhbGciOiJ4In0.a.b.c.d")]
    [InlineData("/products/7?x=1&PushData=eyJhbGciOiJ4In0..b.c.d")]
    public async Task Get_visaPush_isPolitelyRefusedAndNotPassedOn(string uri)
    {
        await using var shop = await TestShop.StartAsync();
        using var browser = shop.NewBrowser();

        var page = await browser.GetAsync(uri);

        Assert.Equal("SP1032", page.Code);
        Assert.Contains("Visa", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("eyJ", page.Text, StringComparison.Ordinal);
        Assert.Equal("The shop", (await browser.GetAsync("/?pushData=a.b.c")).Heading);
    }

    [Fact]
    public async Task Get_everyOutcomeOfDetection_isCounted()
    {
        await using var shop = await TestShop.StartAsync();
        using var browser = shop.NewBrowser();
        using var detections = new MetricCollector<long>(shop.Services.GetRequiredService<IMeterFactory>(), "ScofPush", "scofpush.detections");

        await browser.GetAsync("/?pushAccountReceipts=MCC-STL-0001");
        await browser.GetAsync("/?pushAccountReceipts=");
        await browser.GetAsync("/?q=pushAccountReceipts");

        Assert.Equal(["parked", "SP1001"], detections.GetMeasurementSnapshot().Select(measurement => measurement.Tags["result"]));
    }

    private static string ContinueOf(Page page) =>
        page.Document.QuerySelectorAll(".sp-actions a").First(link => link.TextContent == "Continue shopping").GetAttribute("href")!;

    private static IEnumerable<string> ParkedIn(TestShop shop) =>
        shop.Logs.GetSnapshot().Where(log => log.Id.Name == "Parked").Select(log => log.Message);

    private static async Task<Page> ArriveAsync(TestShop shop, Browser browser, string uri)
    {
        await browser.GetAsync("/switch/anna");
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = browser.Cookies });

        // As sent: HttpClient would mend the address on its way.
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(shop.Address.GetLeftPart(UriPartial.Authority) + uri, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        using var landing = await client.SendAsync(request);
        Assert.Equal(HttpStatusCode.SeeOther, landing.StatusCode);
        return await browser.GetAsync(landing.Headers.NonValidated["Location"].ToString());
    }
}
