using Microsoft.AspNetCore.Http;
using ScofPush.AspNetCore.Pages;
using ScofPush.AspNetCore.Pending;

namespace ScofPush.AspNetCore.SignIn;

/// <summary>
/// Remembers the push over the host's sign-in, which may forget where the shopper came from: sign-up, e-mail confirmation (R-11).
/// </summary>
/// <remarks>
/// It holds an id and nothing to trust: what it may lead to is looked up. So it is not sealed, and a lost key ring does not matter.
/// </remarks>
internal sealed class ResumeCookie(OwnCookies cookies, TimeProvider time)
{
    public const string Name = "ScofPush-Resume";

    private const string Path = "/";

    // Who comes back to a push whose parking is over may be sent in circles, too.
    private static readonly TimeSpan ShortestLife = TimeSpan.FromMinutes(5);

    private const string Spent = "s";

    /// <summary>Whether the browser asks for a page of the site and has the cookie. Looked at for every request of the host.</summary>
    public static bool IsOnNavigation(HttpRequest request) =>
        request.Headers is { Cookie.Count: > 0 } headers
        && !request.QueryString.HasValue
        && HttpMethods.IsGet(request.Method)
        && IsThere(headers)
        && IsNavigation(headers);

    /// <summary>The push that the shopper was sent to sign in for, how often so, and whether they were brought back once already.</summary>
    public static (string Id, int Challenges, bool IsSpent)? Read(HttpRequest request) =>
        request.Cookies[Name]?.Split('.') is [var id, [>= '0' and <= '9' and var count, .. var rest]] && rest is "" or Spent && PushId.IsWellFormed(id)
            ? (id, count - '0', rest == Spent)
            : null;

    /// <summary>How often the browser was sent to sign in for this push.</summary>
    public static int Challenges(HttpRequest request, string id) => Read(request) is { } cookie && cookie.Id == id ? cookie.Challenges : 0;

    /// <summary>The shopper is sent to sign in.</summary>
    public void Remember(HttpContext context, PushRecord push)
    {
        var last = Read(context.Request) is { } cookie && cookie.Id == push.Id ? cookie : (push.Id, Challenges: 0, IsSpent: false);
        Write(context, push, Math.Min(last.Challenges + 1, 9), last.IsSpent);
    }

    /// <summary>The shopper is brought back: once.</summary>
    public void Spend(HttpContext context, PushRecord push) => Write(context, push, Challenges(context.Request, push.Id), isSpent: true);

    /// <summary>The shopper has arrived.</summary>
    public void Clear(HttpContext context, string id)
    {
        if (Read(context.Request) is { } cookie && cookie.Id == id)
        {
            Clear(context);
        }
    }

    public void Clear(HttpContext context) => cookies.Delete(context, Name, Path);

    private void Write(HttpContext context, PushRecord push, int challenges, bool isSpent) =>
        cookies.Set(context, Name, $"{push.Id}.{challenges}{(isSpent ? Spent : "")}", Path, LifeOf(push));

    private TimeSpan LifeOf(PushRecord push)
    {
        var left = push.ExpiresAt - time.GetUtcNow();
        return left > ShortestLife ? left : ShortestLife;
    }

    private static bool IsThere(IHeaderDictionary headers)
    {
        foreach (var line in headers.Cookie)
        {
            if (line is not null && line.Contains(Name + "=", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A document in a tab, from this site or from the address bar. A browser too old to say so names HTML first.</summary>
    private static bool IsNavigation(IHeaderDictionary headers) => headers["Sec-Fetch-Dest"].ToString() switch
    {
        "document" => headers["Sec-Fetch-Mode"] == "navigate" && headers["Sec-Fetch-Site"] != "cross-site",
        "" => headers.Accept.ToString().StartsWith("text/html", StringComparison.OrdinalIgnoreCase) && headers["Sec-Fetch-Site"] != "cross-site",
        _ => false,
    };
}
