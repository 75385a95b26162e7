using System.Net;
using System.Text;
using ScofPush.AspNetCore.Tests.Hosting;
using Xunit;

namespace ScofPush.AspNetCore.Tests.Scenarios;

/// <summary>The signed form is verified before anything in it is believed (protocol 2, R-73).</summary>
public sealed class SignedPushTests
{
    private const string Header = """{"alg":"RS256","kid":"key-1"}""";
    private const string Payload = """{"pushAccountReceipts":["MCC-STL-0001"],"callbackURL":"https://unlisted.example/back"}""";

    [Theory]
    [InlineData("""{"pushAccountReceipts":["MCC-STL-0001","MCC-STL-0002"],"callbackURL":"https://unlisted.example/back","completeWebsiteActivation":true,"accountHolderDataSupplied":false,"locale":"de_DE"}""", "MCC-STL-0001 MCC-STL-0002")]
    [InlineData("""{"pushAccountReceipt":"MCC-STL-0001","issuerCallBack":"https://unlisted.example/back","callbackRequired":true}""", "MCC-STL-0001")]
    [InlineData("""{"iss":"x","pushAccountReceipt":["MCC-STL-0001"],"callbackUrl":"https%3A%2F%2Funlisted.example%2Fback","callbackRequired":"TRUE","locale":null,"nested":{"a":[1]}}""", "MCC-STL-0001")]
    public async Task Get_bothVocabularies_areEnrolledAndReturnedWithoutAllowList(string payload, string receipts)
    {
        await using var signed = await SignedShop.StartAsync();

        var landing = await signed.PushAsync(signed.Signer.Sign(payload));
        var confirm = await (await (await landing.FollowAsync()).SubmitAsync("/sign-in", ("user", "anna"))).FollowAsync();
        var back = await confirm.SubmitAsync("/accept");

        Assert.Equal(
            "https://unlisted.example/back?" + string.Join('&', receipts.Split(' ').Select(receipt => $"results%5B{receipt}%5D=SUCCESS")),
            back.Location);
        Assert.Equal(receipts.Split(' '), signed.Shop.Network.Calls.Select(call => call.Receipt));
        Assert.Contains("https://unlisted.example", confirm.Header("Content-Security-Policy"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_signatureAlias_isThePushWhenItHasPushMembers()
    {
        await using var signed = await SignedShop.StartAsync();

        Assert.Equal(HttpStatusCode.SeeOther, (await signed.Browser.GetAsync("/?signature=" + signed.Signer.Sign(Payload))).Status);
        Assert.Equal("SP1024", (await signed.Browser.GetAsync("/?Signature=" + Altered(signed.Signer.Sign(Payload)))).Code);
        Assert.Equal("The shop", (await signed.Browser.GetAsync("/?signature=" + signed.Signer.Sign("""{"order":7}"""))).Heading);
        Assert.Equal("The shop", (await signed.Browser.GetAsync("/?signature=abc")).Heading);
    }

    public static TheoryData<string, string> Forgeries { get; } = new()
    {
        { "none", "SP1021" },
        { "unsigned none", "SP1020" },
        { "HS256 with the public key", "SP1021" },
        { "HS256 bytes under an RS256 header", "SP1020" },
        { "PS256", "SP1021" },
        { "PS256 bytes under an RS256 header", "SP1024" },
        { "rs256 in lower case", "SP1021" },
        { "two algorithms", "SP1020" },
        { "algorithm is no text", "SP1021" },
        { "no algorithm", "SP1021" },
        { "another key under the same id", "SP1024" },
        { "foreign key id", "SP1023" },
        { "no key id", "SP1023" },
        { "empty key id", "SP1023" },
        { "embedded key", "SP1024" },
        { "key by address", "SP1023" },
        { "unknown crit", "SP1022" },
        { "b64 crit", "SP1022" },
        { "altered payload", "SP1024" },
        { "no signature", "SP1020" },
        { "truncated signature", "SP1020" },
        { "truncated payload", "SP1020" },
        { "four parts", "SP1020" },
        { "padding", "SP1020" },
        { "header is no JSON", "SP1020" },
        { "header is an array", "SP1020" },
        { "half a character as algorithm", "SP1020" },
        { "half a character as a header name", "SP1020" },
        { "half a character as key id", "SP1020" },
        { "header nested deeply", "SP1020" },
        { "header of 2 KB", "SP1020" },
        { "key id of 300 characters", "SP1023" },
        { "empty", "SP1020" },
        { "payload is no JSON", "SP1025" },
        { "payload is text", "SP1025" },
        { "payload is empty", "SP1025" },
        { "deep nesting", "SP1025" },
        { "bytes that are no text", "SP1025" },
        { "half a character", "SP1025" },
        { "member twice", "SP1026" },
        { "nested member twice", "SP1026" },
        { "both vocabularies disagree", "SP1031" },
        { "receipts are numbers", "SP1027" },
        { "receipt is an object", "SP1027" },
        { "receipt is null", "SP1027" },
        { "callback is a number", "SP1027" },
        { "flag is a number", "SP1027" },
        { "no receipts", "SP1001" },
        { "empty receipt", "SP1002" },
        { "receipt with markup", "SP1002" },
        { "six receipts", "SP1003" },
        { "callback with script", "SP1006" },
        { "callback with user-info", "SP1011" },
    };

    [Theory]
    [MemberData(nameof(Forgeries))]
    public async Task Get_badToken_isAPageWithItsCodeAndCounted(string name, string code)
    {
        await using var signed = await SignedShop.StartAsync();
        var page = await signed.PushAsync(Forge(name, signed.Signer, PushSigner.Stranger));

        Assert.Equal(code, page.Code);
        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.NotNull(page.Find("a[href='/']"));
        Assert.Equal(code, Assert.Single(signed.Detections.GetMeasurementSnapshot()).Tags["result"]);
        Assert.DoesNotContain("MCC-STL", page.Text + string.Concat(signed.Shop.Logs.GetSnapshot().Where(IsOurs).Select(log => log.Message)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("&pushAccountReceipts=MCC-STL-0001", null)]
    [InlineData("&pushAccountReceipts=MCC-STL-0001&callbackURL=https%3A%2F%2Funlisted.example%2Fback", null)]
    [InlineData("&locale=fr_FR&utm_source=bank", null)]
    [InlineData("&callbackRequired=true", null)]
    [InlineData("&pushAccountReceipts=MCC-STL-0002", "SP1031")]
    [InlineData("&pushAccountReceipts=MCC-STL-0001,MCC-STL-0002", "SP1031")]
    [InlineData("&callbackURL=https%3A%2F%2Fevil.example%2F", null)]
    [InlineData("&callbackUrl=%2Faccount&completeWebsiteActivation=true", null)]
    [InlineData("&pushAccountReceipts=MCC-STL-0001&callbackURL=https%3A%2F%2Fevil.example%2F", "SP1031")]
    [InlineData("&pushAccountReceipts=MCC-STL-0001&completeWebsiteActivation=true", "SP1031")]
    public async Task Get_bothForms_signedWinsAndContradictionIsRefused(string plain, string? code)
    {
        await using var signed = await SignedShop.StartAsync("Preferred");
        var token = signed.Signer.Sign(
            """{"pushAccountReceipts":["MCC-STL-0001"],"callbackURL":"https://unlisted.example/back","completeWebsiteActivation":false}""");

        var page = await signed.PushAsync(token, plain);

        Assert.Equal(code, page.Code);
        Assert.Equal(code is null ? HttpStatusCode.SeeOther : HttpStatusCode.BadRequest, page.Status);
        if (code is null)
        {
            await signed.Browser.GetAsync("/switch/anna");
            var back = await (await page.FollowAsync()).SubmitAsync("/decline");
            Assert.StartsWith("https://unlisted.example/back?results", back.Location, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(null, "SP1030")]
    [InlineData("Required", "SP1030")]
    [InlineData("Preferred", null)]
    [InlineData("PlainOnly", null)]
    public async Task Get_plainPush_dependsOnThePolicy(string? policy, string? code)
    {
        await using var signed = await SignedShop.StartAsync(policy);
        Assert.Equal(code, (await signed.Browser.GetAsync(TestShop.PushUri("MCC-STL-0001", null))).Code);
    }

    [Fact]
    public async Task Get_forgedTokenBesidePlainPush_isNeverTakenForThePlainOne()
    {
        await using var signed = await SignedShop.StartAsync("Preferred");
        Assert.Equal("SP1024", (await signed.PushAsync(Altered(signed.Signer.Sign(Payload)), "&pushAccountReceipts=MCC-STL-0001")).Code);
    }

    [Fact]
    public async Task Get_signedPushUnderPlainOnly_isRefusedUnlessThePlainFormIsThereToo()
    {
        await using var signed = await SignedShop.StartAsync("PlainOnly");
        var token = signed.Signer.Sign(Payload);

        Assert.Equal("SP1029", (await signed.PushAsync(token)).Code);
        Assert.Equal(HttpStatusCode.SeeOther, (await signed.PushAsync(token, "&pushAccountReceipts=MCC-STL-0001")).Status);
    }

    [Fact]
    public async Task Get_emptyTokenBesidePlainPush_isAPlainPush()
    {
        await using var signed = await SignedShop.StartAsync("Preferred");
        Assert.Equal(HttpStatusCode.SeeOther, (await signed.PushAsync("", "&pushAccountReceipts=MCC-STL-0001")).Status);
    }

    [Fact]
    public async Task Get_copyOfTheToken_isNotKeptInTheHostsQuery()
    {
        await using var signed = await SignedShop.StartAsync();
        var token = signed.Signer.SignPush("MCC-STL-0001");
        await signed.Browser.GetAsync("/switch/anna");

        var landing = await signed.PushAsync(token, $"&copy={token}&x=1&y=");
        var done = await (await (await landing.FollowAsync()).SubmitAsync("/decline")).FollowAsync();

        Assert.Equal("/?x=1&y=", done.Document.Links.First(link => link.TextContent == "Continue shopping").GetAttribute("href"));
    }

    private static bool IsOurs(Microsoft.Extensions.Logging.Testing.FakeLogRecord log) => log.Category!.StartsWith("ScofPush", StringComparison.Ordinal);

    private static string Altered(string token) => token[..^2] + (token[^2] == 'A' ? 'B' : 'A') + token[^1];

    private static string Forge(string name, PushSigner signer, PushSigner stranger)
    {
        var token = signer.Sign(Header, Payload);
        var parts = token.Split('.');
        return name switch
        {
            "none" => signer.Sign("""{"alg":"none","kid":"key-1"}""", Payload),
            "unsigned none" => PushSigner.Compact("""{"alg":"none"}""", Encoding.UTF8.GetBytes(Payload), _ => []),
            "HS256 with the public key" => signer.SignWithPublicKeyAsSecret("""{"alg":"HS256","kid":"key-1"}""", Payload),
            "HS256 bytes under an RS256 header" => signer.SignWithPublicKeyAsSecret(Header, Payload),
            "PS256" => signer.SignPss("""{"alg":"PS256","kid":"key-1"}""", Payload),
            "PS256 bytes under an RS256 header" => signer.SignPss(Header, Payload),
            "rs256 in lower case" => signer.Sign("""{"alg":"rs256","kid":"key-1"}""", Payload),
            "two algorithms" => signer.Sign("""{"alg":"RS256","alg":"none","kid":"key-1"}""", Payload),
            "algorithm is no text" => signer.Sign("""{"alg":["RS256"],"kid":"key-1"}""", Payload),
            "no algorithm" => signer.Sign("""{"kid":"key-1"}""", Payload),
            "another key under the same id" => stranger.Sign(Header, Payload),
            "foreign key id" => stranger.Sign("""{"alg":"RS256","kid":"key-2"}""", Payload),
            "no key id" => signer.Sign("""{"alg":"RS256"}""", Payload),
            "empty key id" => signer.Sign("""{"alg":"RS256","kid":""}""", Payload),
            "embedded key" => stranger.Sign($$"""{"alg":"RS256","kid":"key-1","jwk":{{stranger.Jwk().ToJsonString()}}}""", Payload),
            "key by address" => stranger.Sign("""{"alg":"RS256","kid":"key-9","jku":"https://evil.example/jwks.json"}""", Payload),
            "unknown crit" => signer.Sign("""{"alg":"RS256","kid":"key-1","crit":["exp"],"exp":1}""", Payload),
            "b64 crit" => signer.Sign("""{"alg":"RS256","kid":"key-1","crit":["b64"],"b64":false}""", Payload),
            "altered payload" => $"{parts[0]}.{stranger.Sign(Header, Payload.Replace("0001", "0002", StringComparison.Ordinal)).Split('.')[1]}.{parts[2]}",
            "no signature" => $"{parts[0]}.{parts[1]}.",
            "truncated signature" => token[..^40],
            "truncated payload" => token[..(parts[0].Length + 20)],
            "four parts" => token + ".AAAA",
            "padding" => token + "%3D",
            "header is no JSON" => signer.Sign("RS256", Payload),
            "half a character as algorithm" => signer.Sign("""{"alg":"\ud800","kid":"key-1"}""", Payload),
            "half a character as a header name" => signer.Sign("""{"alg":"RS256","kid":"key-1","\ud800":1}""", Payload),
            "half a character as key id" => signer.Sign("""{"alg":"RS256","kid":"\ud800"}""", Payload),
            "header nested deeply" => signer.Sign($$"""{"alg":"RS256","kid":"key-1","x":{{new string('[', 50)}}{{new string(']', 50)}}}""", Payload),
            "header of 2 KB" => signer.Sign($$"""{"alg":"RS256","kid":"key-1","x":"{{new string('x', 2000)}}"}""", Payload),
            "key id of 300 characters" => signer.Sign($$"""{"alg":"RS256","kid":"{{new string('k', 300)}}"}""", Payload),
            "header is an array" => signer.Sign("""["RS256"]""", Payload),
            "empty" => "",
            "payload is no JSON" => signer.Sign("pushAccountReceipts=MCC-STL-0001"),
            "payload is text" => signer.Sign("\"MCC-STL-0001\""),
            "payload is empty" => signer.Sign(" "),
            "deep nesting" => signer.Sign($$"""{"pushAccountReceipts":{{new string('[', 2000)}}{{new string(']', 2000)}}}"""),
            "bytes that are no text" => signer.Sign(Header, [.. "{\"pushAccountReceipt\":\""u8, 0xC3, 0x28, .. "\"}"u8]),
            "half a character" => signer.Sign("""{"pushAccountReceipt":"\ud800"}"""),
            "member twice" => signer.Sign("""{"pushAccountReceipts":["MCC-STL-0001"],"pushAccountReceipts":["MCC-STL-0002"]}"""),
            "nested member twice" => signer.Sign("""{"pushAccountReceipts":["MCC-STL-0001"],"x":{"a":1,"a":2}}"""),
            "both vocabularies disagree" => signer.Sign("""{"pushAccountReceipt":"MCC-STL-0001","callbackURL":"https://a.example/","issuerCallBack":"https://b.example/"}"""),
            "receipts are numbers" => signer.Sign("""{"pushAccountReceipts":[1,2]}"""),
            "receipt is an object" => signer.Sign("""{"pushAccountReceipt":{"MCC-STL-0001":1}}"""),
            "receipt is null" => signer.Sign("""{"pushAccountReceipts":["MCC-STL-0001",null]}"""),
            "callback is a number" => signer.Sign("""{"pushAccountReceipt":"MCC-STL-0001","callbackURL":7}"""),
            "flag is a number" => signer.Sign("""{"pushAccountReceipt":"MCC-STL-0001","callbackRequired":1}"""),
            "no receipts" => signer.Sign("""{"callbackURL":"https://bank.example/"}"""),
            "empty receipt" => signer.Sign("""{"pushAccountReceipt":""}"""),
            "receipt with markup" => signer.Sign("""{"pushAccountReceipt":"<script>MCC-STL-0001"}"""),
            "six receipts" => signer.Sign("""{"pushAccountReceipts":["1","2","3","4","5","6"]}"""),
            "callback with script" => signer.Sign("""{"pushAccountReceipt":"MCC-STL-0001","callbackURL":"javascript:alert(1)"}"""),
            "callback with user-info" => signer.Sign("""{"pushAccountReceipt":"MCC-STL-0001","callbackURL":"https://bank.example@evil.example"}"""),
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "Say here how it is forged."),
        };
    }
}
