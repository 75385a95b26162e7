using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;

namespace ScofPush.Hosts.Tests.Hosts;

/// <summary>What the hosts share: the sign-in page as text, and the sign-in itself. Sign-up is the same form at another address.</summary>
internal static class ShopHtml
{
    public const string FrontPage = "<h1>The shop</h1>";

    public const string Type = "text/html";

    public static string Credentials(HttpRequest request, string? returnUrl)
    {
        var address = $"{request.PathBase}{request.Path}";
        return $"""
            <h1>Welcome</h1>
            <form id="credentials" method="post" action="{WebUtility.HtmlEncode(address)}">
              <input type="hidden" name="returnUrl" value="{WebUtility.HtmlEncode(returnUrl)}"><input name="user">
            </form>
            <a id="sign-up" href="{WebUtility.HtmlEncode(SignUpAddress(request, returnUrl))}">New here?</a>
            """;
    }

    public static string SignUpAddress(HttpRequest request, string? returnUrl) =>
        $"{request.PathBase}{request.Path}".Replace("/sign-in", "/sign-up", StringComparison.Ordinal) + $"?returnUrl={Uri.EscapeDataString(returnUrl ?? "/")}";

    public static Task SignInAsync(HttpContext context, string user) => context.SignInAsync(new ClaimsPrincipal(new ClaimsIdentity(
        [new Claim(ClaimTypes.NameIdentifier, $"key-{user}"), new Claim(ClaimTypes.Name, $"{user}@example.com")],
        CookieAuthenticationDefaults.AuthenticationScheme)));
}
