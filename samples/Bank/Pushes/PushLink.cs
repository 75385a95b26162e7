namespace Bank.Pushes;

/// <summary>Extends the shop's URI with the push.</summary>
internal static class PushLink
{
    public static string Plain(PushResponse answer, PushRequest request)
    {
        var receipts = string.Join(',', answer.PushAccountReceipts.Select(issued => Uri.EscapeDataString(issued.PushAccountReceipt)));
        return Extend(
            answer.PushUri,
            $"pushAccountReceipts={receipts}&callbackURL={Uri.EscapeDataString(request.CallbackUrl)}"
            + $"&callbackRequired={Text(request.CallbackRequired)}&completeWebsiteActivation={Text(request.CompleteWebsiteActivation)}");
    }

    /// <summary>Receipts, callback and flags are inside the signed data.</summary>
    public static string Signed(PushResponse answer) => Extend(answer.PushUri, $"pushAccountData={Uri.EscapeDataString(answer.PushAccountData)}");

    private static string Text(bool flag) => flag ? "true" : "false";

    private static string Extend(Uri pushUri, string parameters)
    {
        var address = pushUri.OriginalString;
        var hash = address.IndexOf('#', StringComparison.Ordinal);
        var fragment = hash < 0 ? "" : address[hash..];
        var target = hash < 0 ? address : address[..hash];
        var joint = !target.Contains('?', StringComparison.Ordinal) ? "?" : target[^1] is '?' or '&' ? "" : "&";
        return target + joint + parameters + fragment;
    }
}
