using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace ScofPush.Samples.Tests;

/// <summary>Signs a request as a merchant's server does, written from the description and not from the simulator's verifier.</summary>
internal static class Signer
{
    public static void Sign(HttpRequestMessage request, TestShop shop, DateTimeOffset time, string? nonce = null, string? hashedBody = null, bool encodeTwice = false)
    {
        var body = hashedBody ?? request.Content?.ReadAsStringAsync().GetAwaiter().GetResult() ?? "";
        var oauth = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["oauth_body_hash"] = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(body))),
            ["oauth_consumer_key"] = shop.ConsumerKey,
            ["oauth_nonce"] = nonce ?? RandomNumberGenerator.GetHexString(32),
            ["oauth_signature_method"] = "RSA-SHA256",
            ["oauth_timestamp"] = time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            ["oauth_version"] = "1.0",
        };

        var uri = request.RequestUri!;
        var parameters = new List<string>(uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries));
        parameters.AddRange(oauth.Select(pair => $"{pair.Key}={(encodeTwice ? Uri.EscapeDataString(pair.Value) : pair.Value)}"));
        parameters.Sort(StringComparer.Ordinal);
        var text = $"{request.Method}&{Uri.EscapeDataString(uri.GetLeftPart(UriPartial.Path))}&{Uri.EscapeDataString(string.Join('&', parameters))}";
        oauth["oauth_signature"] = Uri.EscapeDataString(
            Convert.ToBase64String(shop.Key.SignData(Encoding.UTF8.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)));
        request.Headers.Authorization = new AuthenticationHeaderValue("OAuth", string.Join(',', oauth.Select(pair => $"{pair.Key}=\"{pair.Value}\"")));
    }
}
