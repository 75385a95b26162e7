using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ScofPush.AspNetCore.Diagnostics;
using ScofPush.AspNetCore.Enrollment;
using ScofPush.AspNetCore.Pipeline;
using ScofPush.AspNetCore.Tests.Hosting;
using ScofPush.Tests;
using Xunit;

namespace ScofPush.AspNetCore.Tests.Scenarios;

/// <summary>Only the network is let in, and only with something that can be read.</summary>
public sealed class NotificationDoorTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("wrong")]
    [InlineData(NotifiedShop.Secret + "x")]
    [InlineData(NotifiedShop.Secret + "," + NotifiedShop.Secret)]
    public async Task Post_withoutTheSecret_isRefusedUnread(string? secret)
    {
        await using var host = await NotifiedShop.StartAsync();
        await host.HaveCardAsync();

        var lines = await AnnounceAsync(host, 1000, secret);

        Assert.Equal("HTTP/1.1 403 Forbidden", lines[0]);
        Assert.Contains("Content-Length: 0", lines);
        Assert.Empty(host.Shop.Recorded.Updates);
    }

    [Fact]
    public async Task Post_manyStrangers_areOneLineAMinute()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var host = await NotifiedShop.StartAsync(new TestShopSetup { Time = time });
        async Task KnockAsync(int times)
        {
            for (var index = 0; index < times; index++)
            {
                await host.SendAsync(NotifiedShop.Json("{}"), secret: null);
            }
        }

        await KnockAsync(20);
        time.Advance(TimeSpan.FromMinutes(1));
        await KnockAsync(3);

        var lines = host.Shop.Logs.GetSnapshot().Where(log => log.Id.Id == 1651).Select(log => log.GetStructuredStateValue("Count"));
        Assert.Equal(["1", "20"], lines);
    }

    [Theory]
    [InlineData(true, HttpStatusCode.NoContent)]
    [InlineData(false, HttpStatusCode.Forbidden)]
    [InlineData(null, HttpStatusCode.Forbidden)]
    public async Task Post_clientCertificate_countsByItsThumbprint(bool? isKnown, HttpStatusCode expected)
    {
        using var server = LoopbackCertificate.New();
        using var known = LoopbackCertificate.New();
        using var other = LoopbackCertificate.New();
        var thumbprint = string.Join(':', Convert.FromHexString(known.GetCertHashString(HashAlgorithmName.SHA256)).Select(part => part.ToString("x2")));
        using var handler = new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions
            {
                RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.GetCertHashString() == server.GetCertHashString(),
                LocalCertificateSelectionCallback = (_, _, _, _, _) => isKnown switch { true => known, false => other, null => null! },
            },
        };
        await using var host = await NotifiedShop.StartAsync(
            new TestShopSetup
            {
                Settings =
                {
                    ["ScofPush:Notifications:HeaderName"] = null,
                    ["ScofPush:Notifications:Secret"] = null,
                    ["ScofPush:Notifications:ClientCertificates:0"] = new string('0', 64),
                    ["ScofPush:Notifications:ClientCertificates:1"] = thumbprint,
                },
                Services = services => services.Configure<KestrelServerOptions>(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(https =>
                {
                    https.ServerCertificate = server;
                    https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
                    https.AllowAnyClientCertificate();
                }))),
            },
            handler);
        await host.HaveCardAsync();

        using var answer = await host.SendAsync(NotifiedShop.Json(NotifiedShop.Batch(NotifiedShop.Event(5))), secret: null);

        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal(expected == HttpStatusCode.NoContent ? CardStatus.Suspended : CardStatus.Active, (await host.CardAsync()).Card.Status);
    }

    [Theory]
    [InlineData("yes", HttpStatusCode.NoContent)]
    [InlineData("no", HttpStatusCode.Forbidden)]
    [InlineData("throw", HttpStatusCode.ServiceUnavailable)]
    public async Task Post_hostsOwnRule_decides(string says, HttpStatusCode expected)
    {
        await using var host = await NotifiedShop.StartAsync(new TestShopSetup
        {
            Settings = { ["ScofPush:Notifications:HeaderName"] = null, ["ScofPush:Notifications:Secret"] = null },
            Services = services => services.Configure<ScofPushOptions>(options => options.Notifications.Authenticate = context =>
                context.Request.Headers["X-Says"] == "throw" ? throw new InvalidOperationException() : ValueTask.FromResult(context.Request.Headers["X-Says"] == "yes")),
        });

        var content = NotifiedShop.Json(NotifiedShop.Batch());
        using var http = new HttpClient { BaseAddress = host.Shop.Address, DefaultRequestHeaders = { { "X-Says", says } } };
        using var answer = await http.PostAsync(NotifiedShop.Path, content, TestContext.Current.CancellationToken);

        Assert.Equal(expected, answer.StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nothing of the kind")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("7")]
    [InlineData("""{"digitalCardUpdateNotifications":null}""")]
    [InlineData("""{"digitalCardUpdateNotifications":[{"eventTimeStamp":"5","maskedCard":{"srcDigitalCardId":"card-0001","digitalCardData":{"status":"SUSPENDED"}}}""")]
    public async Task Post_notANotification_isABadRequestAndChangesNothing(string text)
    {
        await using var host = await NotifiedShop.StartAsync();
        await host.HaveCardAsync();

        using var answer = await host.SendAsync(NotifiedShop.Json(text));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(host.Shop.Logs.GetSnapshot(), log => log.Id.Id == 1653);
        Assert.Empty(host.Shop.Recorded.Updates);
    }

    [Fact]
    public async Task Post_nestedTooDeeply_isABadRequest()
    {
        await using var host = await NotifiedShop.StartAsync();
        var deep = string.Concat(Enumerable.Repeat("[", 50_000)) + string.Concat(Enumerable.Repeat("]", 50_000));

        using var answer = await host.SendAsync(NotifiedShop.Json($$"""{"x":{{deep}},"digitalCardUpdateNotifications":[]}"""));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Post_tenThousandEvents_areDealtWith()
    {
        await using var host = await NotifiedShop.StartAsync();
        await host.HaveCardAsync();
        var events = string.Join(',', Enumerable.Repeat("{\"a\":1}", 10_000));

        using var answer = await host.SendAsync(NotifiedShop.Json($$"""{"digitalCardUpdateNotifications":[{{events}},{{NotifiedShop.Event(5).ToJsonString()}}]}"""));

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal(CardStatus.Suspended, (await host.CardAsync()).Card.Status);
        Assert.Contains(host.Shop.Logs.GetSnapshot(), log => log.Id.Id == 1656 && log.GetStructuredStateValue("Count") == "10000");
    }

    [Theory]
    [InlineData(256 * 1024, false, HttpStatusCode.NoContent)]
    [InlineData(256 * 1024, true, HttpStatusCode.NoContent)]
    [InlineData((256 * 1024) + 1, false, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData((256 * 1024) + 1, true, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData(10 * 1024 * 1024, false, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData(10 * 1024 * 1024, true, HttpStatusCode.RequestEntityTooLarge)]
    public async Task Post_size_isLimitedAlsoWithoutALength(int size, bool isChunked, HttpStatusCode expected)
    {
        await using var host = await NotifiedShop.StartAsync();
        var text = NotifiedShop.Batch();
        var bytes = Encoding.ASCII.GetBytes(text + new string(' ', size - text.Length));
        using HttpContent content = isChunked ? new StreamContent(new Unseekable(bytes)) : new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");

        using var answer = await host.SendAsync(content);

        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task Post_announcesTooMuch_isRefusedUnread()
    {
        await using var host = await NotifiedShop.StartAsync();

        Assert.Equal("HTTP/1.1 413 Payload Too Large", (await AnnounceAsync(host, (256 * 1024) + 1, NotifiedShop.Secret))[0]);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    public async Task Post_anotherContentType_isRefused(string type)
    {
        await using var host = await NotifiedShop.StartAsync();

        using var answer = await host.SendAsync(NotifiedShop.Json(NotifiedShop.Batch(), type));

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
    }

    [Fact]
    public async Task Post_encrypted_isRefusedWithWhatToDo()
    {
        await using var host = await NotifiedShop.StartAsync();

        using var answer = await host.SendAsync(NotifiedShop.Json("""{"encryptedDigitalCardUpdateNotifications":"aaa.bbb.ccc.ddd.eee"}"""));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var line = Assert.Single(host.Shop.Logs.GetSnapshot(), log => log.Id.Id == 1652);
        Assert.Contains("plain notifications", line.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("aaa.bbb", line.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    [InlineData("PUT")]
    public async Task OtherMethods_doNothing(string method)
    {
        await using var host = await NotifiedShop.StartAsync();
        await host.HaveCardAsync();

        using var answer = await host.SendAsync(
            method == "PUT" ? NotifiedShop.Json(NotifiedShop.Batch(NotifiedShop.Event(5))) : null, method: new HttpMethod(method));

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Equal("POST", Assert.Single(answer.Content.Headers.Allow));
        Assert.Empty(host.Shop.Recorded.Updates);
    }

    [Fact]
    public async Task Post_notEnabled_isAnAddressAsAnyOther()
    {
        await using var host = await NotifiedShop.StartAsync(new TestShopSetup { Settings = { ["ScofPush:Notifications:Enabled"] = "false" } });
        await host.HaveCardAsync();

        using var answer = await host.SendAsync(NotifiedShop.Json(NotifiedShop.Batch(NotifiedShop.Event(5))));
        using var other = await host.SendAsync(NotifiedShop.Json("{}"), path: "/scof-push/notifications/cars");

        Assert.Equal((HttpStatusCode.NotFound, other.StatusCode), (answer.StatusCode, answer.StatusCode));
        Assert.Equal(CardStatus.Active, (await host.CardAsync()).Card.Status);
    }

    [Fact]
    public async Task Post_notEnabled_pathOfTheHostThatLooksLikeItStaysTheHosts()
    {
        await using var host = await NotifiedShop.StartAsync(new TestShopSetup
        {
            Settings = { ["ScofPush:Notifications:Enabled"] = "false" },
            Pipeline = app =>
            {
                app.UseScofPush();
                app.MapPost("/api" + NotifiedShop.Path, () => "the host's own");
            },
        });

        using var answer = await host.SendAsync(NotifiedShop.Json("{}"), path: "/api" + NotifiedShop.Path);

        Assert.Equal("the host's own", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Post_shopThatAuthorizesEverything_underAPathBase_passes()
    {
        await using var host = await NotifiedShop.StartAsync(new TestShopSetup
        {
            Services = services => services.AddAuthorizationBuilder().SetFallbackPolicy(
                new Microsoft.AspNetCore.Authorization.AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build()),
            Pipeline = app =>
            {
                app.UseStatusCodePagesWithReExecute("/error");
                app.UsePathBase("/a-long-prefix-of-a-shop-behind-a-proxy");
                app.UseScofPush();
                TestShop.MapShop(app);
            },
        });
        await host.HaveCardAsync();
        const string Path = "/a-long-prefix-of-a-shop-behind-a-proxy" + NotifiedShop.Path;

        using var answer = await host.SendAsync(NotifiedShop.Json(NotifiedShop.Batch(NotifiedShop.Event(5))), path: Path);
        using var stranger = await host.SendAsync(NotifiedShop.Json("{}"), secret: null, path: Path);

        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.Forbidden), (answer.StatusCode, stranger.StatusCode));
        Assert.Empty(await stranger.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal(CardStatus.Suspended, (await host.CardAsync()).Card.Status);
    }

    [Theory]
    [InlineData(null, null, null, "ScofPush:Notifications", ScofPushCodes.NotificationsOpen)]
    [InlineData("X-Secret", "0123456789abcdef0123456789abcde", null, "ScofPush:Notifications:Secret", ScofPushCodes.InvalidConfiguration)]
    [InlineData("X Secret", NotifiedShop.Secret, null, "ScofPush:Notifications:HeaderName", ScofPushCodes.InvalidConfiguration)]
    [InlineData(null, NotifiedShop.Secret, null, "ScofPush:Notifications:HeaderName", ScofPushCodes.InvalidConfiguration)]
    [InlineData(null, null, "", "ScofPush:Notifications:ClientCertificates:0", ScofPushCodes.InvalidConfiguration)]
    [InlineData(null, null, "0123456789abcdef0123456789abcdef01234567", "ScofPush:Notifications:ClientCertificates:0", ScofPushCodes.InvalidConfiguration)]
    public async Task UseScofPush_enabledWithoutASoundDoor_doesNotStart(string? header, string? secret, string? certificate, string key, string code)
    {
        var setup = new TestShopSetup
        {
            Settings = { ["ScofPush:Notifications:HeaderName"] = header, ["ScofPush:Notifications:Secret"] = secret },
        };
        if (certificate is not null)
        {
            setup.Settings["ScofPush:Notifications:ClientCertificates:0"] = certificate;
        }

        var fault = await Assert.ThrowsAsync<ScofPushConfigurationException>(() => NotifiedShop.StartAsync(setup));

        var problem = Assert.Single(fault.Problems);
        Assert.Equal((code, key), (problem.Code, problem.Key));
        Assert.DoesNotContain(secret ?? "-none-", problem.Message, StringComparison.Ordinal);
    }

    /// <summary>Announces a body that never comes: whoever reads it does not answer.</summary>
    private static async Task<IReadOnlyList<string>> AnnounceAsync(NotifiedShop host, int length, string? secret)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, host.Shop.Address.Port, patience.Token);
        await using var stream = client.GetStream();
        var header = secret is null ? "" : $"{NotifiedShop.Header}: {secret}\r\n";
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes($"POST {NotifiedShop.Path} HTTP/1.1\r\nHost: shop\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n{header}\r\n"),
            patience.Token);
        using var reader = new StreamReader(stream);
        var lines = new List<string>();
        while (await reader.ReadLineAsync(patience.Token) is { Length: > 0 } line)
        {
            lines.Add(line);
        }

        return lines;
    }

    private sealed class Unseekable(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
