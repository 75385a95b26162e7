using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using ScofPush.AspNetCore.Detection;
using ScofPush.AspNetCore.Pages;

namespace ScofPush.AspNetCore.Pending;

/// <summary>
/// Tells the browser that the bank opened from any other that has the address of the push. The mark is random and sealed with
/// the push; a browser that has lost it may go on after a notice.
/// </summary>
/// <remarks>
/// The landing hands the mark over in one cookie of a fixed name, because it may be on any page and sees no cookie of ours; the first
/// page of the push makes a binding cookie of it, and keeps the newest few.
/// </remarks>
internal sealed class BrowserMarks(OwnCookies cookies, PendingOptions options, TimeProvider time)
{
    public const int PerBrowser = 3;

    public const string LandingCookie = "ScofPush-Landed";
    public const string BindingPrefix = "ScofPush.";

    /// <summary>Gives the mark to the browser that brought the push.</summary>
    public void HandOver(HttpContext context, string id, string mark) =>
        cookies.Set(context, LandingCookie, $"{PushId.Short(id)}.{mark}", OwnPath.Prefix, options.Lifetime);

    /// <summary>Whether this is the browser that brought the push. Tidies up the browser's cookies on the way.</summary>
    public bool Check(HttpContext context, string id, PushRequest? push)
    {
        if (push?.Mark is not { } mark)
        {
            return false;
        }

        var name = BindingPrefix + PushId.Short(id);
        var isHandedOver = Is(context.Request.Cookies[LandingCookie], $"{PushId.Short(id)}.{mark}");
        if (isHandedOver)
        {
            cookies.Delete(context, LandingCookie, OwnPath.Prefix);
            cookies.Set(context, name, $"{time.GetUtcNow().ToUnixTimeMilliseconds()}.{mark}", OwnPath.Prefix, options.Lifetime);
            DropOldest(context, name);
        }

        return isHandedOver || (context.Request.Cookies[name] is { } value && Is(value[(value.IndexOf('.', StringComparison.Ordinal) + 1)..], mark));
    }

    /// <summary>The push is over.</summary>
    public void Clear(HttpContext context, string id)
    {
        var name = BindingPrefix + PushId.Short(id);
        if (context.Request.Cookies.ContainsKey(name))
        {
            cookies.Delete(context, name, OwnPath.Prefix);
        }
    }

    private void DropOldest(HttpContext context, string newest)
    {
        var others = context.Request.Cookies
            .Where(cookie => cookie.Key.StartsWith(BindingPrefix, StringComparison.Ordinal) && cookie.Key != newest)
            .OrderByDescending(cookie => TimeOf(cookie.Value));
        foreach (var (name, _) in others.Skip(PerBrowser - 1))
        {
            cookies.Delete(context, name, OwnPath.Prefix);
        }
    }

    private static long TimeOf(string value) =>
        long.TryParse(value.AsSpan(0, Math.Max(value.IndexOf('.', StringComparison.Ordinal), 0)), CultureInfo.InvariantCulture, out var time) ? time : 0;

    private static bool Is(string? value, string expected) =>
        value is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(value), Encoding.UTF8.GetBytes(expected));
}
