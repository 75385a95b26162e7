using System.Buffers;
using Microsoft.Extensions.Hosting;
using ScofPush.AspNetCore.Diagnostics;

namespace ScofPush.AspNetCore.Returning;

/// <summary>Judges callbacks (design 6). Nothing that is refused here is ever stored, shown as a link or followed.</summary>
internal sealed class CallbackPolicy(ReturningOptions options, IHostEnvironment environment)
{
    private const int MaxLength = 256;

    private static readonly SearchValues<char> UriCharacters = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?#[]@!$&'()*+,;=%");

    private static readonly string[] ForbiddenSchemes =
    [
        "javascript", "data", "vbscript", "file", "filesystem", "blob", "about", "ftp", "ws", "wss", "view-source",

        // Schemes of the platform, which start something else than a bank.
        "intent", "content", "tel", "sms", "mailto", "market", "itms", "itms-apps", "search-ms", "shell",
    ];

    private readonly HashSet<string> _allowed = [.. options.AllowedCallbacks.Select(Source).OfType<string>()];

    /// <summary>The SP code that refuses the callback, or <see langword="null"/> when it may at least be shown.</summary>
    public string? Refuse(string callback)
    {
        if (callback.Length > MaxLength
            || callback.AsSpan().ContainsAnyExcept(UriCharacters)
            || !Uri.TryCreate(callback, UriKind.Absolute, out var uri)
            || !callback.StartsWith(uri.Scheme + ":", StringComparison.OrdinalIgnoreCase)
            || CarriesResults(callback))
        {
            return ScofPushCodes.MalformedCallback;
        }

        return ForbiddenSchemes.Contains(uri.Scheme, StringComparer.OrdinalIgnoreCase)
            || uri.Scheme.StartsWith("ms-", StringComparison.OrdinalIgnoreCase)
            || HasUserInfo(callback)
            || (IsWeb(uri) && !IsSoundWebAddress(uri, callback))
            ? ScofPushCodes.ForbiddenCallback
            : null;
    }

    /// <summary>Whether the callback may be followed by a redirect: allow-listed, and http(s). Custom schemes need a tap (R-07).</summary>
    public bool MayRedirect(string callback) => IsAllowed(callback) && IsWeb(new Uri(callback));

    public bool IsAllowed(string callback) => Source(callback) is { } source && _allowed.Contains(source);

    /// <summary>What the shopper is shown: the host in the form that no look-alike letter can hide in, or the scheme of an app.</summary>
    public static string Describe(string callback)
    {
        var uri = new Uri(callback);
        return IsWeb(uri) ? uri.IdnHost : uri.Scheme + ":";
    }

    /// <summary>
    /// Scheme, host and port of a callback or of an allow-list entry, or the scheme of an app: what is compared, and what a content
    /// security policy calls it. <see langword="null"/> when it is not absolute.
    /// </summary>
    public static string? Source(string callback) =>
        !Uri.TryCreate(callback, UriKind.Absolute, out var uri) ? null
        : !IsWeb(uri) ? uri.Scheme + ":"
        : $"{uri.Scheme}://{uri.IdnHost}{(uri.IsDefaultPort ? "" : $":{uri.Port}")}";

    /// <summary>Whether an entry of the allow-list says what it would allow: an origin, or a scheme and its colon.</summary>
    public static bool IsEntry(string entry) =>
        Source(entry) is { } source
        && source.Equals(entry.TrimEnd('/'), StringComparison.OrdinalIgnoreCase)
        && !ForbiddenSchemes.Contains(source.TrimEnd(':'), StringComparer.OrdinalIgnoreCase);

    private bool IsSoundWebAddress(Uri uri, string callback) =>
        uri.Host.Length > 0
        && callback.AsSpan(uri.Scheme.Length).StartsWith("://")
        && (uri.Scheme == Uri.UriSchemeHttps || environment.IsDevelopment());

    private static bool IsWeb(Uri uri) => uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp;

    /// <summary>Looked for in the text: <see cref="Uri"/> does not tell an empty user-info.</summary>
    private static bool HasUserInfo(string callback)
    {
        var start = callback.IndexOf("//", StringComparison.Ordinal);
        var authority = start < 0 ? [] : callback.AsSpan(start + 2);
        var end = authority.IndexOfAny('/', '?', '#');
        return (end < 0 ? authority : authority[..end]).Contains('@');
    }

    private static bool CarriesResults(string callback) =>
        Uri.UnescapeDataString(callback).Contains("results[", StringComparison.OrdinalIgnoreCase);
}
