using System.Text.Json;
using System.Text.Unicode;
using ScofPush.AspNetCore.Diagnostics;

namespace ScofPush.AspNetCore.Detection;

/// <summary>Reads the verified payload of a signed push, in both vocabularies (protocol 2). Unknown members are ignored.</summary>
internal static class PushPayload
{
    private const int MaxDepth = 8;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = MaxDepth, AllowDuplicateProperties = false };
    private static readonly JsonDocumentOptions Lax = new() { MaxDepth = MaxDepth };

    public static (PushMembers? Members, string? Code) Read(ReadOnlyMemory<byte> json)
    {
        if (!Utf8.IsValid(json.Span))
        {
            return (null, ScofPushCodes.SignedPushUnreadable);
        }

        try
        {
            using var document = JsonDocument.Parse(json, Strict);
            return document.RootElement.ValueKind == JsonValueKind.Object ? Read(document.RootElement) : (null, ScofPushCodes.SignedPushUnreadable);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: an escape that is half a character.
            return (null, exception is JsonException && IsJson(json) ? ScofPushCodes.SignedPushDuplicate : ScofPushCodes.SignedPushUnreadable);
        }
    }

    private static (PushMembers? Members, string? Code) Read(JsonElement payload)
    {
        var members = new PushMembers();
        foreach (var member in payload.EnumerateObject())
        {
            if (member.Value.ValueKind != JsonValueKind.Null && Read(members, member) is { } code)
            {
                return (null, code);
            }
        }

        return (members, null);
    }

    private static string? Read(PushMembers members, JsonProperty member) => member.Name switch
    {
        "pushAccountReceipts" or "pushAccountReceipt" => AddReceipts(members, member.Value),
        "callbackURL" or "callbackUrl" or "issuerCallBack" => member.Value.ValueKind == JsonValueKind.String
            ? members.SetCallback(CallbackText.WithoutExtraLayer(member.Value.GetString()!))
            : ScofPushCodes.SignedPushMember,
        "callbackRequired" => SetFlag(members, PushParameter.CallbackRequired, member.Value),
        "completeIssuerAppActivation" or "completeIssuerActivation" => SetFlag(members, PushParameter.CompleteIssuerAppActivation, member.Value),
        "completeWebsiteActivation" => SetFlag(members, PushParameter.CompleteWebsiteActivation, member.Value),
        "accountHolderDataSupplied" => SetFlag(members, PushParameter.AccountHolderDataSupplied, member.Value),
        "locale" => SetLocale(members, member.Value),
        _ => null,
    };

    private static string? AddReceipts(PushMembers members, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            return AddReceipt(members, value);
        }

        foreach (var item in value.EnumerateArray())
        {
            if (AddReceipt(members, item) is { } code)
            {
                return code;
            }
        }

        return null;
    }

    private static string? AddReceipt(PushMembers members, JsonElement value) =>
        value.ValueKind != JsonValueKind.String ? ScofPushCodes.SignedPushMember
        : value.GetString() is { Length: > 0 } receipt ? members.AddReceipt(receipt)
        : ScofPushCodes.MalformedReceipt;

    private static string? SetFlag(PushMembers members, PushParameter flag, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => members.SetFlag(flag, bool.TrueString),
        JsonValueKind.False => members.SetFlag(flag, bool.FalseString),
        JsonValueKind.String => members.SetFlag(flag, value.GetString()),
        _ => ScofPushCodes.SignedPushMember,
    };

    private static string? SetLocale(PushMembers members, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            return ScofPushCodes.SignedPushMember;
        }

        members.SetLocale(value.GetString());
        return null;
    }

    /// <summary>Whether nothing but a member that stands twice is wrong with it.</summary>
    private static bool IsJson(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Lax);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
