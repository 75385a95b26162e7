using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.DataProtection;
using ScofPush.AspNetCore.Detection;

namespace ScofPush.AspNetCore.Pending;

/// <summary>Seals what a push says while it is parked. The purpose carries the format's version .</summary>
internal sealed class PushSeal(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("ScofPush.Push", "v1");

    public string Seal(PushRequest push) =>
        Base64Url.EncodeToString(_protector.Protect(JsonSerializer.SerializeToUtf8Bytes(push, PushSealJson.Default.PushRequest)));

    /// <summary>Unseals; <see langword="null"/> when it was erased or the key ring is not the one it was sealed with.</summary>
    public PushRequest? Unseal(string? payload)
    {
        try
        {
            return payload is null
                ? null
                : JsonSerializer.Deserialize(_protector.Unprotect(Base64Url.DecodeFromChars(payload)), PushSealJson.Default.PushRequest);
        }
        catch (Exception exception) when (exception is CryptographicException or JsonException or FormatException)
        {
            return null;
        }
    }
}

[JsonSerializable(typeof(PushRequest))]
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class PushSealJson : JsonSerializerContext;
