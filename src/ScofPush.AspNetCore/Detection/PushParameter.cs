using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace ScofPush.AspNetCore.Detection;

/// <summary>What a query parameter is to a push.</summary>
internal enum PushParameter
{
    /// <summary>The host's own, or unknown.</summary>
    None,

    Receipts,
    Callback,
    CallbackRequired,
    CompleteIssuerAppActivation,
    CompleteWebsiteActivation,
    AccountHolderDataSupplied,
    Locale,

    /// <summary>The signed form.</summary>
    SignedData,

    /// <summary>Visa's form, an encrypted token.</summary>
    VisaData,
}

/// <summary>Tells the parameters of a push by name, and those whose name others use too by their value (protocol 1).</summary>
internal static class PushParameters
{
    private static readonly SearchValues<char> TokenCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.");

    public static PushParameter Of(ReadOnlySpan<char> name, ReadOnlySpan<char> value) => name.Length switch
    {
        6 when Is(name, "locale") => PushParameter.Locale,
        8 when Is(name, "pushData") && IsCompactToken(value, parts: 5) => PushParameter.VisaData,
        9 when Is(name, "signature") && IsCompactToken(value, parts: 3) && HasPushMembers(value) => PushParameter.SignedData,
        11 when Is(name, "callbackURL") => PushParameter.Callback,
        15 when Is(name, "pushAccountData") => PushParameter.SignedData,
        16 when Is(name, "callbackRequired") => PushParameter.CallbackRequired,
        24 when Is(name, "completeIssuerActivation") => PushParameter.CompleteIssuerAppActivation,
        25 when Is(name, "completeWebsiteActivation") => PushParameter.CompleteWebsiteActivation,
        25 when Is(name, "accountHolderDataSupplied") => PushParameter.AccountHolderDataSupplied,
        27 when Is(name, "completeIssuerAppActivation") => PushParameter.CompleteIssuerAppActivation,
        >= 18 when IsReceipts(name) => PushParameter.Receipts,
        _ => PushParameter.None,
    };

    /// <summary>Whether the parameter alone makes a request a push.</summary>
    public static bool MakesPush(PushParameter parameter) =>
        parameter is PushParameter.Receipts or PushParameter.SignedData or PushParameter.VisaData;

    /// <summary>Whether the text has the shape of a compact token: that many parts of base64url. A part of a JWE may be empty.</summary>
    public static bool IsCompactToken(ReadOnlySpan<char> value, int parts) =>
        value.Count('.') == parts - 1 && value[0] != '.' && value[^1] != '.' && !value.ContainsAnyExcept(TokenCharacters);

    private static bool Is(ReadOnlySpan<char> name, string known) => name.Equals(known, StringComparison.OrdinalIgnoreCase);

    /// <summary>The name, alone or with an index: <c>name[]</c>, <c>name[0]</c>.</summary>
    private static bool IsReceipts(ReadOnlySpan<char> name)
    {
        var bracket = name.IndexOf('[');
        if (bracket > 0 && name[^1] == ']' && !name[(bracket + 1)..^1].ContainsAnyExceptInRange('0', '9'))
        {
            name = name[..bracket];
        }

        return Is(name, "pushAccountReceipts") || Is(name, "pushAccountReceipt");
    }

    /// <summary>
    /// Whether a token under a name that others use too is a push at all. Decides only who answers: what is read of a push is read
    /// after its signature was verified.
    /// </summary>
    private static bool HasPushMembers(ReadOnlySpan<char> token)
    {
        var payload = token[(token.IndexOf('.') + 1)..token.LastIndexOf('.')];
        var encoded = ArrayPool<byte>.Shared.Rent(payload.Length);
        try
        {
            var length = Base64Url.DecodeFromUtf8InPlace(encoded.AsSpan(0, Encoding.ASCII.GetBytes(payload, encoded)));
            return NamesReceipts(encoded.AsSpan(0, length));
        }
        catch (FormatException)
        {
            return false;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(encoded, clearArray: true);
        }
    }

    /// <summary>Whether the name stands there as the name of a member, not in some text.</summary>
    private static bool NamesReceipts(ReadOnlySpan<byte> json)
    {
        var at = json.IndexOf("\"pushAccountReceipt"u8);
        if (at < 0)
        {
            return false;
        }

        json = json[(at + "\"pushAccountReceipt".Length)..];
        json = json.StartsWith("s"u8) ? json[1..] : json;
        return json.StartsWith("\""u8) && json[1..].TrimStart(" \t\r\n"u8).StartsWith(":"u8);
    }
}
