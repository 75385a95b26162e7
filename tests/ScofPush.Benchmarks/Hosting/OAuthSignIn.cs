using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;

namespace ScofPush.Benchmarks.Hosting;

/// <summary>
/// The measure of a landing: a challenge by ASP.NET Core's own OAuth handler, set up as the usual providers are. It, too, seals what it
/// has to remember, sets a cookie and redirects.
/// </summary>
internal static class OAuthSignIn
{
    public const string AuthorizationEndpoint = "https://accounts.example/o/oauth2/v2/auth";

    private const string Scheme = "Provider";
    private const string Product = "/products/espresso-cups/42?page=2&sort=price&colour=blue";

    public static void AddServices(IServiceCollection services)
    {
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie().AddOAuth(Scheme, options =>
        {
            options.AuthorizationEndpoint = AuthorizationEndpoint;
            options.TokenEndpoint = "https://accounts.example/token";
            options.UserInformationEndpoint = "https://accounts.example/userinfo";
            options.ClientId = "kiln-and-leaf.apps.accounts.example";
            options.ClientSecret = "never used";
            options.CallbackPath = "/signin-provider";
            options.UsePkce = true;
            options.Scope.Add("openid");
            options.Scope.Add("profile");
            options.Scope.Add("email");
        });
    }

    public static void Configure(IApplicationBuilder app) =>
        app.Run(context => context.ChallengeAsync(Scheme, new AuthenticationProperties { RedirectUri = Product }));
}
