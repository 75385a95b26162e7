using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Network.Gateway;

/// <summary>Checks the OAuth 1.0a signature of a call. The reason codes are this simulator's own: the real ones are not published.</summary>
internal sealed class OAuthVerifier(MerchantDirectory merchants, NonceBook nonces, TimeProvider clock)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    private static readonly string[] Required =
    [
        "oauth_body_hash", "oauth_consumer_key", "oauth_nonce", "oauth_signature", "oauth_signature_method", "oauth_timestamp", "oauth_version",
    ];

    public OAuthVerdict Verify(HttpRequest request, byte[] body)
    {
        var oauth = request.Headers.Authorization.Count == 1 ? OAuthHeader.Parse(request.Headers.Authorization[0]) : null;
        if (oauth is null)
        {
            return OAuthVerdict.Refuse("MISSING_AUTHORIZATION", "The OAuth authorization header is missing or malformed.");
        }

        if (oauth.Count != Required.Length || !Array.TrueForAll(Required, oauth.ContainsKey))
        {
            return OAuthVerdict.Refuse("INVALID_OAUTH_PARAMETERS", "The authorization header must hold exactly: " + string.Join(", ", Required));
        }

        if (oauth["oauth_signature_method"] != "RSA-SHA256" || oauth["oauth_version"] != "1.0")
        {
            return OAuthVerdict.Refuse("INVALID_SIGNATURE_METHOD", "Only RSA-SHA256 and version 1.0 are supported.");
        }

        if (oauth["oauth_nonce"].Length is < 8 or > 64)
        {
            return OAuthVerdict.Refuse("INVALID_NONCE", "The nonce must have 8 to 64 characters.");
        }

        var known = merchants.ByConsumerKey(oauth["oauth_consumer_key"]);
        if (known.Count == 0)
        {
            return OAuthVerdict.Refuse("INVALID_CONSUMER_KEY", "The consumer key is unknown.");
        }

        if (!IsFresh(oauth["oauth_timestamp"]))
        {
            return OAuthVerdict.Refuse("INVALID_TIMESTAMP", "The timestamp is not within five minutes of the gateway's clock.");
        }

        if (oauth["oauth_body_hash"] != Convert.ToBase64String(SHA256.HashData(body)))
        {
            return OAuthVerdict.Refuse("INVALID_BODY_HASH", "oauth_body_hash does not match the body.");
        }

        if (merchants.KeyOf(known[0]) is not { } key)
        {
            return OAuthVerdict.Refuse("KEY_NOT_FOUND", "No public key is registered for the consumer key.");
        }

        if (!IsSigned(key, SignatureBase.Create(request, oauth), oauth["oauth_signature"]))
        {
            return OAuthVerdict.Refuse("INVALID_SIGNATURE", "The signature does not match the request.");
        }

        return nonces.TryUse(oauth["oauth_consumer_key"], oauth["oauth_nonce"], Window + Window)
            ? OAuthVerdict.Accept(known)
            : OAuthVerdict.Refuse("NONCE_REPLAYED", "The nonce has been used before.");
    }

    private static bool IsSigned(RSA key, string signed, string signature)
    {
        var bytes = new byte[key.KeySize / 8];
        return Convert.TryFromBase64String(Uri.UnescapeDataString(signature), bytes, out var length)
            && key.VerifyData(Encoding.UTF8.GetBytes(signed), bytes.AsSpan(0, length), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    private bool IsFresh(string timestamp) =>
        long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && Math.Abs(clock.GetUtcNow().ToUnixTimeSeconds() - seconds) <= (long)Window.TotalSeconds;
}
