using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using ScofPush.AspNetCore.Pages;

namespace ScofPush.AspNetCore.Detection;

/// <summary>The page of the host that a push was opened on: its address without the push, for a shopper who stays in the shop.</summary>
internal static class HostPage
{
    private const int MaxLength = 2048;
    private const int MaxLayers = 4;

    // Shorter ones are no secret, and would be found in any text.
    private const int ShortestSecret = 8;

    /// <summary>
    /// A path from the root of this site; its query as it came, less the parameters of the push. <see langword="null"/> when it is the
    /// front page itself, or no address that is certain to be of this site and free of what the push said.
    /// </summary>
    /// <param name="request">The request that brought the push.</param>
    /// <param name="receipts">The receipts: what repeats one, percent-encoded or not, is left out.</param>
    /// <param name="token">The signed form, which holds them in a form that is not looked into.</param>
    public static string? Of(HttpRequest request, IReadOnlyList<string> receipts, string? token)
    {
        string[] secrets = token is null ? [.. receipts] : [.. receipts, token];
        var query = OwnQuery(request.QueryString, secrets);
        var isFrontPage = query.Length == 0 && request.Path.Value is null or "" or "/";
        if (isFrontPage || !HttpMethods.IsGet(request.Method) || OwnPath.IsOwn(request.Path, out _))
        {
            return null;
        }

        var path = request.PathBase.Add(request.Path).ToUriComponent();
        return path.Length + query.Length <= MaxLength && IsLocal(path) && !Tells(path, secrets) ? path + query : null;
    }

    /// <summary>The page that is asked for, less its query; <see langword="null"/> as for a page that a push is opened on.</summary>
    public static string? OfPath(HttpRequest request)
    {
        var path = request.PathBase.Add(request.Path).ToUriComponent();
        return request.Path.Value is not (null or "" or "/") && path.Length <= MaxLength && IsLocal(path) ? path : null;
    }

    private static string OwnQuery(QueryString query, string[] secrets)
    {
        StringBuilder? own = null;
        var text = query.Value.AsSpan().TrimStart('?');
        foreach (var range in text.Split('&'))
        {
            var part = text[range];
            if (!part.IsEmpty && !IsOfThePush(part) && !Tells(part, secrets))
            {
                own = (own ?? new StringBuilder()).Append(own is null ? '?' : '&').Append(part);
            }
        }

        return own?.ToString() ?? "";
    }

    private static bool IsOfThePush(ReadOnlySpan<char> part)
    {
        foreach (var pair in new QueryStringEnumerable(part.ToString()))
        {
            return PushQuery.Tell(pair) != PushParameter.None;
        }

        return false;
    }

    /// <summary>One slash, then neither a slash nor what browsers and careless proxies take for one.</summary>
    private static bool IsLocal(string path)
    {
        var plain = Decoded(path);
        return path is ['/', ..] && plain is not ['/', '/' or '\\', ..] && !plain.Any(char.IsControl);
    }

    /// <summary>Whether a receipt, or a push as a whole, is wrapped in the text.</summary>
    private static bool Tells(ReadOnlySpan<char> text, string[] secrets)
    {
        var plain = text.Contains('%') ? Decoded(text.ToString()) : text;
        if (plain.Contains("pushAccount", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        foreach (var secret in secrets)
        {
            if (secret.Length >= ShortestSecret ? plain.Contains(secret, StringComparison.OrdinalIgnoreCase) : plain.EndsWith($"={secret}", StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static string Decoded(string text)
    {
        for (var layer = 0; layer < MaxLayers && text.Contains('%', StringComparison.Ordinal); layer++)
        {
            text = Uri.UnescapeDataString(text);
        }

        return text;
    }
}
