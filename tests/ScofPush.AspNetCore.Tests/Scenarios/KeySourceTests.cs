using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ScofPush.AspNetCore.Tests.Hosting;
using ScofPush.Tests;
using Xunit;

namespace ScofPush.AspNetCore.Tests.Scenarios;

/// <summary>Where keys come from, and what happens when they change or the source is out of order (protocol 2, R-73).</summary>
public sealed class KeySourceTests : IAsyncLifetime
{
    private static readonly TimeSpan Cooldown = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);
    private readonly PushSigner _new = new("key-2");
    private KeyServer _server = null!;

    private static PushSigner Known => PushSigner.Known;

    public async ValueTask InitializeAsync() => _server = await KeyServer.StartAsync(Known);

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _new.Dispose();
    }

    [Fact]
    public async Task Get_keySetByHttps_verifies()
    {
        await using var shop = await StartShopAsync();
        Assert.Equal(HttpStatusCode.SeeOther, (await PushAsync(shop, Known)).Status);
        Assert.Equal("SP1030", (await PushPlainAsync(shop)).Code);
        Assert.Equal(1, _server.Calls);
    }

    [Fact]
    public async Task Get_rotatedKey_isFetchedOnceForAllWhoWait()
    {
        await using var shop = await StartShopAsync();
        await PushAsync(shop, Known);
        _server.Publish(Known, _new);
        _time.Advance(Cooldown);

        var pages = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => PushAsync(shop, _new)));

        Assert.All(pages, page => Assert.Equal(HttpStatusCode.SeeOther, page.Status));
        Assert.Equal(HttpStatusCode.SeeOther, (await PushAsync(shop, Known)).Status);
        Assert.Equal(2, _server.Calls);
    }

    [Fact]
    public async Task Get_withdrawnKey_isRefusedAfterTheNextReading()
    {
        await using var shop = await StartShopAsync();
        await PushAsync(shop, Known);
        _server.Publish(_new);
        _time.Advance(Cooldown);

        Assert.Equal(HttpStatusCode.SeeOther, (await PushAsync(shop, _new)).Status);
        Assert.Equal("SP1023", (await PushAsync(shop, Known)).Code);
    }

    [Fact]
    public async Task Get_floodOfForeignKeyIds_fetchesOnceACooldown()
    {
        await using var shop = await StartShopAsync();
        await PushAsync(shop, Known);
        var calls = _server.Calls;
        var tokens = Enumerable.Range(0, 1000).Select(index => Known.Sign($$"""{"alg":"RS256","kid":"foreign-{{index}}"}""", "{}")).ToArray();
        using var browser = shop.NewBrowser();

        _time.Advance(Cooldown);
        foreach (var batch in tokens.Chunk(20))
        {
            var pages = await Task.WhenAll(batch.Select(token => browser.GetAsync("/?pushAccountData=" + token)));
            Assert.All(pages, page => Assert.Equal("SP1023", page.Code));
        }

        Assert.Equal(calls + 1, _server.Calls);
        Assert.Equal(HttpStatusCode.SeeOther, (await PushAsync(shop, Known)).Status);
    }

    [Fact]
    public async Task Get_sourceDown_lastGoodSetStaysInUse()
    {
        await using var shop = await StartShopAsync();
        await PushAsync(shop, Known);
        _server.Fail();
        _time.Advance(TimeSpan.FromHours(3));

        Assert.Equal("SP1023", (await PushAsync(shop, _new)).Code);
        Assert.Equal(HttpStatusCode.SeeOther, (await PushAsync(shop, Known)).Status);
        Assert.Contains(shop.Logs.GetSnapshot(), log => log.Message.StartsWith("SP1040: the keys of ScofPush:Detection:JwksUrl", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Get_sourceDownFromTheStart_saysThatItCannotCheckAndRecovers()
    {
        _server.Fail();
        await using var shop = await StartShopAsync();

        var page = await PushAsync(shop, Known);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, page.Status);
        Assert.Equal("SP1028", page.Code);

        _server.Publish(Known);
        Assert.Equal("SP1028", (await PushAsync(shop, Known)).Code);
        _time.Advance(Cooldown);
        Assert.Equal(HttpStatusCode.SeeOther, (await PushAsync(shop, Known)).Status);
    }

    [Fact]
    public async Task Worker_interval_refreshesInTheBackground()
    {
        await using var shop = await StartShopAsync();
        await PushAsync(shop, Known);
        _server.Publish(_new);

        await AdvanceUntilAsync(TimeSpan.FromHours(1), () => _server.Calls > 1);

        Assert.Equal(HttpStatusCode.SeeOther, (await PushAsync(shop, _new)).Status);
    }

    public static TheoryData<string> Misbehaviours { get; } =
        ["redirect", "redirect to another host", "404", "empty", "no JSON", "no keys", "small key", "unusable keys", "too large", "slow"];

    [Theory]
    [MemberData(nameof(Misbehaviours))]
    public async Task Get_sourceMisbehaves_givesNoKey(string how)
    {
        using var small = new PushSigner("key-1", 1024);
        await using var elsewhere = await KeyServer.StartAsync(Known);
        _server.Answer = context => MisbehaveAsync(context, how, small, elsewhere.Url);
        await using var shop = await StartShopAsync();

        Assert.Equal("SP1028", (await PushAsync(shop, how == "small key" ? small : Known)).Code);
        Assert.Equal((1, 0), (_server.Calls, elsewhere.Calls));
    }

    [Fact]
    public async Task Get_oddKeysInTheSet_doNotSpoilTheGoodOnes()
    {
        var set = PushSigner.KeySet(Known).Replace(
            "{\"keys\":[",
            """{"keys":[7,null,[],{},{"kty":"RSA","kid":"no-e","n":"AQAB"},{"kty":"RSA","kid":"\ud800","n":"AQAB","e":"AQAB"},{"kty":"EC","kty":"EC"},""",
            StringComparison.Ordinal);
        _server.Answer = context => context.Response.WriteAsync('\uFEFF' + set);
        await using var shop = await StartShopAsync();

        Assert.Equal(HttpStatusCode.SeeOther, (await PushAsync(shop, Known)).Status);
    }

    [Fact]
    public async Task Get_whatAHostHangsOnEveryClient_doesNotReachTheKeyClient()
    {
        var defaults = new CountingHandler();
        await using var shop = await TestShop.StartAsync(new TestShopSetup
        {
            Settings = new() { ["ScofPush:Detection:JwksUrl"] = _server.Url },
            Services = services =>
            {
                services.ConfigureHttpClientDefaults(client => client.AddHttpMessageHandler(() => defaults));
                _server.TrustIn(services);
            },
        });

        Assert.Equal(HttpStatusCode.SeeOther, (await PushAsync(shop, Known)).Status);
        Assert.Equal(0, defaults.Calls);
    }

    [Fact]
    public async Task Worker_failedRefresh_isTriedAgainAfterTheCooldown()
    {
        await using var shop = await StartShopAsync();
        await PushAsync(shop, Known);
        _server.Fail();
        await AdvanceUntilAsync(TimeSpan.FromHours(1), () => _server.Calls > 1);
        _server.Publish(_new);
        var calls = _server.Calls;

        await AdvanceUntilAsync(Cooldown, () => _server.Calls > calls);

        Assert.Equal(HttpStatusCode.SeeOther, (await PushAsync(shop, _new)).Status);
    }

    [Fact]
    public async Task Get_certificateOfTheSourceNotTrusted_givesNoKey()
    {
        await using var shop = await StartShopAsync(trusted: false);
        Assert.Equal("SP1028", (await PushAsync(shop, Known)).Code);
        Assert.Equal(0, _server.Calls);
    }

    /// <summary>The worker waits on the clock: it may not have begun to when the clock is first put on.</summary>
    private async Task AdvanceUntilAsync(TimeSpan step, Func<bool> isDone)
    {
        for (var attempt = 0; attempt < 50 && !isDone(); attempt++)
        {
            _time.Advance(step);
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        Assert.True(isDone());
    }

    private static async Task MisbehaveAsync(HttpContext context, string how, PushSigner small, string elsewhere)
    {
        switch (how)
        {
            case "redirect" or "redirect to another host":
                context.Response.Redirect(how == "redirect" ? "/elsewhere" : elsewhere);
                break;
            case "404":
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                await context.Response.WriteAsync(PushSigner.KeySet(Known));
                break;
            case "empty":
                break;
            case "no JSON":
                await context.Response.WriteAsync("<html>");
                break;
            case "no keys":
                await context.Response.WriteAsync("""{"keys":[]}""");
                break;
            case "small key":
                await context.Response.WriteAsync(PushSigner.KeySet(small));
                break;
            case "unusable keys":
                await context.Response.WriteAsync(
                    $$"""{"keys":[{{Jwk("\"use\":\"sig\"", "\"use\":\"enc\"")}},{{Jwk("RS256", "PS256")}},{{Jwk("\"kty\":\"RSA\"", "\"kty\":\"oct\"")}},{{Jwk("\"e\":\"AQAB\"", "\"e\":\"?\"")}},{{Jwk("\"kid\":\"key-1\",", "")}}]}""");
                break;
            case "too large":
                await context.Response.WriteAsync(PushSigner.KeySet(Known) + new string(' ', 256 * 1024));
                break;
            default:
                // The head comes at once, the body too late: the limit covers it too.
                await context.Response.StartAsync();
                await Task.Delay(TimeSpan.FromSeconds(15), context.RequestAborted);
                await context.Response.WriteAsync(PushSigner.KeySet(Known));
                break;
        }

        static string Jwk(string old, string other)
        {
            var text = Known.Jwk().ToJsonString();
            Assert.Contains(old, text, StringComparison.Ordinal);
            return text.Replace(old, other, StringComparison.Ordinal);
        }
    }

    private sealed class CountingHandler : DelegatingHandler
    {
        public int Calls { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Calls++;
            return base.SendAsync(request, cancellationToken);
        }
    }

    private Task<TestShop> StartShopAsync(bool trusted = true) => TestShop.StartAsync(new TestShopSetup
    {
        Time = _time,
        Environment = "Production",
        Settings = new() { ["ScofPush:Detection:JwksUrl"] = _server.Url, ["ScofPush:Pending:AllowInMemoryStore"] = "true", ["ScofPush:Pending:LandingsPerMinute"] = "0" },
        Services = services =>
        {
            if (trusted)
            {
                _server.TrustIn(services);
            }
        },
    });

    private static async Task<Page> PushAsync(TestShop shop, PushSigner signer)
    {
        using var browser = shop.NewBrowser();
        return await browser.GetAsync("/?pushAccountData=" + signer.SignPush("MCC-STL-0001"));
    }

    private static async Task<Page> PushPlainAsync(TestShop shop)
    {
        using var browser = shop.NewBrowser();
        return await browser.GetAsync(TestShop.PushUri("MCC-STL-0001", null));
    }
}
