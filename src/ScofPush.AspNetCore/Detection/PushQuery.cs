using System.Buffers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using ScofPush.AspNetCore.Diagnostics;

namespace ScofPush.AspNetCore.Detection;

/// <summary>Reads a push out of a query (protocol 1). The only code that looks at the query.</summary>
internal static class PushQuery
{
    /// <summary>Larger queries are refused unread; a real push of five receipts has about 1.4 KB (protocol 1).</summary>
    public const int MaxLength = 8 * 1024;

    private const int MaxReceipts = 5;
    private const int MaxReceiptLength = 64;
    private const int MaxLocaleLength = 16;

    // Part of the names: it is found faster than all of them, and IsPush looks closely.
    private const string Hint = "AccountRec";
    private const int ShortQuery = 64;
    private const int ShortestPush = 19; // ?pushAccountReceipt

    private static readonly SearchValues<string> Hints = SearchValues.Create([Hint], StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<char> ReceiptCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-");

    /// <summary>Whether the query may be a push: a fast look that every request of the host pays for.</summary>
    public static bool MayBePush(QueryString query) => query.Value is { Length: >= ShortestPush } value && HasHint(value);

    /// <summary>Whether a parameter of the query, not merely some value in it, is a push parameter.</summary>
    public static bool IsPush(QueryString query)
    {
        foreach (var pair in new QueryStringEnumerable(query.Value))
        {
            if (IsReceiptName(pair.DecodeName().Span))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Reads the push.</summary>
    /// <returns>The push, or the SP code that says why it cannot be read.</returns>
    public static (PushRequest? Push, string? Code) Read(QueryString query)
    {
        if (query.Value!.Length > MaxLength)
        {
            return (null, ScofPushCodes.PushTooLarge);
        }

        List<string> receipts = [];
        var push = new PushRequest { Receipts = receipts };
        foreach (var pair in new QueryStringEnumerable(query.Value))
        {
            var name = pair.DecodeName().Span;
            var value = pair.DecodeValue();
            if (IsReceiptName(name))
            {
                if (AddReceipts(receipts, value.Span) is { } code)
                {
                    return (null, code);
                }
            }
            else if (Is(name, "callbackURL"))
            {
                push = value.IsEmpty || push.Callback is not null ? push : push with { Callback = WithoutExtraLayer(value.ToString()) };
            }
            else if (Is(name, "callbackRequired"))
            {
                push = push with { CallbackRequired = ReadFlag(value.Span, push.CallbackRequired) };
            }
            else if (Is(name, "completeIssuerAppActivation") || Is(name, "completeIssuerActivation"))
            {
                push = push with { CompleteIssuerAppActivation = ReadFlag(value.Span, push.CompleteIssuerAppActivation) };
            }
            else if (Is(name, "completeWebsiteActivation"))
            {
                push = push with { CompleteWebsiteActivation = ReadFlag(value.Span, push.CompleteWebsiteActivation) };
            }
            else if (Is(name, "accountHolderDataSupplied"))
            {
                push = push with { AccountHolderDataSupplied = ReadFlag(value.Span, push.AccountHolderDataSupplied) };
            }
            else if (Is(name, "locale") && value.Length is > 0 and <= MaxLocaleLength)
            {
                push = push with { Locale = value.ToString() };
            }
        }

        return receipts.Count == 0 ? (null, ScofPushCodes.NoReceipt) : (push, null);
    }

    /// <summary>Measured: a plain search starts faster, a prepared one runs faster.</summary>
    private static bool HasHint(string query) => query.Length <= ShortQuery
        ? query.Contains(Hint, StringComparison.OrdinalIgnoreCase)
        : query.AsSpan().ContainsAny(Hints);

    private static bool Is(ReadOnlySpan<char> name, string known) => name.Equals(known, StringComparison.OrdinalIgnoreCase);

    private static bool IsReceiptName(ReadOnlySpan<char> name)
    {
        var bracket = name.IndexOf('[');
        if (bracket > 0 && name[^1] == ']')
        {
            var index = name[(bracket + 1)..^1];
            if (index.ContainsAnyExceptInRange('0', '9'))
            {
                return false;
            }

            name = name[..bracket];
        }

        return Is(name, "pushAccountReceipts") || Is(name, "pushAccountReceipt");
    }

    private static string? AddReceipts(List<string> receipts, ReadOnlySpan<char> list)
    {
        foreach (var range in list.Split(','))
        {
            var item = list[range].Trim();
            if (item.IsEmpty)
            {
                continue;
            }

            if (item.Length > MaxReceiptLength || item.ContainsAnyExcept(ReceiptCharacters))
            {
                return ScofPushCodes.MalformedReceipt;
            }

            var receipt = item.ToString();
            if (receipts.Contains(receipt, StringComparer.Ordinal))
            {
                continue;
            }

            if (receipts.Count == MaxReceipts)
            {
                return ScofPushCodes.TooManyReceipts;
            }

            receipts.Add(receipt);
        }

        return null;
    }

    private static bool ReadFlag(ReadOnlySpan<char> value, bool otherwise) => bool.TryParse(value, out var flag) ? flag : otherwise;

    /// <summary>Some issuers encode the callback twice: without a colon it cannot be absolute, so one more layer comes off.</summary>
    private static string WithoutExtraLayer(string callback) =>
        callback.Contains(':', StringComparison.Ordinal) ? callback : Uri.UnescapeDataString(callback);
}
