using System.Buffers;
using Microsoft.Extensions.Hosting;
using ScofPush.AspNetCore.Diagnostics;

namespace ScofPush.AspNetCore.Returning;

/// <summary>Judges callbacks (design 6). Nothing that is refused here is ever stored, shown as a link or followed.</summary>
internal sealed class CallbackPolicy
{
    private const int MaxLength = 256;

    private static readonly SearchValues<char> Allowed = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?#[]@!$&'()*+,;=%");

    private static readonly string[] Forbidden = ["javascript", "data", "vbscript", "file", "blob", "about", "ftp", "ws", "wss", "view-source"];

    private readonly HashSet<string> _allowed;
    private readonly bool _httpAllowed;

    public CallbackPolicy(ReturningOptions options, IHostEnvironment environment)
    {
        _allowed = [.. options.AllowedCallbacks.Select(Normalize).OfType<string>()];
        _httpAllowed = environment.IsDevelopment();
    }

    /// <summary>The SP code that refuses the callback, or <see langword="null"/> when it may at least be shown.</summary>
    public string? Refuse(string callback)
    {
        if (callback.Length > MaxLength
            || callback.AsSpan().ContainsAnyExcept(Allowed)
            || !Uri.TryCreate(callback, UriKind.Absolute, out var uri)
            || !callback.StartsWith(uri.Scheme + ":", StringComparison.OrdinalIgnoreCase))
        {
            return ScofPushCodes.MalformedCallback;
        }

        if (CarriesResults(callback))
        {
            return ScofPushCodes.MalformedCallback;
        }

        return Forbidden.Contains(uri.Scheme, StringComparer.OrdinalIgnoreCase)
            || uri.UserInfo.Length > 0
            || (IsWeb(uri) && (uri.Host.Length == 0 || !callback.AsSpan(uri.Scheme.Length).StartsWith("://") || (uri.Scheme == Uri.UriSchemeHttp && !_httpAllowed)))
            ? ScofPushCodes.ForbiddenCallback
            : null;
    }

    /// <summary>Whether the callback may be followed by a redirect: allow-listed, and http(s). Custom schemes need a tap (R-07).</summary>
    public bool MayRedirect(string callback) => IsAllowed(callback) && IsWeb(new Uri(callback));

    public bool IsAllowed(string callback) => Normalize(callback) is { } origin && _allowed.Contains(origin);

    /// <summary>What the shopper is shown: the host, or the scheme of an app.</summary>
    public static string Describe(string callback)
    {
        var uri = new Uri(callback);
        return IsWeb(uri) ? uri.IdnHost : uri.Scheme + ":";
    }

    /// <summary>What a content security policy calls the callback's origin.</summary>
    public static string Source(string callback)
    {
        var uri = new Uri(callback);
        return IsWeb(uri) ? $"{uri.Scheme}://{uri.IdnHost}{(uri.IsDefaultPort ? "" : ":" + uri.Port)}" : uri.Scheme + ":";
    }

    /// <summary>Whether an entry of the allow-list can be understood.</summary>
    public static bool IsEntry(string entry) => Normalize(entry) is not null;

    private static string? Normalize(string callback) =>
        Uri.TryCreate(callback, UriKind.Absolute, out _) || Uri.TryCreate(callback + "//x", UriKind.Absolute, out _)
            ? Source(Uri.TryCreate(callback, UriKind.Absolute, out _) ? callback : callback + "//x")
            : null;

    private static bool IsWeb(Uri uri) => uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp;

    private static bool CarriesResults(string callback) =>
        callback.Contains("results[", StringComparison.OrdinalIgnoreCase) || callback.Contains("results%5b", StringComparison.OrdinalIgnoreCase);
}
