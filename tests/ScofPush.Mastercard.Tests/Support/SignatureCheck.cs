using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace ScofPush.Mastercard.Tests.Support;

/// <summary>
/// What the gateway does: takes the request as it came over the wire and checks the signature with the public key. Written from
/// protocol 6 on its own, without the signer.
/// </summary>
internal static partial class SignatureCheck
{
    public static IReadOnlyDictionary<string, string> Verify(SeenRequest request, RSA key)
    {
        var header = request.Headers["Authorization"];
        Assert.StartsWith("OAuth ", header, StringComparison.Ordinal);
        var values = Pair().Matches(header).ToDictionary(match => match.Groups["name"].Value, match => match.Groups["value"].Value, StringComparer.Ordinal);
        Assert.Equal($"OAuth {string.Join(',', values.Select(value => $"{value.Key}=\"{value.Value}\""))}", header);
        Assert.Equal(Convert.ToBase64String(SHA256.HashData(request.Body)), values["oauth_body_hash"]);
        Assert.Equal(("RSA-SHA256", "1.0"), (values["oauth_signature_method"], values["oauth_version"]));
        Assert.Matches("^[0-9a-f]{32}$", values["oauth_nonce"]);

        var parts = request.Url.Split('?');
        var parameters = values
            .Where(value => value.Key != "oauth_signature")
            .Select(value => $"{value.Key}={value.Value}")
            .Concat(parts.Length > 1 ? parts[1].Split('&') : [])
            .Order(StringComparer.Ordinal);
        var text = $"{request.Method}&{Uri.EscapeDataString(parts[0])}&{Uri.EscapeDataString(string.Join('&', parameters))}";
        Assert.True(
            key.VerifyData(
                Encoding.ASCII.GetBytes(text),
                Convert.FromBase64String(Uri.UnescapeDataString(values["oauth_signature"])),
                HashAlgorithmName.SHA256,
                RSASignaturePadding.Pkcs1
            ),
            "The signature does not fit the request."
        );
        return values;
    }

    [GeneratedRegex("(?<name>[a-z_]+)=\"(?<value>[^\"]*)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pair();
}
