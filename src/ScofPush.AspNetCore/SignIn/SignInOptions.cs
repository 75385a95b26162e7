using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;

namespace ScofPush.AspNetCore.SignIn;

/// <summary>How the host's own sign-in is used. Section <c>ScofPush:SignIn</c>.</summary>
public sealed class SignInOptions
{
    /// <summary>The scheme that tells who is signed in. Default: the host's default authenticate scheme.</summary>
    public string? AuthenticateScheme { get; set; }

    /// <summary>The scheme that signs a shopper in. Default: the host's default challenge scheme.</summary>
    public string? ChallengeScheme { get; set; }

    /// <summary>
    /// Finds the customer in a principal; <see langword="null"/> when it has none. Default: the key is the claim NameIdentifier, else
    /// <c>sub</c>, else the name; the display name is the name, else the e-mail address, else the key. Set in code only.
    /// </summary>
    public Func<ClaimsPrincipal, PushCustomer?> IdentifyCustomer { get; set; } = FindCustomer;

    internal Task<AuthenticationScheme?> FindAuthenticateSchemeAsync(IAuthenticationSchemeProvider schemes) =>
        AuthenticateScheme is { } name ? schemes.GetSchemeAsync(name) : schemes.GetDefaultAuthenticateSchemeAsync();

    internal Task<AuthenticationScheme?> FindChallengeSchemeAsync(IAuthenticationSchemeProvider schemes) =>
        ChallengeScheme is { } name ? schemes.GetSchemeAsync(name) : schemes.GetDefaultChallengeSchemeAsync();

    /// <summary>Whether a customer's key comes from this claim; always, as far as we know, where the host finds it in its own way.</summary>
    internal bool IsFoundBy(string claimType) => IdentifyCustomer != FindCustomer || claimType is ClaimTypes.NameIdentifier or "sub";

    private static PushCustomer? FindCustomer(ClaimsPrincipal principal)
    {
        var name = principal.Identity?.Name ?? principal.FindFirst("name")?.Value;
        var key = principal.FindFirst(ClaimTypes.NameIdentifier)?.Value ?? principal.FindFirst("sub")?.Value ?? name;
        return string.IsNullOrEmpty(key)
            ? null
            : new PushCustomer(key, name ?? principal.FindFirst(ClaimTypes.Email)?.Value ?? key);
    }
}
