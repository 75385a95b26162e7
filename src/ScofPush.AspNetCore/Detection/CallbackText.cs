using System.Buffers;
using System.Text;

namespace ScofPush.AspNetCore.Detection;

/// <summary>What an issuer meant by a callback that it did not encode, encoded by half, or encoded twice (protocol 1).</summary>
internal static class CallbackText
{
    private static readonly SearchValues<char> VisibleAscii = SearchValues.Create([.. Enumerable.Range('!', '~' - '!' + 1).Select(code => (char)code)]);

    /// <summary>
    /// The callback of a query. The query parser has decoded what was encoded by half, so blanks and letters behind the host are
    /// encoded again: no redirect can carry them as they are. In the host itself nothing is mended.
    /// </summary>
    public static string Of(string value)
    {
        var callback = WithoutExtraLayer(value);
        var start = EndOfHost(callback);
        return start < 0 || !callback.AsSpan(start).ContainsAnyExcept(VisibleAscii) ? callback : callback[..start] + Encode(callback[start..]);
    }

    /// <summary>Without a colon it cannot be absolute, so one more layer comes off.</summary>
    public static string WithoutExtraLayer(string value) => value.Contains(':', StringComparison.Ordinal) ? value : Uri.UnescapeDataString(value);

    private static int EndOfHost(string callback)
    {
        var slashes = callback.IndexOf("://", StringComparison.Ordinal);
        return slashes < 0 ? callback.IndexOf(':', StringComparison.Ordinal) : callback.AsSpan(slashes + 3).IndexOfAny("/?#") switch
        {
            < 0 => -1,
            var length => slashes + 3 + length,
        };
    }

    private static string Encode(string text)
    {
        var encoded = new StringBuilder(text.Length + 16);
        foreach (var rune in text.EnumerateRunes())
        {
            // Control characters stay, to be refused.
            encoded.Append(rune.Value == ' ' || !rune.IsAscii ? Uri.EscapeDataString(rune.ToString()) : rune.ToString());
        }

        return encoded.ToString();
    }
}
