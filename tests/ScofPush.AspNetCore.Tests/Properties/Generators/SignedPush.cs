using System.Text.Json.Nodes;
using CsCheck;
using ScofPush.AspNetCore.Tests.Hosting;

namespace ScofPush.AspNetCore.Tests.Properties.Generators;

/// <summary>How a signed push came about.</summary>
internal enum Making
{
    Signed,
    SignedByAStranger,
    SignedPss,
    SignedWithThePublicKey,
    Damaged,
    Mixed,
}

/// <summary>A signed push, described; it is signed when a case runs, because the key is made anew for each run.</summary>
internal sealed record SignedPush(Making Making, string Header, string Payload, int Where, char Letter)
{
    private const string Rs256WithAKey = """{"alg":"RS256","kid":"key-1","jwk":{"kty":"RSA"},"x5c":["AA"]}""";
    private const string Rs256 = """{"alg":"RS256","kid":"key-1"}""";

    private static readonly Gen<string> AnyHeader = Gen.Frequency(
        (6, Gen.Const(Rs256)),
        (4, Gen.OneOf(
            """{"alg":"none","kid":"key-1"}""", """{"alg":"HS256","kid":"key-1"}""", """{"alg":"PS256","kid":"key-1"}""",
            """{"alg":"rs256","kid":"key-1"}""", """{"alg":"RS256","kid":"key-2"}""",
            """{"alg":"RS256","kid":["key-1"]}""", """{"alg":"RS256"}""", """{"kid":"key-1"}""", """{"alg":"RS256","alg":"none","kid":"key-1"}""",
            """{"alg":"RS256","kid":"key-1","crit":["b64"],"b64":false}""",
            """{"alg":"RS256","kid":"\ud800"}""", """["RS256"]""", "null", "", Rs256WithAKey)));

    /// <summary>Any header and payload, made in any way.</summary>
    public static Gen<SignedPush> Any(Gen<string> payload) => Gen.Select(
        Gen.OneOf(Making.Signed, Making.Signed, Making.SignedByAStranger, Making.SignedPss, Making.SignedWithThePublicKey, Making.Damaged,
            Making.Damaged, Making.Mixed),
        AnyHeader,
        payload,
        Gen.Int[0, 5000],
        Texts.Hostile).Select(parts => new SignedPush(parts.Item1, parts.Item2, parts.Item3, parts.Item4, parts.Item5));

    /// <summary>The network signed it, and the header says so; a key that it carries is not looked at.</summary>
    public bool IsGenuine => Making == Making.Signed && (Header is Rs256 or Rs256WithAKey);

    public static SignedPush Sound(string payload) => new(Making.Signed, Rs256, payload, 0, ' ');

    public static string PayloadOf(IEnumerable<string> receipts, string? callback, bool isSample) => new JsonObject
    {
        [isSample ? "pushAccountReceipt" : "pushAccountReceipts"] = new JsonArray([.. receipts.Select(receipt => (JsonNode)receipt)]),
        [isSample ? "issuerCallBack" : "callbackURL"] = callback,
        ["locale"] = "de_DE",
    }.ToJsonString();

    public string Token() => Making switch
    {
        Making.Signed => PushSigner.Known.Sign(Header, Payload),
        Making.SignedByAStranger => PushSigner.Stranger.Sign(Header, Payload),
        Making.SignedPss => PushSigner.Known.SignPss(Header, Payload),
        Making.SignedWithThePublicKey => PushSigner.Known.SignWithPublicKeyAsSecret(Header, Payload),
        Making.Damaged => Damage(PushSigner.Known.Sign(Header, Payload)),
        _ => Mix(PushSigner.Known.Sign(Header, Payload).Split('.'), PushSigner.Known.Sign(Header, Payload + " ").Split('.')),
    };

    private string Damage(string token) => (Where % 4, Where % token.Length) switch
    {
        (0, var at) => token[..at] + Letter + token[at..],
        (1, var at) => token[..at] + token[(at + 1)..],
        (2, var at) => token[..at],
        (_, var at) => token[..at] + (token[at] == 'A' ? 'B' : 'A') + token[(at + 1)..],
    };

    private string Mix(string[] one, string[] other) => (Where % 7) switch
    {
        0 => $"{one[0]}.{other[1]}.{one[2]}",
        1 => $"{one[0]}.{one[1]}.{other[2]}",
        2 => $"{one[1]}.{one[0]}.{one[2]}",
        3 => $"{one[0]}.{one[2]}.{one[1]}",
        4 => $"{one[0]}.{one[1]}",
        5 => $"{one[0]}.{one[1]}.{one[2]}.{one[2]}",
        _ => $"{one[0]}.{one[1]}.{other[1]}.{one[2]}",
    };
}
