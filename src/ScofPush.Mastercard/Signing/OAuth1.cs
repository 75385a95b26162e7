using System.Security.Cryptography;
using System.Text;

namespace ScofPush.Mastercard.Signing;

/// <summary>
/// OAuth 1.0a as Mastercard does it, which is not RFC 5849: OAuth values enter the parameter string as they are and query pairs as
/// they were sent, and the whole is encoded once (protocol 6). Text and bytes in, text out: no clock, no key store, no HTTP client.
/// </summary>
internal static class OAuth1
{
    public const string Scheme = "OAuth";

    private const string Version = "1.0";
    private const string SignatureMethod = "RSA-SHA256";

    /// <summary>The parameter of the Authorization header for one request.</summary>
    public static async Task<string> AuthorizeAsync(
        string method,
        Uri uri,
        byte[] body,
        string consumerKey,
        string nonce,
        DateTimeOffset now,
        Func<byte[], Task<byte[]>> sign
    )
    {
        KeyValuePair<string, string>[] values =
        [
            new("oauth_body_hash", BodyHash(body)),
            new("oauth_consumer_key", consumerKey),
            new("oauth_nonce", nonce),
            new("oauth_signature_method", SignatureMethod),
            new("oauth_timestamp", now.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture)),
            new("oauth_version", Version),
        ];
        var baseString = BaseString(method, BaseUri(uri), ParameterString([.. QueryPairs(uri), .. values]));
        var signature = Convert.ToBase64String(await sign(Encoding.UTF8.GetBytes(baseString)));
        return string.Join(',', values.Select(value => $"{value.Key}=\"{value.Value}\""))
            + $",oauth_signature=\"{Escape(signature)}\"";
    }

    /// <summary>32 hex digits.</summary>
    public static string NewNonce() => RandomNumberGenerator.GetHexString(32, lowercase: true);

    public static string BodyHash(ReadOnlySpan<byte> body) => Convert.ToBase64String(SHA256.HashData(body));

    /// <summary>Scheme, host, port where it is not the default one, and path.</summary>
    public static string BaseUri(Uri uri)
    {
        var port = uri.IsDefaultPort ? "" : $":{uri.Port}";
        return $"{uri.Scheme}://{uri.Host}{port}{uri.AbsolutePath}";
    }

    /// <summary>The pairs of the query exactly as they are sent; a name without <c>=</c> has an empty value.</summary>
    public static IEnumerable<KeyValuePair<string, string>> QueryPairs(Uri uri)
    {
        foreach (var pair in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            yield return equals < 0 ? new(pair, "") : new(pair[..equals], pair[(equals + 1)..]);
        }
    }

    public static string ParameterString(IEnumerable<KeyValuePair<string, string>> pairs) =>
        string.Join(
            '&',
            pairs
                .OrderBy(pair => pair.Key, StringComparer.Ordinal)
                .ThenBy(pair => pair.Value, StringComparer.Ordinal)
                .Select(pair => $"{pair.Key}={pair.Value}")
        );

    public static string BaseString(string method, string baseUri, string parameterString) =>
        $"{method.ToUpperInvariant()}&{Escape(baseUri)}&{Escape(parameterString)}";

    public static string Escape(string value) => Uri.EscapeDataString(value);
}
