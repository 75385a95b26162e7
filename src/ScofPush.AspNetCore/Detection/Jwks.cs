using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;

namespace ScofPush.AspNetCore.Detection;

/// <summary>Reads a key set (RFC 7517): the RSA keys with a key id that may verify RS256. All others are left out.</summary>
internal static class Jwks
{
    /// <summary>A larger key set is not read.</summary>
    public const int MaxBytes = 256 * 1024;

    private const int MaxKeys = 100;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 16 };

    /// <exception cref="InvalidDataException">This is no key set, or it has no usable key.</exception>
    public static IReadOnlyList<PushKey> Read(ReadOnlyMemory<byte> json)
    {
        if (json.Length > MaxBytes)
        {
            throw new InvalidDataException("The key set is larger than 256 KB.");
        }

        try
        {
            using var document = JsonDocument.Parse(json.Span.StartsWith(ByteOrderMark) ? json[ByteOrderMark.Length..] : json, Options);
            var usable = document.RootElement.GetProperty("keys"u8).EnumerateArray().Take(MaxKeys).Select(Read).OfType<PushKey>().ToArray();
            return usable.Length > 0 ? usable : throw new InvalidDataException("The key set has no RSA key for RS256.");
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new InvalidDataException("This is not a JSON Web Key Set.", exception);
        }
    }

    private static PushKey? Read(JsonElement key)
    {
        if (key.ValueKind != JsonValueKind.Object
            || Text(key, "kty") != "RSA"
            || Text(key, "kid") is not { Length: > 0 } id
            || Text(key, "use") is not (null or "sig")
            || Text(key, "alg") is not (null or "RS256")
            || Text(key, "n") is not { Length: > 0 } modulus
            || Text(key, "e") is not { Length: > 0 } exponent)
        {
            return null;
        }

        try
        {
            return PushKey.Create(id, new RSAParameters
            {
                Modulus = Base64Url.DecodeFromChars(modulus),
                Exponent = Base64Url.DecodeFromChars(exponent),
            });
        }
        catch (Exception exception) when (exception is FormatException or CryptographicException)
        {
            return null;
        }
    }

    /// <summary>The text of a member; half a character is no text.</summary>
    private static string? Text(JsonElement key, string name)
    {
        try
        {
            return key.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
