using CsCheck;

namespace ScofPush.AspNetCore.Tests.Properties.Generators;

/// <summary>A callback and what it is meant to be.</summary>
internal sealed record CallbackCase(string Class, string Text)
{
    public const string Sound = "sound";
    public const string SoundApp = "sound, an app's";
    public const string Nearly = "nearly sound";
    public const string Odd = "odd host";
    public const string Hostile = "hostile";
    public const string Random = "random";
}

/// <summary>Callbacks: those that a bank sends, the same with one fault, and those that somebody made up to get away with.</summary>
internal static class Callbacks
{
    /// <summary>On the allow-list of the tests' shops.</summary>
    public const string Known = "https://bank.example";

    public const string KnownApp = "mybank";

    private const string UriLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?#[]@!$&'()*+,;=%";

    private static readonly Gen<string> Label = Gen.String[Gen.Char["abcxyz019"], 1, 8].Select(text => "b" + text);

    private static readonly Gen<string> Host = Gen.Frequency(
        (4, Gen.OneOf("bank.example", "BANK.example")),
        (4, Gen.Select(Label, Gen.OneOf("example", "test", "co.example", "xn--bnk-7cd.example")).Select(name => $"{name.Item1}.{name.Item2}")),
        (1, Gen.OneOf("192.0.2.7", "[2001:db8::7]", "bank.example.")));

    private static readonly Gen<string> Port = Gen.Frequency((8, Gen.Const("")), (2, Gen.Int[1, 65535].Select(port => $":{port}")), (1,
        Gen.OneOf(":443", ":0443", ":")));

    private static readonly Gen<string> Tail = Gen.OneOf(
        "", "/", "/done", "/done?", "/done?a=1", "/done?a=1&", "/%7Eme/%41?x=%2f", "?a=1", "#top", "/a?b#c?d", "/done?next=/a//b",
        "/;p=1/,x?q[]=1&amp;y=2", "/~me/*'()!$", "/a&", "/a&#b");

    private static readonly Gen<string> Web = Gen.Select(Gen.OneOf("https", "https", "HTTPS"), Host, Port, Tail)
        .Select(parts => $"{parts.Item1}://{parts.Item2}{parts.Item3}{parts.Item4}");

    private static readonly Gen<string> App = Gen.Select(Gen.OneOf(KnownApp, "MyBank", "pagare", "connectiq", "com.bank-app+x"),
        Gen.OneOf("://deep-link", ":done", "://app?x=1&amp;y=2", ":///a#b", ":"), Gen.OneOf("", "/a", "/%41?b=c"))
        .Select(parts => parts.Item1 + parts.Item2 + parts.Item3);

    /// <summary>Hosts that readers of addresses differ about. Refused or not: nobody may be taken elsewhere than said.</summary>
    private static readonly Gen<string> OddHost = Gen.Frequency(
        (3, Gen.OneOf(
            "127.1", "0x7f.1", "0x", "0x.0x", "010.0.0.1", "08.0.0.1", "1.2.3.4.5", "1.2.3.4.", "256.1.1.1", "4294967296", "4294967295", "foo.0x4",
            "foo.4", "foo.4.", "1..2",
            "[::1/24]", "[::1]x", "[::1", "::1]", "[::ffff:1.2.3.4]", "[1:2:3:4:5:6:7:8:9]", "[v1.a]", "[::1%25eth0]", "a[b]", "[]", "[127.0.0.1]",
            "xn--a", "xn--", "XN--A.example",
            "bank..example", ".bank.example", "-bank-.example", "_", "-", ".", "..", "bank~x.example", "bank_x.example", new string('b', 70) + ".example")),
        (2, Gen.String[Gen.Char["0123456789xXabf.:[]-_"], 1, 12]),
        (2, Gen.Select(Gen.Int[0, 300], Gen.Int[0, 300], Gen.OneOf("", ".", "x", ".0x1", ".08",
            ".99999999999")).Select(parts => $"{parts.Item1}.{parts.Item2}{parts.Item3}")),
        (1, Gen.String[Gen.Char["0123456789abcdef:./"], 1, 16].Select(inside => $"[{inside}]")));

    private static readonly Gen<string> Odd = Gen.Select(OddHost, Gen.OneOf("", ":443", ":80:80", ":+1", ":65536", ":99999999999", ":0x50"), Tail)
        .Select(parts => $"https://{parts.Item1}{parts.Item2}{parts.Item3}");

    /// <summary>Each of these must be refused, whatever follows it.</summary>
    private static readonly Gen<string> Hostile = Gen.Select(
        Gen.OneOf(
            "//evil.example", "///evil.example", "/\\evil.example", "\\/evil.example", "\\\\evil.example", "/%2f/evil.example", "/%5cevil.example",
            "/evil", "evil.example",
            "https://bank.example@evil.example", "https://bank.example:443@evil.example", "https://@evil.example", "https://:@evil.example",
            "https://bank.example%40evil.example",
            "https://bank.example%2eevil.example", "https://evil.example%23.bank.example", "https:evil.example", "https:/evil.example",
            "https:\\\\evil.example", "https:\\evil.example",
            "https://bank.example\\.evil.example", "https://bank.example\\@evil.example", "https://evil.example\r\nSet-Cookie:a=b",
            "https://bank.example/%0d%0aLocation:x", "https://bank.example/%00",
            "https://bank.example\t.evil.example", " https://evil.example", "https ://evil.example", "https://b\u0430nk.example",
            "https://bank\u3002example", "https://bank.example\u2044.evil.example",
            "javascript:alert(1)", "JAVASCRIPT:alert(1)", "java\tscript:alert(1)", "\x01javascript:alert(1)", "javascript://bank.example/%0aalert(1)",
            "data:text/html,x", "vbscript:x", "file:///etc/passwd",
            "blob:https://bank.example/1", "filesystem:https://bank.example/x", "about:blank", "view-source:https://bank.example",
            "ftp://bank.example", "ws://bank.example", "http://bank.example",
            "intent://x#Intent;scheme=https;end", "ms-settings:x", "c:/windows", "\\\\host\\share", "https://bank.example/?results[A]=SUCCESS",
            "https://bank.example/?%72esults%5bA%5D=SUCCESS",
            "mybank://bank.example@evil", "://evil.example", ":evil", "1bank://x", "%68ttps://evil.example", "https%3A//evil.example",
            "https%253A%252F%252Fevil.example"),
        Gen.OneOf("", "/", "/done", "?a=1", "#b")).Select(parts => parts.Item1 + parts.Item2);

    public static readonly Gen<CallbackCase> Any = Gen.Frequency<CallbackCase>(
        (3, Web.Select(text => new CallbackCase(CallbackCase.Sound, text))),
        (1, App.Select(text => new CallbackCase(CallbackCase.SoundApp, text))),
        (4, Gen.OneOf<string>(Web, App).SelectMany(Texts.Damaged).Select(text => new CallbackCase(CallbackCase.Nearly, text))),
        (3, Odd.Select(text => new CallbackCase(CallbackCase.Odd, text))),
        (2, Hostile.Select(text => new CallbackCase(CallbackCase.Hostile, text))),
        (1, Gen.Select(Gen.OneOf("https://", "https:", "HTTPS:/", "", "mybank:"), Gen.String[Gen.OneOf<char>([.. UriLetters]), 0, 40])
            .Select(parts => new CallbackCase(CallbackCase.Random, parts.Item1 + parts.Item2))));

    public static readonly Gen<string> AnySound = Gen.Frequency((4, Web), (1, App));

    public static readonly Gen<string> AnyHostile = Hostile;
}
