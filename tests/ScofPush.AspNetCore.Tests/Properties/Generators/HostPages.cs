using CsCheck;

namespace ScofPush.AspNetCore.Tests.Properties.Generators;

/// <summary>An address of the shop that a push was opened on, as it is on the wire.</summary>
internal sealed record HostPageCase(string Class, string PathBase, string Path, string Query, string[] Receipts, string? Expected)
{
    public const string Usual = "usual page";
    public const string Hostile = "hostile path";
    public const string PathTells = "path tells a receipt";
    public const string QueryTells = "query tells a receipt";
}

/// <summary>Addresses that a push may be opened on.</summary>
internal static class HostPages
{
    private static readonly Gen<string> PathBase = Gen.Frequency((4, Gen.Const("")), (1, Gen.Const("/store")));

    private static readonly Gen<string> Path = Gen.OneOf("/", "/cards", "/product/42", "/kontakt/%C3%BCber-uns", "/a%20b/c;d=1", "/~me/x,y",
        "/api/items", "/no/such/page", "/cards/");

    private static readonly Gen<string> OwnQuery = Gen.OneOf(
        "", "utm_source=bank", "q=a+b%20c", "utm_source=bank&utm_campaign=%C3%BC", "tag[]=1&tag[]=2", "id=7&id=8&empty=", "push=1&signature=abc",
        "returnUrl=%2Fcards%3Fx%3D1");

    private static readonly Gen<string> HostilePath = Gen.Select(
        Gen.OneOf(
            "//evil.example", "///evil.example", "/\\evil.example", "/%2fevil.example", "/%2f/evil.example", "/%5cevil.example", "/%5Cevil.example",
            "/%252fevil.example", "/%25252fevil.example",
            "/%09/evil.example", "/%0d%0a/evil.example", "/%00//evil.example", "/.//evil.example", "/..//evil.example", "/%2e%2f/evil.example",
            "/;//evil.example", "/@evil.example", "/%40evil.example",
            "//shop.example@evil.example", "/\u2044evil.example", "/%E2%81%84/evil.example", "/%EF%BC%8Fevil.example", "/javascript:alert(1)",
            "/%20//evil.example", "/?//evil.example", "/https://evil.example"),
        Gen.OneOf("", "/", "/x", "/%2e%2e//y")).Select(parts => parts.Item1 + parts.Item2);

    private static readonly Gen<HostPageCase> Usual = Gen.Select(PathBase, Path, OwnQuery, Receipts.OneToFive, Gen.Bool).Select(parts =>
    {
        var (pathBase, path, own, receipts, isFirst) = parts;
        var push = "pushAccountReceipts=" + string.Join(',', receipts);
        var query = own.Length == 0 ? push : isFirst ? $"{push}&{own}" : $"{own}&{push}";
        var expected = path == "/" && own.Length == 0 ? null : pathBase + path + (own.Length == 0 ? "" : "?" + own);
        return new HostPageCase(HostPageCase.Usual, pathBase, path, "?" + query, receipts, expected);
    });

    private static readonly Gen<HostPageCase> Hostile = Gen.Select(PathBase, Gen.Frequency<string>((3, HostilePath), (1,
        HostilePath.SelectMany(Texts.Damaged)), (1, Path.SelectMany(Texts.Damaged))), OwnQuery, Receipts.OneToFive)
        .Select(parts => new HostPageCase(
            HostPageCase.Hostile, parts.Item1, AsPath(parts.Item2), $"?{parts.Item3}&pushAccountReceipts={parts.Item4[0]}", parts.Item4, null));

    private static readonly Gen<HostPageCase> PathTells = Gen.Select(Path, Receipts.OneToFive, Gen.Int[0, 3], Gen.Bool, Gen.Bool).Select(parts =>
    {
        var (path, receipts, layers, isAll, isLast) = parts;
        var told = Texts.Encoded(receipts[0], layers, isAll);
        return new HostPageCase(HostPageCase.PathTells, "", isLast ? $"{path.TrimEnd('/')}/{told}" : $"/x{told}{path}",
            "?pushAccountReceipt=" + receipts[0], receipts, null);
    });

    /// <summary>A copy of the push or of one receipt in a parameter of the host: a return address, a log-in link, a tracker.</summary>
    private static readonly Gen<HostPageCase> QueryTells = Gen.Select(Path, Receipts.OneToFive, Gen.Int[0, 3], Gen.Bool, Gen.Int[0, 5]).Select(parts =>
    {
        var (path, receipts, layers, isAll, form) = parts;
        var told = form switch
        {
            0 => "ReturnUrl=" + Texts.Encoded($"/?pushAccountReceipts={receipts[0]}", Math.Max(1, layers), isAll),
            1 => "r=" + Texts.Encoded(receipts[0], layers, isAll),
            2 => Texts.Encoded(receipts[0], layers, isAll) + "=1",
            3 => Texts.Encoded(receipts[0], layers, isAll),
            4 => "r=x" + Texts.Encoded($"{receipts[0]}-y", layers, isAll),
            _ => "u=" + Texts.Encoded("https://shop.example/" + receipts[0].ToUpperInvariant(), Math.Max(1, layers), isAll),
        };
        return new HostPageCase(HostPageCase.QueryTells, "", path, $"?a=1&{told}&pushAccountReceipts={string.Join("%2C", receipts)}", receipts, null);
    });

    public static readonly Gen<HostPageCase> Any = Gen.Frequency<HostPageCase>((3, Usual), (4, Hostile), (2, PathTells), (3, QueryTells));

    /// <summary>As a server takes it: a path begins with a slash, a question mark ends it, and there is no null in it.</summary>
    private static string AsPath(string text)
    {
        var path = string.Concat(text.Split('?')[0].Select(letter => letter > ' ' ? letter.ToString() : Texts.Encoded(letter.ToString(), 1)));
        while (path.Contains("%00", StringComparison.Ordinal))
        {
            path = path.Replace("%00", "", StringComparison.Ordinal);
        }

        return path.StartsWith('/') ? path : "/" + path;
    }
}
