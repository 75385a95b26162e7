using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;

namespace ScofPush.AspNetCore.Tests.Hosting;

/// <summary>Signs as the network does, and as it never would.</summary>
internal sealed class PushSigner(string keyId, int bits = 2048) : IDisposable
{
    private readonly RSA _key = RSA.Create(bits);

    /// <summary>The network's, for all tests that need no more than one: a key takes a while to make.</summary>
    public static PushSigner Known { get; } = new("key-1");

    /// <summary>Somebody else's, under the same id.</summary>
    public static PushSigner Stranger { get; } = new("key-1");

    public string KeyId => keyId;

    public string Pem => _key.ExportSubjectPublicKeyInfoPem();

    public string PrivatePem => _key.ExportPkcs8PrivateKeyPem();

    /// <summary>A push of one receipt, or of what the payload says.</summary>
    public string SignPush(string receipt, string? callback = null) =>
        Sign(new JsonObject { ["pushAccountReceipts"] = new JsonArray(receipt), ["callbackURL"] = callback }.ToJsonString());

    public string Sign(string payload) => Sign($$"""{"alg":"RS256","kid":"{{keyId}}"}""", payload);

    public string Sign(string header, string payload) => Sign(header, Encoding.UTF8.GetBytes(payload));

    public string Sign(string header, byte[] payload) =>
        Compact(header, payload, content => _key.SignData(content, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

    public string SignPss(string header, string payload) =>
        Compact(header, Encoding.UTF8.GetBytes(payload), content => _key.SignData(content, HashAlgorithmName.SHA256, RSASignaturePadding.Pss));

    /// <summary>The classic: an HMAC whose secret is the public key.</summary>
    public string SignWithPublicKeyAsSecret(string header, string payload) =>
        Compact(header, Encoding.UTF8.GetBytes(payload), content => HMACSHA256.HashData(Encoding.ASCII.GetBytes(Pem), content));

    public static string Compact(string header, byte[] payload, Func<byte[], byte[]> sign)
    {
        var content = $"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(header))}.{Base64Url.EncodeToString(payload)}";
        return $"{content}.{Base64Url.EncodeToString(sign(Encoding.ASCII.GetBytes(content)))}";
    }

    public JsonObject Jwk()
    {
        var key = _key.ExportParameters(includePrivateParameters: false);
        return new JsonObject
        {
            ["kty"] = "RSA",
            ["kid"] = keyId,
            ["use"] = "sig",
            ["alg"] = "RS256",
            ["n"] = Base64Url.EncodeToString(key.Modulus),
            ["e"] = Base64Url.EncodeToString(key.Exponent),
        };
    }

    public static string KeySet(params PushSigner[] signers) =>
        new JsonObject { ["keys"] = new JsonArray([.. signers.Select(signer => signer.Jwk())]) }.ToJsonString();

    public X509Certificate2 Certificate(DateTimeOffset from, DateTimeOffset until) =>
        new CertificateRequest("CN=push", _key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(from, until);

    public void Dispose() => _key.Dispose();
}
