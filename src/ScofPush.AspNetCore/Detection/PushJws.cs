using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ScofPush.AspNetCore.Diagnostics;

namespace ScofPush.AspNetCore.Detection;

/// <summary>
/// A compact JWS (protocol 2). RS256 and nothing else; the key is looked up by its id and never taken from the token. The payload is read
/// after the signature was verified: there is no way to it without a key.
/// </summary>
internal readonly struct PushJws
{
    private const int MaxHeaderLength = 1024;
    private const int MaxKeyIdLength = 256;
    private const int MaxSignatureBytes = 1024; // RSA of 8192 bits

    private static readonly JsonDocumentOptions HeaderOptions = new() { MaxDepth = 4, AllowDuplicateProperties = false };

    private readonly string _token;

    private PushJws(string token, string keyId)
    {
        _token = token;
        KeyId = keyId;
    }

    public string KeyId { get; }

    /// <summary>Reads the header of a token.</summary>
    /// <returns>The token, or the SP code that refuses it.</returns>
    public static (PushJws Token, string? Code) Read(string token)
    {
        if (token.Length > PushQuery.MaxLength)
        {
            return (default, ScofPushCodes.PushTooLarge);
        }

        var end = token.IndexOf('.', StringComparison.Ordinal);
        if (!PushParameters.IsCompactToken(token, parts: 3) || end > MaxHeaderLength)
        {
            return (default, ScofPushCodes.SignedPushMalformed);
        }

        try
        {
            using var header = JsonDocument.Parse(Base64Url.DecodeFromChars(token.AsSpan(0, end)), HeaderOptions);
            return header.RootElement.ValueKind == JsonValueKind.Object
                ? Read(token, header.RootElement)
                : (default, ScofPushCodes.SignedPushMalformed);
        }
        catch (Exception exception) when (exception is FormatException or JsonException or InvalidOperationException)
        {
            // InvalidOperationException: an escape that is half a character.
            return (default, ScofPushCodes.SignedPushMalformed);
        }
    }

    /// <summary>Verifies the signature, then reads what the token says.</summary>
    /// <returns>The members, or the SP code that refuses the token.</returns>
    public (PushMembers? Members, string? Code) Open(RSA key)
    {
        var text = _token.AsSpan();
        var dot = text.LastIndexOf('.');
        var signed = ArrayPool<byte>.Shared.Rent(dot);
        try
        {
            var content = signed.AsSpan(0, Encoding.ASCII.GetBytes(text[..dot], signed));
            if (RefuseSignature(key, content, text[(dot + 1)..]) is { } code)
            {
                return (null, code);
            }

            var payload = signed.AsMemory(content.IndexOf((byte)'.') + 1, content.Length - content.IndexOf((byte)'.') - 1);
            return PushPayload.Read(payload[..Base64Url.DecodeFromUtf8InPlace(payload.Span)]);
        }
        catch (FormatException)
        {
            return (null, ScofPushCodes.SignedPushMalformed);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(signed, clearArray: true);
        }
    }

    private static (PushJws Token, string? Code) Read(string token, JsonElement header)
    {
        if (!header.TryGetProperty("alg"u8, out var algorithm) || algorithm.ValueKind != JsonValueKind.String || !algorithm.ValueEquals("RS256"u8))
        {
            return (default, ScofPushCodes.SignedPushAlgorithm);
        }

        if (header.TryGetProperty("crit"u8, out _))
        {
            // It names what must be understood, and we understand no extension.
            return (default, ScofPushCodes.SignedPushCritical);
        }

        return header.TryGetProperty("kid"u8, out var id) && id.ValueKind == JsonValueKind.String && id.GetString() is { Length: > 0 and <= MaxKeyIdLength } keyId
            ? (new PushJws(token, keyId), null)
            : (default, ScofPushCodes.SignedPushKeyUnknown);
    }

    /// <summary>A signature of another length than the key's was cut off on the way, rather than forged.</summary>
    private static string? RefuseSignature(RSA key, ReadOnlySpan<byte> content, ReadOnlySpan<char> encoded)
    {
        Span<byte> signature = stackalloc byte[MaxSignatureBytes];
        return !Base64Url.TryDecodeFromChars(encoded, signature, out var length) || length != key.KeySize / 8 ? ScofPushCodes.SignedPushMalformed
            : key.VerifyData(content, signature[..length], HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1) ? null
            : ScofPushCodes.SignedPushForged;
    }
}
