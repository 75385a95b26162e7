using System.Buffers.Text;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ScofPush.Samples.Tests.CardNetwork;

public sealed class ConnectTests(NetworkHost network) : IClassFixture<NetworkHost>
{
    [Fact]
    public async Task TokenRequestors_lists_every_merchant()
    {
        var list = await network.Http.GetFromJsonAsync<List<JsonElement>>("/mdes/connect/1/0/tokenRequestors");

        Assert.Equal(TestShop.All.Select(shop => shop.TokenRequestorId), list!.Select(item => item.GetProperty("tokenRequestorId").GetString()));
        Assert.Equal(TestShop.Main.PushUri, list![0].GetProperty("pushUri").GetString());
    }

    [Fact]
    public async Task Push_five_accounts_get_a_receipt_each()
    {
        var accounts = Enumerable.Range(1, 5).Select(i => NetworkHost.Account(reference: $"acc-{i}")).ToArray();
        var pushed = await network.PushAsync(TestShop.Main, accounts);

        var receipts = pushed.GetProperty("pushAccountReceipts").EnumerateArray().ToList();
        Assert.Equal(["acc-1", "acc-2", "acc-3", "acc-4", "acc-5"], receipts.Select(item => item.GetProperty("accountReference").GetString()));
        Assert.Equal(5, receipts.Select(item => item.GetProperty("pushAccountReceipt").GetString()).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(network.Clock.GetUtcNow().AddMinutes(15), receipts[0].GetProperty("expiresAt").GetDateTimeOffset());
        Assert.Equal(TestShop.Main.PushUri, pushed.GetProperty("pushUri").GetString());
    }

    [Fact]
    public async Task Push_signed_data_verifies_with_the_published_key()
    {
        var pushed = await network.PushAsync(TestShop.Main, NetworkHost.Account());
        var parts = pushed.GetProperty("pushAccountData").GetString()!.Split('.');
        var header = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[0])).RootElement;
        var payload = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1])).RootElement;
        var keys = await network.Http.GetFromJsonAsync<JsonElement>("/mdes/connect/1/0/jwks.json");
        var key = Assert.Single(keys.GetProperty("keys").EnumerateArray());
        using var rsa = RSA.Create(new RSAParameters
        {
            Modulus = Base64Url.DecodeFromChars(key.GetProperty("n").GetString()),
            Exponent = Base64Url.DecodeFromChars(key.GetProperty("e").GetString()),
        });

        Assert.Equal(["alg", "kid"], header.EnumerateObject().Select(member => member.Name));
        Assert.Equal("RS256", header.GetProperty("alg").GetString());
        Assert.Equal(key.GetProperty("kid").GetString(), header.GetProperty("kid").GetString());
        Assert.Equal(2048, rsa.KeySize);
        Assert.True(rsa.VerifyData(
            Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        Assert.Equal(
            ["pushAccountReceipts", "callbackURL", "callbackRequired", "completeWebsiteActivation", "accountHolderDataSupplied", "locale"],
            payload.EnumerateObject().Select(member => member.Name));
        Assert.Equal(
            pushed.GetProperty("pushAccountReceipts")[0].GetProperty("pushAccountReceipt").GetString(),
            payload.GetProperty("pushAccountReceipts")[0].GetString());
        Assert.Equal("http://bank.example/push/result?ref=abc", payload.GetProperty("callbackURL").GetString());
    }

    [Theory]
    [InlineData(null, null, null, false, null, true)]
    [InlineData(true, true, false, true, true, false)]
    [InlineData(false, false, true, false, false, true)]
    public async Task Push_flags_are_signed_as_asked(bool? callback, bool? app, bool? website, bool signedCallback, bool? signedApp, bool signedWebsite)
    {
        var body = Push(NetworkHost.Account());
        body["callbackUrl"] = "http://bank.example/push/result";
        body["callbackRequired"] = callback;
        body["completeIssuerAppActivation"] = app;
        body["completeWebsiteActivation"] = website;

        using var response = await network.PushRawAsync(body);

        var token = (await response.JsonAsync()).GetProperty("pushAccountData").GetString()!;
        var payload = JsonDocument.Parse(Base64Url.DecodeFromChars(token.Split('.')[1])).RootElement;
        Assert.Equal(signedCallback, payload.GetProperty("callbackRequired").GetBoolean());
        Assert.Equal(signedApp, payload.TryGetProperty("completeIssuerAppActivation", out var flag) ? flag.GetBoolean() : null);
        Assert.Equal(signedWebsite, payload.GetProperty("completeWebsiteActivation").GetBoolean());
    }

    [Fact]
    public async Task Start_with_the_key_deleted_signs_with_a_new_one()
    {
        await using var first = new NetworkHost();
        var before = await first.Http.GetStringAsync("/mdes/connect/1/0/jwks.json");
        File.Delete(Assert.Single(Directory.GetFiles(first.DataFolder)));
        await using var second = first.WithWebHostBuilder(_ => { });
        using var client = second.CreateClient();

        Assert.NotEqual(before, await client.GetStringAsync("/mdes/connect/1/0/jwks.json"));
    }

    [Fact]
    public async Task Start_again_keeps_the_signing_key()
    {
        var before = await network.Http.GetStringAsync("/mdes/connect/1/0/jwks.json");
        await using var second = network.WithWebHostBuilder(_ => { });
        using var client = second.CreateClient();

        Assert.Equal(before, await client.GetStringAsync("/mdes/connect/1/0/jwks.json"));
    }

    [Fact]
    public void Start_signing_key_is_readable_by_its_owner_only()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file mode.");

        var file = Assert.Single(Directory.GetFiles(network.DataFolder));
#pragma warning disable CA1416 // skipped on Windows above
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
#pragma warning restore CA1416
    }

    [Theory]
    [InlineData("tokenRequestorId", "\"nobody\"")]
    [InlineData("accounts", "[]")]
    [InlineData("accounts", "null")]
    [InlineData("accounts", "[null]")]
    [InlineData("callbackUrl", "\"/push/result\"")]
    [InlineData("callbackUrl", "\"//bank.example/result\"")]
    [InlineData("locale", "\"english\"")]
    public async Task Push_bad_member_is_refused(string name, string json)
    {
        var body = Push(NetworkHost.Account());
        body[name] = JsonNode.Parse(json);

        await ShouldRefuseAsync(body);
    }

    [Theory]
    [InlineData("accountReference", "")]
    [InlineData("panLastFour", "12345")]
    [InlineData("panLastFour", "5204731600014780")]
    [InlineData("productName", "")]
    [InlineData("issuerName", "")]
    [InlineData("cardType", "GIFT")]
    [InlineData("fate", "LUCKY")]
    public async Task Push_bad_account_is_refused(string name, string value)
    {
        var account = NetworkHost.Account();
        account[name] = value;

        await ShouldRefuseAsync(Push(account));
    }

    [Fact]
    public async Task Push_six_accounts_are_refused() =>
        await ShouldRefuseAsync(Push([.. Enumerable.Range(1, 6).Select(i => NetworkHost.Account(reference: $"acc-{i}"))]));

    [Fact]
    public async Task Push_life_beyond_fifteen_minutes_is_refused() => await ShouldRefuseAsync(Push(NetworkHost.Account(life: 901)));

    private static JsonObject Push(params JsonObject[] accounts) => new()
    {
        ["requestId"] = "r-1",
        ["tokenRequestorId"] = TestShop.Main.TokenRequestorId,
        ["accounts"] = new JsonArray([.. accounts]),
    };

    private async Task ShouldRefuseAsync(JsonObject body)
    {
        using var response = await network.PushRawAsync(body);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("INVALID_FIELD_VALUE", (await response.JsonAsync()).GetProperty("errorCode").GetString());
    }
}
