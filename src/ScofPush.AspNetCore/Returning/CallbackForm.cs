using System.Buffers;
using System.Globalization;
using ScofPush.AspNetCore.Diagnostics;

namespace ScofPush.AspNetCore.Returning;

/// <summary>The form that a callback must have, whoever sends it (protocol 1, design 6).</summary>
internal static class CallbackForm
{
    private const int MaxLength = 256;

    private static readonly SearchValues<char> UriCharacters = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?#[]@!$&'()*+,;=%");

    /// <summary>What a host and port consist of. No percent: browsers decode it there, and then it is another host.</summary>
    private static readonly SearchValues<char> AuthorityCharacters = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:[]");

    private static readonly string[] ForbiddenSchemes =
    [
        "javascript", "livescript", "mocha", "data", "vbscript", "file", "filesystem", "blob", "about", "ftp", "ws", "wss",
        "view-source", "feed", "jar", "resource", "chrome", "chrome-extension", "moz-extension",

        // Schemes of the platform, which start something else than a bank.
        "intent", "android-app", "content", "tel", "sms", "smsto", "mms", "mmsto", "mailto", "market", "itms", "itms-apps", "itms-appss",
        "itms-services", "search-ms", "search", "shell", "microsoft-edge",
    ];

    /// <summary>The SP code that refuses the callback, or <see langword="null"/> when its form is sound.</summary>
    public static string? Refuse(string callback, bool isHttpAllowed) =>
        callback.Length > MaxLength ? ScofPushCodes.CallbackTooLong
        : callback is ['/' or '\\', ..] ? ScofPushCodes.RelativeCallback
        : callback.AsSpan().ContainsAnyExceptInRange('\0', '\x7f') ? ScofPushCodes.CallbackNotAscii
        : callback.AsSpan().ContainsAnyExcept(UriCharacters) || EncodesControls(callback) ? ScofPushCodes.CallbackCharacters
        : !callback.Contains(':', StringComparison.Ordinal) ? (callback.Contains('%', StringComparison.Ordinal) ? ScofPushCodes.OverEncoded : ScofPushCodes.RelativeCallback)
        : !Uri.TryCreate(callback, UriKind.Absolute, out var uri) || !callback.StartsWith(uri.Scheme + ":", StringComparison.OrdinalIgnoreCase) ? ScofPushCodes.MalformedCallback
        : CarriesResults(callback) ? ScofPushCodes.CallbackCarriesResults
        : IsForbiddenScheme(uri.Scheme) ? ScofPushCodes.ForbiddenCallback
        : RefuseAuthority(uri, callback, isHttpAllowed);

    public static bool IsForbiddenScheme(string scheme) =>
        ForbiddenSchemes.Contains(scheme, StringComparer.OrdinalIgnoreCase) || scheme.StartsWith("ms-", StringComparison.OrdinalIgnoreCase);

    public static bool IsWeb(Uri uri) => uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp;

    private static string? RefuseAuthority(Uri uri, string callback, bool isHttpAllowed)
    {
        var rest = callback.AsSpan(uri.Scheme.Length + 1);
        var authority = rest.StartsWith("//") ? rest[2..] : [];
        var end = authority.IndexOfAny('/', '?', '#');
        authority = end < 0 ? authority : authority[..end];

        // Looked for in the text: Uri does not tell an empty user-info.
        return authority.Contains('@') ? ScofPushCodes.CallbackUserInfo
            : !IsWeb(uri) ? null
            : authority.IsEmpty || authority.ContainsAnyExcept(AuthorityCharacters) || !IsHostOfBrowsers(uri, authority) ? ScofPushCodes.MalformedCallback
            : uri.Scheme == Uri.UriSchemeHttp && !isHttpAllowed ? ScofPushCodes.ForbiddenCallback
            : null;
    }

    /// <summary>
    /// Whether browsers read the same host. They take more spellings of an address for one (<c>127.1</c>), and refuse names that end in a
    /// number or have no meaning in punycode.
    /// </summary>
    private static bool IsHostOfBrowsers(Uri uri, ReadOnlySpan<char> authority)
    {
        var port = authority.LastIndexOf(':');
        var host = port > authority.LastIndexOf(']') ? authority[..port] : authority;
        if (!host.Equals(uri.Host, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var name = uri.Host.AsSpan().TrimEnd('.');
        return uri.HostNameType is UriHostNameType.IPv4 or UriHostNameType.IPv6 || (!IsNumber(name[(name.LastIndexOf('.') + 1)..]) && IsName(uri.Host));
    }

    private static bool IsNumber(ReadOnlySpan<char> label) =>
        !label.ContainsAnyExceptInRange('0', '9') || (label.StartsWith("0x") && label[2..].Trim("0123456789abcdef").IsEmpty);

    private static bool IsName(string host)
    {
        try
        {
            return !host.Contains("xn--", StringComparison.Ordinal) || new IdnMapping().GetUnicode(host).Length > 0;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    /// <summary>%00 to %1F and %7F: harmless as they are, but not where somebody decodes them once more.</summary>
    private static bool EncodesControls(ReadOnlySpan<char> callback)
    {
        for (var at = callback.IndexOf('%'); at >= 0; at = callback.IndexOf('%'))
        {
            callback = callback[(at + 1)..];
            if (callback is ['0' or '1', (>= '0' and <= '9') or (>= 'a' and <= 'f') or (>= 'A' and <= 'F'), ..] or ['7', 'f' or 'F', ..])
            {
                return true;
            }
        }

        return false;
    }

    private static bool CarriesResults(string callback) =>
        Uri.UnescapeDataString(callback).Contains("results[", StringComparison.OrdinalIgnoreCase);
}
