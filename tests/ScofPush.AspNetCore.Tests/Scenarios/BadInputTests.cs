using System.Net;
using Microsoft.Extensions.Time.Testing;
using ScofPush.AspNetCore.Tests.Hosting;
using Xunit;

namespace ScofPush.AspNetCore.Tests.Scenarios;

/// <summary>Bad input gets a clear page with an SP code and a way forward; nothing is enrolled, nothing is lost, no 500 .</summary>
public sealed class BadInputTests
{
    private static readonly string SomeId = new('A', 43);

    [Theory]
    [InlineData("/?pushAccountReceipts=", 400, "SP1001")]
    [InlineData("/?pushAccountReceipts=&callbackURL=", 400, "SP1001")]
    [InlineData("/nowhere/at/all?pushAccountReceipts=%3Cscript%3Ealert(1)%3C/script%3E", 400, "SP1002")]
    [InlineData("/?pushAccountReceipts=1,2,3,4,5,6", 400, "SP1003")]
    [InlineData("/private?pushAccountReceipts=A&callbackURL=%2F%2Fevil.example", 400, "SP1008")]
    [InlineData("/api/items?pushAccountReceipts=A&callbackURL=javascript:alert(1)", 400, "SP1006")]
    [InlineData("/?pushAccountReceipts=A&callbackURL=https%3A%2F%2Fbank.example%40evil.example", 400, "SP1011")]
    [InlineData("/scof-push/", 404, "SP1201")]
    [InlineData("/scof-push/nothing-here", 404, "SP1201")]
    [InlineData("/scof-push/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", 404, "SP1201")]
    [InlineData("/scof-push/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA/elsewhere", 404, "SP1403")]
    [InlineData("/scof-push/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA/accept", 405, "SP1402")]
    [InlineData("/scof-push/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA/decline", 405, "SP1402")]
    public async Task Get_badAddress_isAPageWithItsCode(string url, int status, string code)
    {
        await using var shop = await TestShop.StartAsync();
        using var browser = shop.NewBrowser();

        var page = await browser.GetAsync(url);

        Assert.Equal((HttpStatusCode)status, page.Status);
        Assert.Equal(code, page.Code);
        Assert.NotNull(page.Find("a[href='/']"));
        Assert.DoesNotContain("<script", page.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Empty(shop.Network.Calls);
    }

    [Fact]
    public async Task Get_oversizePush_isAPage()
    {
        await using var shop = await TestShop.StartAsync(new TestShopSetup
        {
            Services = services => Microsoft.Extensions.DependencyInjection.OptionsServiceCollectionExtensions
                .Configure<Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServerOptions>(services, kestrel => kestrel.Limits.MaxRequestLineSize = 64 * 1024),
        });
        using var browser = shop.NewBrowser();

        var page = await browser.GetAsync("/?pushAccountReceipts=A&x=" + new string('x', 9000));

        Assert.Equal(HttpStatusCode.RequestUriTooLong, page.Status);
        Assert.Equal("SP1004", page.Code);
    }

    [Theory]
    [InlineData("PUT", "/scof-push/{id}/accept", "POST")]
    [InlineData("DELETE", "/scof-push/{id}", "GET")]
    [InlineData("POST", "/scof-push/{id}", "GET")]
    [InlineData("POST", "/scof-push/scofpush.css", "GET, HEAD")]
    public async Task Send_wrongMethod_namesTheRightOne(string method, string path, string allow)
    {
        await using var shop = await TestShop.StartAsync();
        using var browser = shop.NewBrowser();

        var page = await browser.SendAsync(new HttpRequestMessage(new HttpMethod(method), path.Replace("{id}", SomeId, StringComparison.Ordinal)));

        Assert.Equal(HttpStatusCode.MethodNotAllowed, page.Status);
        Assert.Equal("SP1402", page.Code);
        Assert.Equal(allow, page.Header("Allow"));
    }

    [Theory]
    [InlineData("/accept")]
    [InlineData("/decline")]
    public async Task Post_withoutToken_returnsToTheFormWithANotice(string verb)
    {
        await using var shop = await TestShop.StartAsync();
        using var browser = shop.NewBrowser();
        var confirm = await shop.ArriveAsync(browser);
        var path = confirm.Response.RequestMessage!.RequestUri!.AbsolutePath;

        var answer = await browser.PostAsync(path + verb);

        Assert.Equal(HttpStatusCode.SeeOther, answer.Status);
        var again = await answer.FollowAsync();
        Assert.Equal("SP1401", again.Code);
        Assert.Empty(shop.Network.Calls);
        Assert.EndsWith("=SUCCESS", (await again.SubmitAsync("/accept")).Location, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_unreadableForm_returnsToTheForm()
    {
        await using var shop = await TestShop.StartAsync();
        using var browser = shop.NewBrowser();
        var path = (await shop.ArriveAsync(browser)).Response.RequestMessage!.RequestUri!.AbsolutePath;
        var request = new HttpRequestMessage(HttpMethod.Post, path + "/accept") { Content = new ByteArrayContent([1, 2, 3]) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data");

        var answer = await browser.SendAsync(request);

        Assert.Equal(HttpStatusCode.SeeOther, answer.Status);
        Assert.Equal("SP1401", (await answer.FollowAsync()).Code);
    }

    [Fact]
    public async Task Post_withTokenOfAnotherBrowser_returnsToTheForm()
    {
        await using var shop = await TestShop.StartAsync();
        using var thief = shop.NewBrowser();
        using var browser = shop.NewBrowser();
        var foreign = (await shop.ArriveAsync(thief, "MCC-STL-0009", user: "mallory")).Find("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        var confirm = await shop.ArriveAsync(browser);

        var answer = await confirm.SubmitAsync("/accept", ("__RequestVerificationToken", foreign));

        Assert.Equal("SP1401", (await answer.FollowAsync()).Code);
        Assert.Empty(shop.Network.Calls);
    }

    [Fact]
    public async Task Post_withoutSession_goesToSignInAndBackToTheForm()
    {
        await using var shop = await TestShop.StartAsync();
        using var browser = shop.NewBrowser();
        var confirm = await shop.ArriveAsync(browser);
        await browser.GetAsync("/sign-out");

        var signIn = await (await confirm.SubmitAsync("/accept")).FollowAsync();

        Assert.Equal("Sign in", signIn.Heading);
        Assert.Empty(shop.Network.Calls);
        var back = await (await signIn.SubmitAsync("/sign-in", ("user", "anna"))).FollowAsync();
        Assert.EndsWith("=SUCCESS", (await back.SubmitAsync("/accept")).Location, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_asAnotherCustomer_enrollsNothing()
    {
        await using var shop = await TestShop.StartAsync();
        using var browser = shop.NewBrowser();
        var confirm = await shop.ArriveAsync(browser);
        await browser.GetAsync("/switch/bert");

        var page = await confirm.SubmitAsync("/accept");

        Assert.Equal(HttpStatusCode.Forbidden, page.Status);
        Assert.Equal("SP1301", page.Code);
        Assert.Empty(shop.Network.Calls);
    }

    [Fact]
    public async Task Get_expiredPush_offersTheWayBackWithErrors()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var shop = await TestShop.StartAsync(new TestShopSetup { Time = time });
        using var browser = shop.NewBrowser();
        var landing = await browser.GetAsync(TestShop.PushUri("MCC-STL-0001,MCC-STL-0002", TestShop.Bank + "/done"));

        time.Advance(TimeSpan.FromMinutes(16));
        using var stranger = shop.NewBrowser();
        var anonymous = await stranger.GetAsync(landing.Location!);
        Assert.Equal("SP1202", anonymous.Code);
        Assert.DoesNotContain("bank.example", anonymous.Text, StringComparison.Ordinal);
        var page = await browser.GetAsync(landing.Location!);

        Assert.Equal(HttpStatusCode.Gone, page.Status);
        Assert.Equal("SP1202", page.Code);
        Assert.Equal(
            "https://bank.example/done?results%5BMCC-STL-0001%5D=ERROR&results%5BMCC-STL-0002%5D=ERROR",
            page.Document.Links.First(link => link.TextContent == "Back to your bank").GetAttribute("href"));
    }

    [Fact]
    public async Task Get_otherRequests_passUntouched()
    {
        await using var shop = await TestShop.StartAsync();
        using var browser = shop.NewBrowser();

        Assert.Equal("The shop", (await browser.GetAsync("/?q=pushAccountReceipts")).Heading);
        Assert.Equal("[1,2]", (await browser.GetAsync("/api/items")).Text);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/scof-pushes")).Status);
        Assert.StartsWith("/sign-in", new Uri((await browser.GetAsync("/private")).Location!).AbsolutePath, StringComparison.Ordinal);
    }
}
