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
    /// A path from the root of this site, byte for byte as it came, less the parameters of the push. <see langword="null"/> when it is
    /// the front page itself, or no address that is certain to be of this site and free of receipts.
    /// </summary>
    public static string? Of(HttpRequest request, IReadOnlyList<string> receipts)
    {
        var query = OwnQuery(request.QueryString, receipts);
        var isFrontPage = query.Length == 0 && request.Path.Value is null or "" or "/";
        if (isFrontPage || !HttpMethods.IsGet(request.Method) || OwnPath.IsOwn(request.Path, out _))
        {
            return null;
        }

        var path = request.PathBase.Add(request.Path).ToUriComponent();
        return path.Length + query.Length <= MaxLength && IsLocal(path) && !Tells(path, receipts) ? path + query : null;
    }

    private static string OwnQuery(QueryString query, IReadOnlyList<string> receipts)
    {
        StringBuilder? own = null;
        foreach (var pair in new QueryStringEnumerable(query.Value))
        {
            if (PushQuery.Tell(pair) == PushParameter.None && !Tells(pair.EncodedName.Span, receipts) && !Tells(pair.EncodedValue.Span, receipts))
            {
                own = (own ?? new StringBuilder()).Append(own is null ? '?' : '&').Append(pair.EncodedName.Span);
                own = pair.EncodedValue.IsEmpty ? own : own.Append('=').Append(pair.EncodedValue.Span);
            }
        }

        return own?.ToString() ?? "";
    }

    /// <summary>One slash, then neither a slash nor what browsers and careless proxies take for one.</summary>
    private static bool IsLocal(string path)
    {
        var plain = Decoded(path);
        return path is ['/', ..] && plain is not ['/', '/' or '\\', ..] && !plain.Any(char.IsControl);
    }

    /// <summary>Whether a receipt, or a push as a whole, is wrapped in the text.</summary>
    private static bool Tells(ReadOnlySpan<char> text, IReadOnlyList<string> receipts)
    {
        var plain = text.Contains('%') ? Decoded(text.ToString()) : text;
        if (plain.Contains("pushAccount", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        foreach (var receipt in receipts)
        {
            if (receipt.Length >= ShortestSecret ? plain.Contains(receipt, StringComparison.OrdinalIgnoreCase) : plain.SequenceEqual(receipt))
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
