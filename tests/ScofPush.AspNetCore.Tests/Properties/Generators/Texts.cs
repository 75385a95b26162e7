using System.Globalization;
using System.Net;
using System.Text;
using CsCheck;

namespace ScofPush.AspNetCore.Tests.Properties.Generators;

/// <summary>What happens to text on its way: another letter case, layers of percent-encoding, one wrong letter.</summary>
internal static class Texts
{
    private const string Unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

    /// <summary>Letters that mean something to a reader of addresses, and some that look as if.</summary>
    public static readonly Gen<char> Hostile = Gen.Frequency(
        (6, Gen.OneOf<char>([.. "/\\@:?#[]%.&=;,+'\"<>(){}|^`~_-$!* "])),
        (3, Gen.OneOf<char>([.. "aAzZxX019"])),
        (2, Gen.OneOf<char>([.. "\0\t\r\n\v\x1b\x7f"])),
        (1, Gen.OneOf<char>([.. "\u0430\u3002\uff0f\u2044\u202e\u00ad\u00df\uff05"])));

    /// <summary>The letter case of each letter at random.</summary>
    public static Gen<string> AnyCase(string text) => Gen.Int.Select(seed =>
        string.Concat(text.Select((letter, index) => ((seed >> (index % 31)) & 1) == 0 ? char.ToLowerInvariant(letter) : char.ToUpperInvariant(letter))));

    /// <summary>One letter put in, taken away or replaced, or the rest cut off.</summary>
    public static Gen<string> Damaged(string text) => Gen.Select(Gen.Int[0, 6], Gen.Int[0, Math.Max(0, text.Length - 1)], Hostile).Select(damage => damage switch
    {
        _ when text.Length == 0 => damage.Item3.ToString(),
        (0 or 1, var at, var letter) => text.Insert(at, letter.ToString()),
        (2, var at, _) => text.Remove(at, 1),
        (3, var at, _) => text[..at],
        (4, var at, _) => text.Insert(at, text[at].ToString()),
        (_, var at, var letter) => text[..at] + letter + text[(at + 1)..],
    });

    /// <summary>Percent-encoded that often; <paramref name="all"/> also where it is not needed.</summary>
    public static string Encoded(string text, int layers, bool all = false)
    {
        for (var layer = 0; layer < layers; layer++)
        {
            var encoded = new StringBuilder();
            foreach (var value in Encoding.UTF8.GetBytes(text))
            {
                var isPlain = !all && Unreserved.Contains((char)value, StringComparison.Ordinal);
                encoded.Append(isPlain ? ((char)value).ToString() : $"%{value.ToString(layer % 2 == 0 ? "X2" : "x2", CultureInfo.InvariantCulture)}");
            }

            text = encoded.ToString();
        }

        return text;
    }

    /// <summary>As far as a value of a query must be encoded to arrive as it is.</summary>
    public static string AsValue(string text) => string.Concat(text.Select(letter =>
        letter is '%' or '&' or '+' or '#' or ' ' || char.IsControl(letter) || letter > '\x7e' ? Encoded(letter.ToString(), 1) : letter.ToString()));

    /// <summary>All readings of the text, up to three layers of percent-encoding down.</summary>
    public static IEnumerable<string> Readings(string text)
    {
        for (var layer = 0; layer <= 3; layer++)
        {
            yield return text;
            text = WebUtility.UrlDecode(text.Replace("+", "%2B", StringComparison.Ordinal));
        }
    }
}
