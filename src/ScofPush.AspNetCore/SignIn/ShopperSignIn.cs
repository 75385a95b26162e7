using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;

namespace ScofPush.AspNetCore.SignIn;

/// <summary>Uses the host's own sign-in: who is there, and please sign in .</summary>
internal sealed class ShopperSignIn(SignInOptions options, IAuthenticationSchemeProvider schemes)
{
    private const int MaxKeyLength = 256;

    /// <summary>
    /// The signed-in principal, or none. It becomes the request's user, so that antiforgery and the host's layout see the same person.
    /// </summary>
    public async Task<ClaimsPrincipal?> AuthenticateAsync(HttpContext context)
    {
        if (await FindAsync(context) is not { } principal)
        {
            return null;
        }

        context.User = principal;
        return principal;
    }

    /// <summary>The signed-in principal, or none. Asks the scheme itself, because the line may stand ahead of <c>UseAuthentication</c>.</summary>
    public async Task<ClaimsPrincipal?> FindAsync(HttpContext context)
    {
        if (options.AuthenticateScheme is null && context.User.Identity is { IsAuthenticated: true })
        {
            return context.User;
        }

        var result = await context.AuthenticateAsync(options.AuthenticateScheme);
        return result is { Succeeded: true, Principal.Identity.IsAuthenticated: true } ? result.Principal : null;
    }

    public PushCustomer? Identify(ClaimsPrincipal principal) =>
        options.IdentifyCustomer(principal) is { Key.Length: > 0 and <= MaxKeyLength } customer ? customer : null;

    /// <summary>
    /// Whether a cookie that the browser holds back may be why nobody is signed in: a session cookie that is SameSite=Strict does not come
    /// with a navigation from another site, as from a bank or an identity provider.
    /// </summary>
    public static bool MayBeHeldBack(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"] == "cross-site" && request.Headers["Sec-Fetch-Mode"] == "navigate";

    /// <summary>Whether the host's session can be ended, so that somebody else can sign in.</summary>
    public async Task<bool> CanSignOutAsync() =>
        typeof(IAuthenticationSignOutHandler).IsAssignableFrom((await options.FindAuthenticateSchemeAsync(schemes))?.HandlerType);

    /// <summary>Ends the host's session in this browser; a session at an identity provider goes on.</summary>
    public async Task SignOutAsync(HttpContext context) => await context.SignOutAsync((await options.FindAuthenticateSchemeAsync(schemes))!.Name);

    /// <summary>Sends the shopper to the host's sign-in and from there back to an own path.</summary>
    public async Task ChallengeAsync(HttpContext context, string returnPath)
    {
        var scheme = await options.FindChallengeSchemeAsync(schemes);
        if (context.Features.Get<IAuthenticationFeature>() is { } feature && !typeof(IAuthenticationRequestHandler).IsAssignableFrom(scheme?.HandlerType))
        {
            // Cookie handlers build the login URL on what UseAuthentication saw, which may have been before UsePathBase. A handler that
            // answers requests itself must be sent back to the address that it listens on, which is the one UseAuthentication saw.
            feature.OriginalPathBase = context.Request.PathBase;
            feature.OriginalPath = context.Request.Path;
        }

        var properties = new AuthenticationProperties { RedirectUri = returnPath };
        await context.ChallengeAsync(options.ChallengeScheme, properties);
    }
}
