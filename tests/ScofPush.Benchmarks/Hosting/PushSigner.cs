using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace ScofPush.Benchmarks.Hosting;

/// <summary>Signs a push as the network does.</summary>
internal sealed class PushSigner : IDisposable
{
    public const string KeyId = "key-1";

    private readonly RSA _key = RSA.Create(2048);

    public string Pem => _key.ExportSubjectPublicKeyInfoPem();

    /// <summary>A push of one receipt of the usual length.</summary>
    public string Sign()
    {
        var content = Encode($$"""{"alg":"RS256","kid":"{{KeyId}}"}""") + "." + Encode(
            $$"""{"pushAccountReceipts":["MCC-STL-0B5C1D2E-3F40-4A51-8B62-7C73D84E95F6"],"callbackURL":"{{Shop.Bank}}/done","completeWebsiteActivation":true,"accountHolderDataSupplied":false,"locale":"en_US"}""");
        return content + "." + Base64Url.EncodeToString(_key.SignData(Encoding.ASCII.GetBytes(content), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    /// <summary>The verification of a token alone: the part of a signed landing that no code of ours can shorten.</summary>
    public Func<bool> Verification(string token)
    {
        var dot = token.LastIndexOf('.');
        var content = Encoding.ASCII.GetBytes(token[..dot]);
        var signature = Base64Url.DecodeFromChars(token.AsSpan(dot + 1));
        return () => _key.VerifyData(content, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    public void Dispose() => _key.Dispose();

    private static string Encode(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
}
