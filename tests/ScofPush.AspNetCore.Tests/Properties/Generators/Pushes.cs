using CsCheck;

namespace ScofPush.AspNetCore.Tests.Properties.Generators;

/// <summary>A request that brings a push, or looks like it.</summary>
internal sealed record PushCase
{
    public const string PlainSound = "plain, sound";
    public const string PlainCallback = "plain, any callback";
    public const string PlainBad = "plain, bad receipts";
    public const string SignedSound = "signed, sound";
    public const string SignedCallback = "signed, any callback";
    public const string SignedHostile = "signed, hostile";
    public const string Both = "both forms";
    public const string Other = "Visa's, damaged or none";

    public required string Class { get; init; }

    public string PathBase { get; init; } = "";

    public required string Path { get; init; }

    /// <summary>With <see cref="TokenPlace"/> where the signed push stands.</summary>
    public required string Query { get; init; }

    public const string TokenPlace = "{token}";

    public SignedPush? Signed { get; init; }

    /// <summary>What no later address may say.</summary>
    public required string[] Receipts { get; init; }

    public string? Callback { get; init; }

    public override string ToString() => $"{Class}: {PathBase}{Path}{Query}\n  {Signed}";
}

/// <summary>Push URIs in all forms of protocol 1 and 2: sound ones, the same with a fault, and hostile ones.</summary>
internal static class Pushes
{
    private static readonly Gen<string> PathBase = Gen.Frequency((4, Gen.Const("")), (1, Gen.Const("/store")));

    private static readonly Gen<string> Path = Gen.OneOf("/", "/", "/cards", "/private", "/api/items", "/no/such/page", "//evil.example",
        "/\\evil.example", "/%2f/evil.example", "/scof-push/nothing");

    private static readonly Gen<string> Own = Gen.OneOf("", "", "utm_source=bank&", "q=%20x+y&tag[]=1&", "signature=abc&pushData=x&",
        "ReturnUrl=%2F%2Fevil.example&", "r={receipt}&", "a=%0d%0aLocation:x&");

    private static readonly Gen<string> ReceiptsName = Gen.OneOf("pushAccountReceipts", "pushAccountReceipt", "pushAccount%52eceipts").SelectMany(Texts.AnyCase);

    private static readonly Gen<string> CallbackName = Gen.OneOf("callbackURL", "callbackUrl", "callback%55RL").SelectMany(Texts.AnyCase);

    private static readonly Gen<string> Flags = Gen.OneOf(
        "", "", "&callbackRequired=false", "&completeIssuerActivation=TRUE&locale=cs_CZ", "&COMPLETEISSUERAPPACTIVATION=true",
        "&completeWebsiteActivation=False&accountHolderDataSupplied=true&businessOperator=x", "&callbackRequired=perhaps&locale=");

    private static readonly Gen<(string PathBase, string Path, string Own, string Flags)> Frame = Gen.Select(PathBase, Path, Own, Flags);

    private static readonly Gen<string> Broken = Gen.OneOf(
        "{}", "[]", "null", "\"MCC\"", "", "{", """{"pushAccountReceipts":7}""", """{"pushAccountReceipts":[null]}""",
        """{"pushAccountReceipts":["MCC",{}]}""", """{"pushAccountReceipt":"MCC-1","pushAccountReceipt":"MCC-2"}""",
        """{"pushAccountReceipt":"MCC-1","callbackURL":7}""", """{"pushAccountReceipt":"MCC-1","callbackRequired":true}""",
        """{"pushAccountReceipt":"<script>"}""", """{"pushAccountReceipt":"MCC-1","callbackURL":"javascript:alert(1)"}""",
        """{"pushAccountReceipt":"\ud800"}""", """{"pushAccountReceipts":["1","2","3","4","5","6"]}""",
        """{"pushAccountReceipt":"MCC-1","x":[[[[[[[[[[1]]]]]]]]]]}""",
        """{"pushAccountReceipt":"MCC-1","callbackURL":"https://a.example","issuerCallBack":"https://b.example"}""");

    private static readonly Gen<PushCase> PlainSound = Gen.Select(Frame, ReceiptsName, Receipts.OneToFive, Gen.Int[0, 5], CallbackName,
        Callbacks.AnySound.Null(), Gen.Int[0, 2]).Select(parts =>
    {
        var (frame, name, receipts, delimiter, callbackName, callback, layers) = parts;
        var value = callback is null ? null : layers == 2 && !callback.Contains('%', StringComparison.Ordinal) ? Texts.Encoded(callback, 2)
            : layers == 1 ? Texts.Encoded(callback, 1) : Texts.AsValue(callback);
        return Plain(PushCase.PlainSound, frame, Joined(name, receipts, delimiter), receipts, value is null ? ""
            : $"&{callbackName}={value}") with
        { Callback = callback };
    });

    private static readonly Gen<PushCase> PlainCallback = Gen.Select(Frame, ReceiptsName, Receipts.OneToFive, CallbackName, Callbacks.Any, Gen.Int[0,
        3]).Select(parts =>
    {
        var (frame, name, receipts, callbackName, callback, layers) = parts;
        return Plain(PushCase.PlainCallback, frame, Joined(name, receipts, 0), receipts,
            $"&{callbackName}={(layers == 0 ? Texts.AsValue(callback.Text) : Texts.Encoded(callback.Text, layers))}");
    });

    private static readonly Gen<PushCase> PlainBad = Gen.Select(Frame, ReceiptsName, Receipts.OneToFive, Receipts.Bad, Gen.Int[0, 3], Callbacks.Any).Select(parts =>
    {
        var (frame, name, receipts, bad, layers, callback) = parts;
        string[] list = layers == 0 ? [.. receipts, "MCC-1", "MCC-2", "MCC-3", "MCC-4", "MCC-5"] : [.. receipts, Texts.Encoded(bad, layers)];
        return Plain(PushCase.PlainBad, frame, Joined(name, list, layers), receipts, $"&callbackURL={Texts.AsValue(callback.Text)}");
    });

    private static readonly Gen<string> SignedName = Gen.OneOf("pushAccountData", "pushAccountData", "signature").SelectMany(Texts.AnyCase);

    private static readonly Gen<PushCase> SignedSound = Gen.Select(Frame, SignedName, Receipts.OneToFive, Callbacks.AnySound.Null(), Gen.Bool).Select(parts =>
    {
        var (frame, name, receipts, callback, isSample) = parts;
        return Signed(PushCase.SignedSound, frame with { Flags = "" }, name, SignedPush.Sound(SignedPush.PayloadOf(receipts, callback, isSample)),
            receipts) with
        { Callback = callback };
    });

    private static readonly Gen<PushCase> SignedCallback = Gen.Select(Frame, SignedName, Receipts.OneToFive, Callbacks.Any, Gen.Bool).Select(parts =>
        Signed(PushCase.SignedCallback, parts.Item1 with { Flags = "" }, parts.Item2, SignedPush.Sound(SignedPush.PayloadOf(parts.Item3,
            parts.Item4.Text, parts.Item5)), parts.Item3));

    private static readonly Gen<(string[] Receipts, SignedPush Signed)> HostilePush = Gen.Frequency<(string[], SignedPush)>(
        (3, Receipts.OneToFive.SelectMany(receipts =>
            SignedPush.Any(Gen.Const(SignedPush.PayloadOf(receipts, "https://bank.example/done", isSample: false))).Select(signed => (receipts, signed)))),
        (2, SignedPush.Any(Broken).Select(signed => (Array.Empty<string>(), signed))));

    private static readonly Gen<PushCase> SignedHostile = Gen.Select(Frame, Gen.Const("pushAccountData").SelectMany(Texts.AnyCase), HostilePush).Select(parts =>
        Signed(PushCase.SignedHostile, parts.Item1 with { Flags = "" }, parts.Item2, parts.Item3.Signed, parts.Item3.Receipts));

    /// <summary>Every third signed one is forged: the plain one beside it must not mend it.</summary>
    private static readonly Gen<PushCase> Both = Gen.Select(Frame, Receipts.OneToFive, Callbacks.AnySound, Callbacks.Any, Gen.Int[0, 2], Gen.Bool).SelectMany(parts =>
    {
        var (frame, receipts, callback, other, kind, isLast) = parts;
        var payload = SignedPush.PayloadOf(receipts, callback, isSample: false);
        var (list, beside) = kind == 0 ? ([.. receipts, "MCC-STL-OTHER-ONE"], other.Text) : (receipts, callback);
        var plain = $"pushAccountReceipts={string.Join(',', list)}&callbackURL={Texts.AsValue(beside)}";
        var token = "pushAccountData=" + PushCase.TokenPlace;
        var push = Plain(PushCase.Both, frame, isLast ? $"{plain}&{token}" : $"{token}&{plain}", list, "");
        return (kind == 2 ? SignedPush.Any(Gen.Const(payload)) : Gen.Const(SignedPush.Sound(payload))).Select(signed => push with { Signed = signed });
    });

    private static readonly Gen<PushCase> Other = Gen.Frequency<PushCase>(
        (1, Gen.Select(Frame, Receipts.OneToFive).Select(parts => Plain(PushCase.Other, parts.Item1, "pushData=eyJ9.a.b.c.d", parts.Item2, "&r=x"))),
        (2, Gen.Select(Frame, Receipts.OneToFive, Texts.Hostile.Array[0, 40]).Select(parts => Plain(PushCase.Other, parts.Item1,
            "pushAccountReceipts=" + new string(parts.Item3), parts.Item2, ""))),
        (3, Gen.Select(Frame,
            Receipts.OneToFive).SelectMany(parts => Texts.Damaged("pushAccountReceipts=" + parts.Item2[0]).Select(query => Plain(PushCase.Other,
            parts.Item1, query, [], "")))));

    public static readonly Gen<PushCase> Any = Gen.Frequency<PushCase>(
        (4, PlainSound), (4, PlainCallback), (2, PlainBad), (4, SignedSound), (3, SignedCallback), (4, SignedHostile), (2, Both), (2, Other));

    private static PushCase Plain(string name, (string PathBase, string Path, string Own, string Flags) frame, string push, string[] receipts, string more) => new()
    {
        Class = name,
        PathBase = frame.PathBase,
        Path = frame.Path,
        Query = $"?{frame.Own.Replace("{receipt}", receipts is [var first, ..] ? first : "", StringComparison.Ordinal)}{push}{more}{frame.Flags}",
        Receipts = receipts,
    };

    private static PushCase Signed(string name, (string PathBase, string Path, string Own, string Flags) frame, string parameter, SignedPush signed,
        string[] receipts) =>
        Plain(name, frame, $"{parameter}={PushCase.TokenPlace}", receipts, "") with { Signed = signed };

    /// <summary>Every way that a list of receipts is written in a query (protocol 1).</summary>
    private static string Joined(string name, string[] receipts, int delimiter) => delimiter switch
    {
        0 => $"{name}={string.Join(',', receipts)}",
        1 => $"{name}={string.Join("%2C", receipts)}",
        2 => string.Join('&', receipts.Select(receipt => $"{name}={receipt}")),
        3 => string.Join('&', receipts.Select(receipt => $"{name}[]={receipt}")),
        4 => string.Join('&', receipts.Select((receipt, index) => $"{name}%5B{index}%5D={receipt}")),
        _ => $"{name}=+{string.Join(" ,%20", receipts)},&{name}={receipts[0]}",
    };
}
