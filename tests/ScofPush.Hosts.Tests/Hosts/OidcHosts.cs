using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using ScofPush.Hosts.Tests.Matrix;

namespace ScofPush.Hosts.Tests.Hosts;

/// <summary>Shops whose customers sign in at an OpenID provider on another site.</summary>
internal static class OidcHosts
{
    public static IEnumerable<HostCase> List =>
    [
        Shop(OpenIdConnectResponseMode.FormPost),
        Shop(OpenIdConnectResponseMode.Query),
    ];

    private static HostCase Shop(string responseMode) => new($"OpenID Connect, `{responseMode}`")
    {
        HasProvider = true,
        SignIn = new ProviderPages(),
        Authentication = (services, configuration) => services
            .AddAuthentication(options =>
            {
                options.DefaultScheme = CookieAuthenticationDefaults.AuthenticationScheme;
                options.DefaultChallengeScheme = OpenIdConnectDefaults.AuthenticationScheme;
            })
            .AddCookie()
            .AddOpenIdConnect(options =>
            {
                options.Authority = configuration[OidcProvider.AddressKey];
                options.RequireHttpsMetadata = false;
                options.ClientId = "shop";
                options.ResponseType = OpenIdConnectResponseType.Code;
                options.ResponseMode = responseMode;
                options.TokenValidationParameters.NameClaimType = "name";
            }),
    };

    /// <summary>The provider has a page like those of the shops, and posts its answer by a form that submits itself.</summary>
    private sealed class ProviderPages : SignInPages
    {
        public override IReadOnlyList<SignInWay> Ways { get; } = [SignInWay.SignIn];

        public override async Task EnterAsync(RunningHost host, Tab tab, SignInWay way, string user)
        {
            await base.EnterAsync(host, tab, way, user);
            if (tab.Page.Find(OidcProvider.AnswerForm) is not null)
            {
                await tab.SubmitAsync(OidcProvider.AnswerForm);
            }
        }
    }
}
