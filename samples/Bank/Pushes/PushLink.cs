namespace Bank.Pushes;

/// <summary>Extends the shop's URI with the push.</summary>
internal static class PushLink
{
    public static string Plain(Uri pushUri, IEnumerable<string> receipts, string callback) =>
        Extend(pushUri, $"pushAccountReceipts={string.Join(',', receipts.Select(Uri.EscapeDataString))}&callbackURL={Uri.EscapeDataString(callback)}");

    /// <summary>Receipts and callback are inside the signed data.</summary>
    public static string Signed(Uri pushUri, string pushAccountData) => Extend(pushUri, $"pushAccountData={Uri.EscapeDataString(pushAccountData)}");

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
