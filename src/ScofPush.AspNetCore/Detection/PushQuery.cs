using System.Buffers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using ScofPush.AspNetCore.Diagnostics;

namespace ScofPush.AspNetCore.Detection;

/// <summary>Finds a push in a query and takes it apart (protocol 1).</summary>
internal static class PushQuery
{
    /// <summary>Larger queries are refused unread; a real push of five receipts has about 1.4 KB (protocol 1).</summary>
    public const int MaxLength = 8 * 1024;

    // Parts of the names, found faster than all of them; IsPush looks closely. A signature that is a push does not fit into a short query.
    private const string ShortHint = "push";
    private const int ShortQuery = 64;
    private const int ShortestPush = 16; // ?pushAccountData

    private static readonly SearchValues<string> Hints = SearchValues.Create([ShortHint, "signature="], StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the query may be a push: a fast look that every request of the host pays for.</summary>
    public static bool MayBePush(QueryString query) => query.Value is { Length: >= ShortestPush } value && HasHint(value);

    /// <summary>Whether a parameter of the query, not merely some value in it, makes it a push.</summary>
    public static bool IsPush(QueryString query)
    {
        foreach (var pair in new QueryStringEnumerable(query.Value))
        {
            if (PushParameters.MakesPush(Tell(pair)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What a parameter is. Only the tokens are told by their value too, and those need no decoding.</summary>
    public static PushParameter Tell(in QueryStringEnumerable.EncodedNameValuePair pair) =>
        PushParameters.Of(pair.DecodeName().Span, pair.EncodedValue.Span);

    /// <summary>Takes the query apart.</summary>
    /// <returns>Both forms as far as they are there, or the SP code that says why they cannot be read.</returns>
    public static (PushForms? Forms, string? Code) Read(QueryString query)
    {
        if (query.Value!.Length > MaxLength)
        {
            return (null, ScofPushCodes.PushTooLarge);
        }

        var forms = new PushForms();
        foreach (var pair in new QueryStringEnumerable(query.Value))
        {
            var parameter = Tell(pair);
            if (parameter != PushParameter.None && Read(forms, parameter, pair.DecodeValue()) is { } code)
            {
                return (null, code);
            }
        }

        return (forms, null);
    }

    private static string? Read(PushForms forms, PushParameter parameter, ReadOnlyMemory<char> value)
    {
        switch (parameter)
        {
            case PushParameter.Receipts:
                return AddReceipts(forms.Plain, value.Span);
            case PushParameter.Callback:
                return forms.Plain.SetCallback(CallbackText.Of(value.ToString()));
            case PushParameter.Locale:
                forms.Plain.SetLocale(value.Span);
                return null;
            case PushParameter.SignedData when forms.Signed is { } other:
                return value.Span.SequenceEqual(other) ? null : ScofPushCodes.ContradictoryPush;
            case PushParameter.SignedData:
                forms.Signed = value.ToString();
                return null;
            case PushParameter.VisaData:
                return ScofPushCodes.VisaPush;
            default:
                return forms.Plain.SetFlag(parameter, value.Span);
        }
    }

    /// <summary>Measured: a plain search starts faster, a prepared one runs faster.</summary>
    private static bool HasHint(string query) => query.Length <= ShortQuery
        ? query.Contains(ShortHint, StringComparison.OrdinalIgnoreCase)
        : query.AsSpan().ContainsAny(Hints);

    private static string? AddReceipts(PushMembers members, ReadOnlySpan<char> list)
    {
        foreach (var range in list.Split(','))
        {
            var item = list[range].Trim();
            if (!item.IsEmpty && members.AddReceipt(item) is { } code)
            {
                return code;
            }
        }

        return null;
    }
}

/// <summary>Both forms of a push as a query brings them.</summary>
internal sealed class PushForms
{
    public PushMembers Plain { get; } = new();

    /// <summary>The compact JWS, not verified; <see langword="null"/> when there is none.</summary>
    public string? Signed { get; set; }
}
