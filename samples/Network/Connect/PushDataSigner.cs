using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;

namespace Network.Connect;

/// <summary>Signs <c>pushAccountData</c> (RS256, header alg and kid only) and publishes the key.</summary>
internal sealed class PushDataSigner : IDisposable
{
    private const string KeyFile = "push-data-signing-key.pem";

    private readonly RSA _key = RSA.Create();
    private readonly string _keyId;

    public PushDataSigner(IOptions<NetworkOptions> options, IHostEnvironment environment)
    {
        var folder = Path.Combine(environment.ContentRootPath, options.Value.DataFolder);
        _key.ImportFromPem(LoadOrCreate(folder));
        var parameters = _key.ExportParameters(includePrivateParameters: false);
        Modulus = Base64Url.EncodeToString(parameters.Modulus);
        Exponent = Base64Url.EncodeToString(parameters.Exponent);

        // RFC 7638: members in this order, no white space.
        var thumbprint = string.Create(CultureInfo.InvariantCulture, $$"""{"e":"{{Exponent}}","kty":"RSA","n":"{{Modulus}}"}""");
        _keyId = Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(thumbprint)));
    }

    private string Modulus { get; }

    private string Exponent { get; }

    public string Sign(JsonObject payload)
    {
        var header = new JsonObject { ["alg"] = "RS256", ["kid"] = _keyId };
        var content = $"{Encode(header)}.{Encode(payload)}";
        var signature = _key.SignData(Encoding.ASCII.GetBytes(content), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{content}.{Base64Url.EncodeToString(signature)}";
    }

    public JsonObject KeySet() => new()
    {
        ["keys"] = new JsonArray(new JsonObject
        {
            ["kty"] = "RSA",
            ["use"] = "sig",
            ["alg"] = "RS256",
            ["kid"] = _keyId,
            ["n"] = Modulus,
            ["e"] = Exponent,
        }),
    };

    public void Dispose() => _key.Dispose();

    private static string Encode(JsonObject json) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(json));

    private static string LoadOrCreate(string folder)
    {
        var path = Path.Combine(folder, KeyFile);
        if (File.Exists(path))
        {
            return File.ReadAllText(path);
        }

        Directory.CreateDirectory(folder);
        using var key = RSA.Create(2048);
        var pem = key.ExportPkcs8PrivateKeyPem();
        var file = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            file.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var writer = new StreamWriter(path, file);
        writer.Write(pem);
        return pem;
    }
}
